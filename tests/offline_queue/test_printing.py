"""Printing tells the truth: durable before physical, and never twice by itself."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from kiosk.config import TerminalConfig
from kiosk.device import Cover, DeviceState, DeviceStatus, PaperSupply
from kiosk.faults import Fault
from kiosk.messages.operator import AskQueue, HoldPrint, QueueStatus
from kiosk.messages.printing import PrintSlip
from kiosk.messages.service import (
    AskHall,
    HallView,
    NumberTaken,
    PrintAgain,
    PrintQueued,
    Recorded,
    Refused,
)
from kiosk.print_state import PrintState
from offline_queue.printing import printer_link
from offline_queue.printing.printer_link import HOST_LOST, printer_fault
from offline_queue.service import Service
from tests.clock import FakeClock
from tests.offline_queue.samples import bodies, by_card, config, lease, outside, until
from tests.offline_queue.screen import Screen
from tests.offline_queue.scripted_printer import GOOD, NO_PAPER, ScriptedPrinter

S = PrintState
WHOLE = [S.RENDERING, S.SPOOLED, S.PRINTING, S.PRINTED]


@pytest.fixture
def cfg(tmp_short: Path) -> TerminalConfig:
    return config(tmp_short)


@pytest.fixture
def printer(cfg: TerminalConfig) -> Iterator[ScriptedPrinter]:
    with ScriptedPrinter(cfg.printers_socket) as running:
        yield running


@pytest.fixture
def service(cfg: TerminalConfig, clock: FakeClock, printer: ScriptedPrinter) -> Iterator[Service]:
    made = Service(cfg, clock, job_deadline_s=0.2)
    lease(made.store)
    made.start()
    yield made
    made.stop()


@pytest.fixture
def screen(service: Service, cfg: TerminalConfig) -> Iterator[Screen]:
    with Screen(cfg.service_socket) as connected:
        until(lambda: connected.ask(AskHall(), HallView).printer == GOOD)
        yield connected


def test_ticket_and_intent_are_on_disk_before_the_first_byte(
    screen: Screen, printer: ScriptedPrinter, cfg: TerminalConfig
) -> None:
    seen: list[list[tuple[Any, ...]]] = []

    def spy(job: PrintSlip) -> None:
        query = (
            "SELECT ticket_no, j.state, o.kind FROM tickets"
            " JOIN print_jobs j ON j.about = ticket_id JOIN outbox o"
        )
        seen.append(outside(cfg.state, query))

    printer.on_job = spy
    taken = screen.ask(by_card(on_paper=True), NumberTaken)
    assert (taken.print_state, taken.fault) == (S.RESERVED, None)
    assert screen.states(until=S.PRINTED) == WHOLE
    assert seen == [[("A001", "printing", "ticket")]]
    assert [line.text for line in printer.jobs[0].slip.lines if line.size == 4] == ["A001"]
    assert outside(cfg.state, "SELECT state, on_paper FROM print_jobs") == [("printed", 1)]
    assert [told["state"] for told in bodies(cfg.state, "print")] == ["printed"]


def test_the_same_request_again_prints_nothing_again(
    screen: Screen, printer: ScriptedPrinter
) -> None:
    first = screen.ask(by_card(request_id="r-1", on_paper=True), NumberTaken)
    screen.states(until=S.PRINTED)
    again = screen.ask(by_card(request_id="r-1", on_paper=True), NumberTaken)
    assert (again.ticket.ticket_no, again.job_id) == ("A001", first.job_id)
    assert again.print_state is S.PRINTED and again.ticket.copies == 1
    assert len(printer.jobs) == 1


def test_paper_is_checked_before_a_number_is_made(
    screen: Screen, printer: ScriptedPrinter, cfg: TerminalConfig
) -> None:
    printer.status = NO_PAPER  # nobody was told: it is read now
    refused = screen.ask(by_card(on_paper=True), Refused)
    assert refused.fault is Fault.PRINTER_NO_PAPER
    assert outside(cfg.state, "SELECT count(*) FROM tickets") == [(0,)]
    printer.change(GOOD)
    assert screen.ask(by_card(on_paper=True), NumberTaken).ticket.ticket_no == "A001"


def test_a_silent_printer_is_not_a_good_one(
    screen: Screen, printer: ScriptedPrinter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(printer_link.PrinterLink.ask, "__defaults__", (0.05,))
    printer.deaf = True
    assert screen.ask(by_card(on_paper=True), Refused).fault is Fault.PRINTER_SILENT


@pytest.mark.parametrize("fault", [Fault.PRINT_PAPER_END, Fault.PRINT_CONNECTION_LOST])
def test_paper_runs_out_mid_ticket(fault: Fault, screen: Screen, printer: ScriptedPrinter) -> None:
    printer.outcome, printer.fault = S.UNKNOWN, fault
    taken = screen.ask(by_card(request_id="r-1", on_paper=True), NumberTaken)
    screen.states(until=S.UNKNOWN)
    again = screen.ask(by_card(request_id="r-1", on_paper=True), NumberTaken)
    assert (again.print_state, again.fault, again.ticket.copies) == (S.UNKNOWN, fault, 1)
    assert screen.ask(AskQueue(), QueueStatus).jobs == (f"{taken.job_id} ticket unknown",)
    printer.outcome, printer.fault = S.PRINTED, None
    screen.ask(PrintAgain("r-2", taken.ticket.ticket_id), PrintQueued)
    assert screen.states(until=S.PRINTED) == WHOLE
    marks = [line.text for line in printer.jobs[1].slip.lines if "COPY" in line.text]
    assert marks == ["副本 第2份 / COPY 2"]
    assert screen.ask(AskQueue(), QueueStatus).jobs == ()


def test_a_job_of_which_no_byte_left_is_the_original_when_asked_again(
    screen: Screen, printer: ScriptedPrinter
) -> None:
    printer.outcome, printer.fault = S.FAILED, Fault.PRINTER_NO_PAPER
    taken = screen.ask(by_card(on_paper=True), NumberTaken)
    screen.states(until=S.FAILED)
    printer.outcome, printer.fault = S.PRINTED, None
    screen.ask(PrintAgain("r-2", taken.ticket.ticket_id), PrintQueued)
    screen.states(until=S.PRINTED)
    assert not [line for line in printer.jobs[1].slip.lines if "COPY" in line.text]


def test_no_answer_by_the_deadline_is_unknown(
    screen: Screen, printer: ScriptedPrinter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(printer_link, "GRACE_S", 0.0)
    printer.outcome = None
    screen.ask(by_card(on_paper=True), NumberTaken)
    assert screen.states(until=S.UNKNOWN)[-2:] == [S.PRINTING, S.UNKNOWN]
    peer, job = printer.arrived.get(timeout=5)
    printer.outcome = S.PRINTED
    printer.end(peer, job)  # too late to be believed: nothing changes any more
    screen.ask(by_card(holder="c3" * 32, on_paper=True), NumberTaken)
    assert screen.states(until=S.PRINTED) == WHOLE


def test_the_printer_host_dies_while_printing(screen: Screen, printer: ScriptedPrinter) -> None:
    printer.outcome = None
    taken = screen.ask(by_card(request_id="r-1", on_paper=True), NumberTaken)
    printer.arrived.get(timeout=5)
    printer.stop()
    assert screen.states(until=S.UNKNOWN)[-1] is S.UNKNOWN
    lost = screen.view(lambda view: view.printer.state is DeviceState.UNKNOWN)
    assert printer_fault(lost.printer) is not None
    printer.outcome = S.PRINTED
    printer.start()
    until(lambda: screen.ask(AskHall(), HallView).printer == GOOD)
    again = screen.ask(by_card(request_id="r-1", on_paper=True), NumberTaken)
    assert (again.job_id, again.fault) == (taken.job_id, Fault.PRINT_HOST_LOST)
    assert len(printer.jobs) == 1


def test_a_screen_that_comes_back_hears_how_its_job_ends(
    screen: Screen, printer: ScriptedPrinter, service: Service, cfg: TerminalConfig
) -> None:
    screen.ask(HoldPrint(on=True), Recorded)
    first = screen.ask(by_card(request_id="r-1", on_paper=True), NumberTaken)
    screen.close()
    with Screen(cfg.service_socket) as successor:
        again = successor.ask(by_card(request_id="r-1", on_paper=True), NumberTaken)
        assert (again.job_id, again.print_state) == (first.job_id, S.RESERVED)
        running = successor.ask(PrintAgain("r-2", first.ticket.ticket_id), PrintQueued)
        assert running.job_id == first.job_id
        successor.ask(HoldPrint(on=False), Recorded)
        assert successor.states(until=S.PRINTED) == WHOLE
    assert len(printer.jobs) == 1


def test_a_service_that_stops_before_printing_prints_on_the_next_request(
    cfg: TerminalConfig, clock: FakeClock, printer: ScriptedPrinter
) -> None:
    service = Service(cfg, clock)
    lease(service.store)
    service.start()
    with Screen(cfg.service_socket) as screen:
        until(lambda: screen.ask(AskHall(), HallView).printer == GOOD)
        screen.ask(HoldPrint(on=True), Recorded)
        first = screen.ask(by_card(request_id="r-1", on_paper=True), NumberTaken)
    service.stop()
    assert not printer.jobs
    service = Service(cfg, clock)
    service.start()
    with Screen(cfg.service_socket) as screen:
        until(lambda: screen.ask(AskHall(), HallView).printer == GOOD)
        again = screen.ask(by_card(request_id="r-1", on_paper=True), NumberTaken)
        assert again.ticket.ticket_no == first.ticket.ticket_no
        assert again.job_id != first.job_id and again.print_state is S.RESERVED
        screen.states(until=S.PRINTED)
    service.stop()
    assert len(printer.jobs) == 1
    assert not [line for line in printer.jobs[0].slip.lines if "COPY" in line.text]


def test_what_stands_against_printing() -> None:
    def fault(**changes: Any) -> Fault | None:
        return printer_fault(DeviceStatus(**({"state": DeviceState.ONLINE} | changes)))

    assert printer_fault(None) is Fault.PRINTER_SILENT
    assert printer_fault(HOST_LOST) is Fault.PRINTER_HOST_LOST
    assert fault(paper=PaperSupply.LOW) is None
    assert fault(paper=PaperSupply.NOT_SUPPORTED) is None
    assert fault(paper=PaperSupply.OUT) is Fault.PRINTER_NO_PAPER
    assert fault(paper=PaperSupply.UNKNOWN) is Fault.PRINTER_ERROR
    assert fault(paper=PaperSupply.JAMMED) is Fault.PRINTER_ERROR
    assert fault(state=DeviceState.OFFLINE, cover=Cover.OPEN) is Fault.PRINTER_COVER_OPEN
    assert fault(state=DeviceState.NO_DEVICE) is Fault.PRINTER_ABSENT
    assert fault(state=DeviceState.UNKNOWN) is Fault.PRINTER_SILENT
    assert fault(state=DeviceState.HARDWARE_ERROR) is Fault.PRINTER_ERROR

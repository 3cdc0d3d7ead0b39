"""What goes wrong with a certificate on its way to the A4 printer is told exactly."""

import threading
from pathlib import Path
from typing import Any

import pytest

from kiosk.device import Cover, DeviceState, PaperSupply
from kiosk.faults import Fault
from kiosk.messages.printing import PrintDocument
from kiosk.messages.service import PrintQueued
from kiosk.print_state import PrintState
from kiosk.values import replace
from offline_queue.printing import printer_link
from offline_queue.printing.jobs import MOST_BYTES, NoContent
from offline_queue.store.commits import StoreError
from tests.offline_queue.printing.office import ONE, OTHER, Citizen, Office
from tests.offline_queue.samples import until
from tests.offline_queue.scripted_printer import GOOD, NO_PAPER, ScriptedPrinter

S = PrintState


@pytest.mark.parametrize(
    ("status", "fault"),
    [
        (NO_PAPER, Fault.A4_NO_PAPER),
        (replace(GOOD, paper=PaperSupply.JAMMED), Fault.A4_JAMMED),
        (replace(GOOD, cover=Cover.OPEN), Fault.A4_COVER_OPEN),
        (replace(GOOD, state=DeviceState.NO_DEVICE), Fault.A4_ABSENT),
        (replace(GOOD, state=DeviceState.UNKNOWN), Fault.A4_SILENT),
    ],
)
def test_the_printer_is_looked_at_before_the_intent(
    status: Any, fault: Fault, office: Office, citizen: Citizen, printer: ScriptedPrinter
) -> None:
    printer.a4 = status  # nobody was told: it is read now
    end = citizen.print()
    assert (end.state, end.fault) == (S.FAILED, fault)
    assert S.PRINTING not in citizen.states and not printer.documents
    assert office.told() == [(1, "void")]


def test_a_printer_that_is_busy_is_waited_for_by_its_driver(
    office: Office, citizen: Citizen, printer: ScriptedPrinter
) -> None:
    printer.a4 = replace(GOOD, state=DeviceState.BUSY)
    assert citizen.print().state is S.PRINTED


def test_a_printer_of_documents_that_does_not_answer_gets_none(
    office: Office, citizen: Citizen, printer: ScriptedPrinter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(printer_link.PrinterLink.ask_a4, "__defaults__", (0.05,))
    printer.deaf = True
    end = citizen.print()
    assert (end.state, end.fault) == (S.FAILED, Fault.A4_SILENT)


@pytest.mark.parametrize(
    "error",
    [NoContent(Fault.CERT_GONE), StoreError(Fault.STORE_ERROR, "a file cannot be read")],
)
def test_content_that_is_gone_fails_the_job(
    error: Exception, office: Office, citizen: Citizen, printer: ScriptedPrinter
) -> None:
    def gone() -> PrintDocument:
        raise error

    office.content = gone
    end = citizen.print()
    assert end.state is S.FAILED and end.fault in (Fault.CERT_GONE, Fault.STORE_ERROR)
    assert office.told() == [(1, "void")] and not printer.documents


def test_a_document_that_no_message_can_hold_is_refused(
    office: Office, citizen: Citizen, printer: ScriptedPrinter
) -> None:
    whole = b"%PDF-" + bytes(MOST_BYTES)
    office.content = lambda: PrintDocument("", whole, 1)
    end = citizen.print()
    assert (end.state, end.fault) == (S.FAILED, Fault.A4_DOCUMENT_REFUSED)
    assert citizen.print(certificate_id=ONE, copy_no=2).fault is Fault.A4_DOCUMENT_REFUSED
    office.content = lambda: PrintDocument("", whole[:MOST_BYTES], 1)
    assert citizen.print(copy_no=3).state is S.PRINTED


def test_no_answer_by_the_deadline_is_unknown(
    office: Office, citizen: Citizen, printer: ScriptedPrinter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(printer_link, "GRACE_S", 0.0)
    office.deadline_s, printer.a4_outcome = 0.1, None
    end = citizen.print()
    assert (end.state, end.fault) == (S.UNKNOWN, Fault.A4_PRINT_NO_ANSWER)
    peer, document = printer.arrived.get(timeout=10)
    printer.a4_outcome = S.PRINTED
    printer.end(peer, document)  # too late to be believed
    assert citizen.print(certificate_id=OTHER).state is S.PRINTED
    assert office.jobs() == [(1, S.UNKNOWN, Fault.A4_PRINT_NO_ANSWER)]


def test_the_printer_host_dies_while_a_document_prints(
    office: Office, citizen: Citizen, printer: ScriptedPrinter
) -> None:
    printer.a4_outcome = None
    queued = citizen.ask()
    printer.arrived.get(timeout=10)
    printer.stop()
    assert isinstance(queued, PrintQueued)
    end = citizen.end_of(queued.job_id)
    assert (end.state, end.fault) == (S.UNKNOWN, Fault.A4_PRINT_HOST_LOST)
    assert office.told() == [(1, "unknown")]


def test_a_host_that_is_renewed_after_a_document_is_waited_for(
    office: Office, citizen: Citizen, printer: ScriptedPrinter
) -> None:
    """The citizen's next wish should not meet its restart."""
    assert citizen.print().state is S.PRINTED
    printer.stop()
    until(lambda: printer_link.printer_fault(office.link.status) is not None)
    answers: list[Any] = []
    asking = [printer_link.PrinterLink.ask, printer_link.PrinterLink.ask_a4]
    threads = [_thread(lambda ask=ask: answers.append(ask(office.link))) for ask in asking]
    printer.start()
    for thread in threads:
        thread.join(10)
    assert answers == [GOOD, GOOD]


def _thread(work: Any) -> threading.Thread:
    thread = threading.Thread(target=work)
    thread.start()
    return thread


def test_a_terminal_without_such_a_printer_says_so(
    tmp_short: Path, printer: ScriptedPrinter
) -> None:
    with Office(tmp_short, a4=False) as office, Citizen(office.path) as citizen:
        until(lambda: office.link.status == GOOD)
        assert office.link.a4_status is None
        end = citizen.print()
        assert (end.state, end.fault) == (S.FAILED, Fault.A4_ABSENT)

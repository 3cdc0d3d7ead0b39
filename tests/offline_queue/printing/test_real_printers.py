"""Certificates and receipts over a printer host's process onto simulated printers."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.faults import Fault
from kiosk.messages.service import PrintQueued
from kiosk.print_state import PrintState
from offline_queue.printing import journal, printer_link
from tests.devices.a4_printer.rig import Sim
from tests.devices.receipt_printer.bench import FAST, TcpSim
from tests.offline_queue.printing.hosts import PATIENCE_S, Host
from tests.offline_queue.printing.office import OTHER, Citizen, Office, receipt
from tests.offline_queue.samples import until

S = PrintState
DEADLINE_S = 5.0


@pytest.fixture(scope="module")
def a4(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sim]:
    with Sim(tmp_path_factory.mktemp("a4")) as running:
        yield running


@pytest.fixture(scope="module")
def receipts(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TcpSim]:
    with TcpSim(tmp_path_factory.mktemp("receipts"), *FAST) as running:
        yield running


@pytest.fixture(scope="module")
def host(tmp_path_factory: pytest.TempPathFactory, a4: Sim, receipts: TcpSim) -> Iterator[Host]:
    socket = tmp_path_factory.mktemp("h") / "h.sock"
    with Host(socket, receipts.url, a4.url) as running:
        yield running


@pytest.fixture
def office(tmp_short: Path, host: Host, a4: Sim, receipts: TcpSim) -> Iterator[Office]:
    """Both printers in order; what came out before is not shown."""
    a4.heal()
    receipts.mark()
    with Office(tmp_short, host.path) as running:
        running.deadline_s = DEADLINE_S
        yield running.ready()


@pytest.mark.slow
def test_every_page_of_a_certificate_comes_out_and_is_told(
    office: Office, citizen: Citizen, a4: Sim
) -> None:
    office.pages = 3
    end = citizen.print()
    assert (end.state, end.fault) == (S.PRINTED, None)
    assert citizen.pages[-1] == 3 and citizen.pages == sorted(citizen.pages)
    assert a4.came_out(end.job_id) == 3
    assert office.told() == [(1, "printed")]


@pytest.mark.slow
@pytest.mark.row("S093")
@pytest.mark.parametrize(
    ("mishap", "fault"),
    [
        ("jam", Fault.A4_PRINT_JAM),
        ("cover_open", Fault.A4_PRINT_COVER_OPENED),
        ("paper_out", Fault.A4_PRINT_PAPER_END),
    ],
)
def test_a_mishap_on_page_two_leaves_the_copy_unknown(
    mishap: str, fault: Fault, office: Office, citizen: Citizen, a4: Sim
) -> None:
    """It is given up before the next copy is printed, and no page of it comes out any more."""
    a4.script(f"at page 2 {mishap}")
    office.pages = 3
    end = citizen.print()
    assert (end.state, end.fault) == (S.UNKNOWN, fault)
    assert a4.came_out(end.job_id) == 1
    office.stopped()
    a4.heal()
    office.give_up(1)
    office.ready()
    again = citizen.print(copy_no=2)
    assert again.state is S.PRINTED
    assert (a4.came_out(end.job_id), a4.came_out(again.job_id)) == (1, 3)
    assert office.told() == [(1, "unknown"), (1, "void"), (2, "printed")]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("mishap", "fault"),
    [
        ("paper_out", Fault.A4_NO_PAPER),
        ("toner_out", Fault.A4_NO_TONER),
        ("cover_open", Fault.A4_COVER_OPEN),
        ("jam", Fault.A4_JAMMED),
        ("output_full", Fault.A4_OUTPUT_FULL),
        ("broken", Fault.A4_ERROR),
        ("unplug", Fault.A4_ABSENT),
    ],
)
def test_what_stands_in_the_way_is_told_exactly_and_before_the_intent(
    mishap: str, fault: Fault, office: Office, citizen: Citizen, a4: Sim
) -> None:
    a4.script(f"now {mishap}")
    end = citizen.print()
    assert (end.state, end.fault) == (S.FAILED, fault)
    assert S.PRINTING not in citizen.states and a4.came_out(end.job_id) == 0
    assert office.told() == [(1, "void")]


@pytest.mark.slow
def test_a_receipt_comes_out_while_the_document_printer_hangs(
    office: Office, citizen: Citizen, a4: Sim, receipts: TcpSim
) -> None:
    a4.script("at page 2 hang")
    office.pages = 30
    queued = citizen.ask()
    assert isinstance(queued, PrintQueued)
    until(lambda: a4.came_out(queued.job_id) > 0)
    slip = receipt(office, "slip-1")
    until(lambda: len(receipts.output().receipts) == 1)
    assert citizen.states[-1] is S.PRINTING
    a4.heal()
    end = citizen.end_of(queued.job_id)
    assert end.state in (S.PRINTED, S.UNKNOWN)
    jobs = office.store.call(lambda c: journal.jobs_of(c, journal.Thing.SLIP, "slip-1"))
    assert [(job.job_id, job.state) for job in jobs] == [(slip.job_id, S.PRINTED)]


@pytest.mark.slow
@pytest.mark.row("S093")
def test_the_host_is_killed_in_mid_document(
    office: Office, citizen: Citizen, a4: Sim, host: Host
) -> None:
    """The one that is started after it takes away what still lies in the printer."""
    office.pages = 1500
    queued = citizen.ask()
    assert isinstance(queued, PrintQueued)
    until(lambda: bool(citizen.pages))
    host.kill()
    end = citizen.end_of(queued.job_id)
    assert (end.state, end.fault) == (S.UNKNOWN, Fault.A4_PRINT_HOST_LOST)
    office.ready()
    office.pages = 2
    other = citizen.print(certificate_id=OTHER)
    assert other.state is S.PRINTED
    assert a4.came_out(end.job_id) < 1500 and a4.came_out(other.job_id) == 2
    assert office.told() == [(1, "unknown"), (1, "printed")]


@pytest.mark.slow
def test_a_number_is_asked_for_while_the_host_forgets_a_document(
    office: Office,
    citizen: Citizen,
    host: Host,
    receipts: TcpSim,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """It ends by itself a little after the last document, and is waited for."""
    monkeypatch.setattr(printer_link, "RENEWAL_S", PATIENCE_S)
    assert citizen.print().state is S.PRINTED
    lives = host.lives
    until(lambda: host.lives > lives, within_s=20.0)
    asked = office.link.ask()
    assert asked is not None and asked.can_print
    receipt(office, "slip-2")
    until(lambda: len(receipts.output().receipts) == 1)

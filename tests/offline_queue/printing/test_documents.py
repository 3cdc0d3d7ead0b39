"""Certificates on the A4 printer: one copy number, one paper, and the platform told the truth."""

import weakref
from pathlib import Path
from typing import Any

import pytest

from kiosk.faults import Fault
from kiosk.messages.printing import PrintDocument
from kiosk.messages.service import PrintQueued, Refused
from kiosk.print_state import PrintState
from offline_queue.printing.journal import NotToGiveUp
from tests.devices.a4_printer.document import pdf
from tests.offline_queue.printing.office import ONE, OTHER, Citizen, Office, receipt
from tests.offline_queue.samples import outside, until
from tests.offline_queue.scripted_printer import ScriptedPrinter

S = PrintState


@pytest.mark.row("S093")
def test_the_intent_is_on_disk_before_the_document_leaves(
    office: Office, citizen: Citizen, printer: ScriptedPrinter
) -> None:
    seen: list[list[tuple[Any, ...]]] = []
    query = "SELECT thing, about, copy_no, state FROM print_jobs"
    printer.on_document = lambda _document: seen.append(outside(office.state, query))
    assert citizen.print().state is S.PRINTED
    assert seen == [[("certificate", ONE, 1, "printing")]]
    assert citizen.states == [S.RENDERING, S.SPOOLED, S.PRINTING, S.PRINTED]
    assert citizen.pages == [1, 2]
    assert office.told() == [(1, "printed")]
    assert printer.documents[0].pdf == pdf(2)


def test_a_copy_number_is_printed_once_ever(
    office: Office, citizen: Citizen, printer: ScriptedPrinter
) -> None:
    assert citizen.print().state is S.PRINTED
    for copy_no in (1, 2):  # nor is there a second original beside the first
        assert isinstance(citizen.ask(copy_no), Refused)
    assert citizen.print(certificate_id=OTHER).state is S.PRINTED
    assert len({one.job_id for one in printer.documents}) == len(printer.documents) == 2


def test_the_next_copy_needs_the_former_to_be_given_up(
    office: Office, citizen: Citizen, printer: ScriptedPrinter
) -> None:
    printer.a4_outcome, printer.fault = S.UNKNOWN, Fault.A4_PRINT_JAM
    end = citizen.print()
    assert (end.state, end.fault, end.about) == (S.UNKNOWN, Fault.A4_PRINT_JAM, ONE)
    assert isinstance(citizen.ask(copy_no=2), Refused)
    assert office.jobs() == [(1, S.UNKNOWN, Fault.A4_PRINT_JAM)], "nothing became void by itself"
    for _ in range(2):
        assert office.give_up(1).state is S.VOID
    printer.a4_outcome, printer.fault = S.PRINTED, None
    assert citizen.print(copy_no=2).state is S.PRINTED
    assert office.told() == [(1, "unknown"), (1, "void"), (2, "printed")]
    with pytest.raises(NotToGiveUp):
        office.give_up(2)


def test_a_copy_that_was_never_printed_here_can_be_given_up(
    office: Office, citizen: Citizen, printer: ScriptedPrinter
) -> None:
    for _ in range(2):
        assert office.give_up(1).state is S.VOID
    assert isinstance(citizen.ask(copy_no=1), Refused)
    assert office.told() == [(1, "void")]
    assert citizen.print(copy_no=2).state is S.PRINTED
    assert not printer.jobs and len(printer.documents) == 1


def test_a_copy_in_the_printer_cannot_be_given_up(
    office: Office, citizen: Citizen, printer: ScriptedPrinter
) -> None:
    printer.a4_outcome = None
    queued = citizen.ask()
    peer, document = printer.arrived.get(timeout=10)
    with pytest.raises(NotToGiveUp):
        office.give_up(1)
    printer.a4_outcome = S.PRINTED
    printer.end(peer, document)
    assert isinstance(queued, PrintQueued)
    assert citizen.end_of(queued.job_id).state is S.PRINTED


class Held:
    """Content that can be seen to go."""

    def __init__(self, office: Office) -> None:
        self._document = PrintDocument("", pdf(office.pages), office.pages)

    def __call__(self) -> PrintDocument:
        return self._document


@pytest.mark.parametrize("outcome", [S.PRINTED, S.UNKNOWN, S.FAILED])
def test_nothing_of_a_document_stays_in_memory(
    outcome: PrintState, office: Office, citizen: Citizen, printer: ScriptedPrinter
) -> None:
    printer.a4_outcome = outcome
    office.content = Held(office)
    seen = weakref.ref(office.content)
    assert citizen.print().state is outcome
    office.content = None
    until(lambda: seen() is None)


def test_a_receipt_is_printed_while_a_document_hangs(
    office: Office, citizen: Citizen, printer: ScriptedPrinter
) -> None:
    printer.a4_outcome = None
    queued = citizen.ask()
    printer.arrived.get(timeout=10)
    slips = [receipt(office, f"slip-{n}") for n in range(2)]
    until(lambda: len(printer.jobs) == 2)
    assert [one.job_id for one in printer.jobs] == [one.job_id for one in slips]
    assert citizen.states == [S.RENDERING, S.SPOOLED, S.PRINTING]
    assert isinstance(queued, PrintQueued) and citizen.pages == [1]
    printer.stop()
    assert citizen.end_of(queued.job_id).state is S.UNKNOWN


def test_jobs_that_were_not_begun_are_void_after_a_restart(
    tmp_short: Path, printer: ScriptedPrinter
) -> None:
    """Their content was in memory: nobody can print them any more."""
    with Office(tmp_short) as office, Citizen(office.ready().path) as citizen:
        office.printing.hold(True)
        assert isinstance(citizen.ask(), PrintQueued)
    with Office(tmp_short) as office, Citizen(office.ready().path) as citizen:
        assert [job.state for job in office.settled] == [S.FAILED]
        assert office.jobs() == [(1, S.FAILED, Fault.A4_PRINT_INTERRUPTED)]
        assert isinstance(citizen.ask(), Refused)
        assert citizen.print(copy_no=2).state is S.PRINTED
        assert office.give_up(1).state is S.VOID
        assert office.told() == [(1, "void"), (2, "printed")], "what was told is not told again"

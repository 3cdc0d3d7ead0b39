"""The service is killed at many points between record and print, and started again each time."""

import contextlib
import queue
import random
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.clock import SystemClock
from kiosk.faults import Fault
from kiosk.link import LinkClosed
from kiosk.messages.printing import PrintSlip
from kiosk.messages.service import NumberTaken, PrintAgain, PrintQueued, Refused
from kiosk.print_state import PrintState
from offline_queue.printing.journal import ENDED
from offline_queue.store.writer import Store
from tests.offline_queue.kills.lives import KILLED, Lives
from tests.offline_queue.samples import config, lease, new_id, rows, wish
from tests.offline_queue.screen import Screen
from tests.offline_queue.scripted_printer import ScriptedPrinter

ROOT = Path(__file__).resolve().parents[3]
KILLS = 24
SOAK_KILLS = 200
ENOUGH = 6
"""One ticket and paper in so many kills, or the run has shown nothing; a busy machine makes fewer
than there are kills."""
NOT_READY = (Fault.PRINTER_HOST_LOST, Fault.PRINTER_SILENT)


class Citizens:
    """One after the other takes a number, and insists, as the screen does, by the same request."""

    def __init__(self) -> None:
        self.acknowledged: dict[str, str] = {}
        self.request = new_id()
        self.copies = 0

    def come(self, screen: Screen) -> None:
        """Until the service is gone. Raises LinkClosed."""
        while True:
            answer = screen.peer.request(wish(request_id=self.request, on_paper=True), 10.0)
            if isinstance(answer, Refused):
                assert answer.fault in NOT_READY, answer
                threading.Event().wait(0.005)
                continue
            assert isinstance(answer, NumberTaken)
            number = answer.ticket.ticket_no
            assert self.acknowledged.setdefault(self.request, number) == number
            state = answer.print_state
            if state not in ENDED:
                state = self._wait(screen, answer.job_id)
            # An original that never left is printed by asking the same again; a copy is asked for.
            insist = state is PrintState.FAILED and not answer.ticket.copies
            if state is not PrintState.PRINTED and not insist:
                self._ask_for_a_copy(screen, answer.ticket.ticket_id)
            if not insist:
                self.request = new_id()

    def _ask_for_a_copy(self, screen: Screen, ticket_id: str) -> None:
        answer = screen.peer.request(PrintAgain(new_id(), ticket_id), 10.0)
        if isinstance(answer, PrintQueued):
            self.copies += 1
            self._wait(screen, answer.job_id)

    def _wait(self, screen: Screen, job_id: str) -> PrintState:
        while True:
            if screen.peer.closed:
                raise LinkClosed
            with contextlib.suppress(queue.Empty):
                news = screen.news.get(timeout=0.02)
                if news.job_id == job_id and news.state in ENDED:
                    return news.state


class Paper:
    """What really came out, and what the printer host swore to."""

    def __init__(self, printer: ScriptedPrinter, dice: random.Random) -> None:
        self.seen: list[str] = []
        self.left: set[str] = set()
        self.proved: set[str] = set()
        self._printer = printer
        self._dice = dice
        printer.on_job = self._print

    def _print(self, job: PrintSlip) -> None:
        outcomes = [PrintState.PRINTED] * 6 + [PrintState.FAILED, PrintState.UNKNOWN]
        outcome = self._dice.choice(outcomes)
        self._printer.outcome = outcome
        self._printer.fault = None if outcome is PrintState.PRINTED else Fault.PRINT_ERROR
        self.seen.append(job.job_id)
        if outcome is not PrintState.FAILED:
            self.left.add(job.job_id)
        if outcome is PrintState.PRINTED:
            self.proved.add(job.job_id)


@pytest.fixture
def lives(tmp_short: Path) -> Iterator[Lives]:
    with Lives("tests.offline_queue.kills.service_victim", tmp_short) as one:
        yield one


@pytest.mark.slow
def test_killed_at_many_points_between_record_and_print(lives: Lives, tmp_short: Path) -> None:
    _kill(lives, tmp_short, KILLS)


@pytest.mark.soak
def test_killed_two_hundred_times_between_record_and_print(lives: Lives, tmp_short: Path) -> None:
    _kill(lives, tmp_short, SOAK_KILLS)


def _kill(lives: Lives, tmp_short: Path, kills: int) -> None:
    dice = random.Random(20260302)
    cfg = config(tmp_short)
    store = Store(cfg.state)
    lease(store, first=1, last=999, day=SystemClock().now().date())
    store.close()
    citizens = Citizens()
    with ScriptedPrinter(cfg.printers_socket) as printer:
        paper = Paper(printer, dice)
        for life in range(kills):
            by_step = life % 3 != 2
            lives.begin(dice.randrange(1, 120) if by_step else 0)
            _spend(lives, citizens, cfg.service_socket, 0.0 if by_step else dice.random() / 4)
            assert lives.ended() == KILLED
    _check_tickets(cfg.state, citizens)
    assert _check_paper(cfg.state, paper) >= kills // ENOUGH
    assert len(citizens.acknowledged) >= kills // ENOUGH


def _spend(lives: Lives, citizens: Citizens, socket: Path, killed_after_s: float) -> None:
    """Citizens come until this life is over."""
    timer = threading.Timer(killed_after_s, lives.kill)
    while not lives.over:
        try:
            with Screen(socket, patience=0.02) as screen:
                if killed_after_s and timer.ident is None:
                    timer.start()
                citizens.come(screen)
        except LinkClosed:
            continue
    if killed_after_s:
        timer.join()


def _check_tickets(state: Path, citizens: Citizens) -> None:
    found = dict(rows(state, "SELECT request_id, ticket_no FROM tickets"))
    assert len(set(found.values())) == len(found), "a number was given twice"
    lost = {request for request in citizens.acknowledged if request not in found}
    assert not lost
    assert all(found[request] == number for request, number in citizens.acknowledged.items())
    assert rows(state, "SELECT count(*) FROM outbox WHERE kind = 'ticket'") == [(len(found),)]


def _check_paper(state: Path, paper: Paper) -> int:
    """How many tickets have paper."""
    assert len(set(paper.seen)) == len(paper.seen), "a job was printed twice"
    papers: dict[str, list[int]] = {}
    columns = "job_id, about, copy_no, state, on_paper"
    for job_id, ticket_id, copy_no, job_state, on_paper in rows(
        state, f"SELECT {columns} FROM print_jobs"
    ):
        if job_state == PrintState.PRINTED:
            assert job_id in paper.proved, "printed was claimed and nobody had proved it"
        if job_id in paper.left:
            assert on_paper and job_state != PrintState.FAILED
            papers.setdefault(ticket_id, []).append(copy_no)
    assert all(len(set(copies)) == len(copies) for copies in papers.values())
    return len(papers)

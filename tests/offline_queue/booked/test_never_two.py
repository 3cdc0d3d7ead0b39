"""Never two valid originals of a booked certificate: killed anywhere, reported in any order."""

import contextlib
import itertools
import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from kiosk.certificates.copies import (
    ORIGINALS,
    Barred,
    CopyState,
    after,
    valid_originals,
)
from kiosk.print_state import PrintState
from offline_queue.booked import rows
from offline_queue.printing import journal
from offline_queue.store.writer import Store
from tests.clock import FakeClock
from tests.offline_queue.booked.shelf import Shelf, heard
from tests.offline_queue.kills.lives import KILLED, WELL, Lives

_serials = itertools.count(1)


@pytest.fixture
def lives() -> Iterator[Lives]:
    with Lives("tests.offline_queue.booked.victim") as one:
        yield one


@pytest.mark.slow
@pytest.mark.row("S093")
@pytest.mark.parametrize(("first", "apart"), [(PrintState.UNKNOWN, 1), (PrintState.FAILED, 4)])
def test_killed_at_every_step_of_a_print_there_is_one_valid_paper_at_most(
    lives: Lives, tmp_path: Path, first: PrintState, apart: int
) -> None:
    prepared = tmp_path / "prepared"
    store = Store(prepared / "state", ballast_bytes=4096)
    Shelf(store, prepared / "state", FakeClock()).put("A1")
    store.close()
    for step in itertools.count(1, apart):
        folder = tmp_path / f"at-{step}"
        shutil.copytree(prepared, folder)
        how = lives.live(folder, step, first)
        assert lives.live(folder, 0, first) == WELL
        _one_at_most(folder)
        shutil.rmtree(folder)
        if how != KILLED:
            break
    assert how == WELL and step > 20, "or nothing was cut off"


def _one_at_most(folder: Path) -> None:
    """And whoever has it holds one that counts."""
    paper = folder / "paper"
    out = [int(line) for line in paper.read_text().split()] if paper.exists() else []
    assert len(out) == len(set(out)), "one number is printed once"
    told = json.loads((folder / "told").read_text())
    reports = [(number, state) for number, state in told["reports"]]
    for so_far in range(len(reports) + 1):
        assert valid_originals(heard(reports[:so_far])) <= 1
    states = heard(reports)
    valid = [number for number in out if states[number - 1] in ORIGINALS]
    assert len(valid) <= 1, (out, reports)
    assert not told["files"], "nothing is left that could be printed"


class Terminal(RuleBasedStateMachine):
    """A terminal, its printer, its citizen, and a platform that hears late, twice and in any order.

    `papers`: copies that lie in a tray, whatever the terminal knows of them."""

    shelf: Shelf

    def __init__(self) -> None:
        super().__init__()
        self.book()

    def book(self) -> None:
        self.name = self.shelf.put(f"M{next(_serials)}", until="2099-01-01")
        self.papers: set[int] = set()
        self.proved: set[int] = set()
        self.job: tuple[str, int] | None = None
        self.states: tuple[CopyState, ...] = (CopyState.FETCHED, CopyState.HELD)
        self.taken_back = False

    @rule(copy_no=st.sampled_from([1, 1, 2, 2, 3]))
    def a_citizen_wants_paper(self, copy_no: int) -> None:
        if self.name not in self.shelf.store.call(rows.every):
            self.the_end()
            self.book()
        job = self.shelf.begin(self.name, copy_no)
        if job is None:
            return
        assert self.job is None and not self.proved and copy_no not in self.papers
        void = {number for number, state in self.told() if state == "void"}
        assert void >= set(range(1, copy_no)), "the void of the former one is on the disk first"
        self.job = job, copy_no

    @rule(end=st.sampled_from([PrintState.PRINTED, PrintState.FAILED, PrintState.UNKNOWN]))
    def a_citizen_gets_paper(self, end: PrintState) -> None:
        """Whatever is offered, to the end of its job."""
        for copy_no in (1, 2):
            self.a_citizen_wants_paper(copy_no)
            self.the_printer_works(3, True, end)

    @rule(
        reached=st.integers(0, 3),
        out=st.booleans(),
        end=st.sampled_from([PrintState.PRINTED, PrintState.FAILED, PrintState.UNKNOWN, None]),
    )
    def the_printer_works(self, reached: int, out: bool, end: PrintState | None) -> None:
        """As far as it comes; without an end the power goes then."""
        if self.job is None:
            return
        job, copy_no = self.job
        steps = [PrintState.RENDERING, PrintState.SPOOLED, PrintState.PRINTING]
        steps = steps if end is not None else steps[:reached]
        self.shelf.move(job, *steps)
        begun = PrintState.PRINTING in steps
        if begun and (end is PrintState.PRINTED or (out and end is not PrintState.FAILED)):
            self.papers.add(copy_no)
        if end is not None:
            self.shelf.move(job, end)
            if end is PrintState.PRINTED:
                self.proved.add(copy_no)
            self.job = None
        else:
            self.the_service_starts()

    @rule()
    def the_service_starts(self) -> None:
        at = self.shelf.clock.now().isoformat()
        self.shelf.store.call(lambda ledger: journal.settle_orphans(ledger, (), at))
        self.shelf.desk.recover()
        self.job = None

    @rule()
    def it_is_put_in_order(self) -> None:
        self.shelf.desk.settle()

    @rule(chance=st.integers(0, 4))
    def the_platform_takes_it_back(self, chance: int) -> None:
        """In the middle of anything. Its ledger revokes it at once, so no copy opens any more."""
        if chance == 0:
            self.shelf.take(self.name.split(".")[-3], cancelled=True)
            self.taken_back = True

    @rule(places=st.lists(st.integers(0, 9), max_size=4))
    def the_platform_hears(self, places: list[int]) -> None:
        told = self.told()
        for place in places:
            if told:
                self.hear(*told[place % len(told)])

    def hear(self, number: int, state: str) -> None:
        try:
            self.states = after(self.states, number, CopyState(state), opens=not self.taken_back)
        except Barred as barred:
            assert str(barred) == "void"

    def told(self) -> list[tuple[int, str]]:
        return self.shelf.reports(self.name)

    @invariant()
    def one_counts_at_the_platform(self) -> None:
        assert valid_originals(self.states) <= 1, self.states

    @invariant()
    def one_paper_counts_here(self) -> None:
        void = {number for number, state in self.told() if state == "void"}
        assert len(self.papers - void) <= 1, (self.papers, self.told())
        assert not self.proved & void, "what was handed out stands"

    def the_end(self) -> None:
        """Everything has been heard, in order; and once more, from the last to the first."""
        backwards: tuple[CopyState, ...] = (CopyState.FETCHED, CopyState.HELD)
        for number, state in self.told():
            self.hear(number, state)
        for number in self.proved:
            assert self.states[number - 1] is CopyState.PRINTED
        for number, state in reversed(self.told()):
            with contextlib.suppress(Barred):
                backwards = after(backwards, number, CopyState(state), opens=not self.taken_back)
            assert valid_originals(backwards) <= 1
        assert backwards == self.states

    def teardown(self) -> None:
        self.the_end()
        self.shelf.take(self.name.split(".")[-3], cancelled=True)
        self.the_service_starts()
        assert not self.shelf.files


@pytest.mark.slow
@pytest.mark.row("S093")
def test_whatever_happens_in_whatever_order_there_is_one_original(shelf: Shelf) -> None:
    class OnShelf(Terminal):
        pass

    OnShelf.shelf = shelf
    limits = settings(max_examples=20, stateful_step_count=20, derandomize=True)
    run_state_machine_as_test(OnShelf, settings=limits)

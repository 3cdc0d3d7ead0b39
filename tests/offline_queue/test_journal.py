"""The print journal under arbitrary histories of jobs, crashes and impatient citizens."""

import tempfile
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from kiosk.faults import Fault
from kiosk.print_state import PrintState
from offline_queue.numbers.tickets import Given, print_again
from offline_queue.printing import journal
from offline_queue.printing.journal import EDGES, WrongEdge
from offline_queue.store.writer import Store
from tests.clock import MONDAY_MORNING
from tests.offline_queue.samples import at, lease, move, new_id, take, wish

NOW = "2026-03-02T09:00:00+08:00"
NEXT = {
    PrintState.RESERVED: PrintState.RENDERING,
    PrintState.RENDERING: PrintState.SPOOLED,
    PrintState.SPOOLED: PrintState.PRINTING,
}


@pytest.mark.parametrize("start", list(PrintState))
def test_states_move_along_the_allowed_edges_only(store: Store, start: PrintState) -> None:
    lease(store)
    made = take(store, wish(on_paper=True))
    assert isinstance(made, Given) and made.job
    job_id = made.job.job_id
    for end in PrintState:
        store.call(lambda c: c.execute("UPDATE print_jobs SET state = ?", (start.value,)).rowcount)
        if end in EDGES[start]:
            assert move(store, job_id, end).state is end
            continue
        with pytest.raises(WrongEdge):
            move(store, job_id, end)
        job = store.call(lambda c: journal.load(c, job_id))
        assert job is not None and job.state is start


class Journal(RuleBasedStateMachine):
    """One ticket. A model of the printer counts how often each job's bytes were sent."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.store = Store(Path(self.folder.name), ballast_bytes=1024)
        lease(self.store)
        self.sent: dict[str, int] = {}
        self.copies: dict[str, int] = {}
        self.seen: dict[str, PrintState] = {}
        self.active: set[str] = set()
        self.request = wish(on_paper=True)
        self._learn(take(self.store, self.request))

    def teardown(self) -> None:
        self.store.close()
        self.folder.cleanup()

    def _learn(self, result: object) -> None:
        assert isinstance(result, Given)
        self.ticket_id = result.ticket.ticket_id
        if result.to_print:
            assert result.job is not None
            self.active.add(result.job.job_id)
            self.copies[result.job.job_id] = result.job.copy_no

    @precondition(lambda self: self.active)
    @rule(
        steps=st.integers(1, 5),
        end=st.sampled_from([PrintState.PRINTED, PrintState.FAILED, PrintState.UNKNOWN]),
    )
    def the_printing_thread_goes_on(self, steps: int, end: PrintState) -> None:
        job_id = min(self.active)
        for _ in range(steps):
            job = self._load(job_id)
            if job.state in journal.ENDED:
                break
            if job.state is not PrintState.PRINTING:
                move(self.store, job_id, NEXT[job.state])
                continue
            if end is not PrintState.FAILED:
                self.sent[job_id] = self.sent.get(job_id, 0) + 1
            move(self.store, job_id, end, Fault.PRINT_ERROR)
            self.active.discard(job_id)

    @rule(bytes_left=st.booleans())
    def the_power_fails(self, bytes_left: bool) -> None:
        for job_id in self.active:
            if bytes_left and self._load(job_id).state is PrintState.PRINTING:
                self.sent[job_id] = self.sent.get(job_id, 0) + 1
        self.active.clear()
        self.store.close()
        self.store = Store(Path(self.folder.name), ballast_bytes=1024)
        self.store.call(lambda c: journal.settle_orphans(c, (), NOW))

    @rule()
    def the_screen_asks_the_same_again(self) -> None:
        self._learn(take(self.store, self.request, at(active=self.active)))

    @rule(later=st.integers(0, 600))
    def the_citizen_asks_for_it_again(self, later: int) -> None:
        so = at(MONDAY_MORNING + timedelta(seconds=later), active=self.active)
        self._learn(self.store.call(lambda c: print_again(c, self.ticket_id, new_id(), "zh", so)))

    @invariant()
    def every_change_was_allowed(self) -> None:
        for job in self._jobs():
            before = self.seen.get(job.job_id, PrintState.RESERVED)
            assert _reachable(before, job.state), (before, job.state)
            self.seen[job.job_id] = job.state

    @invariant()
    def nobody_else_ends_a_job_that_is_in_hand(self) -> None:
        assert all(self._load(job_id).state in journal.RUNNING for job_id in self.active)

    @invariant()
    def no_job_is_printed_twice_and_only_one_runs(self) -> None:
        assert all(count == 1 for count in self.sent.values())
        running = [job for job in self._jobs() if job.state in journal.RUNNING]
        assert len(running) <= 1

    @invariant()
    def two_papers_never_both_look_like_the_original(self) -> None:
        on_paper = [self.copies[job_id] for job_id in self.sent]
        assert len(on_paper) == len(set(on_paper))

    @invariant()
    def what_may_be_on_paper_is_never_called_not_printed(self) -> None:
        for job in self._jobs():
            if self.sent.get(job.job_id):
                assert job.state is not PrintState.FAILED
                assert job.on_paper

    def _load(self, job_id: str) -> journal.Job:
        job = self.store.call(lambda c: journal.load(c, job_id))
        assert job is not None
        return job

    def _jobs(self) -> tuple[journal.Job, ...]:
        return self.store.call(lambda c: journal.jobs_of(c, journal.Thing.TICKET, self.ticket_id))


def _reachable(start: PrintState, end: PrintState) -> bool:
    """Several edges may lie between two looks."""
    return start is end or any(_reachable(step, end) for step in EDGES[start])


Journal.TestCase.settings = settings(
    max_examples=25,
    stateful_step_count=20,
)
TestJournal = Journal.TestCase

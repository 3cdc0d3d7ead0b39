"""The print journal of all things, under arbitrary histories of jobs, crashes and regrets."""

import tempfile
from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from kiosk.faults import Fault
from kiosk.print_state import PrintState
from offline_queue.outbox import rows as outbox
from offline_queue.printing import journal
from offline_queue.printing.journal import CopyTaken, Job, NotToGiveUp, Thing
from offline_queue.store import meta
from offline_queue.store.commits import StoreError
from offline_queue.store.ledger import Ledger
from offline_queue.store.writer import Store
from tests.clock import MONDAY_MORNING
from tests.offline_queue.printing.office import AT, ONE, OTHER
from tests.offline_queue.samples import move, new_id

S = PrintState
NEXT = {S.RESERVED: S.RENDERING, S.RENDERING: S.SPOOLED, S.SPOOLED: S.PRINTING}
SETTLED = (S.FAILED, S.VOID)
TELLS = {
    S.PRINTED: ["printed"],
    S.UNKNOWN: ["unknown"],
    S.FAILED: ["void"],
}
"""What the platform has heard of a copy in this state; of a void one it depends on its past."""
TICKET = "00000000-0000-4000-8000-000000000001"
LATER = MONDAY_MORNING.date() + timedelta(days=30)


class Things(RuleBasedStateMachine):
    """`sent`: how often bytes of a job left for the printer."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.store = Store(Path(self.folder.name), ballast_bytes=1024)
        self.jobs: dict[str, Job] = {}
        self.sent: Counter[str] = Counter()
        self.active: set[str] = set()

    def teardown(self) -> None:
        self.store.close()
        self.folder.cleanup()

    @rule(about=st.sampled_from([ONE, OTHER]), copy_no=st.integers(1, 3))
    def a_certificate_is_wanted(self, about: str, copy_no: int) -> None:
        others = self._of(Thing.CERTIFICATE, about)
        free = all(job.copy_no != copy_no and job.state in SETTLED for job in others)
        if free:
            self._reserve(Thing.CERTIFICATE, about, copy_no)
        else:
            with pytest.raises(CopyTaken):
                self._reserve(Thing.CERTIFICATE, about, copy_no)

    @rule(thing=st.sampled_from([(Thing.TICKET, TICKET), (Thing.SLIP, "guide"), (Thing.SLIP, ONE)]))
    def another_paper_is_wanted(self, thing: tuple[Thing, str]) -> None:
        if not any(job.state in journal.RUNNING for job in self._of(*thing)):
            self._reserve(*thing, None)

    @precondition(lambda self: self.active)
    @rule(
        which=st.integers(0, 9),
        steps=st.integers(1, 5),
        end=st.sampled_from([S.PRINTED, S.FAILED, S.UNKNOWN]),
    )
    def a_printing_thread_goes_on(self, which: int, steps: int, end: PrintState) -> None:
        job_id = sorted(self.active)[which % len(self.active)]
        for _ in range(steps):
            job = self._load(job_id)
            if job.state is S.PRINTING:
                self.sent[job_id] += end is not S.FAILED
                move(self.store, job_id, end, Fault.PRINT_ERROR)
                self.active.discard(job_id)
                break
            move(self.store, job_id, NEXT[job.state])

    @rule(bytes_left=st.booleans())
    def the_power_fails(self, bytes_left: bool) -> None:
        for job_id in self.active:
            self.sent[job_id] += bytes_left and self._load(job_id).state is S.PRINTING
        self.active.clear()
        self.store.close()
        self.store = Store(Path(self.folder.name), ballast_bytes=1024)
        self.store.call(lambda c: journal.settle_orphans(c, (), AT))

    @rule(about=st.sampled_from([ONE, OTHER]), copy_no=st.integers(1, 3))
    def a_copy_is_given_up(self, about: str, copy_no: int) -> None:
        kept = [job.state for job in self._of(Thing.CERTIFICATE, about) if job.copy_no == copy_no]
        if kept and kept[0] not in (*SETTLED, S.UNKNOWN):
            with pytest.raises(NotToGiveUp):
                self.store.call(lambda c: journal.give_up(c, about, copy_no, AT))
        else:
            job = self.store.call(lambda c: journal.give_up(c, about, copy_no, AT))
            assert job.state is S.VOID
            self.jobs[job.job_id] = job

    @rule()
    def a_month_goes_by(self) -> None:
        """What was printed of certificates is never forgotten."""
        before = self._of(Thing.CERTIFICATE, ONE)
        self.store.call(lambda c: meta.forget_old(c, LATER))
        assert self._of(Thing.CERTIFICATE, ONE) == before
        gone = {job.job_id for job in self.jobs.values() if self._find(job.job_id) is None}
        assert all(self.jobs[one].thing is Thing.SLIP for one in gone) and not gone & self.active
        self.jobs = {name: job for name, job in self.jobs.items() if name not in gone}

    @invariant()
    def a_certificate_has_one_original_at_most(self) -> None:
        for about in (ONE, OTHER):
            found = self._of(Thing.CERTIFICATE, about)
            assert sum(job.state not in SETTLED for job in found) <= 1
            assert all(count == 1 for count in Counter(job.copy_no for job in found).values())

    @invariant()
    def nothing_is_sent_twice_and_what_was_sent_is_not_called_failed(self) -> None:
        assert all(count <= 1 for count in self.sent.values())
        for job_id, count in self.sent.items():
            job = self._find(job_id)
            if job is not None and count:
                assert job.on_paper and job.state is not S.FAILED

    @invariant()
    def papers_of_other_things_are_told_apart(self) -> None:
        for thing, about in ((Thing.TICKET, TICKET), (Thing.SLIP, "guide"), (Thing.SLIP, ONE)):
            found = [job.copy_no for job in self._of(thing, about) if self.sent[job.job_id]]
            assert len(found) == len(set(found))

    @invariant()
    def the_platform_hears_each_end_once(self) -> None:
        told = self.store.call(_told)
        for about in (ONE, OTHER):
            for job in self._of(Thing.CERTIFICATE, about):
                heard = told.pop(f"{about} {job.copy_no}", [])
                assert heard == TELLS.get(job.state, []) or job.state is S.VOID
                if job.state is S.VOID:
                    assert heard == (["unknown", "void"] if job.on_paper else ["void"])
        for job in self._of(Thing.TICKET, TICKET):
            heard = told.pop(job.job_id, [])
            assert len(set(heard)) == len(heard)
            assert heard[-1:] == ([job.state.value] if job.state in journal.ENDED else [])
        assert not told, "slips are nobody's business"

    def _reserve(self, thing: Thing, about: str, copy_no: int | None) -> None:
        job_id = new_id()
        job = self.store.call(
            lambda c: journal.reserve(c, job_id, thing, about, new_id(), "zh", AT, copy_no)
        )
        self.jobs[job_id] = job
        self.active.add(job_id)

    def _of(self, thing: Thing, about: str) -> tuple[Job, ...]:
        return self.store.call(lambda c: journal.jobs_of(c, thing, about))

    def _find(self, job_id: str) -> Job | None:
        return self.store.call(lambda c: journal.load(c, job_id))

    def _load(self, job_id: str) -> Job:
        job = self._find(job_id)
        assert job is not None
        return job


def _told(ledger: Ledger) -> dict[str, list[str]]:
    """States by copy of a certificate, or by print job of a ticket, in their order."""
    found: dict[str, list[str]] = {}
    for row in ledger.execute(f"SELECT {outbox.COLUMNS} FROM outbox ORDER BY seq").fetchall():
        body = outbox.unsealed(ledger, row).body
        copy = f"{body.get('certificate_id')} {body['copy_no']}"
        found.setdefault(body.get("job_id", copy), []).append(body["state"])
    return found


Things.TestCase.settings = settings(
    max_examples=12,
    stateful_step_count=20,
)
TestThings = pytest.mark.row("S093")(Things.TestCase)


def test_the_audit_log_tells_of_a_certificate_without_its_id(store: Store) -> None:
    """Its digits could be taken for a person's; who has the id finds its digest."""
    store.call(lambda c: journal.give_up(c, ONE, 1, AT))
    events = [
        row[0] for row in store.call(lambda c: c.execute("SELECT event FROM audit").fetchall())
    ]
    assert not [event for event in events if ONE in event]
    assert [event for event in events if '"certificate":"' in event and '"void"' in event]


def test_two_rows_of_one_copy_cannot_exist(store: Store) -> None:
    """Whatever the code does: the table itself refuses it."""
    job = Job("j", Thing.CERTIFICATE, ONE, "r", 1, "zh", S.RESERVED, None, on_paper=False)
    store.call(lambda c: journal._insert(c, job, AT))
    with pytest.raises(StoreError):
        store.call(lambda c: journal._insert(c, job, AT))

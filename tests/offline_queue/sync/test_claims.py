"""Claims against a model in memory, whatever is put, taken, answered, restarted or jumped."""

import random
import shutil
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TypeVar

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from offline_queue.outbox import rows
from offline_queue.outbox.aside import bring_back
from offline_queue.outbox.claims import Claims, Settlement
from offline_queue.outbox.streams import CENTRAL, SECOND
from offline_queue.store.database import open_database
from offline_queue.store.ledger import Ledger
from offline_queue.sync.backoff import CAP_MS
from tests.clock import MONDAY_MORNING
from tests.offline_queue.sync.claims_model import Model, Row, State

T = TypeVar("T")
AT = MONDAY_MORNING.isoformat()
DAY_MS = 86_400_000
THINGS = (
    ("application", "a1"),
    ("application", "a2"),
    ("ticket", "t1"),
    ("print", "t1"),
    ("ticket", "t2"),
    ("evaluation", ""),
    ("help", ""),
)
OWED = (CENTRAL, CENTRAL | SECOND, CENTRAL | SECOND, SECOND)
Dest = st.sampled_from((CENTRAL, SECOND))
ANSWERS = ("delivered", "delivered", "busy", "busy", "refused", "nothing")


class Outbox(RuleBasedStateMachine):
    """One database, the claims of two destinations, and the model of all three."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="claims-"))
        self.model = Model()
        self.now = int(MONDAY_MORNING.timestamp() * 1000)
        self.open()

    def open(self) -> None:
        self.ledger = open_database(self.folder)
        self.ledger.execute("PRAGMA synchronous = OFF")  # durability is not the matter here
        self.claims = {dest: Claims(dest) for dest in (CENTRAL, SECOND)}
        self.taken: dict[int, list[int]] = {CENTRAL: [], SECOND: []}

    def commit(self, work: Callable[[Ledger], T]) -> T:
        self.ledger.execute("BEGIN IMMEDIATE")
        result = work(self.ledger)
        self.ledger.execute("COMMIT")
        return result

    @rule(
        things=st.lists(st.sampled_from(THINGS), min_size=1, max_size=8),
        owed=st.sampled_from(OWED),
        parts=st.sampled_from((False, False, False, True)),
    )
    def put(self, things: list[tuple[str, str]], owed: int, parts: bool) -> None:
        for kind, about in things:
            seq = self.commit(
                lambda c, k=kind, a=about: rows.put(c, k, {"n": 1}, AT, a, owed, parts)  # type: ignore[misc]
            )
            state = State.PARTS if parts else State.READY
            states = {dest: state for dest in (CENTRAL, SECOND) if owed & dest}
            self.model.put(Row(seq, self.ledger.epoch, kind, about, states))

    @rule(things=st.lists(st.sampled_from(THINGS), min_size=1, max_size=3))
    def put_and_roll_back(self, things: list[tuple[str, str]]) -> None:
        self.ledger.execute("BEGIN IMMEDIATE")
        for kind, about in things:
            rows.put(self.ledger, kind, {"n": 1}, AT, about)
        self.ledger.execute("ROLLBACK")
        self.ledger.undone()

    @rule(dest=Dest, most=st.sampled_from((1, 2, 5, 100)))
    def take(self, dest: int, most: int) -> None:
        self.model.tick(dest, self.now, CAP_MS)
        found = self.commit(lambda c: self.claims[dest].take(c, self.now, CAP_MS, most))
        self.taken[dest] = [record.seq for record in found]
        assert self.taken[dest] == self.model.batch(dest, most)
        assert all(one.epoch == self.model.rows[one.seq].epoch for one in found)
        self.in_order(dest)

    def in_order(self, dest: int) -> None:
        """Said once more without the model's rules: nothing overtakes within a thing."""
        for place, seq in enumerate(self.taken[dest]):
            row = self.model.rows[seq]
            before = [
                one.seq
                for one in self.model.owed(dest)
                if one.about == row.about != "" and one.seq < seq
                if one.kind == "application" or one.states[dest] is not State.DEAD
            ]
            assert set(before) <= set(self.taken[dest][:place])

    @rule(dest=Dest, seed=st.integers(0, 2**32))
    def settle(self, dest: int, seed: int) -> None:
        chance = random.Random(seed)
        alive = [seq for seq in self.taken[dest] if seq in self.model.rows]
        answers = {seq: chance.choice(ANSWERS) for seq in alive}
        wait = {seq: self.now + chance.randrange(CAP_MS + 1) for seq in alive}
        named: Callable[[str], list[int]] = lambda word: [s for s in alive if answers[s] == word]  # noqa: E731
        said = Settlement(
            tuple(named("delivered")),
            {seq: (wait[seq], "busy") for seq in named("busy")},
            dict.fromkeys(named("refused"), "rejected"),
        )
        self.commit(lambda c: self.claims[dest].settle(c, said))
        for seq in alive:
            if answers[seq] == "busy":
                self.model.mark(dest, seq, State.LATER, wait[seq])
            elif answers[seq] != "nothing":
                done = answers[seq] == "delivered"
                self.model.mark(dest, seq, State.DONE if done else State.DEAD)
        self.taken[dest] = []

    @rule(dest=Dest, most=st.sampled_from((2, 5)), seed=st.integers(0, 2**32))
    def send(self, dest: int, most: int, seed: int) -> None:
        self.take(dest, most)
        self.settle(dest, seed)

    @rule(dest=Dest, ms=st.sampled_from((60_000, -CAP_MS, -DAY_MS)))
    def take_after_a_jump(self, dest: int, ms: int) -> None:
        self.now += ms
        self.take(dest, 100)

    @rule(dest=Dest, seed=st.integers(0, 2**32))
    def an_operator_sends_one_again(self, dest: int, seed: int) -> None:
        aside = self.model.owed(dest, State.DEAD, State.PARTS)
        if aside:
            row = random.Random(seed).choice(aside)
            assert self.commit(partial(bring_back, dest=dest, seq=row.seq))
            row.states[dest] = State.READY

    @rule(seed=st.integers(0, 2**32))
    def an_operator_drops_one(self, seed: int) -> None:
        dead = self.model.owed(CENTRAL, State.DEAD)
        if dead:
            seq = random.Random(seed).choice(dead).seq
            self.commit(partial(rows.drop, seq=seq))
            del self.model.rows[seq]

    @rule(ms=st.sampled_from((1000, 60_000, CAP_MS, DAY_MS, -1000, -CAP_MS, -DAY_MS)))
    def the_clock_goes_or_jumps(self, ms: int) -> None:
        self.now += ms

    @rule(anew=st.sampled_from((False, False, True)))
    def restart(self, anew: bool) -> None:
        """Also with a new epoch, as after a backup was brought back."""
        if anew:
            self.commit(lambda c: c.begin_epoch(f"epoch{self.model.last}"))
        self.ledger.close()
        self.open()
        assert self.ledger.last_seq() == self.model.last  # no number is given twice

    @invariant()
    def nothing_is_lost_and_nothing_comes_back(self) -> None:
        (count,) = self.ledger.execute("SELECT count(*) FROM outbox").fetchone()
        assert count == len(self.model.rows)
        for dest in (CENTRAL, SECOND):
            found = self.ledger.execute(
                "SELECT seq FROM outbox WHERE owed & ?1 UNION ALL"
                " SELECT seq FROM aside WHERE dest = ?1 ORDER BY seq",
                (dest,),
            ).fetchall()
            assert [seq for (seq,) in found] == sorted(r.seq for r in self.model.owed(dest))
            assert self.claims[dest].floor(self.ledger) == self.model.floor(dest)
            told, dead = rows.backlog(self.ledger, dest), self.model.owed(dest, State.DEAD)
            assert (told.pending, told.dead) == (len(found) - len(dead), len(dead))

    def teardown(self) -> None:
        """Whatever happened before: all that is owed goes in the end."""
        for dest in (CENTRAL, SECOND):
            for row in self.model.owed(dest, State.DEAD, State.PARTS, State.LATER):
                self.commit(partial(bring_back, dest=dest, seq=row.seq))
            while found := self.commit(lambda c, d=dest: self.claims[d].take(c, self.now, CAP_MS)):  # type: ignore[misc]
                said = Settlement(tuple(one.seq for one in found))
                self.commit(lambda c, d=dest, s=said: self.claims[d].settle(c, s))  # type: ignore[misc]
                for one in found:
                    self.model.mark(dest, one.seq, State.DONE)
        assert not self.model.rows
        left = "SELECT (SELECT count(*) FROM outbox) + (SELECT count(*) FROM aside)"
        assert self.ledger.execute(left).fetchone() == (0,)
        self.restart(anew=False)
        self.ledger.close()
        shutil.rmtree(self.folder)


TestClaims = pytest.mark.slow(Outbox.TestCase)
TestClaims.settings = settings(
    max_examples=40, stateful_step_count=50, database=None, derandomize=True
)

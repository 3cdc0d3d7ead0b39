"""What the outbox should do, said as plainly as possible: lists in memory, nothing clever."""

from dataclasses import dataclass, field
from enum import Enum

from offline_queue.outbox.streams import KINDS, OnRefusal


class State(Enum):
    READY = "ready"
    LATER = "later"
    DEAD = "dead"
    PARTS = "parts"
    DONE = "done"


@dataclass
class Row:
    """`states` and `next_at` by destination."""

    seq: int
    epoch: str
    kind: str
    about: str
    states: dict[int, State]
    next_at: dict[int, int] = field(default_factory=dict)

    @property
    def order(self) -> tuple[int, int]:
        return KINDS[self.kind].priority, self.seq


class Model:
    """Rows that some destination has not got yet, by number."""

    def __init__(self) -> None:
        self.rows: dict[int, Row] = {}
        self.last = 0

    def owed(self, dest: int, *states: State) -> list[Row]:
        """Those that this destination has not got: in these states, or in any."""
        return [
            row
            for row in self.rows.values()
            if row.states.get(dest, State.DONE) in (states or set(State) - {State.DONE})
        ]

    def put(self, row: Row) -> None:
        assert row.seq == self.last + 1, "a number was left out or given twice"
        self.last = row.seq
        self.rows[row.seq] = row

    def tick(self, dest: int, now: int, longest: int) -> None:
        """What has waited long enough, or for a time that no right clock has written."""
        for row in self.owed(dest, State.LATER):
            if not now < row.next_at[dest] <= now + longest:
                row.states[dest] = State.READY

    def blocked(self, dest: int, row: Row) -> bool:
        return row.about != "" and any(
            other.about == row.about and other.seq < row.seq
            for other in self.owed(dest, State.LATER, State.DEAD, State.PARTS)
            if other.states[dest] is not State.DEAD
            or KINDS[other.kind].on_refusal is OnRefusal.PARK
        )

    def batch(self, dest: int, most: int) -> list[int]:
        """Numbers of the records that go next."""
        free = [one for one in self.owed(dest, State.READY) if not self.blocked(dest, one)]
        free.sort(key=lambda one: one.order)
        taken: list[Row] = []
        for row in free[:most]:
            if row.epoch != free[0].epoch:
                break
            taken.append(row)
        return [row.seq for row in taken]

    def mark(self, dest: int, seq: int, state: State, next_at: int = 0) -> None:
        row = self.rows[seq]
        row.states[dest], row.next_at[dest] = state, next_at
        if set(row.states.values()) == {State.DONE}:
            del self.rows[seq]

    def floor(self, dest: int) -> int:
        return min((row.seq for row in self.owed(dest)), default=self.last + 1)

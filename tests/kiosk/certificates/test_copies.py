"""Never two valid originals: the rule of copies, whatever is told in whatever order."""

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from kiosk.certificates.copies import (
    ORIGINALS,
    Barred,
    CopyState,
    moved,
    next_copy,
    valid_originals,
)

TOLD = st.sampled_from([CopyState.FETCHED, CopyState.PRINTED, CopyState.UNKNOWN, CopyState.VOID])


class Ledger(RuleBasedStateMachine):
    """Terminals report anything of any copy, twice, late or never; what may be is opened."""

    def __init__(self) -> None:
        super().__init__()
        self.states = [CopyState.SEALED]
        self.were_void: set[int] = set()

    @rule()
    def open_the_next(self) -> None:
        try:
            number = next_copy(self.states)
        except Barred:
            assert valid_originals(self.states) == 1 or len(self.states) >= 99
            return
        assert valid_originals(self.states) == 0
        if number <= len(self.states):
            self.states[number - 1] = CopyState.SEALED
        else:
            self.states.append(CopyState.SEALED)

    @precondition(lambda self: CopyState.HELD not in self.states and len(self.states) < 99)
    @rule()
    def hold_one_more(self) -> None:
        self.states.append(CopyState.HELD)

    @rule(place=st.integers(0, 98), told=TOLD)
    def hear(self, place: int, told: CopyState) -> None:
        place %= len(self.states)
        try:
            self.states[place] = moved(self.states[place], told)
        except Barred as barred:
            assert str(barred) in ("void", "held")
        if self.states[place] is CopyState.VOID:
            self.were_void.add(place)

    @invariant()
    def at_most_one_counts(self) -> None:
        assert valid_originals(self.states) <= 1, self.states

    @invariant()
    def void_is_for_ever(self) -> None:
        assert all(self.states[place] is CopyState.VOID for place in self.were_void)


Ledger.TestCase.settings = settings(max_examples=60, stateful_step_count=30, deadline=None)
TestLedger = Ledger.TestCase


@pytest.mark.row("S091")
def test_a_reprint_has_the_next_number_only_when_the_former_is_void() -> None:
    for state in ORIGINALS:
        with pytest.raises(Barred, match="open"):
            next_copy([state])
    assert next_copy([CopyState.VOID]) == 2
    assert next_copy([CopyState.VOID, CopyState.HELD]) == 2


def test_a_late_report_changes_nothing() -> None:
    assert moved(CopyState.PRINTED, CopyState.FETCHED) is CopyState.PRINTED
    assert moved(CopyState.PRINTED, CopyState.UNKNOWN) is CopyState.PRINTED
    assert moved(CopyState.VOID, CopyState.VOID) is CopyState.VOID
    with pytest.raises(Barred, match="void"):
        moved(CopyState.VOID, CopyState.PRINTED)
    with pytest.raises(Barred, match="held"):
        moved(CopyState.HELD, CopyState.PRINTED)


def test_there_is_a_last_copy() -> None:
    with pytest.raises(Barred, match="copies"):
        next_copy([CopyState.VOID] * 99)

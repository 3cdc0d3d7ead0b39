"""Never two valid originals: the rule of copies, whatever is told in whatever order."""

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from kiosk.certificates.copies import (
    ORIGINALS,
    Barred,
    CopyState,
    after,
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

    @rule(place=st.integers(0, 98), told=TOLD, revoked=st.booleans())
    def hear_and_open_what_follows(self, place: int, told: CopyState, revoked: bool) -> None:
        place %= len(self.states)
        try:
            self.states = list(after(self.states, place + 1, told, opens=not revoked))
        except Barred as barred:
            assert str(barred) == "void" and self.states[place] is CopyState.VOID
            return
        self.were_void |= {n for n, state in enumerate(self.states) if state is CopyState.VOID}

    @invariant()
    def at_most_one_counts(self) -> None:
        assert valid_originals(self.states) <= 1, self.states

    @invariant()
    def void_is_for_ever(self) -> None:
        assert all(self.states[place] is CopyState.VOID for place in self.were_void)


Ledger.TestCase.settings = settings(max_examples=60, stateful_step_count=30)
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
    assert moved(CopyState.VOID, CopyState.UNKNOWN) is CopyState.VOID, "given up meanwhile"
    assert moved(CopyState.VOID, CopyState.VOID) is CopyState.VOID
    with pytest.raises(Barred, match="void"):
        moved(CopyState.VOID, CopyState.PRINTED)
    with pytest.raises(Barred, match="held"):
        moved(CopyState.HELD, CopyState.PRINTED)


def test_there_is_a_last_copy() -> None:
    with pytest.raises(Barred, match="copies"):
        next_copy([CopyState.VOID] * 99)


@pytest.mark.row("S093")
def test_a_held_copy_on_paper_says_that_the_ones_before_it_were_given_up() -> None:
    held, void, fetched = CopyState.HELD, CopyState.VOID, CopyState.FETCHED
    for told in (CopyState.PRINTED, CopyState.UNKNOWN):
        for former in ORIGINALS:
            assert after((former, held), 2, told) == (void, told)
    assert after((fetched, held), 2, void) == (fetched, void), "destroyed unopened"
    assert after((fetched, void), 1, void) == (void, void)


def test_what_is_held_opens_with_the_void_of_the_former_unless_it_is_revoked() -> None:
    held, void = CopyState.HELD, CopyState.VOID
    assert after((CopyState.UNKNOWN, held), 1, void) == (void, CopyState.SEALED)
    assert after((CopyState.UNKNOWN, held), 1, void, opens=False) == (void, held)
    assert after((void, CopyState.PRINTED), 1, void) == (void, CopyState.PRINTED)

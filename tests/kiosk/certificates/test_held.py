"""Which copy of a certificate that waits may be printed: in every pair of states of its jobs."""

import itertools

import pytest

from kiosk.certificates.held import copy_to_print, is_over
from kiosk.print_state import PrintState

GIVEN_UP = (PrintState.FAILED, PrintState.UNKNOWN, PrintState.VOID)
ALL = (None, *PrintState)


@pytest.mark.row("S093")
@pytest.mark.parametrize(("first", "second"), list(itertools.product(ALL, ALL)))
def test_the_second_copy_only_where_the_first_is_given_up(
    first: PrintState | None, second: PrintState | None
) -> None:
    states = {1: first, 2: second}
    jobs = {number: state for number, state in states.items() if state is not None}
    expected = 1 if first is None else 2 if first in GIVEN_UP and second is None else None
    assert copy_to_print(jobs) == expected
    over = PrintState.PRINTED in (first, second) or (first in GIVEN_UP and second in GIVEN_UP)
    assert is_over(jobs) is over
    assert not (is_over(jobs) and expected == 2)

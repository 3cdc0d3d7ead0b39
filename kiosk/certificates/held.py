"""A certificate that waits on a terminal with two sealed copies: which of them may be printed now.

The print journal has at most one job of each copy. Copy 2 is opened only where copy 1 is given up:
its job failed, or what came of it is unknown and it is written down as void first. What was printed
is printed: then there is no further copy here.
"""

from collections.abc import Mapping

from kiosk.certificates.copies import FIRST
from kiosk.print_state import PrintState

COPIES = 2
_GIVEN_UP = (PrintState.FAILED, PrintState.UNKNOWN, PrintState.VOID)
_NUMBERS = range(FIRST, FIRST + COPIES)


def copy_to_print(jobs: Mapping[int, PrintState]) -> int | None:
    """`jobs`: the state of each copy's job. The copy that may be printed next, once every copy
    before it is void; None where one is printed or in hand, or there is none left."""
    for number in _NUMBERS:
        state = jobs.get(number)
        if state is None:
            return number
        if state not in _GIVEN_UP:
            return None
    return None


def is_over(jobs: Mapping[int, PrintState]) -> bool:
    """Nothing of it will be printed here any more: its documents can go."""
    printed = PrintState.PRINTED in jobs.values()
    return printed or all(jobs.get(number) in _GIVEN_UP for number in _NUMBERS)

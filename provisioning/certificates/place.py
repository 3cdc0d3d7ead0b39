"""Where code and seal stand on the last page of a certificate. lib/certificate.typ leaves the room.

Points (1/72 inch), from the page's lower left corner; `width` is the page's.
"""

from typing import Final

MM: Final = 72 / 25.4
CODE_SIDE: Final = 34 * MM
SEAL_SIDE: Final = 42 * MM
_LEFT, _BOTTOM, _SEAL_MIDDLE = 20 * MM, 27 * MM, 52 * MM

Box = tuple[float, float, float, float]


def code_corner() -> tuple[float, float]:
    """Lower left corner of the code with its quiet zone."""
    return _LEFT, _BOTTOM


def seal_box(width: float) -> Box:
    """Left, bottom, right, top."""
    left = width - _SEAL_MIDDLE - SEAL_SIDE / 2
    return left, _BOTTOM, left + SEAL_SIDE, _BOTTOM + SEAL_SIDE

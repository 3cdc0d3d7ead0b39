"""Figures of the simulated printer's mechanics."""

from msgspec import Struct

DOTS_PER_MM = 8
SPEED_MM_S = 150.0
CUT_SECONDS = 0.3
CUTTER_ROWS = 112
"""From the head to the cutter: 14 mm."""
ROLL_ROWS = 80_000 * DOTS_PER_MM
NEAR_END_ROWS = 2_000 * DOTS_PER_MM


def declared_print_seconds(rows: int, speed: float = SPEED_MM_S, cut: float = CUT_SECONDS) -> float:
    """How long the printer needs for `rows` dot rows (feed to the cutter included) and one cut."""
    return rows / (speed * DOTS_PER_MM) + cut


class Mechanics(Struct, frozen=True):
    """`speed` in mm/s, `buffer` in bytes; `cut` in seconds, also for pushing a ticket out or taking
    it back. `keep_buffer`: what was received is printed although the connection that brought it was
    reset."""

    speed: float = SPEED_MM_S
    cut: float = CUT_SECONDS
    buffer: int = 64 * 1024
    keep_buffer: bool = False


def paper_byte(near_end: bool, out: bool) -> bytes:
    """The answer to GS r 1 and ESC v."""
    return bytes([(0x03 if near_end else 0) | (0x0C if out else 0)])

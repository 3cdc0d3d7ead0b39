"""Figures of the simulated printer, what can be wrong with it, and what its sensors then say."""

from dataclasses import dataclass

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


@dataclass(frozen=True, slots=True)
class Mechanics:
    """`speed` in mm/s, `cut` in seconds, `buffer` in bytes. `keep_buffer`: what was received is
    printed although the connection that brought it was reset."""

    speed: float = SPEED_MM_S
    cut: float = CUT_SECONDS
    buffer: int = 64 * 1024
    keep_buffer: bool = False


@dataclass(slots=True)
class Trouble:
    """Everything wrong with the printer but the paper. `at`: a condition (paper, cover, jam) that
    begins when so many more bytes were printed."""

    cover_open: bool = False
    near_end: bool = False
    jam: bool = False
    cutter_armed: bool = False
    cutter_blocked: bool = False
    silent: bool = False
    hung: bool = False
    at: tuple[str, int] | None = None

    @property
    def stops(self) -> bool:
        return self.cover_open or self.jam or self.cutter_blocked or self.hung


def near_end(trouble: Trouble, paper_rows: int) -> bool:
    return trouble.near_end or paper_rows < NEAR_END_ROWS


def status_byte(number: int, trouble: Trouble, paper_rows: int) -> bytes:
    """The answer to DLE EOT `number` (1 to 4), Epson pattern."""
    out = paper_rows <= 0
    error = trouble.jam or trouble.cutter_blocked
    bits = {
        1: 0x04 | (0x08 if trouble.cover_open or out or error else 0),
        2: (0x04 if trouble.cover_open else 0) | (0x20 if out else 0) | (0x40 if error else 0),
        3: (0x04 if trouble.jam else 0) | (0x08 if trouble.cutter_blocked else 0),
        4: (0x0C if near_end(trouble, paper_rows) else 0) | (0x60 if out else 0),
    }
    return bytes([0x12 | bits[number]])


def paper_byte(trouble: Trouble, paper_rows: int) -> bytes:
    """The answer to GS r 1."""
    near = 0x03 if near_end(trouble, paper_rows) else 0
    return bytes([near | (0x0C if paper_rows <= 0 else 0)])


def trouble_of(kind: str, value: int) -> Trouble | None:
    """Trouble for a PrinterFault, None for a kind that is not known.

    With a value, cover_open and jam begin when that many more bytes were printed. The cutter
    blocks at its next cut. Paper and the wire are not part of it.
    """
    later = {"cover_open": "cover", "jam": "jam", "paper_out_at_byte": "paper"}
    if kind in later and (value > 0 or kind == "paper_out_at_byte"):
        return Trouble(at=(later[kind], value))
    return {
        "none": Trouble(),
        "paper_out": Trouble(),
        "paper_near_end": Trouble(near_end=True),
        "cover_open": Trouble(cover_open=True),
        "cutter": Trouble(cutter_armed=True),
        "jam": Trouble(jam=True),
        "silent": Trouble(silent=True),
        "drop_at_byte": Trouble(),
        "refuse": Trouble(),
        "hang_at_byte": Trouble(),
    }.get(kind)

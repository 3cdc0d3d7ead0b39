"""Receipt printer models as rows of data. A new model is a new row, never an `if` in the protocol.

Bits are (n, mask) pairs of the answers to DLE EOT n; a condition holds where any masked bit is set.
Sources of every byte: PROTOCOL.md.
"""

from dataclasses import dataclass
from enum import StrEnum

Bits = tuple[tuple[int, int], ...]


class Barrier(StrEnum):
    """A queued command whose answer proves that everything before it was executed."""

    GS_R = "GS r 1"
    PROCESS_ID = "GS ( H"


@dataclass(frozen=True, slots=True)
class StatusBits:
    offline: Bits = ((1, 0x08),)
    cover_open: Bits = ((2, 0x04),)
    paper_end: Bits = ((2, 0x20), (4, 0x60))
    near_end: Bits = ((4, 0x0C),)
    jam: Bits = ((3, 0x04),)
    cutter: Bits = ((3, 0x08),)
    unrecoverable: Bits = ((3, 0x20),)
    recovering: Bits = ((3, 0x40),)
    error: Bits = ((2, 0x40),)
    ticket_waiting: Bits = ()


@dataclass(frozen=True, slots=True)
class Profile:
    """One model. Lengths in dots; `spacing_units` is the number of ESC 3 units per dot (where it is
    set too low, lines stand closer but never overlap)."""

    name: str
    width: int = 576
    bits: StatusBits = StatusBits()
    barrier: Barrier = Barrier.GS_R
    clear: bytes = b"\x10\x05\x02"
    clear_answers: bool = False
    cut: bytes = b""
    """Empty: feed to the cutter and cut as python-escpos does (GS V 66 0)."""
    spacing_units: int = 1
    smoothing: bool = False
    """The model knows GS b, so enlarged characters are asked to be smoothed."""
    library_profile: str = "TM-T20II"
    """Row of python-escpos' own table; only its width of 576 dots is used."""


GENERIC = Profile(name="generic-80mm-gb18030")

EPSON = Profile(
    name="epson-80mm-chinese",
    barrier=Barrier.PROCESS_ID,
    clear=b"\x10\x14\x08\x01\x03\x14\x01\x06\x02\x08",
    clear_answers=True,
    smoothing=True,
)

PROFILES: dict[str, Profile] = {row.name: row for row in (GENERIC, EPSON)}


def profile_named(name: str) -> Profile:
    """The row with this name. Raises ValueError that lists the known names."""
    if name not in PROFILES:
        raise ValueError(f"no receipt printer profile {name!r}; known: {', '.join(PROFILES)}")
    return PROFILES[name]

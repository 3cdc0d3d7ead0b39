"""What may differ from one receipt printer model to the next, as one row of data."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from msgspec import Struct, field

Bits = tuple[tuple[str, int], ...]
"""(answer, mask) pairs; the condition holds where any masked bit is set. The answer to DLE EOT n is
named by n in decimal, the four bytes of the full status (n = 20) by FULL_STATUS."""

FULL_STATUS = ("paper", "user", "recoverable", "unrecoverable")
ASK_FULL = 20


class Barrier(StrEnum):
    """A queued command whose answer proves that everything before it was executed."""

    GS_R = "GS r 1"
    ESC_V = "ESC v"
    PROCESS_ID = "GS ( H"
    CUT_COUNTER = "cut counter"
    """The counter of cuts, asked for until it has grown."""


UNMARKED = (Barrier.GS_R, Barrier.ESC_V)
"""One byte 0xx0xxxx: it does not say which question it answers."""


class TextMode(StrEnum):
    GB18030 = "gb18030"
    RASTER = "raster"
    """The model has no Chinese font: whole pages are drawn."""


class QrMode(StrEnum):
    RASTER = "raster"
    NATIVE = "native"


class StatusBits(Struct, frozen=True):
    """Empty: the model cannot tell."""

    offline: Bits = ()
    cover_open: Bits = ()
    paper_end: Bits = ()
    near_end: Bits = ()
    jam: Bits = ()
    cutter: Bits = ()
    unrecoverable: Bits = ()
    head: Bits = ()
    """Too hot, wrong voltage, lifted: often passes by itself."""
    error: Bits = ()
    """Something is wrong that may also show elsewhere."""
    ticket: Bits = ()
    """A ticket lies in the presenter, or hangs at the tear bar."""
    busy: Bits = ()
    """The paper is moving."""


class Counter(Struct, frozen=True):
    """The answer is a decimal number followed by `unit`, in ASCII."""

    ask: bytes
    unit: str


class Profile(Struct, frozen=True):
    """One model. Lengths in dots, times in seconds; empty bytes: the model has no such command."""

    name: str
    title: str = ""
    width: int = 576
    ask: tuple[int, ...] = (1, 2, 3, 4)
    """The n of DLE EOT n that make up one status, in this order."""
    fixed_bits: bool = True
    """Single status bytes are 0xx1xx10; False: any byte is taken for an answer that is due."""
    bits: StatusBits = StatusBits()
    barrier: Barrier = Barrier.GS_R
    setup: bytes = b""
    """Follows every ESC @, which undoes it."""
    clear: bytes = b""
    """Real-time: forget what was received."""
    clear_answers: bool = False
    feed: bytes = b""
    """Goes before the cut, or before a `present` that cuts."""
    cut: bytes = b"\x1d\x56\x42\x00"
    present: bytes = b""
    """Empty on a model whose presenter starts with the cut."""
    present_cuts: bool = False
    retract: bytes = b""
    retract_after_s: float = 60.0
    """0: a ticket stays until it is taken or another one is printed."""
    text: TextMode = TextMode.GB18030
    spacing_units: int = 1
    """ESC 3 units per dot. Where it is set too low, lines stand closer but never overlap."""
    smoothing: bool = False
    """The model knows GS b, so enlarged characters are asked to be smoothed."""
    qr: QrMode = QrMode.RASTER
    qr_level: int = 0x31
    """Error correction byte of native QR, level M."""
    qr_m: int = 0x30
    """Byte m of native QR's store and print."""
    counters: Mapping[str, Counter] = field(default_factory=lambda: MappingProxyType({}))
    identity: bytes = b""
    identity_is: bytes = b""
    """What a unit of this model answers to `identity`."""

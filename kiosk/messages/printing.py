"""Service <-> printer host."""

from dataclasses import dataclass
from enum import StrEnum

from kiosk.device import PrinterStatus
from kiosk.faults import Fault


class PrintState(StrEnum):
    """Code list CL-41. `unknown` means: bytes may have reached paper, nothing proves it."""

    RESERVED = "reserved"
    RENDERING = "rendering"
    SPOOLED = "spooled"
    PRINTING = "printing"
    PRINTED = "printed"
    FAILED = "failed"
    UNKNOWN = "unknown"
    VOID = "void"


@dataclass(frozen=True, slots=True)
class SlipLine:
    """One line of a slip. `size` 1 normal, 2 double, 4 quadruple height and width."""

    text: str
    size: int = 1
    bold: bool = False
    align: str = "left"


@dataclass(frozen=True, slots=True)
class Slip:
    """A receipt as content; the printer host decides text or raster and adds cut and barrier."""

    lines: tuple[SlipLine, ...]
    qr: str = ""
    """ASCII or UTF-8 payload of a QR code under the lines; empty for none."""
    footer: tuple[SlipLine, ...] = ()


@dataclass(frozen=True, slots=True)
class PrintSlip:
    """Print this. Answered by exactly one `PrintEnded`, within `deadline_s`."""

    job_id: str
    slip: Slip
    deadline_s: float = 15.0


@dataclass(frozen=True, slots=True)
class PrintEnded:
    """`printed`: completion barrier answered and no fault bit. `failed`: not one byte of the job
    left for the printer. `unknown`: anything else; `fault` says what was seen."""

    job_id: str
    state: PrintState
    fault: Fault | None = None
    detail: str = ""


@dataclass(frozen=True, slots=True)
class AskPrinter:
    """Read the status from the device now; answered by `PrinterChanged`."""


@dataclass(frozen=True, slots=True)
class PrinterChanged:
    status: PrinterStatus

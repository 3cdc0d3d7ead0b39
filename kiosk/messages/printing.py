"""Service <-> printer host."""

from msgspec import Struct

from kiosk.faults import Fault
from kiosk.print_state import PrintState


class SlipLine(Struct, frozen=True):
    """One line of a slip. `size` 1 normal, 2 double, 4 quadruple height and width."""

    text: str
    size: int = 1
    bold: bool = False
    align: str = "left"


class Slip(Struct, frozen=True):
    """A receipt as content; the printer host decides text or raster and adds cut and barrier."""

    lines: tuple[SlipLine, ...]
    qr: str = ""
    """ASCII or UTF-8 payload of a QR code under the lines; empty for none."""
    footer: tuple[SlipLine, ...] = ()
    second: str = ""
    """Payload of another QR code under the footer; empty for none."""


class PrintSlip(Struct, frozen=True):
    """Print this. Answered by exactly one `PrintEnded`, within `deadline_s`.

    One `job_id` is printed once, of a document too: sent again while it is in hand it is refused
    with `CommandFailed` (DEVICE_BUSY), which says nothing of the job itself; soon after its end it
    is answered with that end."""

    job_id: str
    slip: Slip
    deadline_s: float = 15.0


class PrintEnded(Struct, frozen=True):
    """`printed`: completion barrier answered and no fault bit. `failed`: not one byte of the job
    left for the printer. `unknown`: anything else; `fault` says what was seen."""

    job_id: str
    state: PrintState
    fault: Fault | None = None
    detail: str = ""


class RetractSlip(Struct, frozen=True):
    """Take back what lies in the presenter. Completed by a `MediaMoved` with this `command`, or by
    `CommandFailed`."""

    command: str
    deadline_s: float = 10.0


class PrintDocument(Struct, frozen=True):
    """Print this PDF on the A4 printer. Answered by `Acknowledged`, `PrintProgress` at each page
    and exactly one `PrintEnded` within `deadline_s`. `job_id` is the name of the job at the device,
    so it must name nobody."""

    job_id: str
    pdf: bytes
    pages: int
    copies: int = 1
    media: str = "iso_a4_210x297mm"
    two_sided: bool = False
    colour: bool = False
    deadline_s: float = 120.0

    def __repr__(self) -> str:
        return f"PrintDocument({self.job_id}, {self.pages} pages, ***)"


class PrintProgress(Struct, frozen=True):
    """`done` sheets' impressions came out, as the device itself counts, of `pages`."""

    job_id: str
    done: int
    pages: int

"""Screen <-> imaging host: document camera, scanner, face camera, code reader.

Pictures on the way to the citizen's eyes travel in shared memory (kiosk.link.frames), never in a
message; a message carries at most the finished JPEG of a page or portrait that is kept.
"""

from msgspec import Struct

from kiosk.device import Device
from kiosk.faults import Fault


class StartPreview(Struct, frozen=True):
    """Show what a camera sees until `Cancel` or the deadline. `PreviewReady`, then `PreviewHint` at
    each change.

    A camera does one thing at a time: until this is cancelled, any other command on it fails with
    DEVICE_BUSY; right after the `Cancel` it is taken. CapturePage, TakePortrait and CompareFace
    show a preview of their own and need none before them."""

    command: str
    device: Device
    deadline_s: float = 120.0
    width: int = 960
    """Pixels; the height follows the camera's own shape."""


class PreviewReady(Struct, frozen=True):
    """Progress: frames are in the shared memory `name`, 8-bit RGB of `width` x `height`."""

    command: str
    name: str
    width: int
    height: int


class PreviewHint(Struct, frozen=True):
    """Progress: what forbids a good picture now (None: nothing), and where the page or face is, as
    fractions of width and height: four corners x, y clockwise from top left; empty: not found."""

    command: str
    fault: Fault | None
    corners: tuple[float, ...] = ()


class PreviewEnded(Struct, frozen=True):
    """The success completion of `StartPreview`: cancelled or over; the memory is overwritten."""

    command: str


class CapturePage(Struct, frozen=True):
    """Take one page under the document camera, flattened. Waits, until its deadline, for a frame
    without fault; ends with the last fault seen where none came. Meanwhile it shows what the camera
    sees, told as for `StartPreview`."""

    command: str
    deadline_s: float = 15.0
    colour: bool = True


class ScanPages(Struct, frozen=True):
    """Scan from the flatbed or the feeder. Each page is told by `PageScanned` (progress), the end
    by `ScanEnded`."""

    command: str
    source: str = "flatbed"
    """flatbed | feeder"""
    dpi: int = 300
    colour: bool = True
    most_pages: int = 20
    deadline_s: float = 120.0


class PageScanned(Struct, frozen=True):
    """One page as JPEG: the success completion of `CapturePage`, progress of `ScanPages`."""

    command: str
    page: int
    width: int
    height: int
    jpeg: bytes
    sha256: str

    def __repr__(self) -> str:
        return f"PageScanned({self.command}, page {self.page}, {self.width}x{self.height}, ***)"


class ScanEnded(Struct, frozen=True):
    command: str
    pages: int


class MakePdf(Struct, frozen=True):
    """Bind pages (JPEG, in order) into one PDF of A4 pages. Answered by `PdfMade`."""

    command: str
    pages: tuple[bytes, ...]
    deadline_s: float = 10.0

    def __repr__(self) -> str:
        return f"MakePdf({self.command}, {len(self.pages)} pages)"


class PdfMade(Struct, frozen=True):
    command: str
    pdf: bytes
    sha256: str

    def __repr__(self) -> str:
        return f"PdfMade({self.command}, ***)"


class TakePortrait(Struct, frozen=True):
    """A portrait photo that passes every check, or the last fault seen at the deadline. Meanwhile
    it shows what the camera sees, told as for `StartPreview`."""

    command: str
    deadline_s: float = 20.0


class PortraitTaken(Struct, frozen=True):
    command: str
    width: int
    height: int
    jpeg: bytes
    sha256: str

    def __repr__(self) -> str:
        return f"PortraitTaken({self.command}, {self.width}x{self.height}, ***)"


class CompareFace(Struct, frozen=True):
    """Compare the person before the camera with the chip's photo (JPEG, PNG or BMP). Ends with
    `FaceCompared`, or FACE_NO_MODEL where no models are provisioned. Meanwhile it shows what the
    camera sees, told as for `StartPreview`."""

    command: str
    chip_photo: bytes
    deadline_s: float = 20.0

    def __repr__(self) -> str:
        return f"CompareFace({self.command}, ***)"


class FaceCompared(Struct, frozen=True):
    """`score` is the cosine similarity; `same` whether it reached the configured threshold."""

    command: str
    same: bool
    score: float


class ReadCode(Struct, frozen=True):
    """Wait for a code before the camera or scan engine. `formats` of QRCode, DataMatrix, PDF417,
    Code128; empty for all four. Where `width` is above zero, a camera shows what it sees meanwhile,
    so many pixels wide, told as for `StartPreview`; a scan engine has nothing to show."""

    command: str
    formats: tuple[str, ...] = ()
    deadline_s: float = 60.0
    width: int = 0


class CodeRead(Struct, frozen=True):
    """`text` has no control characters and at most 4,096 characters. A refused code is told once by
    `PreviewHint`, and reading goes on."""

    command: str
    format: str
    text: str

    def __repr__(self) -> str:
        return f"CodeRead({self.command}, {self.format}, ***)"

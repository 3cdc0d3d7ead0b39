"""Which devices a terminal has and how each is reached: the [devices.*] tables of its file. Pure.

One Struct for each table; its fields are the keys that the table may have, with their defaults.
A relative path (`port`, `library`, a model file) is relative to the folder of the file.
"""

import re
import types
from pathlib import Path
from typing import Any, get_args
from urllib.parse import urlsplit

from msgspec import Struct
from msgspec.structs import fields

from kiosk.device import Device

_PRINTER_URL = re.compile(r"tcp://[^/\s]+:[0-9]{1,5}|(serial|usblp):///\S+")


class FittingError(Exception):
    """A [devices.*] table cannot be used; the text says which key and what to do."""


class Fitting(Struct, frozen=True):
    simulated: bool = False
    """Stands for a simulator: refused but in the demo."""


class IdReaderFitting(Fitting, frozen=True, kw_only=True):
    port: Path
    baud: int = 115200
    newest_address: bool = False
    """Also read the address written to the chip after issue: some milliseconds more for a card
    without one, up to 1.5 s with a reader that does not answer to it."""
    photo_decoder: Path | None = None
    """TOML file that describes the licensed library which decodes the chip's photo."""


class SscReaderFitting(Fitting, frozen=True, kw_only=True):
    reader: str = ""
    """Name of the PC/SC reader or a part of it; empty: the only one there is."""
    socket: Path | None = None
    """Socket of a pcscd of its own (demo); None: the system's."""


class ReceiptPrinterFitting(Fitting, frozen=True, kw_only=True):
    url: str
    """tcp://host:port, serial:///dev/ttyS0?baud=19200 or usblp:///dev/usb/lp0"""
    profile: str = "generic-80mm-gb18030"
    retract_after_s: float | None = None
    """A ticket that nobody takes is taken back after this, where the model can; None: as its
    profile says, 0: never."""


class A4PrinterFitting(Fitting, frozen=True, kw_only=True):
    url: str
    """ipp:// or ipps:// address of the printer, or of a CUPS queue where `via` is "cups"."""
    via: str = "ipp"
    """"ipp": the printer itself; "cups": a queue, which cannot prove that anything was printed."""
    device_url: str = ""
    """With a CUPS queue: the printer's own IPP address, asked for its true state."""
    ca_file: Path | None = None
    """PEM of who signs the printer's certificate (ipps)."""
    one_step: bool = False
    """For a model whose Create-Job does not work."""


class LampsFitting(Fitting, frozen=True, kw_only=True):
    port: Path
    baud: int = 9600
    unit: int = 1
    coils: dict[str, int]
    """Lamp (kiosk.messages.lamps.Lamp) -> coil number, counted from 0."""
    parity: str = "N"
    multiple: bool = True
    """The board knows function 0F; else each coil is written by itself."""
    blinks: bool = True
    """False for mechanical relays: a flashing lamp is then simply on."""


class DocumentCameraFitting(Fitting, frozen=True, kw_only=True):
    source: str
    """/dev/video0, or the http:// address of an MJPEG stream."""
    width: int = 0
    """Pixels asked of the camera; 0: as it comes."""
    height: int = 0


class ScannerFitting(Fitting, frozen=True, kw_only=True):
    url: str = ""
    """eSCL root of a network scanner, http://HOST/eSCL/; a USB scanner has one by ipp-usb."""
    device: str = ""
    """Or else its SANE name, with the SANE_CONFIG_DIR that knows it."""
    config_dir: Path | None = None


class FaceCameraFitting(Fitting, frozen=True, kw_only=True):
    source: str
    width: int = 0
    height: int = 0
    detector_model: Path | None = None
    recogniser_model: Path | None = None
    """ONNX models of cv2.FaceDetectorYN and cv2.FaceRecognizerSF; without both nobody compares."""
    same_from: float = 0.363
    """Cosine similarity from which two faces count as one person (OpenCV's own figure)."""
    matcher: str = "models"
    """"simulated": nobody is compared, everybody is the card's holder; refused but in the demo."""


class CodeReaderFitting(Fitting, frozen=True, kw_only=True):
    source: str = ""
    """A camera, as for the document camera; or else a serial engine at `port`."""
    width: int = 0
    height: int = 0
    port: Path | None = None
    baud: int = 9600
    engine: str = "plain"
    """Row of devices.code_reader's table of scan engines."""


TABLES: dict[Device, type[Fitting]] = {
    Device.ID_READER: IdReaderFitting,
    Device.SSC_READER: SscReaderFitting,
    Device.RECEIPT_PRINTER: ReceiptPrinterFitting,
    Device.A4_PRINTER: A4PrinterFitting,
    Device.LAMPS: LampsFitting,
    Device.DOCUMENT_CAMERA: DocumentCameraFitting,
    Device.SCANNER: ScannerFitting,
    Device.FACE_CAMERA: FaceCameraFitting,
    Device.CODE_READER: CodeReaderFitting,
}


class Fitted(Struct, frozen=True):
    """What is fitted; None where the terminal has no such device."""

    id_reader: IdReaderFitting
    receipt_printer: ReceiptPrinterFitting
    ssc_reader: SscReaderFitting | None = None
    a4_printer: A4PrinterFitting | None = None
    lamps: LampsFitting | None = None
    document_camera: DocumentCameraFitting | None = None
    scanner: ScannerFitting | None = None
    face_camera: FaceCameraFitting | None = None
    code_reader: CodeReaderFitting | None = None

    def all(self) -> dict[Device, Fitting]:
        found = {device: getattr(self, device.value) for device in Device}
        return {device: fitting for device, fitting in found.items() if fitting is not None}

    def simulated(self) -> tuple[Device, ...]:
        """Devices that are marked as simulated, or reached in a way that only a simulator is."""
        return tuple(device for device, fitting in self.all().items() if _simulated(fitting))

    @property
    def lamp_names(self) -> tuple[str, ...]:
        return tuple(self.lamps.coils) if self.lamps is not None else ()

    @property
    def has_imaging(self) -> bool:
        return bool(self.document_camera or self.scanner or self.face_camera or self.code_reader)


def parse_fitted(tables: dict[str, Any], base: Path, demo: bool = False) -> Fitted:
    """The [devices] table of the file. Raises FittingError.

    One that is simulated is refused unless `demo`.
    """
    for name in tables:
        if name not in TABLES:
            raise FittingError(f"[devices.{name}] is not known: {', '.join(TABLES)}")
    for name in (Device.ID_READER, Device.RECEIPT_PRINTER):
        if name not in tables:
            raise FittingError(f"[devices.{name}] is missing")
    found = {name: _parse(Device(name), table, base) for name, table in tables.items()}
    fitted = Fitted(**found)
    if not _PRINTER_URL.fullmatch(fitted.receipt_printer.url):
        text = "devices.receipt_printer.url must be tcp://host:port, serial:///... or usblp:///..."
        raise FittingError(text)
    simulated = fitted.simulated()
    if simulated and not demo:
        names = ", ".join(simulated)
        raise FittingError(f"simulated: {names}: name the real device, or start with --demo")
    return fitted


def _parse(device: Device, table: Any, base: Path) -> Any:
    kind, where = TABLES[device], f"devices.{device}"
    if not isinstance(table, dict):
        raise FittingError(f"[{where}] must be a table")
    known = {field.name: field for field in fields(kind)}
    for key in table:
        if key not in known:
            raise FittingError(f"{where}.{key} is not known: {', '.join(known)}")
    values = {}
    for name, field in known.items():
        if name in table:
            value = _value(f"{where}.{name}", table[name], field.type, base)
            if value == 0 and type(value) is int and field.default:
                raise FittingError(f"{where}.{name} must be above zero")
            values[name] = value
        elif field.required:
            raise FittingError(f"{where}.{name} is missing")
    return kind(**values)


def _value(where: str, value: Any, kind: Any, base: Path) -> Any:
    if isinstance(kind, types.UnionType):
        kind = get_args(kind)[0]
    if kind is Path and isinstance(value, str) and value:
        return base / value
    if kind is float and isinstance(value, int) and not isinstance(value, bool):
        value = float(value)
    if kind == dict[str, int]:
        if isinstance(value, dict) and all(type(number) is int for number in value.values()):
            return dict(value)
        raise FittingError(f"{where} must be a table of numbers")
    if type(value) is not kind or value == "" or (kind in (int, float) and value < 0):
        raise FittingError(f"{where} must be {_WORDS[kind]}")
    return value


_WORDS: dict[Any, str] = {
    str: "a text that is not empty",
    Path: "a path",
    int: "a whole number, not negative",
    float: "a number, not negative",
    bool: "true or false",
}


def _simulated(fitting: Fitting) -> bool:
    """Nobody builds a real receipt printer or camera into the loopback interface; ipp-usb and CUPS
    do serve real A4 printers and scanners there, so those go by their mark alone."""
    here = ("127.", "localhost", "[::1]")
    url = fitting.url if isinstance(fitting, ReceiptPrinterFitting) else ""
    parts = urlsplit(getattr(fitting, "source", "") or url)
    loopback = parts.scheme in ("http", "tcp") and parts.netloc.startswith(here)
    virtual = isinstance(fitting, SscReaderFitting) and "virtual" in fitting.reader.lower()
    marked = fitting.simulated or getattr(fitting, "matcher", "") == "simulated"
    return marked or loopback or virtual

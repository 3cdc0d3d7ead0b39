"""QR codes: drawn, or by the printer itself where the model's profile says so."""

import qrcode
from PIL import Image

from devices.receipt_printer.drawing import raster
from devices.receipt_printer.profile import Profile, QrMode

BOXES = (8, 7, 6)
"""Dots per module, the widest that fits. Below 6 a code at 203 dpi is not read reliably."""
QUIET = 4


class CodeTooLong(Exception):
    """The payload has no place on the paper. The text does not name it."""


def qr_code(payload: str, profile: Profile) -> list[bytes]:
    """Whole commands that print `payload` (ASCII or UTF-8), centred. Raises CodeTooLong."""
    code = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M, border=QUIET)
    code.add_data(payload)
    try:
        code.make(fit=True)
    except ValueError:
        raise CodeTooLong("the QR payload is too long") from None
    matrix = code.get_matrix()
    side = len(matrix)
    box = next((box for box in BOXES if side * box <= profile.width), None)
    if box is None:
        raise CodeTooLong("the QR payload needs more modules than the paper is wide")
    data = payload.encode()
    if profile.qr is QrMode.NATIVE and not any(byte < 0x20 or byte == 0x7F for byte in data):
        return [_native(data, box, profile)]
    dots = Image.new("1", (side, side), 1)
    dots.putdata([0 if dark else 1 for row in matrix for dark in row])
    image = dots.resize((side * box, side * box), Image.Resampling.NEAREST)
    left = (profile.width - image.width) // 16 * 8
    page = Image.new("1", (left + image.width, image.height), 1)
    page.paste(image, (left, 0))
    return raster(page)


def _native(data: bytes, box: int, profile: Profile) -> bytes:
    """GS ( k between two quiet zones. Without control bytes in `data` no real-time command can be
    seen in it: a length that reads 10 04 would need more modules than the paper has room for."""
    quiet = b"\x1b\x4a" + bytes([min(255, QUIET * box * profile.spacing_units)])
    return (
        quiet
        + b"\x1b\x61\x01"
        + _function(0x41, b"\x32\x00")
        + _function(0x43, bytes([box]))
        + _function(0x45, bytes([profile.qr_level]))
        + _function(0x50, bytes([profile.qr_m]) + data)
        + _function(0x51, bytes([profile.qr_m]))
        + b"\x1b\x61\x00"
        + quiet
    )


def _function(number: int, data: bytes) -> bytes:
    """The length counts from the 31 (QR) on."""
    size = len(data) + 2
    return b"\x1d\x28\x6b" + size.to_bytes(2, "little") + bytes([0x31, number]) + data

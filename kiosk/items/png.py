"""How large a PNG is and whether it is whole, before anything that draws sees it. Pure.

PNG specification (ISO/IEC 15948), 5.2 signature, 5.3 chunks with their CRC, 11.2.2 IHDR.
"""

import struct
import zlib

SIGNATURE = b"\x89PNG\r\n\x1a\n"
MOST_BYTES = 1024 * 1024
MOST_SIDE = 4096
MOST_DOTS = 8_000_000
_HEAD = struct.Struct(">8sI4sII")


class BadPicture(ValueError):
    """Not a PNG that may be drawn; the text says why."""


def png_size(content: bytes) -> tuple[int, int]:
    """Width and height in dots. Raises BadPicture."""
    if len(content) > MOST_BYTES:
        raise BadPicture(f"more than {MOST_BYTES} bytes")
    if len(content) < _HEAD.size:
        raise BadPicture("too short")
    signature, length, kind, width, height = _HEAD.unpack_from(content)
    if signature != SIGNATURE or kind != b"IHDR" or length != 13:
        raise BadPicture("not a PNG")
    if not (0 < width <= MOST_SIDE and 0 < height <= MOST_SIDE) or width * height > MOST_DOTS:
        most = f"at most {MOST_SIDE} a side and {MOST_DOTS:,} in all"
        raise BadPicture(f"{width} x {height} dots, {most}")
    _check_chunks(content)
    return width, height


def _check_chunks(content: bytes) -> None:
    """Each is as it was written, to the last one. Raises BadPicture."""
    at, kind = len(SIGNATURE), b""
    while kind != b"IEND":
        length = int.from_bytes(content[at : at + 4], "big")
        kind, end = content[at + 4 : at + 8], at + 8 + length
        if len(content) < end + 4:
            raise BadPicture("cut off")
        if zlib.crc32(content[at + 4 : end]) != int.from_bytes(content[end : end + 4], "big"):
            raise BadPicture("damaged")
        at = end + 4

"""Certificates as the service hands them to the screen: nobody's, with pictures of their pages."""

import struct
import zlib
from functools import cache
from typing import Any

from kiosk.messages.certificates import CertificateReady

WIDE, HIGH = 420, 594
PAPER_ID = "1.2.156.3005.2.11990100MB0990040Q101.11990100MB0990040Q.ABCDEFGH1234.001.X"
ROWS = range(120, 470, 22)


@cache
def page_picture(number: int) -> bytes:
    """PNG of a page with grey lines for words and a red ring for its seal."""
    rows = bytearray()
    for y in range(HIGH):
        rows.append(0)
        for x in range(WIDE):
            rows += _dot(x, y, number)
    head = struct.pack(">IIBBBBB", WIDE, HIGH, 8, 2, 0, 0, 0)
    body = zlib.compress(bytes(rows), 9)
    return b"\x89PNG\r\n\x1a\n" + _part(b"IHDR", head) + _part(b"IDAT", body) + _part(b"IEND", b"")


def _dot(x: int, y: int, number: int) -> bytes:
    far = ((x - 330) ** 2 + (y - 505) ** 2) ** 0.5
    if 44 < far < 50:
        return b"\xc4\x30\x30"
    if 60 <= y < 84 and 110 <= x < 310:
        return b"\x20\x30\x50"
    ends = 250 + (y * 7919 + number * 131) % 120
    written = any(top <= y < top + 8 for top in ROWS) and 50 <= x < ends
    return b"\x8a\x94\xa6" if written else b"\xff\xff\xff"


def _part(kind: bytes, data: bytes) -> bytes:
    sum_ = zlib.crc32(kind + data)
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", sum_)


def ready(request: str, pages: int = 2, copy_no: int = 1, **more: Any) -> CertificateReady:
    pictures = tuple(page_picture(at) for at in range(pages))
    given = {"certificate_id": PAPER_ID, "type_name": "参保证明", "preview": pictures} | more
    return CertificateReady(request, copy_no=copy_no, pages=pages, **given)

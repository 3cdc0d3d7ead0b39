"""Certificates as the service hands them to the screen: nobody's, with pictures of their pages."""

from functools import cache
from io import BytesIO
from typing import Any

from PIL import Image, ImageDraw

from kiosk.messages.certificates import CertificateReady

SIZE = WIDE, HIGH = 420, 594
PAPER_ID = "1.2.156.3005.2.11990100MB0990040Q101.11990100MB0990040Q.ABCDEFGH1234.001.X"


@cache
def page_picture(number: int) -> bytes:
    """PNG of a page with grey lines for words and a red ring for its seal."""
    page = Image.new("RGB", SIZE, "#ffffff")
    pen = ImageDraw.Draw(page)
    pen.rectangle((110, 60, 309, 83), fill="#203050")
    for top in range(120, 470, 22):
        ends = 250 + (top * 7919 + number * 131) % 120
        pen.rectangle((50, top, ends, top + 7), fill="#8a94a6")
    pen.ellipse((280, 455, 380, 555), outline="#c43030", width=6)
    out = BytesIO()
    page.save(out, "PNG")
    return out.getvalue()


def ready(request: str, pages: int = 2, copy_no: int = 1, **more: Any) -> CertificateReady:
    pictures = tuple(page_picture(at) for at in range(pages))
    given = {"certificate_id": PAPER_ID, "type_name": "参保证明", "preview": pictures} | more
    return CertificateReady(request, copy_no=copy_no, pages=pages, **given)

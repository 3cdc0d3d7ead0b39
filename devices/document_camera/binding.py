"""The command MakePdf: for whoever has pages, from a camera or from a scanner."""

import hashlib

from devices.contract import Refused
from devices.document_camera.jpeg import NotJpeg
from devices.document_camera.pdf import MOST_PAGES, NoPages, bind
from kiosk.device import CompletionCode
from kiosk.faults import Fault
from kiosk.link.peer import MAX_MESSAGE
from kiosk.messages.imaging import MakePdf, PdfMade

LARGEST_PDF = MAX_MESSAGE - 4096
"""Bytes that one message can carry, its own words aside."""


def make_pdf(command: MakePdf) -> PdfMade:
    """Raises Refused: SCAN_NO_PAGE without pages, SCAN_LIMIT for too many or too large ones,
    SCAN_PARTIAL where a page is no whole JPEG."""
    try:
        pdf = bind(command.pages)
    except NoPages:
        fault = Fault.SCAN_LIMIT if command.pages else Fault.SCAN_NO_PAGE
        detail = f"{len(command.pages)} pages, at most {MOST_PAGES}"
        raise Refused(fault, CompletionCode.INVALID_DATA, detail) from None
    except NotJpeg as error:
        detail = f"a page {error}"
        raise Refused(Fault.SCAN_PARTIAL, CompletionCode.INVALID_DATA, detail) from None
    if len(pdf) > LARGEST_PDF:
        detail = f"{len(pdf)} bytes, at most {LARGEST_PDF}"
        raise Refused(Fault.SCAN_LIMIT, CompletionCode.INVALID_DATA, detail)
    return PdfMade(command.command, pdf, hashlib.sha256(pdf).hexdigest())

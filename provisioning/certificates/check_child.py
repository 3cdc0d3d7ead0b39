"""The process that looks at a sealed document before it is printed: the platform may lie.

python -m provisioning.certificates.check_child MEMORY
"""

import hashlib
import io
import sys
from datetime import datetime
from typing import Any

from asn1crypto import x509 as asn1_x509
from pyhanko.pdf_utils.generic import DictionaryObject
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import MDPPerm
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.errors import SignatureValidationError, ValidationInfoReadingError
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.status import SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext

from kiosk.certificates.check import Refusal
from kiosk.certificates.claims import HASH_BYTES
from provisioning.certificates.confine import confine, own_code
from provisioning.certificates.serve import own_pipes, serve

_END = b"%%EOF"
_MOST_REVISIONS = 4
_READING = (PdfError, ValueError, KeyError, IndexError, TypeError, AttributeError, RecursionError)
"""What a PDF that is none makes the reader raise: it was written for files of friends."""


class _Refused(Exception):
    def __init__(self, why: Refusal) -> None:
        super().__init__(why.value)
        self.why = why


def answer(asked: dict[str, Any]) -> dict[str, Any]:
    """What stands on the document, where the seal is good; else why not."""
    try:
        return _looked_at(asked["pdf"], asked["roots"], datetime.fromisoformat(asked["now"]))
    except _Refused as refused:
        return {"refusal": refused.why.value}


def _looked_at(pdf: bytes, roots: list[bytes], now: datetime) -> dict[str, Any]:
    try:
        reader = PdfFileReader(io.BytesIO(pdf))
        pages = int(reader.root["/Pages"]["/Count"])
        signatures = reader.embedded_signatures
        noted = _noted(reader.root)
    except _READING:
        raise _Refused(Refusal.NOT_READABLE) from None
    if len(signatures) != 1:
        raise _Refused(Refusal.NO_SEAL)
    (seal,) = signatures
    _hold(seal, roots, now)
    return {
        "refusal": "",
        "pages": pages,
        "seal": hashlib.sha256(seal.signer_cert.dump()).hexdigest(),
        "code": noted.get("/Code", ""),
        "holder": noted.get("/Holder", ""),
        "contents": _former_revisions(pdf),
    }


def _noted(root: DictionaryObject) -> dict[str, str]:
    piece = root.get("/PieceInfo", {}).get("/Zizhu", {}).get("/Private", {})
    return {key: str(piece[key]) for key in ("/Code", "/Holder") if key in piece}


def _hold(seal: EmbeddedPdfSignature, roots: list[bytes], now: datetime) -> None:
    """Raises _Refused."""
    trusted = [asn1_x509.Certificate.load(one) for one in roots]
    context = ValidationContext(trust_roots=trusted, allow_fetching=False, moment=now)
    try:
        found = validate_pdf_signature(seal, context)
    except (SignatureValidationError, ValidationInfoReadingError, *_READING):
        raise _Refused(Refusal.BROKEN) from None
    if not (found.intact and found.valid):
        raise _Refused(Refusal.BROKEN)
    whole = found.coverage is SignatureCoverageLevel.ENTIRE_FILE
    if not whole or seal.docmdp_level is not MDPPerm.NO_CHANGES:
        raise _Refused(Refusal.NOT_WHOLE)
    if not found.trusted:
        raise _Refused(Refusal.UNTRUSTED)
    if not found.bottom_line:
        raise _Refused(Refusal.BROKEN)


def _former_revisions(pdf: bytes) -> list[bytes]:
    """Of what the file was before each update: the first bytes of its hash. One of them is the
    document as it was typeset, before code and seal."""
    found: list[bytes] = []
    at = pdf.find(_END)
    while at >= 0 and len(found) < _MOST_REVISIONS:
        for more in (b"", b"\n", b"\r\n"):
            end = at + len(_END) + len(more)
            if pdf[at + len(_END) : end] == more and end < len(pdf):
                found.append(hashlib.sha256(pdf[:end]).digest()[:HASH_BYTES])
        at = pdf.find(_END, at + 1)
    return found


def main(memory: str) -> None:
    pipes = own_pipes()
    holds = confine(int(memory), own_code(), pairs=True)
    serve(answer, {"holds": holds}, pipes)


if __name__ == "__main__":
    main(*sys.argv[1:])

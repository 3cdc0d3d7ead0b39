"""The process that has the keys: it puts the signed code and the seal on a document.

python -m provisioning.certificates.seal_child KEYS MEMORY
"""

import hashlib
import io
import sys
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

from asn1crypto import keys as asn1_keys
from asn1crypto import pem
from asn1crypto import x509 as asn1_x509
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.content import ImportedPdfPage
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.layout import AxisAlignment, Margins, SimpleBoxLayoutRule
from pyhanko.sign.fields import MDPPerm, SigFieldSpec, SigSeedSubFilter
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, SimpleSigner
from pyhanko.stamp import StaticStampStyle
from pyhanko_certvalidator.registry import SimpleCertificateStore

from kiosk.certificates.claims import HASH_BYTES, Claims
from kiosk.certificates.ids import parse_id
from provisioning.certificates import place, qr
from provisioning.certificates.authority import code_key, seal_in_use
from provisioning.certificates.confine import confine, own_code
from provisioning.certificates.picture import pdf_operators
from provisioning.certificates.serve import own_pipes, serve

FIELD = "Seal"
PRIVATE = "/Zizhu"
_PLACED = SimpleBoxLayoutRule(AxisAlignment.ALIGN_MID, AxisAlignment.ALIGN_MID, Margins.uniform(0))


class _Writer(IncrementalPdfFileWriter):
    """Leaves the document's metadata as they are: written anew, they would not be PDF/A's."""

    def _update_meta(self) -> None:
        return


class Seals:
    def __init__(self, keys: Path) -> None:
        self._keys = keys

    def answer(self, asked: dict[str, Any]) -> dict[str, Any]:
        """Code and seal on `asked["pdf"]`, in one update behind its bytes."""
        document: bytes = asked["pdf"]
        claims = Claims(
            parse_id(asked["certificate"]),
            asked["holder"],
            datetime.fromisoformat(asked["issued"]),
            date.fromisoformat(asked["valid_to"]) if asked["valid_to"] else None,
            asked["copy_no"],
            hashlib.sha256(document).digest()[:HASH_BYTES],
        )
        issuer = claims.certificate.issuer
        text = qr.sign(claims, code_key(self._keys, issuer), asked["address"])
        writer = _Writer(io.BytesIO(document))
        _draw_code(writer, text)
        _note(writer, {"/Code": text, "/Holder": asked["holder_hash"]}, claims.issued)
        seal = seal_in_use(self._keys, issuer, claims.issued)
        sealed = self._sign(writer, issuer, asked["issuer_name"], seal)
        return {"pdf": sealed, "code": text, "pages": int(writer.root["/Pages"]["/Count"])}

    def _sign(self, writer: IncrementalPdfFileWriter, issuer: str, name: str, seal: str) -> bytes:
        page = int(writer.root["/Pages"]["/Count"]) - 1
        left, bottom, right, top = place.seal_box(_width(writer, page))
        metadata = PdfSignatureMetadata(
            field_name=FIELD,
            md_algorithm="sha256",
            subfilter=SigSeedSubFilter.PADES,
            certify=True,
            docmdp_permissions=MDPPerm.NO_CHANGES,
            name=name,
        )
        picture = ImportedPdfPage(str(self._keys / issuer / "seal.pdf"))
        style = StaticStampStyle(
            border_width=0,
            background=picture,
            background_layout=_PLACED,
            background_opacity=0.82,  # what is printed under a seal stays legible
        )
        box = (round(left), round(bottom), round(right), round(top))
        signer = PdfSigner(
            metadata,
            signer=_signer(self._keys, issuer, seal),
            stamp_style=style,
            new_field_spec=SigFieldSpec(FIELD, on_page=page, box=box),
        )
        output = io.BytesIO()
        signer.sign_pdf(writer, output=output)
        return output.getvalue()


@cache
def _signer(keys: Path, issuer: str, seal: str) -> SimpleSigner:
    store = SimpleCertificateStore()
    store.register(asn1_x509.Certificate.load(_der(keys / "ca.crt")))
    private = asn1_keys.PrivateKeyInfo.load(_der(keys / issuer / f"{seal}.key"))
    certificate = asn1_x509.Certificate.load(_der(keys / issuer / f"{seal}.crt"))
    return SimpleSigner(certificate, private, store, embed_roots=False)


def _der(path: Path) -> bytes:
    _, _, raw = pem.unarmor(path.read_bytes())
    assert isinstance(raw, bytes)
    return raw


def _draw_code(writer: IncrementalPdfFileWriter, text: str) -> None:
    """On the last page, over what is there: white, with its quiet zone."""
    page = int(writer.root["/Pages"]["/Count"]) - 1
    operators = pdf_operators(text, *place.code_corner(), place.CODE_SIDE)
    stream = generic.StreamObject(stream_data=operators)
    stream.compress()
    writer.add_stream_to_page(page, writer.add_object(stream))


def _note(writer: IncrementalPdfFileWriter, values: dict[str, str], at: datetime) -> None:
    """Where a program keeps what is its own: the catalogue's page-piece dictionary (ISO 32000-1,
    14.5). It lies under the seal as everything else does."""
    private = {key: generic.pdf_string(text) for key, text in values.items()}
    ours = {
        "/LastModified": generic.pdf_date(at),
        "/Private": generic.DictionaryObject(private),
    }
    piece = {PRIVATE: generic.DictionaryObject(ours)}
    writer.root["/PieceInfo"] = generic.DictionaryObject(piece)
    writer.update_root()


def _width(writer: IncrementalPdfFileWriter, page: int) -> float:
    reference, _ = writer.find_page_for_modification(page)
    left, _, right, _ = (float(one) for one in reference.get_object()["/MediaBox"])
    return right - left


def main(keys: str, memory: str) -> None:
    pipes = own_pipes()
    holds = confine(int(memory), [Path(keys), *own_code()], pairs=True)
    serve(Seals(Path(keys)).answer, {"holds": holds}, pipes)


if __name__ == "__main__":
    main(*sys.argv[1:])

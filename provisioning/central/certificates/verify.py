"""A code or a number looked up in the ledger: what the paper is worth now, masked."""

from datetime import datetime
from typing import Any

from django.conf import settings

from kiosk.certificates.claims import Verdict
from kiosk.certificates.copies import ORIGINALS, CopyState
from kiosk.certificates.pickup import as_meant
from provisioning.central.certificates.ledger import note
from provisioning.central.certificates.making import maker
from provisioning.central.models import Certificate, Copy, Terminal
from provisioning.certificates import qr
from provisioning.certificates.authority import code_key


def look_up(text: str, by: Terminal | None, moment: datetime) -> dict[str, Any]:
    """`text`: what a QR says, or the code beside it. Each look is a line of its life.

    {"verdict"} and, where the paper is known, {"type_name", "issuer_name", "holder", "issued_at",
    "valid_to", "copy_no", "certificate_id"}; by number it is the newest copy's."""
    made_by = maker(settings.ZIZHU_DATA)
    address = qr.address_of(text, made_by.addresses)
    if not text.startswith(address):
        return _by_number(text, by, moment)
    row = _row_of(text, address)
    if row is None:
        return {"verdict": Verdict.UNKNOWN.value}
    key = code_key(made_by.keys, row.issuer_code).public_key().public_bytes_raw()
    try:
        claims = qr.read(text, address, {qr.key_id(key): (row.issuer_code, key)})
    except qr.BadCode:
        return {"verdict": Verdict.FORGED.value}
    copy = Copy.objects.filter(certificate=row, copy_no=claims.copy_no).first()
    if copy is None or _digits(copy.code, made_by.addresses) != text.removeprefix(address):
        return {"verdict": Verdict.FORGED.value}
    return _told(row, copy, by, moment)


def _row_of(text: str, address: str) -> Certificate | None:
    """Whose number it says; nothing of it is believed yet."""
    serial = qr.serial_of(text, address)
    return Certificate.objects.filter(serial=serial).first() if serial else None


def _digits(code: str, addresses: tuple[str, ...]) -> str:
    return code.removeprefix(qr.address_of(code, addresses))


def _by_number(text: str, by: Terminal | None, moment: datetime) -> dict[str, Any]:
    serial = as_meant(text)
    row = Certificate.objects.filter(serial=serial).first() if serial else None
    if row is None:
        return {"verdict": Verdict.UNKNOWN.value}
    copies = list(Copy.objects.filter(certificate=row))
    valid = [one for one in copies if one.state in ORIGINALS]
    return _told(row, (valid or copies)[-1], by, moment)


def _told(row: Certificate, copy: Copy, by: Terminal | None, moment: datetime) -> dict[str, Any]:
    verdict = verdict_of(row, copy, moment)
    note(row, copy.copy_no, "verified", by, moment, verdict.value)
    return {
        "verdict": verdict.value,
        "certificate_id": row.pk,
        "type_name": row.type_name,
        "issuer_name": row.issuer_name,
        "holder": row.holder_mask,
        "issued_at": row.issued_at,
        "valid_to": row.valid_to,
        "copy_no": copy.copy_no,
    }


def verdict_of(row: Certificate, copy: Copy, moment: datetime) -> Verdict:
    if row.revoked:
        return Verdict.REVOKED
    if copy.state == CopyState.VOID:
        return Verdict.VOID
    if copy.state == CopyState.HELD:
        return Verdict.UNKNOWN  # sealed beforehand, and no original yet
    if row.valid_to and moment.date().isoformat() > row.valid_to:
        return Verdict.EXPIRED
    return Verdict.GENUINE

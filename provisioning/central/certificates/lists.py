"""The two signed lists by which a terminal verifies without a network: docs/certificates.md."""

from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.db.models import Q

from kiosk.certificates.copies import CopyState
from kiosk.certificates.ids import parse_id
from kiosk.certificates.lists import (
    REVOCATION,
    REVOKED_SUBJECT,
    TRUST,
    VOID_SUBJECT,
    content_digest,
    list_bytes,
    revoked_mark,
    void_mark,
)
from provisioning.central.certificates.making import Maker, maker
from provisioning.central.exchange import inbox
from provisioning.central.keys import signing_key
from provisioning.central.models import Certificate, Copy, Terminal
from provisioning.central.packages import Packages
from provisioning.certificates import qr
from provisioning.certificates.registry import load_registry

KEPT_AFTER = timedelta(days=31)
"""So long after its last day a paper is still named: clocks differ."""


def signed_list(
    name: str, packages: Packages, moment: datetime, have: str = ""
) -> dict[str, Any] | None:
    """{"list", "signature", "key_id"}, made now; None where there is no such list. `have`: the
    `content_digest` of one that a terminal has; where it still holds, that alone is said."""
    if name == TRUST:
        document = _trust(maker(settings.ZIZHU_DATA), packages, moment)
        digest = content_digest(document)
    elif name == REVOCATION:
        document, digest = _revocation(moment)
    else:
        return None
    if have and have == digest:
        document = _head(name, moment) | {"same": have}
    key = signing_key(settings.ZIZHU_DATA)
    signature = key.private.sign(list_bytes(document)).hex()
    return {"list": document, "signature": signature, "key_id": key.key_id}


def _head(name: str, moment: datetime) -> dict[str, Any]:
    """The version only rises: seconds since 1970."""
    return {"list": name, "version": int(moment.timestamp()), "as_of": moment.isoformat()}


def _trust(made_by: Maker, packages: Packages, moment: datetime) -> dict[str, Any]:
    types: dict[str, dict[str, str]] = {}
    names: dict[str, str] = {}
    for one in load_registry().types:
        names[one.issuer] = one.issuer_name
        types.setdefault(one.issuer, {})[one.type_code] = one.name.zh
    for found in packages.all():
        item = found.item
        if item.certificate is not None and not item.certificate.anonymous:
            names[item.dept_code] = item.dept_name.zh
            terms = item.certificate
            types.setdefault(item.dept_code, {})[terms.type_code] = terms.type_name.zh
    issuers: dict[str, Any] = {}
    for code in sorted(names):
        issuer = made_by.issuer(code, names[code], moment)
        issuers[code] = {
            "name": names[code],
            "seals": list(issuer.fingerprints),
            "keys": {qr.key_id(issuer.code_public).hex(): issuer.code_public.hex()},
            "types": types[code],
        }
    roots = [made_by.root(moment).hex()]
    address, *former = made_by.addresses
    own = {"address": address, "former": former, "roots": roots, "issuers": issuers}
    return _head(TRUST, moment) | own


def _revocation(moment: datetime) -> tuple[dict[str, Any], str]:
    """With its digest. What is revoked or void stays so: as long as there are as many, they are the
    same. A paper that ran out needs no mark: it counts for nothing any more."""
    since = (moment - KEPT_AFTER).date().isoformat()
    revoked = Certificate.objects.filter(_counts(since), revoked=True)
    void = Copy.objects.filter(_counts(since, "certificate__"), state=CopyState.VOID)
    marks, digest = _marks(str(settings.ZIZHU_DATA), since, revoked.count(), void.count())
    return _head(REVOCATION, moment) | marks, digest


def _counts(since: str, of: str = "") -> Q:
    return Q(**{f"{of}valid_to": ""}) | Q(**{f"{of}valid_to__gte": since})


@lru_cache(maxsize=2)
def _marks(_data: str, since: str, _revoked: int, _void: int) -> tuple[dict[str, Any], str]:
    revoked = Certificate.objects.filter(_counts(since), revoked=True)
    void = Copy.objects.filter(_counts(since, "certificate__"), state=CopyState.VOID)
    marks = {
        "revoked": sorted(_mark(one, 0) for one in revoked.values_list("pk", flat=True)),
        "void": sorted(_mark(*one) for one in void.values_list("certificate_id", "copy_no")),
    }
    return marks, content_digest({"list": REVOCATION} | marks)


@lru_cache(maxsize=1 << 20)
def _mark(certificate_id: str, copy_no: int) -> str:
    """Of a copy; 0: of the certificate."""
    parsed = parse_id(certificate_id)
    return void_mark(parsed, copy_no) if copy_no else revoked_mark(parsed)


def tell_revoked(row: Certificate, moment: datetime) -> None:
    _tell(REVOKED_SUBJECT, revoked_mark(parse_id(row.pk)), moment)


def tell_void(copy: Copy, moment: datetime) -> None:
    _tell(VOID_SUBJECT, void_mark(parse_id(copy.certificate.pk), copy.copy_no), moment)


def _tell(subject: str, mark: str, moment: datetime) -> None:
    """Each terminal hears of it with its next answer, before it fetches the list again. Belongs to
    the transaction of the change: who was told half would never be told the rest."""
    body = {"subject": subject, "ids": [mark]}
    inbox.issue_all(Terminal.objects.filter(active=True), "revocation", body, None, moment)

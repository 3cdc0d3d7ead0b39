"""API v1's views about certificates: ask, fetch, report, look. Rules: docs/certificates.md."""

from typing import Any

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse, JsonResponse

from kiosk.certificates.copies import Barred, CopyState
from kiosk.identity import SealedFor
from provisioning.central.answers import Refusal, busy, endpoint, json_body
from provisioning.central.certificates import ledger
from provisioning.central.certificates.issue import (
    Denied,
    draft_of,
    fingerprint,
    issue,
    make_copy,
    mark_of,
    packages_of,
    person,
    terms_of,
)
from provisioning.central.certificates.lists import signed_list, tell_void
from provisioning.central.certificates.making import NotMade, maker
from provisioning.central.certificates.verify import look_up
from provisioning.central.certificates.wire import (
    CertificateWanted,
    CodeToVerify,
    CopyOutcome,
    CopyWanted,
)
from provisioning.central.certificates.wishes import picked_up
from provisioning.central.every import every
from provisioning.central.exchange.wire import read
from provisioning.central.hallstate import now
from provisioning.central.models import Certificate, Copy, Terminal


@endpoint("POST")
def collection(request: HttpRequest, terminal: Terminal) -> HttpResponse:
    wanted = read(json_body(request), CertificateWanted)
    row = Certificate.objects.filter(terminal=terminal, request_id=wanted.request_id).first()
    if row is None:
        row = _issued(wanted, terminal)
    if row.fingerprint != fingerprint(wanted):
        raise Refusal(409, "differs", "this request was made with another content before")
    return _answer({"certificate": _described(row)}, terminal)


@endpoint("GET")
def one(request: HttpRequest, terminal: Terminal, certificate_id: str) -> HttpResponse:
    return _answer({"certificate": _described(_own(terminal, certificate_id))}, terminal)


@endpoint("POST")
def copies(request: HttpRequest, terminal: Terminal, certificate_id: str) -> HttpResponse:
    wanted = read(json_body(request), CopyWanted)
    row = _own(terminal, certificate_id)
    try:
        if ledger.may_open(row, wanted.copy_no) is None:
            _open(row, wanted, terminal)
    except Barred as barred:
        raise _barred(barred) from None
    except Denied as denied:
        raise _denied(denied) from None
    except NotMade as error:
        raise _not_made(error) from None
    return _answer({"certificate": _described(row)}, terminal)


@endpoint("GET", "POST")
def copy(
    request: HttpRequest, terminal: Terminal, certificate_id: str, copy_no: str
) -> HttpResponse:
    row = _own(terminal, certificate_id)
    number = int(copy_no) if copy_no.isascii() and copy_no.isdigit() and len(copy_no) < 3 else 0
    found = Copy.objects.filter(certificate=row, copy_no=number, terminal=terminal).first()
    if found is None:
        raise _no_certificate()
    try:
        if request.method == "GET":
            pdf = ledger.fetched(found, terminal, now())
            return HttpResponse(pdf, content_type="application/pdf")
        return _reported(request, terminal, found)
    except Barred as barred:
        raise _barred(barred) from None


@endpoint("GET")
def preview(request: HttpRequest, terminal: Terminal, certificate_id: str) -> HttpResponse:
    row = _own(terminal, certificate_id)
    text = request.GET.get("page", "1")
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 3 else 0

    def draw() -> list[bytes]:
        return maker(settings.ZIZHU_DATA).preview(draft_of(row).masked(), now())

    try:
        page = settings.ZIZHU_PREVIEWS.page(row.pk, number, draw)
    except NotMade as error:
        raise _not_made(error) from None
    if not page:
        raise _no_certificate()
    return HttpResponse(page, content_type="image/png")


@endpoint("GET")
def lists(request: HttpRequest, terminal: Terminal, name: str) -> HttpResponse:
    have = request.GET.get("have", "")
    signed = signed_list(name, packages_of(settings.ZIZHU_DATA), now(), have)
    if signed is None:
        raise Refusal(404, "not_found", "there is no such list")
    return _answer(signed, terminal)


@endpoint("POST")
def verification(request: HttpRequest, terminal: Terminal) -> HttpResponse:
    asked = read(json_body(request), CodeToVerify)
    return _answer({"finding": look_up(asked.code, terminal, now())}, terminal)


def _issued(wanted: CertificateWanted, terminal: Terminal) -> Certificate:
    try:
        if not wanted.pickup_code:
            return issue(wanted, terminal, now())
        return picked_up(wanted, terminal, now())
    except Denied as denied:
        raise _denied(denied) from None
    except NotMade as error:
        raise _not_made(error) from None


def _open(row: Certificate, wanted: CopyWanted, terminal: Terminal) -> None:
    """For the same person, identified anew. Raises Barred, Denied, NotMade."""
    who = person(wanted, terminal, SealedFor.CERTIFICATE) if row.holder_mark else None
    if mark_of(who) != row.holder_mark:
        raise Denied("holder", "the certificate is another person's")
    _, terms = terms_of(row.item_code)
    moment = now()
    draft = draft_of(row)
    made = make_copy(row, draft, wanted.copy_no, wanted.holder_hash, moment, terms.pages)
    ledger.open_next(row, wanted.copy_no, made, terminal, moment)


def _reported(request: HttpRequest, terminal: Terminal, found: Copy) -> HttpResponse:
    outcome = read(json_body(request), CopyOutcome)
    moment = now()
    with transaction.atomic():
        for void in ledger.report(found, CopyState(outcome.state), terminal, moment):
            tell_void(void, moment)
    return _answer({"certificate": _described(found.certificate)}, terminal)


def _own(terminal: Terminal, certificate_id: str) -> Certificate:
    """Of this terminal's: another one's is none."""
    row = Certificate.objects.filter(pk=certificate_id, terminal=terminal).first()
    if row is None:
        raise _no_certificate()
    return row


def _described(row: Certificate) -> dict[str, Any]:
    """What a terminal needs to fetch and to check, without the person."""
    return {
        "certificate_id": row.pk,
        "type_code": row.type_code,
        "type_name": row.type_name,
        "issued_at": row.issued_at,
        "valid_to": row.valid_to,
        "revoked": row.revoked,
        "copies": [
            {
                "copy_no": one.copy_no,
                "state": one.state,
                "pages": one.pages,
                "length": one.length,
                "sha256": one.sha256,
            }
            for one in Copy.objects.filter(certificate=row)
        ],
    }


def _no_certificate() -> Refusal:
    return Refusal(404, "not_found", "there is no such certificate or copy of this terminal")


def _barred(barred: Barred) -> Refusal:
    """`open`: a former copy is not void; `void`, `held`, `over`, `revoked`, `copies`: its state."""
    return Refusal(409, "copy", "the copy cannot be had or changed so", {}, {"why": str(barred)})


def _denied(denied: Denied) -> Refusal:
    if denied.code == "not_found":
        return Refusal(404, "not_found", denied.detail)
    if denied.code == "impossible":
        return Refusal(422, "impossible", denied.detail)
    return Refusal(403, "denied", denied.detail, {}, {"why": denied.code})


def _not_made(error: NotMade) -> Refusal:
    if not error.template:
        return busy()
    return Refusal(422, "template", "the template gives no certificate", {}, {"why": error.why})


def _answer(content: dict[str, Any], terminal: Terminal) -> JsonResponse:
    return JsonResponse(content | every(terminal, now()))

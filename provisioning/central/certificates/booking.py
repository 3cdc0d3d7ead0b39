"""A certificate booked beforehand: issued to a terminal, which keeps it encrypted for its holder.

For portals and counters, which have identified the person; the admin token is needed.

    POST /terminals/<id>/bookings              BookingWanted -> {"booking"}
    POST /certificates/<id>/cancel             taken back, also where it is printed already

The same item booked for the same person once more takes back what was booked before and is not
printed: on another terminal or on this one. Rules: docs/certificates.md.
"""

import hmac
from datetime import date, datetime, time, timedelta
from functools import partial
from typing import Annotated, Any

from django.conf import settings
from django.db import OperationalError, transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from msgspec import Meta, Struct

from kiosk.certificates.copies import CopyState
from kiosk.clock import CHINA
from provisioning.central.answers import Refusal, answered, bearer, busy, error, json_body
from provisioning.central.certificates import ledger
from provisioning.central.certificates.issue import (
    Denied,
    fingerprint,
    issue_to,
    terms_of,
)
from provisioning.central.certificates.lists import tell_revoked
from provisioning.central.certificates.making import NotMade
from provisioning.central.certificates.wire import CertificateWanted, Language, OptionName
from provisioning.central.certificates.wire import OptionValue as Value
from provisioning.central.exchange import inbox
from provisioning.central.exchange.register import is_known
from provisioning.central.exchange.sealed import Identity
from provisioning.central.exchange.wire import Malformed, read
from provisioning.central.hallstate import now
from provisioning.central.keys import hall_key, keyed_hash, platform_keys, text_secret
from provisioning.central.models import Booked, Certificate, Copy, Terminal
from provisioning.central.words import DayText, Id

MOST_DAYS = 30
"""Ahead: longer nobody's certificate lies on a terminal."""
INBOX_GRACE = timedelta(days=7)
"""For which a cancellation waits after the last day: the terminal may be cut off until then."""
ON_PAPER = (CopyState.PRINTED.value, CopyState.UNKNOWN.value)


class BookingWanted(Struct, frozen=True):
    """`until`: the last day on which it can be printed, today to MOST_DAYS ahead."""

    request_id: Id
    item_code: Id
    name: Annotated[str, Meta(min_length=1, max_length=60)]
    id_no: Annotated[str, Meta(pattern=r"^[0-9]{17}[0-9X]\Z")]
    until: DayText
    chosen: Annotated[dict[OptionName, Value], Meta(max_length=6)] = {}
    language: Language = "zh"

    def __post_init__(self) -> None:
        date.fromisoformat(self.until)

    def __repr__(self) -> str:
        return f"BookingWanted({self.request_id}, {self.item_code}, ***)"


def collection(request: HttpRequest, terminal_id: str) -> HttpResponse:
    """200 with the booking, also where the same was booked before."""
    try:
        _for_admin(request)
        terminal = Terminal.objects.filter(pk=terminal_id, active=True).first()
        if terminal is None:
            raise Refusal(404, "not_found", "there is no such terminal")
        row = _booked(read(json_body(request), BookingWanted), terminal, now())
    except Refusal as refusal:
        return answered(refusal)
    except Malformed as malformed:
        return error(400, "malformed", str(malformed))
    except OperationalError:
        return answered(busy())
    return JsonResponse({"booking": _described(row)})


def cancel(request: HttpRequest, certificate_id: str) -> HttpResponse:
    """Every paper of it stops to count, and its terminal destroys what it keeps."""
    try:
        _for_admin(request)
        row = Booked.objects.filter(pk=certificate_id).first()
        if row is None:
            raise Refusal(404, "not_found", "nothing was booked under this id")
        with transaction.atomic():
            take_back(row, "cancelled", now())
    except Refusal as refusal:
        return answered(refusal)
    except OperationalError:
        return answered(busy())
    return JsonResponse({"booking": _described(row)})


def take_back(row: Booked, why: str, moment: datetime) -> None:
    """Again changes nothing."""
    if ledger.revoke(row.certificate, why, moment):
        tell_revoked(row.certificate, moment)
    if not row.cancelled:
        row.cancelled = True
        row.save(update_fields=["cancelled"])
        _tell(row.certificate, "", row.until, moment, cancelled=True)


def _booked(wanted: BookingWanted, terminal: Terminal, moment: datetime) -> Booked:
    """Raises Refusal."""
    asked = _asked(wanted, terminal)
    row = Certificate.objects.filter(terminal=terminal, request_id=wanted.request_id).first()
    if row is None:
        row = _issued(wanted, asked, terminal, moment)
    booked = Booked.objects.filter(certificate=row).first()
    if booked is None or row.fingerprint != fingerprint(asked) or booked.until != wanted.until:
        raise Refusal(409, "differs", "this request was made with another content before")
    return booked


def _issued(
    wanted: BookingWanted, asked: CertificateWanted, terminal: Terminal, moment: datetime
) -> Certificate:
    """Raises Refusal."""
    today, until = moment.astimezone(CHINA).date(), date.fromisoformat(wanted.until)
    identity = Identity(wanted.name.strip(), wanted.id_no, "resident")
    try:
        _, terms = terms_of(wanted.item_code)
        if terms.anonymous:
            raise Denied("impossible", "the item names nobody for whom it could wait")
        days = min(MOST_DAYS, terms.valid_days or MOST_DAYS)
        if not today <= until <= today + timedelta(days=days):
            raise Denied("impossible", f"until must be today or at most {days} days ahead")
        if not is_known(platform_keys(settings.ZIZHU_DATA).register, wanted.name, wanted.id_no):
            raise Denied("holder", "the person is not known by this number and name")
        enter = partial(_enter, asked, wanted.until, moment)
        return issue_to(identity, asked, terminal, moment, enter)
    except Denied as denied:
        status, code = _STATUS.get(denied.code, (403, "denied"))
        raise Refusal(status, code, denied.detail, {}, {"why": denied.code}) from None
    except NotMade as bad:
        raise Refusal(422, "template", "no certificate was made", {}, {"why": bad.why}) from None


_STATUS = {"not_found": (404, "not_found"), "impossible": (422, "impossible")}


def _enter(asked: CertificateWanted, until: str, moment: datetime, row: Certificate) -> None:
    """In the transaction that enters the certificate."""
    for former in Booked.objects.filter(
        certificate__holder_mark=row.holder_mark,
        certificate__item_code=row.item_code,
        cancelled=False,
        until__gte=moment.astimezone(CHINA).date().isoformat(),
    ).exclude(certificate=row):
        if not Copy.objects.filter(certificate=former.certificate, state__in=ON_PAPER).exists():
            take_back(former, "booked_again", moment)
    Booked.objects.create(certificate=row, until=until, at=moment)
    _tell(row, asked.holder_hash, until, moment, cancelled=False)


def _tell(
    row: Certificate, holder_hash: str, until: str, moment: datetime, *, cancelled: bool
) -> None:
    body = {
        "certificate_id": row.pk,
        "item_code": row.item_code,
        "holder_hash": holder_hash,
        "until": until,
    }
    ends = datetime.combine(date.fromisoformat(until) + timedelta(days=1), time(), CHINA)
    if cancelled:
        body["cancelled"] = True
        ends = max(ends, moment) + INBOX_GRACE
    valid_s = int((ends - moment).total_seconds())
    inbox.issue(row.terminal, "certificate", body, valid_s, moment)


def _asked(wanted: BookingWanted, terminal: Terminal) -> CertificateWanted:
    """As if the terminal had asked: who the person is was seen to by whoever books, and is seen to
    again where it is printed."""
    return CertificateWanted(
        request_id=wanted.request_id,
        item_code=wanted.item_code,
        credential="",
        assurance="AL0",
        holder_hash=keyed_hash(hall_key(settings.ZIZHU_DATA, terminal.hall_id), wanted.id_no),
        chosen=wanted.chosen,
        language=wanted.language,
        hold=True,
    )


def _described(row: Booked) -> dict[str, Any]:
    """Nothing of the person."""
    certificate = row.certificate
    copies = Copy.objects.filter(certificate=certificate)
    return {
        "certificate_id": certificate.pk,
        "terminal_id": certificate.terminal_id,
        "item_code": certificate.item_code,
        "type_name": certificate.type_name,
        "until": row.until,
        "cancelled": row.cancelled,
        "copies": {str(one.copy_no): one.state for one in copies},
    }


def _for_admin(request: HttpRequest) -> None:
    """Raises Refusal."""
    expected = text_secret(settings.ZIZHU_DATA / "admin_token")
    if not hmac.compare_digest(bearer(request).encode(), expected.encode()):
        raise Refusal(401, "token", "the admin token is needed")
    if request.method != "POST":
        raise Refusal(405, "method", "POST is needed", {"Allow": "POST"})

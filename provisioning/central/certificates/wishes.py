"""Certificates asked for, and copies reported, while a terminal was cut off: what records do.

A wish is kept, its person verified, and it is picked up at any terminal.
"""

from datetime import datetime
from functools import partial

from kiosk.certificates.copies import Barred, CopyState
from kiosk.certificates.pickup import pickup_hash
from kiosk.identity import SealedFor
from kiosk.values import replace
from provisioning.central.certificates.issue import Denied, issue, mark_of, person, terms_of
from provisioning.central.certificates.ledger import report
from provisioning.central.certificates.lists import tell_void
from provisioning.central.certificates.wire import CertCopy, CertificateWanted, CertRequest
from provisioning.central.exchange.rejected import Rejected
from provisioning.central.hallstate import now
from provisioning.central.models import Certificate, Copy, Record, Terminal, Wish

WAITING, DONE, TO_VERIFY = "waiting", "done", "to_verify"
_IN_NOBODYS_HANDS = {CopyState.HELD, CopyState.SEALED, CopyState.VOID}


def keep_wish(row: Record, body: CertRequest) -> None:
    """Inside the record's transaction. Where the identity cannot be verified, nobody picks it up
    and the citizen asks again. Raises Rejected."""
    if Wish.objects.filter(request_id=body.request_id).exists():
        raise Rejected("request_id was received under another key")
    if Wish.objects.filter(pickup_hash=body.pickup_hash).exists():
        raise Rejected("pickup_hash stands for another request")
    try:
        terms_of(body.item_code)
        mark, state = mark_of(person(body, row.terminal, SealedFor.WISH)), WAITING
    except Denied as denied:
        if denied.code == "not_found":
            raise Rejected("no such item gives a certificate") from None
        mark, state = "", TO_VERIFY
    Wish.objects.create(
        request_id=body.request_id,
        terminal=row.terminal,
        item_code=body.item_code,
        chosen=body.chosen,
        language=body.language,
        pickup_hash=body.pickup_hash,
        holder_mark=mark,
        state=state,
        at=body.at,
    )


def keep_outcome(row: Record, body: CertCopy) -> None:
    """Inside the record's transaction. Raises Rejected."""
    copy = Copy.objects.filter(
        certificate_id=body.certificate_id, copy_no=body.copy_no, terminal=row.terminal
    ).first()
    if copy is None:
        raise Rejected("no such copy of this terminal")
    moment = now()
    try:
        voided = report(copy, CopyState(body.state), row.terminal, moment)
    except Barred as barred:
        raise Rejected(f"the copy is {barred}") from None
    for one in voided:
        tell_void(one, moment)


def picked_up(wanted: CertificateWanted, terminal: Terminal, moment: datetime) -> Certificate:
    """What was wished is issued to this terminal, for the same person; again, where nothing came of
    the certificate before: its screen was left, or its terminal ended. Raises Denied, NotMade."""
    wish = Wish.objects.filter(pickup_hash=pickup_hash(wanted.pickup_code)).first()
    if wish is None or wish.state == TO_VERIFY or wish.item_code != wanted.item_code:
        raise Denied("pickup", "nothing waits under this code")
    if mark_of(person(wanted, terminal, SealedFor.CERTIFICATE)) != wish.holder_mark:
        raise Denied("holder", "it was asked for by another person")
    if wish.certificate is not None and not _came_to_nothing(wish.certificate):
        raise Denied("pickup", "it was picked up before")
    as_wished = replace(wanted, chosen=wish.chosen, language=wish.language)
    return issue(as_wished, terminal, moment, partial(_claim, wish))


def _claim(wish: Wish, certificate: Certificate) -> None:
    """In the transaction of the new one, so that there are never two for one wish. Raises Denied:
    another terminal was faster, and nothing is issued here."""
    before = wish.certificate
    waiting = Wish.objects.filter(pk=wish.pk, certificate=before)
    if not waiting.update(state=DONE, certificate=certificate):
        raise Denied("pickup", "it was picked up before")
    if before is not None:
        _give_up(before)


def _came_to_nothing(before: Certificate) -> bool:
    """No copy of it is on paper, or in the hands of a terminal that may still print it."""
    states = Copy.objects.filter(certificate=before).values_list("state", flat=True)
    return not before.revoked and set(states) <= _IN_NOBODYS_HANDS


def _give_up(before: Certificate) -> None:
    """What nobody has fetched cannot be fetched any more. Raises Denied."""
    moment = now()
    for copy in Copy.objects.filter(certificate=before).exclude(state=CopyState.VOID).reverse():
        if copy.state not in _IN_NOBODYS_HANDS:
            raise Denied("pickup", "it was picked up before")
        for one in report(copy, CopyState.VOID, None, moment):
            tell_void(one, moment)

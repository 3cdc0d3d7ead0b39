"""Where a holder asked to be told of changes. The number is asked for only from who wants that, is
kept encrypted, and is deleted when nobody needs it any more."""

import os
import re
import secrets
from datetime import datetime, timedelta

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.db import transaction

from provisioning.central.keys import keep
from provisioning.central.models import Case, Contact, Gateway

CONSENT = "2026-1"
"""Version of the text on the page that asks."""
CHANNELS = ("sms", "wechat")
KEEP = timedelta(days=30)
"""After the end of a case, for its parcel and for late corrections."""
_MOBILE = re.compile(r"1[3-9]\d{9}\Z")
_NONCE = 12


def is_mobile(text: str) -> bool:
    """A mobile number of the mainland, 11 digits."""
    return bool(_MOBILE.match(text)) and text.isascii()


def put_contact(case: Case, channel: str, number: str, moment: datetime) -> None:
    """The holder has agreed; a former number of this channel is replaced."""
    nonce = os.urandom(_NONCE)
    sealed = nonce + _cipher().encrypt(nonce, number.encode(), _bound(case, channel))
    Contact.objects.update_or_create(
        case=case,
        channel=channel,
        defaults={"sealed": sealed, "consent": CONSENT, "consented_at": moment},
    )


def number_of(contact: Contact) -> str | None:
    """None where it cannot be opened: the key is another one."""
    sealed = bytes(contact.sealed)
    try:
        bound = _bound(contact.case, contact.channel)
        return _cipher().decrypt(sealed[:_NONCE], sealed[_NONCE:], bound).decode()
    except InvalidTag:
        return None


def drop_contact(case: Case, channel: str) -> None:
    Contact.objects.filter(case=case, channel=channel).delete()


def drop_old(moment: datetime) -> int:
    """Contacts of cases that ended long ago."""
    with transaction.atomic():
        gone, _ = Contact.objects.filter(case__ended_at__lt=moment - KEEP).delete()
    return gone


def offered() -> tuple[str, ...]:
    """Channels that a gateway serves."""
    served = set(Gateway.objects.filter(active=True).values_list("channel", flat=True))
    return tuple(one for one in CHANNELS if one in served)


def _cipher() -> AESGCM:
    path = settings.ZIZHU_DATA / "contact.key"
    return AESGCM(bytes.fromhex(keep(path, lambda: secrets.token_hex(32))))


def _bound(case: Case, channel: str) -> bytes:
    return f"{case.pk}|{channel}".encode()

"""What somebody at the platform sends to a terminal's inbox: read and checked as the terminal will,
so that what it would refuse is told at once."""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings

from provisioning.central.exchange.inbox import ENDLESS, issue
from provisioning.central.exchange.inbox_wire import Booking, Trust
from provisioning.central.exchange.wire import Malformed, convert, read
from provisioning.central.keys import signing_key
from provisioning.central.models import InboxItem, Terminal

KINDS = ("command", "policy", "trust", "booking", "revocation", "calendar", "catalogue_hint")
"""The others follow from what the platform holds: it sends them by itself."""
BOOKING_DAYS = 2
"""Today and tomorrow: a terminal keeps no others."""


def send(
    terminal: Terminal, kind: str, raw: bytes, hours: int | None, moment: datetime
) -> InboxItem:
    """Signed, from `moment` on; `hours` counts for what has an end. Raises Malformed."""
    if kind not in KINDS:
        raise Malformed(f"{kind[:32]} is none of {', '.join(KINDS)}")
    body = read(raw, dict[str, Any])
    if kind == "booking":
        _check_booking(terminal, convert(body, Booking), moment)
    if kind == "trust":
        _check_trust(convert(body, Trust))
    default = None if kind in ENDLESS else 24
    lives = default if hours is None else hours
    return issue(terminal, kind, body, None if lives is None else lives * 3600, moment)


def _check_booking(terminal: Terminal, booking: Booking, moment: datetime) -> None:
    if booking.terminal_id != terminal.pk:
        raise Malformed("not acceptable at $.terminal_id: it is another terminal's")
    days = [(moment.date() + timedelta(days=n)).isoformat() for n in range(BOOKING_DAYS)]
    if booking.day not in days:
        raise Malformed("not acceptable at $.day: a terminal keeps those of today and tomorrow")


def _check_trust(trust: Trust) -> None:
    """What signs this is the key that is left."""
    own = signing_key(settings.ZIZHU_DATA)
    if trust.key_id == own.key_id and trust.public != own.public.hex():
        raise Malformed("not acceptable at $.key_id: the key that signs this cannot go")

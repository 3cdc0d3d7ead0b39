"""What the platform has for one terminal: signed items, in order, read from a cursor."""

import base64
import uuid
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import OuterRef, Q, QuerySet, Subquery
from msgspec import Struct

from kiosk.signed import signed_bytes
from provisioning.central.exchange.inbox_wire import KINDS
from provisioning.central.exchange.wire import Malformed, convert
from provisioning.central.keys import signing_key
from provisioning.central.models import InboxItem, Terminal

MOST_ITEMS = 100
LARGEST = 2**52
ENDLESS = frozenset({"catalogue_hint", "calendar", "policy", "revocation", "trust"})
"""Kinds that need no end; a booking or a command has one."""


class Page(Struct, frozen=True):
    """`cursor`: what to ask `after` next. `more`: the next page is not empty."""

    items: list[dict[str, Any]]
    cursor: int
    more: bool


def issue(
    terminal: Terminal, kind: str, body: dict[str, Any], valid_s: int | None, moment: datetime
) -> InboxItem:
    """Sign an item and put it into a terminal's inbox, from `moment` (aware) on for `valid_s`
    seconds, None for ever. Raises Malformed."""
    (item,) = issue_all(Terminal.objects.filter(pk=terminal.pk), kind, body, valid_s, moment)
    return item


def issue_all(
    terminals: QuerySet[Terminal],
    kind: str,
    body: dict[str, Any],
    valid_s: int | None,
    moment: datetime,
) -> list[InboxItem]:
    """The same into the inbox of each, in one transaction. Raises Malformed."""
    shape = KINDS.get(kind)
    if shape is None:
        raise Malformed("not acceptable at $.kind")
    convert(body, shape)
    if valid_s is None and kind not in ENDLESS:
        raise Malformed("not acceptable at $.valid_s")
    expires = None if valid_s is None else moment + timedelta(seconds=valid_s)
    with transaction.atomic():
        items = [
            _signed(InboxItem(terminal_id=one, seq=seq, kind=kind, body=body), moment, expires)
            for one, seq in _next_numbers(terminals)
        ]
        return InboxItem.objects.bulk_create(items)


def _signed(item: InboxItem, moment: datetime, expires: datetime | None) -> InboxItem:
    """Raises Malformed."""
    key = signing_key(settings.ZIZHU_DATA)
    item.item_id, item.key_id = str(uuid.uuid4()), key.key_id
    item.issued_at, item.expires = moment.isoformat(), expires
    item.expires_at = expires.isoformat() if expires else ""
    try:
        signed = signed_bytes(item.terminal_id, _plain(item))
    except ValueError as error:
        raise Malformed(f"not acceptable at $.body: {error}") from None
    item.signature = base64.b64encode(key.private.sign(signed)).decode()
    return item


def page(terminal: Terminal, after: int, limit: int, moment: datetime) -> Page:
    """What came after `after` and has not expired. The terminal has all up to `after`."""
    if terminal.inbox_cursor != after:
        terminal.inbox_cursor = after
        terminal.save(update_fields=["inbox_cursor"])
    found = list(_open(terminal, moment)[: limit + 1])
    more = len(found) > limit
    found = found[:limit]
    cursor = found[-1].seq if found else after
    return Page([as_sent(one) for one in found], cursor, more)


def waits(terminal: Terminal, moment: datetime) -> bool:
    """True where something waits that the terminal has not said it has."""
    return _open(terminal, moment).exists()


def as_sent(item: InboxItem) -> dict[str, Any]:
    return _plain(item) | {"signature": item.signature, "key_id": item.key_id}


def _plain(item: InboxItem) -> dict[str, Any]:
    return {
        "id": item.item_id,
        "seq": item.seq,
        "kind": item.kind,
        "issued_at": item.issued_at,
        "expires_at": item.expires_at or None,
        "body": item.body,
    }


def _open(terminal: Terminal, moment: datetime) -> QuerySet[InboxItem]:
    lasting = Q(expires=None) | Q(expires__gt=moment)
    return InboxItem.objects.filter(lasting, terminal=terminal, seq__gt=terminal.inbox_cursor)


def _next_numbers(terminals: QuerySet[Terminal]) -> list[tuple[str, int]]:
    """By terminal. Not below what it has: were this platform brought back from an old copy, it
    would else give numbers that the terminal takes for known."""
    own = InboxItem.objects.filter(terminal=OuterRef("pk")).order_by("-seq")
    found = terminals.annotate(newest=Subquery(own.values("seq")[:1]))
    numbers = found.values_list("pk", "newest", "inbox_cursor")
    return [(name, max(newest or 0, reached) + 1) for name, newest, reached in numbers]

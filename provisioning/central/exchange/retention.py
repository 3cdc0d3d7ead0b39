"""What is kept how long. Effects and numbers stay; the bodies of old records go."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from msgspec import Struct

from provisioning.central.exchange import seen
from provisioning.central.exchange.numbering import number_of
from provisioning.central.models import Record

ROWS_AT_ONCE = 500
WHOLE_ROWS = frozenset({"ticket", "application", "destroyed"})
"""Kinds whose effect needs the record's row no more."""


class Pruned(Struct, frozen=True):
    """Rows that are gone, and rows of which the key and the fingerprint are left."""

    rows: int
    bodies: int


def prune_records(moment: datetime) -> Pruned:
    """Records that came longer than `keep_records_days` before `moment` (aware). A few rows in one
    transaction, so that terminals need not wait."""
    before = moment - timedelta(days=settings.ZIZHU_LIMITS.keep_records_days)
    rows = bodies = 0
    last = 0
    while True:
        old = Record.objects.filter(pk__gt=last, received_at__lt=before).exclude(status="pruned")
        found = list(old.select_related("terminal").order_by("pk")[:ROWS_AT_ONCE])
        if not found:
            return Pruned(rows, bodies)
        last = found[-1].pk
        with transaction.atomic():
            gone = sum(_prune(one) for one in found)
        rows, bodies = rows + gone, bodies + len(found) - gone


def _prune(record: Record) -> bool:
    """True where the whole row went. Its number is remembered first: a copy may still be on its
    way. A key that is not terminal.epoch.seq is known by its row alone, which stays."""
    numbered = number_of(record.key, record.terminal_id, record.epoch) is not None
    if numbered and record.kind in WHOLE_ROWS:
        seen.note(seen.stream_of(record.terminal, record.epoch), record.seq)
        record.delete()
        return True
    record.body, record.status = {}, "pruned"
    record.save(update_fields=["body", "status"])
    return False

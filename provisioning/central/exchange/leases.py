"""Blocks of queue numbers. Two terminals never hold the same number of a group and date."""

import uuid
from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.utils import timezone

from provisioning.central.exchange.lease_wire import Want
from provisioning.central.models import Lease, QueueGroup, Terminal

LAST_NUMBER = 999
"""A ticket number is the prefix and three digits."""


def grant(
    terminal: Terminal, epoch: str, have: Iterable[str], wants: Iterable[Want]
) -> list[Lease]:
    """The leases that the terminal lacks, old or new, in one IMMEDIATE transaction.

    A lease of this epoch that the terminal does not name in `have` was lost on the way: it is
    handed out again, and no new one is made. Leases of another epoch belong to a database that is
    gone, and some of their numbers may be on paper: they are never handed out again. A group that
    the hall does not have gets none.
    """
    held = set(have)
    answer: dict[str, Lease] = {}
    with transaction.atomic():
        groups = {one.group_id: one for one in QueueGroup.objects.filter(hall=terminal.hall_id)}
        for want in wants:
            group = groups.get(want.group_id)
            if group is None:
                continue
            for lease in _for_want(terminal, epoch, group, want, held):
                answer[lease.lease_id] = lease
    return list(answer.values())


def _for_want(
    terminal: Terminal, epoch: str, group: QueueGroup, want: Want, held: set[str]
) -> list[Lease]:
    day = date.fromisoformat(want.business_date)
    own = Lease.objects.filter(terminal=terminal, epoch=epoch, group=group, business_date=day)
    lost = [one for one in own if one.lease_id not in held]
    if lost:
        return lost
    size = group.parsed.block_size
    return _next_block(terminal, epoch, group, day, size) if want.free * 2 < size else []


def _next_block(
    terminal: Terminal, epoch: str, group: QueueGroup, day: date, size: int
) -> list[Lease]:
    newest = Lease.objects.filter(group=group, business_date=day).order_by("-last").first()
    first = newest.last + 1 if newest else 1
    if first > LAST_NUMBER:
        return []
    lease = Lease.objects.create(
        lease_id=str(uuid.uuid4()),
        terminal=terminal,
        epoch=epoch,
        group=group,
        business_date=day,
        first=first,
        last=min(first + size - 1, LAST_NUMBER),
        granted_at=timezone.now(),
    )
    return [lease]

"""What the platform decides about tickets that terminals gave out while cut off. Pure.

Both rules look only at the tickets themselves, never at the order in which they arrived: whatever
order, grouping or repetition the records come in, the outcome is the same.

1. One open ticket per person, group and business date. The earliest `taken_at` stands; at the same
   instant the smaller `ticket_id`. The others become state 7 with the reason `duplicate_holder`.
2. A ticket beyond a quota (of the day or of an interval) stays valid, since the citizen holds it,
   and is flagged `over_quota`. The standing tickets are counted in order of (`taken_at`,
   `ticket_id`); those from the quota's end on are flagged.
"""

from collections.abc import Iterable
from datetime import datetime
from enum import IntEnum

from msgspec import Struct

from kiosk.clock import CHINA
from kiosk.queueing.group import QueueGroup

DUPLICATE_HOLDER = "duplicate_holder"


class TicketState(IntEnum):
    """Code list CL-31."""

    WAITING = 0
    CALLED = 1
    IN_SERVICE = 2
    FINISHED = 3
    PASSED = 4
    TRANSFERRED = 5
    SUSPENDED = 6
    CANCELLED = 7


class Taken(Struct, frozen=True, order=True):
    """When a number was taken: microseconds since 1970, then the id, which is the order used."""

    taken_us: int
    ticket_id: str


def microseconds(taken_at: str) -> int:
    """ISO 8601 with offset -> microseconds since 1970; equal instants are equal numbers."""
    moment = datetime.fromisoformat(taken_at)
    return int(moment.timestamp()) * 1_000_000 + moment.microsecond


def standing(claims: Iterable[Taken]) -> str:
    """Of one person's tickets in one group on one business date: the id of the one that stands."""
    return min(claims).ticket_id


def over_quota(tickets: Iterable[Taken], group: QueueGroup) -> frozenset[str]:
    """The ids beyond the group's quotas. `tickets`: the standing ones of one group and date."""
    ordered = sorted(tickets)
    beyond = {one.ticket_id for one in ordered[group.daily_max :]}
    for interval in group.intervals:
        if interval.quota is None:
            continue
        inside = [one for one in ordered if interval.contains(_local(one).time())]
        beyond.update(one.ticket_id for one in inside[interval.quota :])
    return frozenset(beyond)


def _local(one: Taken) -> datetime:
    return datetime.fromtimestamp(one.taken_us // 1_000_000, CHINA)

"""May this ticket be given now? One pure decision, taken inside the service's transaction."""

from datetime import date, datetime

from msgspec import Struct

from kiosk.faults import Fault
from kiosk.identity import Assurance, age_on
from kiosk.queueing.group import Interval, QueueGroup

ELDER_AGE = 70
"""Full years from which a ticket has priority by itself; shown as the reason on the screen."""


class Counts(Struct, frozen=True):
    """What this terminal knows of one group on one business day."""

    issued_today: int
    issued_in_interval: int
    numbers_left: int
    holder_today: int = 0
    holder_has_open: bool = False


def interval_at(group: QueueGroup, moment: datetime) -> Interval | None:
    """The interval whose quota counts now, or None."""
    for interval in group.intervals:
        if interval.quota is not None and interval.contains(moment.time()):
            return interval
    return None


def refusal_for_group(group: QueueGroup, counts: Counts, moment: datetime) -> Fault | None:
    """What stands against anybody taking a ticket: told before a card is asked for."""
    if not group.is_open(moment):
        return Fault.GROUP_CLOSED
    if counts.issued_today >= group.daily_max:
        return Fault.GROUP_QUOTA_DAY
    interval = interval_at(group, moment)
    full = interval is not None and counts.issued_in_interval >= (interval.quota or 0)
    if full:
        return Fault.GROUP_QUOTA_INTERVAL
    if counts.numbers_left <= 0:
        return Fault.GROUP_NO_NUMBERS
    return None


def refusal_for_holder(group: QueueGroup, counts: Counts) -> Fault | None:
    """What stands against this person: an open ticket first, since it can be printed again."""
    if counts.holder_has_open:
        return Fault.OPEN_TICKET
    if group.per_person_day and counts.holder_today >= group.per_person_day:
        return Fault.PERSON_QUOTA_DAY
    return None


def means_allowed(group: QueueGroup, assurance: Assurance) -> bool:
    """Anonymous only where no ID is needed; a typed number only where the group allows it."""
    if assurance is Assurance.AL0:
        return not group.need_id
    if assurance is Assurance.AL1:
        return group.allow_typed
    return True


def has_age_priority(birth: date | None, today: date) -> bool:
    """By the card alone; disability and service are declared and checked at the counter."""
    return birth is not None and age_on(birth, today) >= ELDER_AGE

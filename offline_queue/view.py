"""What the citizen may see of the hall now. Pure, apart from the counts that it is given."""

from datetime import datetime, timedelta

from kiosk.faults import Fault
from kiosk.messages.service import BusinessView, Waiting
from kiosk.queueing.group import QueueGroup
from kiosk.queueing.rules import Counts, interval_at, refusal_for_group
from kiosk.queueing.waiting import waiting_view
from offline_queue.sync.hall import HallState


def outlook(
    group: QueueGroup, hall: HallState | None, now: datetime, connected: bool
) -> tuple[Waiting, tuple[str, ...]]:
    """People ahead, and the windows: those open now where the platform's word is
    fresh, else all."""
    state = hall.groups.get(group.group_id) if hall is not None else None
    waiting = waiting_view(
        ahead=state.waiting if state else None,
        open_windows=len(state.open_windows) if state else 0,
        mean_service_s=state.mean_service_s if state else group.mean_service_s,
        as_of=hall.as_of if hall else None,
        now=now,
        connected=connected,
    )
    fresh = state is not None and waiting.ahead is not None
    return waiting, state.open_windows if state is not None and fresh else group.windows


def business_view(
    group: QueueGroup, counts: Counts, hall: HallState | None, now: datetime, connected: bool
) -> BusinessView:
    """One queue group with its refusal, told before any card is asked for."""
    waiting, windows = outlook(group, hall, now, connected)
    refusal = refusal_for_group(group, counts, now)
    return BusinessView(
        group_id=group.group_id,
        name=group.name,
        name_en=group.name_en,
        theme=group.theme,
        prefix=group.prefix,
        hours=group.hours_text(now),
        need_id=group.need_id,
        allow_typed=group.allow_typed,
        waiting=waiting,
        windows=windows,
        refusal=refusal,
        reopens=reopens(group, refusal, now),
        tips=group.tips,
    )


def reopens(group: QueueGroup, refusal: Fault | None, now: datetime) -> str:
    """When to come back after a refusal for hours or an interval's quota, ISO local time without
    zone; "" where that does not help or is not known."""
    moment: datetime | None = None
    if refusal is Fault.GROUP_CLOSED:
        moment = group.next_opening(now)
    elif refusal is Fault.GROUP_QUOTA_INTERVAL:
        moment = _after_interval(group, now)
    return moment.strftime("%Y-%m-%dT%H:%M") if moment is not None else ""


def _after_interval(group: QueueGroup, now: datetime) -> datetime | None:
    interval = interval_at(group, now)
    if interval is None:
        return None
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    end = midnight + timedelta(minutes=interval.to_minute)
    return end if group.is_open(end) else group.next_opening(end)

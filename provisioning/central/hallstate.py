"""What the terminals of a hall are told with every answer."""

from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db.models import Count

from kiosk.clock import Clock
from provisioning.central.exchange.rules import TicketState
from provisioning.central.models import Hall, QueueGroup, Ticket


def now() -> datetime:
    """Local time of the halls, to the second."""
    clock: Clock = settings.ZIZHU_CLOCK
    return clock.now().replace(microsecond=0)


def waiting(hall: Hall, day: date) -> dict[str, int]:
    """Tickets of that business date in state 0 (排队中), by group_id; groups without any are 0."""
    counts = {one.group_id: 0 for one in QueueGroup.objects.filter(hall=hall)}
    rows = (
        Ticket.objects.filter(group__hall=hall, business_date=day, state=TicketState.WAITING)
        .order_by()
        .values_list("group__group_id")
        .annotate(Count("ticket_id"))
    )
    return counts | dict(rows)


def hall_state(hall: Hall, moment: datetime) -> dict[str, Any]:
    """HallState of API v1."""
    counts = waiting(hall, moment.date())
    groups = QueueGroup.objects.filter(hall=hall)
    return {
        "as_of": moment.isoformat(),
        "notices": hall.notices,
        "groups": [_group_state(one, counts, moment) for one in groups],
    }


def _group_state(group: QueueGroup, counts: dict[str, int], moment: datetime) -> dict[str, Any]:
    rules = group.parsed
    return {
        "group_id": group.group_id,
        "waiting": counts[group.group_id],
        # A window is open in its group's hours; this platform knows no shifts.
        "open_windows": list(rules.windows) if rules.is_open(moment) else [],
        "mean_service_s": rules.mean_service_s,
    }

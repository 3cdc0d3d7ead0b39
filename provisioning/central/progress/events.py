"""Each change of a case becomes one event, in the transaction of the change: a row that followers
read from a cursor, a message for each gateway, and an item in the inbox of the terminal where the
application was made. What is told says nothing of a person.
"""

from datetime import datetime

from provisioning.central.exchange import inbox
from provisioning.central.models import (
    Case,
    Contact,
    Gateway,
    Message,
    ProgressEvent,
    Repair,
)
from provisioning.central.progress.view import view

WEBHOOK = "webhook"
KEEP_S = 90 * 86_400
"""How long an event waits for a terminal that is away."""


def emit(
    case: Case,
    kind: str,
    former: str,
    later: str,
    moment: datetime,
    about: str = "",
    source: str = "",
) -> ProgressEvent:
    """The next event of a case."""
    case.rev += 1
    case.save(update_fields=["rev"])
    event = ProgressEvent.objects.create(
        key=f"{case.pk}.{case.rev}",
        source=source or None,
        case=case,
        kind=kind,
        former=former,
        later=later,
        about=about,
        at=moment,
    )
    _to_gateways(event, moment)
    if case.local_no:
        body = {
            "local_no": case.local_no,
            "event": event.pk,
            "at": moment.isoformat(),
            "view": view(case, moment),
        }
        inbox.issue(case.application.terminal, "progress", body, KEEP_S, moment)
    return event


def emit_repair(repair: Repair, former: str, later: str, moment: datetime) -> ProgressEvent:
    """The next event of a repair."""
    repair.rev += 1
    repair.save(update_fields=["rev"])
    event = ProgressEvent.objects.create(
        key=f"repair.{repair.pk}.{repair.rev}",
        repair=repair,
        kind="lamp" if former else "repair",
        former=former,
        later=later,
        about=repair.fault,
        at=moment,
    )
    _to_gateways(event, moment)
    return event


def _to_gateways(event: ProgressEvent, moment: datetime) -> None:
    asked = set()
    if event.case is not None:
        asked = set(Contact.objects.filter(case=event.case).values_list("channel", flat=True))
    for gateway in Gateway.objects.filter(active=True, channel__in={WEBHOOK, *asked}):
        Message.objects.create(event=event, gateway=gateway, next_at=moment)

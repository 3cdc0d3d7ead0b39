"""What follows a bad rating (差评): looked into, mended, and told to who gave it.

待核实 to_verify -> 整改中 correcting -> 已反馈 told; 申诉 appealed: the office says that the rating
is not of this service. Every one is due by `rating_work_days` of limits.json. One by name ends when
it is told, and not before; an anonymous one may also end with an appeal that was upheld.
"""

from datetime import date, datetime, timedelta
from typing import Any

import msgspec
from django.conf import settings
from django.db import transaction

from kiosk.clock import CHINA
from kiosk.progress.calendar import Unit
from kiosk.progress.deadline import Limit, deadline
from provisioning.central.exchange.sealed import open_sealed
from provisioning.central.keys import platform_keys
from provisioning.central.models import Evaluation, FollowStep, FollowUp
from provisioning.central.progress.timing import work_calendar
from provisioning.central.ratings.wire import Evaluation as Sent
from provisioning.central.vault import Unreadable, put_away, take_out

TO_VERIFY, CORRECTING, TOLD, APPEALED = "to_verify", "correcting", "told", "appealed"
STATES = {
    TO_VERIFY: ("待核实", "To be verified"),
    CORRECTING: ("整改中", "Being mended"),
    TOLD: ("已反馈", "Told"),
    APPEALED: ("申诉", "Appealed"),
}
_NEXT = {
    TO_VERIFY: {CORRECTING, TOLD, APPEALED},
    CORRECTING: {TOLD},
    APPEALED: {CORRECTING, TOLD},
    TOLD: set[str](),
}
UPHELD = "upheld"
"""An order: the appeal was right, and the rating does not count against this service."""
KEEP_CONTACT = timedelta(days=30)
"""After the end."""


class Barred(Exception):
    """This state cannot follow; the text says why."""


def open_follow_up(row: Evaluation, sent: Sent | None, moment: datetime) -> FollowUp:
    """In the transaction of the rating. `sent` None: given by the link, with nobody to call."""
    contact, readable = _contact(sent) if sent is not None else (b"", True)
    follow = FollowUp.objects.create(
        evaluation=row,
        state=TO_VERIFY,
        opened_at=moment,
        due_day=_due(moment),
        contact=put_away(settings.ZIZHU_DATA, contact, _place(row.pk)) if contact else b"",
        contact_readable=readable,
    )
    FollowStep.objects.create(follow_up=follow, state=TO_VERIFY, text="", at=moment)
    return follow


def _due(moment: datetime) -> date | None:
    limit = Limit(settings.ZIZHU_LIMITS.rating_work_days, Unit.WORK_DAY)
    end = deadline(moment.astimezone(CHINA), limit, work_calendar(), ())
    return end.day if end else None


def _contact(sent: Sent) -> tuple[bytes, bool]:
    """Name and number of the person and of the telephone, as far as they were sent."""
    private = platform_keys(settings.ZIZHU_DATA).private
    found: dict[str, str] = {}
    readable = True
    for field, sealed in (("person", sent.sealed), ("mobile", sent.sealed_mobile)):
        if not sealed or not sent.want_callback:
            continue
        identity = open_sealed(private, sealed, sent.row_guid)
        if identity is None:
            readable = False
        elif field == "mobile":
            found["mobile"] = identity.id_no
        elif sent.real_name:
            found |= {"name": identity.name, "id_no": identity.id_no}
    return (msgspec.json.encode(found) if found else b""), readable


def contact_of(follow: FollowUp) -> dict[str, str]:
    """For who calls, and nobody else. Raises Unreadable."""
    if not follow.contact:
        return {}
    kept = take_out(settings.ZIZHU_DATA, bytes(follow.contact), _place(follow.pk))
    return msgspec.json.decode(kept, type=dict[str, str])


def open_ones() -> list[dict[str, Any]]:
    """For who follows them up, what is due first: the citizen's words, and where they want to be
    called, the name and the number of the telephone. No number of a document: nobody calls it."""
    rows = FollowUp.objects.filter(ended_at=None).select_related("evaluation")
    return [_described(one, one.evaluation) for one in rows.order_by("due_day", "opened_at")]


def _described(follow: FollowUp, rated: Evaluation) -> dict[str, Any]:
    try:
        contact, readable = contact_of(follow), follow.contact_readable
    except Unreadable:
        contact, readable = {}, False
    return {
        "row_guid": follow.pk,
        "state": follow.state,
        "opened_at": follow.opened_at.astimezone(CHINA).isoformat(timespec="seconds"),
        "due_day": follow.due_day.isoformat() if follow.due_day else "",
        "satisfaction": rated.satisfaction,
        "assess_time": rated.assess_time,
        "terminal_id": rated.terminal_id or "",  # type: ignore[attr-defined]
        "item_code": rated.item_code,
        "task_name": rated.task_name,
        "number": rated.number,
        "eval_detail": rated.eval_detail,
        "writing_evaluation": rated.writing_evaluation,
        "real_name": rated.real_name,
        "want_callback": rated.want_callback,
        "contact": {name: contact[name] for name in ("name", "mobile") if name in contact},
        "contact_readable": readable,
    }


def move(follow: FollowUp, to: str, text: str, moment: datetime) -> None:
    """`to` a state, or UPHELD; `text` is what who rated will read. Raises Barred."""
    with transaction.atomic():
        follow.refresh_from_db()
        ended = follow.ended_at is not None
        if to == UPHELD:
            if follow.state != APPEALED or ended:
                raise Barred("nothing is appealed")
            if follow.evaluation.real_name:
                raise Barred("a rating by name ends when it was told")
        elif ended or to not in _NEXT.get(follow.state, set()):
            raise Barred(f"{follow.state} is not followed by {to}")
        elif to == TOLD and not text.strip():
            raise Barred("what is told needs words")
        follow.state = APPEALED if to == UPHELD else to
        follow.ended_at = moment if to in (TOLD, UPHELD) else None
        follow.save(update_fields=["state", "ended_at"])
        FollowStep.objects.create(follow_up=follow, state=follow.state, text=text, at=moment)


def drop_contacts(moment: datetime) -> int:
    """Of follow-ups that ended long ago."""
    old = FollowUp.objects.filter(ended_at__lt=moment - KEEP_CONTACT).exclude(contact=b"")
    return old.update(contact=b"")


def _place(row_guid: str) -> str:
    return f"rating|{row_guid}"

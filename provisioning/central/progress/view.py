"""What is told of an application: docs/platform.md describes the shape. Nothing of a person; who
shows a receipt alone does not learn the name of a sensitive item nor a parcel's whole number."""

import logging
from datetime import date, datetime
from typing import Any

from kiosk.clock import CHINA
from kiosk.progress.calendar import ONE_DAY
from kiosk.progress.stages import StageEvent, stepper
from provisioning.central.models import (
    Case,
    Shipment,
    ShipmentEvent,
    SpecialTime,
    StageTime,
    SubTask,
    Terms,
)
from provisioning.central.progress.timing import terms_of

SENSITIVE = 2
"""From this sensitivity on, an item's name is for its holder."""
log = logging.getLogger("provisioning.central")


def view(case: Case, moment: datetime, *, holder: bool = False) -> dict[str, Any]:
    """JSON of a case at `moment`. `holder`: a card or the receipt's own link was shown."""
    terms = terms_of(case)
    named = terms is not None and (holder or terms.sensitivity < SENSITIVE)
    return {
        "local_no": case.local_no or "",
        "project_no": case.project_no,
        "project_code": case.project_code,
        "task_name": terms.task_name if terms and named else "",
        "item_code": case.application.item_code if named else "",
        "process": case.process,
        "state": case.state,
        "submitted": _at(case.submitted_at),
        "accepted": _day(case.accepted_at.astimezone(CHINA).date() if case.accepted_at else None),
        "finished": _at(case.ended_at),
        "lamp": case.lamp,
        "stages": _stages(case),
        "specials": [
            {"name": one.name, "start": _at(one.start), "end": _at(one.end)}
            for one in SpecialTime.objects.filter(case=case)
        ],
        "departments": [_department(one) for one in SubTask.objects.filter(case=case)],
        "delivery": case.delivery,
        "parcels": [_parcel(one, holder) for one in Shipment.objects.filter(case=case)],
        "as_of": moment.isoformat(),
    } | _times(case, terms, moment)


def _times(case: Case, terms: Terms | None, moment: datetime) -> dict[str, Any]:
    """Promised, legal and mean actual time; `overdue` with where to complain."""
    overdue = None
    if case.lamp == "red" and case.due_day is not None:
        complaint = (terms.complaint if terms else "") or case.application.terminal.hall.hotline
        overdue = {"since": _day(case.due_day + ONE_DAY), "complaint": complaint}
    return {
        "promise": {
            "amount": terms.promise_amount if terms else 0,
            "unit": terms.promise_unit if terms else "",
            "day": _day(case.due_day),
            "provisional": case.provisional,
        },
        "legal": {
            "amount": terms.legal_amount if terms else 0,
            "unit": terms.legal_unit if terms else "",
            "day": _day(case.legal_day),
        },
        "actual_mean_days": terms.actual_mean_days if terms else "",
        "overdue": overdue,
    }


def _stages(case: Case) -> list[dict[str, str]]:
    rows = StageTime.objects.filter(case=case)
    events = [StageEvent(one.stage, _at(one.start), _at(one.end), one.name) for one in rows]
    shown = stepper(events)
    if shown.unknown:
        log.warning("case %s has stages of no known code: %s", case.pk, ", ".join(shown.unknown))
    return [
        {
            "code": step.code,
            "name": step.words[0],
            "name_en": step.words[1],
            "state": step.state.value,
            "start": step.start,
            "end": step.end,
        }
        for step in shown.steps
    ]


def _department(task: SubTask) -> dict[str, str]:
    return {
        "dept_code": task.dept_code,
        "name": task.dept_name,
        "state": task.state,
        "lamp": task.lamp,
        "due": _day(task.due_day),
        "start": _at(task.started_at),
        "end": _at(task.ended_at),
    }


def _parcel(parcel: Shipment, holder: bool) -> dict[str, Any]:
    events = [
        {"at": _at(one.at), "state": one.state, "place": one.place, "text": one.text}
        for one in ShipmentEvent.objects.filter(shipment=parcel)
    ]
    last = events[-1] if events else {"at": "", "state": ""}
    return {
        "carrier": parcel.carrier,
        "waybill": parcel.waybill if holder else f"***{parcel.waybill[-4:]}",
        "free_post": parcel.free_post,
        "fee_fen": parcel.fee_fen,
        "state": last["state"],
        "at": last["at"],
        "events": events if holder else [],
    }


def _at(moment: datetime | None) -> str:
    return moment.astimezone(CHINA).isoformat(timespec="seconds") if moment else ""


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""

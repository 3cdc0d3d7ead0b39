"""What the supervision platform (电子监察) takes by itself: acceptance, stages with start and end,
special procedures, results, lamps; and repairs of terminals. The rows have the envelope that
province exchanges use (办件库): row_guid, cd_operation, cd_time, cd_batch, data_source.
"""

import hmac
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse

from kiosk.clock import CHINA
from provisioning.central.answers import bearer, error
from provisioning.central.hallstate import now
from provisioning.central.keys import text_secret
from provisioning.central.models import Case, ProgressEvent, Repair, SpecialTime, StageTime, SubTask

MOST = 500
"""Events of one answer."""
SOURCE = "005"
"""Three digits of where the data comes from: self-service terminals."""
Row = dict[str, Any]


def export(request: HttpRequest) -> HttpResponse:
    """Every case and repair that changed after the event `after`, whole, each row once; `cursor` is
    the next `after`. Needs the admin token. Nothing of a person."""
    expected = text_secret(settings.ZIZHU_DATA / "admin_token")
    if not hmac.compare_digest(bearer(request).encode(), expected.encode()):
        return error(401, "token", "the admin token is needed")
    after = request.GET.get("after", "0")
    if not (after.isascii() and after.isdigit() and len(after) <= 16):
        return error(400, "malformed", "not acceptable at ?after")
    events = list(
        ProgressEvent.objects.filter(pk__gt=int(after)).select_related(
            "case__application__terminal", "repair"
        )[:MOST]
    )
    moment, cursor = now(), events[-1].pk if events else int(after)
    batch = f"{moment:%Y%m%d%H%M%S}{cursor:012}"
    return JsonResponse(
        {"cursor": cursor, "more": len(events) == MOST, "rows": list(_rows(events, batch, moment))}
    )


def _rows(events: Sequence[ProgressEvent], batch: str, moment: datetime) -> Iterator[Row]:
    envelope = {"cd_time": _at(moment), "cd_batch": batch, "data_source": SOURCE}
    cases = {one.case.pk: one.case for one in events if one.case is not None}
    new = {one.case.pk for one in events if one.case is not None and one.former == "uploaded"}
    for case in cases.values():
        for row in _of_case(case):
            yield row | envelope | {"cd_operation": "I" if case.pk in new else "U"}
    repairs = {one.repair.pk: one.repair for one in events if one.repair is not None}
    for repair in repairs.values():
        yield _repair(repair) | envelope | {"cd_operation": "U" if repair.rev > 1 else "I"}
    for event in events:
        if event.kind == "lamp":
            yield _lamp(event) | envelope | {"cd_operation": "I"}


def _of_case(case: Case) -> Iterator[Row]:
    named = {"application_id": case.pk, "local_no": case.local_no or ""}
    yield named | {
        "table": "accept",
        "row_guid": case.pk,
        "project_no": case.project_no,
        "project_code": case.project_code,
        "catalog_code": case.application.item_code,
        "terminal_id": case.application.terminal.pk,
        "apply_date": _at(case.submitted_at),
        "accept_date": _at(case.accepted_at),
        "promise_date": case.due_day.isoformat() if case.due_day else "",
        "state": case.state,
        "lamp": case.lamp,
    }
    yield from _times(case, named)
    for task in SubTask.objects.filter(case=case):
        yield named | {
            "table": "department",
            "row_guid": f"{case.pk}.department.{task.pk}",
            "org_code": task.dept_code,
            "state": task.state,
            "lamp": task.lamp,
            "start": _at(task.started_at),
            "end": _at(task.ended_at),
        }
    if case.ended_at is not None:
        result = {"table": "result", "row_guid": f"{case.pk}.result", "type": case.state}
        yield named | result | {"date": _at(case.ended_at), "lamp": case.lamp}


def _times(case: Case, named: Row) -> Iterator[Row]:
    for stage in StageTime.objects.filter(case=case):
        yield named | {
            "table": "process",
            "row_guid": f"{case.pk}.stage.{stage.pk}",
            "stage": stage.stage,
            "event_name": stage.name,
            "user": stage.handler,
            "start": _at(stage.start),
            "end": _at(stage.end),
        }
    for special in SpecialTime.objects.filter(case=case):
        yield named | {
            "table": "special",
            "row_guid": f"{case.pk}.special.{special.pk}",
            "name": special.name,
            "reason": special.reason,
            "start": _at(special.start),
            "end": _at(special.end),
        }


def _repair(repair: Repair) -> Row:
    return {
        "table": "repair",
        "row_guid": f"repair.{repair.pk}",
        "terminal_id": repair.terminal_id,
        "fault": repair.fault,
        "start": _at(repair.opened_at),
        "end": _at(repair.ended_at),
        "promise_date": repair.due_day.isoformat() if repair.due_day else "",
        "lamp": repair.lamp,
    }


def _lamp(event: ProgressEvent) -> Row:
    of = event.case.pk if event.case is not None else f"repair.{event.repair_id}"  # type: ignore[attr-defined]
    return {
        "table": "lamp",
        "row_guid": event.key,
        "of": of,
        "org_code": event.about if event.case is not None else "",
        "former": event.former,
        "later": event.later,
        "at": _at(event.at),
    }


def _at(moment: datetime | None) -> str:
    return moment.astimezone(CHINA).isoformat(timespec="seconds") if moment else ""

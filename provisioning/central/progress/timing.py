"""When an application must be finished: terms of its item, the calendar, and the lamp of each row.

Every function that changes a row runs inside the transaction of what changed.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time
from typing import Any

from django.conf import settings

from kiosk.clock import CHINA
from kiosk.progress.calendar import UNITS, Unit, WorkCalendar
from kiosk.progress.deadline import Limit, Stop, deadline
from kiosk.progress.lamp import Lamp, lamp, next_change
from provisioning.central.models import Case, Repair, SpecialTime, SubTask, Terms, WorkDay

Row = Case | SubTask | Repair
TIMED = ["due_day", "due_at", "provisional", "lamp", "lamp_next", "ended_at"]


def work_calendar() -> WorkCalendar:
    return WorkCalendar.of(WorkDay.objects.values_list("day", "work"))


def put_days(days: Iterable[tuple[date, bool]]) -> None:
    for day, work in days:
        WorkDay.objects.update_or_create(day=day, defaults={"work": work})


def put_terms(item: Mapping[str, Any]) -> Terms:
    """Terms of an item package (`item.json`, already checked), under its catalog_code. Raises
    KeyError where the package is none."""
    terms, _ = Terms.objects.update_or_create(
        item_code=item["catalog_code"],
        defaults={
            "task_name": _words(item["task_name"]),
            "dept_name": _words(item.get("dept_name", "")),
            "promise_amount": item["promise_day"],
            "promise_unit": UNITS[item["promise_type"]].value,
            "legal_amount": item["anticipate_day"],
            "legal_unit": UNITS[item["anticipate_type"]].value,
            "actual_mean_days": str(item.get("actual_mean_days", "")),
            "complaint": _words(item.get("supervise_way", "")),
            "free_post": bool(item.get("free_post", False)),
            "sensitivity": int(item.get("sensitivity", 0)),
        },
    )
    return terms


def terms_of(case: Case) -> Terms | None:
    return Terms.objects.filter(item_code=case.application.item_code).first()


def limit_of(amount: int, unit: str) -> Limit | None:
    return Limit(amount, Unit(unit)) if unit else None


def promise_start(submitted: datetime, calendar: WorkCalendar) -> datetime:
    """From when the promise counts of what was handed in at `submitted`."""
    limits = settings.ZIZHU_LIMITS
    opens, closes = (
        time.fromisoformat(text) for text in (limits.office_opens, limits.office_closes)
    )
    return calendar.accepted_at(submitted.astimezone(CHINA), opens, closes)


def stops_of(case: Case) -> tuple[Stop, ...]:
    rows = SpecialTime.objects.filter(case=case)
    return tuple(Stop(one.start, one.end) for one in rows)


def reckon_case(case: Case, moment: datetime) -> Lamp:
    """Due day, lamp and its next change at `moment`; not saved. The lamp as it was before."""
    terms, calendar = terms_of(case), work_calendar()
    promised = limit_of(terms.promise_amount, terms.promise_unit) if terms else None
    stops = stops_of(case)
    former = _reckon(case, case.accepted_at, promised, calendar, stops, moment)
    legal = limit_of(terms.legal_amount, terms.legal_unit) if terms else None
    if case.accepted_at is not None and legal is not None:
        end = deadline(case.accepted_at, legal, calendar, stops)
        case.legal_day = end.day if end else None
    return former


def reckon_task(task: SubTask, moment: datetime) -> Lamp:
    """As reckon_case: the special procedures of the case stop this clock too."""
    limit = limit_of(task.amount, task.unit)
    return _reckon(task, task.started_at, limit, work_calendar(), stops_of(task.case), moment)


def reckon_repair(repair: Repair, moment: datetime) -> Lamp:
    limit = Limit(settings.ZIZHU_LIMITS.repair_work_days, Unit.WORK_DAY)
    return _reckon(repair, repair.opened_at, limit, work_calendar(), (), moment)


def _reckon(
    row: Row,
    start: datetime | None,
    limit: Limit | None,
    calendar: WorkCalendar,
    stops: Sequence[Stop],
    moment: datetime,
) -> Lamp:
    former = Lamp(row.lamp)
    if start is None or limit is None:
        return former
    end = deadline(start, limit, calendar, stops)
    row.due_day = end.day if end else None
    row.due_at = end.moment if end else None
    row.provisional = end.provisional if end else False
    row.lamp = lamp(moment, start, limit, calendar, stops, row.ended_at).value
    row.lamp_next = None if row.ended_at else next_change(end, moment)
    return former


def _words(value: Any) -> str:
    """Texts of a package are a line or a table of languages."""
    return str(value.get("zh", "")) if isinstance(value, Mapping) else str(value)

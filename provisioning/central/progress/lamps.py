"""Lamps that change as time passes, and repairs of terminals, which have the same three colours.
Each change of a colour is one event, whoever looks and however often.
"""

from collections.abc import Iterator
from datetime import datetime

from django.db import transaction

from kiosk.progress.calendar import WorkCalendar
from kiosk.progress.lamp import Lamp
from provisioning.central.exchange import inbox
from provisioning.central.models import Case, ProgressEvent, Repair, SubTask, Terminal
from provisioning.central.progress.events import emit, emit_repair
from provisioning.central.progress.timing import (
    TIMED,
    put_days,
    reckon_case,
    reckon_repair,
    reckon_task,
    work_calendar,
)

ROWS_AT_ONCE = 200
ENDED = "ended"


def change_lamps(moment: datetime) -> list[ProgressEvent]:
    """The events of all colours that have changed by `moment`. A platform that was away over two
    changes of one lamp tells the colour that it has now."""
    found = []
    for model, turn in ((Case, _turn_case), (SubTask, _turn_task), (Repair, _turn_repair)):
        for key in _due(model, moment):
            with transaction.atomic():
                event = turn(key, moment)
            if event is not None:
                found.append(event)
    return found


def _due(model: type[Case] | type[SubTask] | type[Repair], moment: datetime) -> Iterator[object]:
    rows = model._default_manager.filter(lamp_next__lte=moment).order_by("lamp_next", "pk")
    yield from list(rows.values_list("pk", flat=True)[:ROWS_AT_ONCE])


def _turn_case(key: object, moment: datetime) -> ProgressEvent | None:
    case = Case.objects.select_related("application__terminal__hall").get(pk=key)
    former = reckon_case(case, moment)
    case.save()
    if case.lamp == former:
        return None
    return emit(case, "lamp", former.value, case.lamp, moment)


def _turn_task(key: object, moment: datetime) -> ProgressEvent | None:
    task = SubTask.objects.select_related("case__application__terminal__hall").get(pk=key)
    former = reckon_task(task, moment)
    task.save(update_fields=TIMED)
    if task.lamp == former:
        return None
    return emit(task.case, "lamp", former.value, task.lamp, moment, task.dept_code)


def _turn_repair(key: object, moment: datetime) -> ProgressEvent | None:
    repair = Repair.objects.get(pk=key)
    former = reckon_repair(repair, moment)
    repair.save(update_fields=TIMED)
    return None if repair.lamp == former else emit_repair(repair, former, repair.lamp, moment)


def put_calendar(calendar: WorkCalendar, moment: datetime) -> None:
    """A yearly notice came, in one transaction: what is open is reckoned anew, and every terminal
    is told. The same notice again changes nothing."""
    known = work_calendar().differs
    if all(known.get(day) is work for day, work in calendar.differs.items()):
        return
    put_days(calendar.differs.items())
    for case in Case.objects.exclude(lamp=Lamp.NONE.value).filter(ended_at=None):
        _turn_case(case.pk, moment)
    for task in SubTask.objects.exclude(lamp=Lamp.NONE.value).filter(ended_at=None):
        _turn_task(task.pk, moment)
    for repair in Repair.objects.filter(ended_at=None):
        _turn_repair(repair.pk, moment)
    for terminal in Terminal.objects.filter(active=True):
        _send(terminal, calendar, moment)


def tell_calendar(terminal: Terminal, moment: datetime) -> None:
    """All that is known, to one that was not there when the notice came."""
    if work_calendar().differs:
        _send(terminal, work_calendar(), moment)


def _send(terminal: Terminal, calendar: WorkCalendar, moment: datetime) -> None:
    days = [{"day": day.isoformat(), "work": work} for day, work in calendar.differs.items()]
    inbox.issue(terminal, "calendar", {"days": days}, None, moment)


def report_fault(terminal: Terminal, fault: str, moment: datetime) -> ProgressEvent | None:
    """A repair is due, unless one of this fault is open."""
    with transaction.atomic():
        if Repair.objects.filter(terminal=terminal, fault=fault, ended_at=None).exists():
            return None
        repair = Repair(terminal=terminal, fault=fault, opened_at=moment)
        reckon_repair(repair, moment)
        repair.save()
        return emit_repair(repair, "", repair.lamp, moment)


def end_repair(repair: Repair, moment: datetime) -> ProgressEvent | None:
    """Mended; its lamp keeps its colour, and the same fault again lights a green one. None where
    it had ended before."""
    with transaction.atomic():
        repair.refresh_from_db()
        if repair.ended_at is not None:
            return None
        repair.ended_at = moment
        reckon_repair(repair, moment)
        repair.save(update_fields=TIMED)
        return emit_repair(repair, "", ENDED, moment)

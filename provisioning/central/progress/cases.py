"""What changes an application's progress. Each change is one transaction with its event, and the
same change of a case told again, under the same `source`, changes nothing.
"""

from datetime import datetime

from django.db import transaction
from django.db.models import Q

from kiosk.progress.lamp import Lamp
from kiosk.progress.stages import Stage
from kiosk.progress.states import ENDED, STAGE_OF, AppState, may_follow
from provisioning.central.exchange.register import TO_VERIFY, Finding
from provisioning.central.exchange.wire import Application as Sent
from provisioning.central.models import (
    Application,
    Case,
    ProgressEvent,
    SpecialTime,
    StageTime,
    SubTask,
)
from provisioning.central.progress.events import emit
from provisioning.central.progress.timing import (
    promise_start,
    reckon_case,
    reckon_task,
    work_calendar,
)

SUPPLEMENT = "补正"


class NotAllowed(ValueError):
    """The change cannot follow what is there; nothing has changed. The text is for a department."""


def open_case(
    application: Application, sent: Sent, finding: Finding, moment: datetime
) -> ProgressEvent | None:
    """A case for an application that has just come, in its transaction, and its first change of
    state: accepted, or to be verified where the identity is not sure (待核验)."""
    submitted = min(datetime.fromisoformat(sent.at), moment)
    case = Case(
        application=application,
        local_no=sent.local_no or None,
        follow=sent.follow or None,
        holder_hash=sent.holder_hash,
        project_code=sent.project_code,
        delivery=sent.delivery,
        process=sent.process,
        state=AppState.UPLOADED.value,
        submitted_at=submitted,
    )
    case.save(force_insert=True)
    StageTime.objects.create(case=case, stage=Stage.APPLICATION.value, start=submitted, end=moment)
    sure = finding.state != TO_VERIFY and finding.reason != "typed"
    case.reason = "" if sure else finding.reason
    return advance(case, AppState.ACCEPTED if sure else AppState.TO_VERIFY, moment)


def advance(
    case: Case, to: AppState, moment: datetime, source: str = "", handler: str = ""
) -> ProgressEvent | None:
    """The event, or None where nothing is new. `handler`: a post or department, no person. Raises
    NotAllowed."""
    with transaction.atomic():
        case = _fresh(case)
        former = AppState(case.state)
        if _told_before(case, source, "state", to.value) or to is former:
            return None
        if not may_follow(former, to):
            raise NotAllowed(f"{to.value} cannot follow {former.value}")
        case.state = to.value
        if to is AppState.ACCEPTED and case.accepted_at is None:
            case.accepted_at = promise_start(case.submitted_at, work_calendar())
        _move_stage(case, to, moment, handler)
        _pause_for_supplement(case, former, to, moment)
        if to in ENDED:
            SpecialTime.objects.filter(case=case, end=None).update(end=moment)
            case.ended_at = moment
        lamp = reckon_case(case, moment)
        case.save()
        event = emit(case, "state", former.value, to.value, moment, source=source)
        _tell_lamp(case, lamp, moment)
        return event


def put_stage(
    case: Case, code: str, moment: datetime, *, name: str = "", end: bool = False, source: str = ""
) -> ProgressEvent | None:
    """A stage as a department names it, of the 8 or not, begins or ends."""
    with transaction.atomic():
        case = _fresh(case)
        if _told_before(case, source, "stage", "ended" if end else "began", code):
            return None
        open_one = StageTime.objects.filter(case=case, stage=code, end=None).last()
        if open_one is not None and not end:
            return None
        if open_one is None:
            closed = moment if end else None
            StageTime.objects.create(case=case, stage=code, name=name, start=moment, end=closed)
        else:
            open_one.end = moment
            open_one.save(update_fields=["end"])
        return emit(case, "stage", "", "ended" if end else "began", moment, code, source)


def begin_special(
    case: Case, name: str, reason: str, moment: datetime, source: str = ""
) -> ProgressEvent | None:
    """The clock stops. Raises NotAllowed where one lasts already or the case has ended."""
    with transaction.atomic():
        case = _fresh(case)
        if _told_before(case, source, "special", name):
            return None
        if case.ended_at or SpecialTime.objects.filter(case=case, end=None).exists():
            raise NotAllowed("the clock does not run")
        SpecialTime.objects.create(case=case, name=name, reason=reason, start=moment)
        return _reckoned(case, "special", "", name, moment, source)


def end_special(case: Case, moment: datetime, source: str = "") -> ProgressEvent | None:
    """The clock runs again. Raises NotAllowed where it was not stopped."""
    with transaction.atomic():
        case = _fresh(case)
        if _told_before(case, source, "special", ""):
            return None
        lasting = SpecialTime.objects.filter(case=case, end=None).last()
        if lasting is None:
            raise NotAllowed("no special procedure lasts")
        lasting.end = moment
        lasting.save(update_fields=["end"])
        return _reckoned(case, "special", lasting.name, "", moment, source)


def put_department(
    case: Case, task: SubTask, moment: datetime, source: str = ""
) -> ProgressEvent | None:
    """`task` (not saved): the sub-state of one department as it is now."""
    with transaction.atomic():
        case = _fresh(case)
        if _told_before(case, source, "department", task.state, task.dept_code):
            return None
        kept = SubTask.objects.filter(case=case, dept_code=task.dept_code).first()
        former, task.case = (kept.state if kept else ""), case
        if former == task.state:
            return None
        if kept is not None:
            task.pk, task.started_at, task.lamp = kept.pk, kept.started_at, kept.lamp
        if task.state in ENDED:
            task.ended_at = moment
        reckon_task(task, moment)
        task.save()
        return emit(case, "department", former, task.state, moment, task.dept_code, source)


def _fresh(case: Case) -> Case:
    return Case.objects.select_related("application__terminal__hall").get(pk=case.pk)


def _told_before(case: Case, source: str, kind: str, later: str, about: str = "") -> bool:
    """Of this case and under this key. Raises NotAllowed where another change was: its department
    counts anew, or two of them have the same number, and nobody may take it for received."""
    known = ProgressEvent.objects.filter(case=case, source=source).first() if source else None
    if known is not None and (known.kind, known.later, known.about) != (kind, later, about):
        raise NotAllowed("another change of this application came under this source")
    return known is not None


def _reckoned(
    case: Case, kind: str, former: str, later: str, moment: datetime, source: str
) -> ProgressEvent:
    lamp = reckon_case(case, moment)
    case.save()
    event = emit(case, kind, former, later, moment, source=source)
    _tell_lamp(case, lamp, moment)
    return event


def _tell_lamp(case: Case, former: Lamp, moment: datetime) -> None:
    """That it lights up green is no news of its own."""
    if case.lamp == former or (former is Lamp.NONE and case.lamp == Lamp.GREEN):
        return
    emit(case, "lamp", former.value, case.lamp, moment)


def _move_stage(case: Case, to: AppState, moment: datetime, handler: str) -> None:
    stage = STAGE_OF.get(to)
    if stage is None and to not in ENDED:
        return
    open_ones = StageTime.objects.filter(~Q(stage=stage.value if stage else ""), case=case)
    open_ones.filter(end=None).update(end=moment)
    if stage is None or StageTime.objects.filter(case=case, stage=stage.value, end=None).exists():
        return
    sent = case.delivery in ("courier", "locker", "window")
    end = moment if to is AppState.FINISHED and not sent else None
    StageTime.objects.create(case=case, stage=stage.value, handler=handler, start=moment, end=end)


def _pause_for_supplement(case: Case, former: AppState, to: AppState, moment: datetime) -> None:
    """Waiting for the citizen does not count, once it was accepted."""
    if to is AppState.NEED_SUPPLEMENT and case.accepted_at is not None:
        if not SpecialTime.objects.filter(case=case, end=None).exists():
            SpecialTime.objects.create(case=case, name=SUPPLEMENT, start=moment)
    elif former is AppState.NEED_SUPPLEMENT:
        SpecialTime.objects.filter(case=case, name=SUPPLEMENT, end=None).update(end=moment)

"""The platform's answer about one application, as types: from the `applications` of a query, or
from the last that the terminal was told (then `as_of` says how old it is).

The shape is the platform's (docs/platform.md). It is parsed leniently: a newer platform may tell
more, and a code that is not known is shown by its words.
"""

import json
from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any, TypeVar

from msgspec import Struct

from kiosk.progress.lamp import Lamp
from kiosk.progress.stages import Step, StepState

T = TypeVar("T")


class TimeLimit(Struct, frozen=True):
    """`amount` of `unit` (kiosk.progress.calendar.Unit, "" for none), and its last day."""

    amount: int
    unit: str
    day: date | None
    provisional: bool = False


class Overdue(Struct, frozen=True):
    since: date | None
    complaint: str


class DepartmentView(Struct, frozen=True):
    name: str
    state: str
    lamp: Lamp
    due: date | None


class ParcelView(Struct, frozen=True):
    """`state`, `at`: what the carrier told last, and when; "" and None where nothing came yet.
    `events`: (when, place, text); only for the holder."""

    carrier: str
    waybill: str
    free_post: bool
    fee_fen: int
    state: str
    at: datetime | None
    events: tuple[tuple[datetime | None, str, str], ...] = ()


class ProgressView(Struct, frozen=True):
    """`task_name` "" where only its holder may read it. `steps`: the 8 stages and what else was."""

    local_no: str
    project_no: str
    project_code: str
    task_name: str
    process: str
    state: str
    lamp: Lamp
    steps: tuple[Step, ...]
    submitted: datetime | None
    accepted: date | None
    finished: datetime | None
    promise: TimeLimit
    legal: TimeLimit
    actual_mean_days: str
    overdue: Overdue | None
    departments: tuple[DepartmentView, ...]
    delivery: str
    parcels: tuple[ParcelView, ...]
    as_of: datetime


def parse_views(raw: bytes) -> tuple[ProgressView, ...]:
    """A JSON list of them. Raises ValueError."""
    found = json.loads(raw)
    if not isinstance(found, list):
        raise ValueError("progress: a list is needed")
    return tuple(parse_view(one) for one in found)


def parse_view(raw: Any) -> ProgressView:
    """Raises ValueError where it is not of the agreed shape."""
    try:
        return _view(raw)
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"progress: not of the agreed shape: {error}") from None


def _view(raw: Mapping[str, Any]) -> ProgressView:
    overdue = raw["overdue"]
    return ProgressView(
        local_no=str(raw["local_no"]),
        project_no=str(raw["project_no"]),
        project_code=str(raw["project_code"]),
        task_name=str(raw["task_name"]),
        process=str(raw["process"]),
        state=str(raw["state"]),
        lamp=_lamp(raw["lamp"]),
        steps=_each(raw["stages"], _step),
        submitted=_moment(raw["submitted"]),
        accepted=_day(raw["accepted"]),
        finished=_moment(raw["finished"]),
        promise=_limit(raw["promise"]),
        legal=_limit(raw["legal"]),
        actual_mean_days=str(raw["actual_mean_days"]),
        overdue=_overdue(overdue) if overdue is not None else None,
        departments=_each(raw["departments"], _department),
        delivery=str(raw["delivery"]),
        parcels=_each(raw["parcels"], _parcel),
        as_of=datetime.fromisoformat(raw["as_of"]),
    )


def _each(raw: Any, read: Callable[[Mapping[str, Any]], T]) -> tuple[T, ...]:
    if not isinstance(raw, list):
        raise TypeError("a list is needed")
    return tuple(read(one) for one in raw)


def _step(raw: Mapping[str, Any]) -> Step:
    words = (str(raw["name"]), str(raw["name_en"]))
    return Step(
        str(raw["code"]), words, StepState(raw["state"]), str(raw["start"]), str(raw["end"])
    )


def _limit(raw: Mapping[str, Any]) -> TimeLimit:
    provisional = raw.get("provisional") is True
    return TimeLimit(int(raw["amount"]), str(raw["unit"]), _day(raw["day"]), provisional)


def _overdue(raw: Mapping[str, Any]) -> Overdue:
    return Overdue(_day(raw["since"]), str(raw["complaint"]))


def _department(raw: Mapping[str, Any]) -> DepartmentView:
    return DepartmentView(str(raw["name"]), str(raw["state"]), _lamp(raw["lamp"]), _day(raw["due"]))


def _parcel(raw: Mapping[str, Any]) -> ParcelView:
    events = raw["events"]
    return ParcelView(
        carrier=str(raw["carrier"]),
        waybill=str(raw["waybill"]),
        free_post=raw["free_post"] is True,
        fee_fen=int(raw["fee_fen"]),
        state=str(raw["state"]),
        at=_moment(raw["at"]),
        events=_each(events, lambda one: (_moment(one["at"]), str(one["place"]), str(one["text"]))),
    )


def _lamp(raw: Any) -> Lamp:
    """A colour of a newer platform is none of ours."""
    return Lamp(raw) if raw in [one.value for one in Lamp] else Lamp.NONE


def _moment(text: Any) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def _day(text: Any) -> date | None:
    return date.fromisoformat(text) if text else None

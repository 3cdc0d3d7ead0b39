"""What departments and carriers tell of an application, as one JSON object each.

The reference platform takes these from its `progress` command and, in a demo, from
/_world/progress. A platform with real departments maps its exchange interface to them. `source`:
the department's own key of what it tells of this application; the same again changes nothing, and
another change under it is refused.
"""

from datetime import datetime
from typing import Annotated

import msgspec
from msgspec import Meta, Struct

from kiosk.progress.calendar import Unit
from kiosk.progress.states import AppState
from provisioning.central.exchange.wire import read
from provisioning.central.models import Case, ProgressEvent, ShipmentEvent, SubTask
from provisioning.central.progress import cases as progress
from provisioning.central.progress import parcels
from provisioning.central.words import Id, Label, TimeText, Word

Code = Annotated[str, Meta(pattern=r"^[\x21-\x7e]{1,16}\Z")]


class Order(Struct, frozen=True, forbid_unknown_fields=True, tag_field="do"):
    """`application`: its application_id, local_no or project_no."""

    application: Id


class State(Order, frozen=True, tag="state"):
    state: AppState
    handler: Label = ""
    source: Word = ""


class Number(Order, frozen=True, tag="number"):
    """Numbers that the department gave: of the application, and of the project around it."""

    project_no: Word = ""
    project_code: Word = ""


class Stage(Order, frozen=True, tag="stage"):
    stage: Code
    name: Label = ""
    end: bool = False
    source: Word = ""


class Special(Order, frozen=True, tag="special"):
    """With a name the clock stops, without one it goes on."""

    name: Label = ""
    reason: Label = ""
    source: Word = ""


class Department(Order, frozen=True, tag="department"):
    dept_code: Annotated[str, Meta(pattern=r"^[0-9A-Z]{18}\Z")]
    dept_name: Label
    state: AppState
    amount: Annotated[int, Meta(ge=0, le=3660)] = 0
    unit: Unit | None = None
    source: Word = ""


class Parcel(Order, frozen=True, tag="parcel"):
    """`key`: the carrier's, of this event."""

    carrier: Label
    waybill: Id
    key: Id
    at: TimeText
    state: Word
    place: Label = ""
    text: Label = ""
    fee_fen: Annotated[int, Meta(ge=0, le=100_000)] = 0


AnyOrder = State | Number | Stage | Special | Department | Parcel


def read_order(raw: bytes) -> AnyOrder:
    """Raises wire.Malformed."""
    order: AnyOrder = read(raw, AnyOrder)  # type: ignore[arg-type]
    return order


def find(name: str) -> Case | None:
    """By whichever of its numbers."""
    for field in ("pk", "local_no", "project_no"):
        case = Case.objects.filter(**{field: name}).first()
        if case is not None:
            return case
    return None


def perform(order: AnyOrder, moment: datetime) -> ProgressEvent | None:
    """The event, None where nothing is new. Raises progress.NotAllowed."""
    case = find(order.application)
    if case is None:
        raise progress.NotAllowed("there is no such application")
    match order:
        case State():
            return progress.advance(case, order.state, moment, order.source, order.handler)
        case Number():
            _number(case, order)
            return None
        case Stage():
            return progress.put_stage(
                case, order.stage, moment, name=order.name, end=order.end, source=order.source
            )
        case Special(name=""):
            return progress.end_special(case, moment, order.source)
        case Special():
            return progress.begin_special(case, order.name, order.reason, moment, order.source)
        case Department():
            return progress.put_department(case, _task(order, moment), moment, order.source)
        case Parcel():
            return _parcel(case, order, moment)


def _number(case: Case, order: Number) -> None:
    for field in ("project_no", "project_code"):
        if getattr(order, field):
            setattr(case, field, getattr(order, field))
    case.save(update_fields=["project_no", "project_code"])


def _task(order: Department, moment: datetime) -> SubTask:
    return SubTask(
        dept_code=order.dept_code,
        dept_name=order.dept_name,
        state=order.state.value,
        started_at=moment,
        amount=order.amount,
        unit=order.unit.value if order.unit else "",
    )


def _parcel(case: Case, order: Parcel, moment: datetime) -> ProgressEvent | None:
    parcel = parcels.put_parcel(case, order.carrier, order.waybill, order.fee_fen)
    fields = msgspec.structs.asdict(order)
    told = {name: fields[name] for name in ("key", "state", "place", "text")}
    return parcels.put_parcel_event(
        parcel, ShipmentEvent(at=datetime.fromisoformat(order.at), **told), moment
    )

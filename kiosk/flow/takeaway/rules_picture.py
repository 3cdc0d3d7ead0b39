"""The flow chart of a guide: the package's own picture, larger and smaller."""

from kiosk.faults import Fault
from kiosk.flow import timeouts
from kiosk.flow.effects import Query, SetTimer
from kiosk.flow.events import Touched
from kiosk.flow.model import Facts, Model
from kiosk.flow.rules_common import PATIENCE_OFF, Step, go, idle_timer
from kiosk.flow.states import State
from kiosk.flow.takeaway.away import NEAREST
from kiosk.items.png import BadPicture, png_size
from kiosk.messages.service import Refused
from kiosk.messages.takeaway import AskFile, FileShown
from kiosk.values import replace


def open_picture(model: Model, event: object, facts: Facts) -> Step:
    item = model.visit.item
    if item is None or item.flowchart is None:
        return model, ()
    asked = AskFile(facts.new_id, item.catalog_code, model.visit.version, item.flowchart)
    away = replace(model.away, file=asked, picture=b"", zoom=0)
    model = replace(model, away=away, fault=None if model.service_up else Fault.SERVICE_LOST)
    return go(model, State.FLOW_CHART, Query(asked), SetTimer("patience", timeouts.RECORD_PATIENCE))


def shown(model: Model, event: object, facts: Facts) -> Step:
    """What is no proper picture never reaches what draws."""
    assert isinstance(event, FileShown)
    asked = model.away.file
    if asked is None or event.request_id != asked.request_id:
        return model, ()
    try:
        png_size(event.content)
    except BadPicture:
        return replace(model, fault=Fault.PICTURE_BAD), (PATIENCE_OFF,)
    model = replace(model, away=replace(model.away, picture=event.content), fault=None)
    return model, (PATIENCE_OFF,)


def refused(model: Model, event: object, facts: Facts) -> Step:
    assert isinstance(event, Refused)
    asked = model.away.file
    if asked is None or event.request_id != asked.request_id:
        return model, ()
    return replace(model, fault=Fault.PICTURE_BAD), (PATIENCE_OFF,)


def patience(model: Model, event: object, facts: Facts) -> Step:
    return (model, ()) if model.away.picture else (replace(model, fault=Fault.PICTURE_BAD), ())


def zoom(model: Model, event: object, facts: Facts) -> Step:
    assert isinstance(event, Touched)
    now = model.away.zoom
    wanted = {"in": now + 1, "out": now - 1, "fit": 0}.get(event.arg, now)
    away = replace(model.away, zoom=max(0, min(NEAREST, wanted)))
    return replace(model, away=away), (idle_timer(model),)


def back(model: Model, event: object, facts: Facts) -> Step:
    away = replace(model.away, file=None, picture=b"", zoom=0)
    return go(replace(model, away=away, fault=None), State.GUIDE, PATIENCE_OFF)

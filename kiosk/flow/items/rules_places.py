"""Whose service items are looked at: this terminal's own, or those of another place. The choice
ends with the session, or with the next search from the footer."""

from kiosk.faults import Fault
from kiosk.flow import timeouts
from kiosk.flow.effects import Query, SetTimer
from kiosk.flow.events import Touched
from kiosk.flow.identify.rules_identify import trouble
from kiosk.flow.items.rules_items import look
from kiosk.flow.model import Facts, Model
from kiosk.flow.rules_common import PATIENCE_OFF, Step, go
from kiosk.flow.states import State
from kiosk.flow.visit import Visit
from kiosk.messages.items import FROM_ELSEWHERE
from kiosk.messages.places import AskPlaces, PlacesShown
from kiosk.values import replace


def open_places(model: Model, event: object, facts: Facts) -> Step:
    """The place that is looked at, with those above and below it."""
    if not model.service_up:
        return trouble(model, Fault.SERVICE_LOST)
    place = model.visit.place
    model = replace(model, visit=Visit(asked=facts.new_id, place=place), fault=None)
    asking = Query(AskPlaces(facts.new_id, model.visit.region))
    return go(model, State.PLACES, asking, SetTimer("patience", timeouts.RECORD_PATIENCE))


def places_shown(model: Model, event: object, facts: Facts) -> Step:
    assert isinstance(event, PlacesShown)
    visit = model.visit
    if not visit.asked or event.request_id != visit.asked:
        return model, ()
    visit = replace(visit, asked="", answered=True, path=event.path, below=event.below)
    return replace(model, visit=visit), (PATIENCE_OFF,)


def choose_place(model: Model, event: object, facts: Facts) -> Step:
    """Its categories and items; of this terminal's own place, or "", the usual ones."""
    assert isinstance(event, Touched)
    visit, own = model.visit, model.hall.place if model.hall is not None else None
    if not event.arg or (own is not None and event.arg == own.code):
        return go(replace(model, visit=Visit()), State.FIND, PATIENCE_OFF)
    listed = (*visit.path, *visit.below)
    place = next((one for one in listed if one.code == event.arg), None)
    if place is None:
        return model, ()
    return go(replace(model, visit=Visit(place=place)), State.FIND, PATIENCE_OFF)


def done_here(model: Model, event: object, facts: Facts) -> Step:
    """异地通办: all items of other places that can be done on this terminal."""
    assert isinstance(event, Touched)
    if event.arg != str(FROM_ELSEWHERE):
        return model, ()
    model, asked = look(replace(model, visit=Visit(category=FROM_ELSEWHERE)))
    return go(model, State.FIND, PATIENCE_OFF, *asked)


def go_home(model: Model, event: object, facts: Facts) -> Step:
    """On the page of another place: back to this terminal's own."""
    return choose_place(model, Touched("place"), facts)


def back_from_places(model: Model, event: object, facts: Facts) -> Step:
    return go(replace(model, visit=Visit(place=model.visit.place)), State.FIND, PATIENCE_OFF)

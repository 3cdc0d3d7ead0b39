"""Public lists of the catalogue: open to anybody, without network, each line leads to its item."""

from kiosk.faults import Fault
from kiosk.flow import timeouts
from kiosk.flow.effects import Query, SetTimer
from kiosk.flow.events import Touched
from kiosk.flow.identify.rules_identify import trouble
from kiosk.flow.model import Facts, Model
from kiosk.flow.rules_common import PATIENCE_OFF, Step, go
from kiosk.flow.states import State
from kiosk.items.public_lists import PublicList
from kiosk.messages.queries import AskList, ListShown
from kiosk.messages.service import Refused
from kiosk.values import replace

_WORDS = frozenset(one.value for one in PublicList)


def open_lists(model: Model, event: object, facts: Facts) -> Step:
    visit = replace(model.visit, listed="", entries=(), item=None, asked="")
    return go(replace(model, visit=visit), State.LISTS)


def choose(model: Model, event: object, facts: Facts) -> Step:
    """From the lists, or from a guide: then the item's own line comes first."""
    assert isinstance(event, Touched)
    if event.arg not in _WORDS:
        return model, ()
    if not model.service_up:
        return trouble(model, Fault.SERVICE_LOST)
    visit = replace(model.visit, asked=facts.new_id, listed=event.arg, entries=())
    patience = SetTimer("patience", timeouts.QUERY_PATIENCE)
    model = replace(model, visit=visit)
    return model, (Query(AskList(facts.new_id, event.arg)), patience)


def shown(model: Model, event: object, facts: Facts) -> Step:
    assert isinstance(event, ListShown)
    visit = model.visit
    if not visit.asked or (event.request_id, event.which) != (visit.asked, visit.listed):
        return model, ()
    own = visit.item.catalog_code if visit.item is not None else ""
    entries = tuple(sorted(event.entries, key=lambda one: one.code != own))
    visit = replace(visit, asked="", entries=entries, total=event.total)
    return go(replace(model, visit=visit), State.LIST, PATIENCE_OFF)


def refused(model: Model, event: object, facts: Facts) -> Step:
    assert isinstance(event, Refused)
    if not model.visit.asked or event.request_id != model.visit.asked:
        return model, ()
    return told(model, event.fault)


def patience(model: Model, event: object, facts: Facts) -> Step:
    return told(model, Fault.SERVICE_LOST) if model.visit.asked else (model, ())


def told(model: Model, fault: Fault) -> Step:
    visit = replace(model.visit, asked="", listed="")
    return go(replace(model, visit=visit, fault=fault), State.TROUBLE, PATIENCE_OFF)


def back(model: Model, event: object, facts: Facts) -> Step:
    """To the guide that it was opened from, else to the lists."""
    visit = replace(model.visit, listed="", entries=(), asked="")
    model = replace(model, visit=visit)
    return go(model, State.GUIDE if visit.item is not None else State.LISTS, PATIENCE_OFF)

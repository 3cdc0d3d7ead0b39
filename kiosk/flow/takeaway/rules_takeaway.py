"""What a citizen takes along, on a slip or a telephone. The screen it came from stays as it was."""

import uuid

from kiosk.faults import Fault
from kiosk.flow import timeouts
from kiosk.flow.effects import Query, Record, SetTimer
from kiosk.flow.here import is_online
from kiosk.flow.model import Facts, Model
from kiosk.flow.rating.rules_rating import served_item
from kiosk.flow.rules_common import PATIENCE_OFF, Step, go, service_back
from kiosk.flow.states import State
from kiosk.flow.takeaway.away import FROM, Away
from kiosk.items.guide_sheet import guide_link
from kiosk.items.model import ServiceItem
from kiosk.messages.service import PrintNews, PrintQueued, Refused
from kiosk.messages.takeaway import HandedOff, HandOff, PrintGuide, PrintSheet
from kiosk.present.sheets import sheet_of
from kiosk.print_state import PrintState
from kiosk.values import replace


def _about(model: Model) -> State:
    """The screen whose content it is."""
    return model.state if model.state in FROM else model.away.back_to


def can_print(model: Model) -> bool:
    """A query is printed where its package says so."""
    item, state = model.visit.item, _about(model)
    if item is None or state is not State.QUERY_RESULT:
        return item is not None
    return item.query is not None and item.query.receipt is True and model.visit.answer is not None


# --- on a slip -----------------------------------------------------------------------------------


def paper(model: Model, event: object, facts: Facts) -> Step:
    """One touch, one slip, by one request id."""
    item = model.visit.item
    if item is None or not can_print(model):
        return model, ()
    state = _about(model)
    model, told = served_item(replace(model, state=state), facts)
    order = _order(model, item, state, facts)
    away = replace(model.away, back_to=state, order=order, job_id="", seen=None)
    model = replace(model, away=away, fault=None)
    if not model.service_up:
        return _failed(model, Fault.SLIP_NO_PRINTER, Fault.SERVICE_LOST)
    patience = SetTimer("patience", timeouts.PRINT_PATIENCE)
    return go(model, State.SLIP, *told, Record(order), patience)


def _order(model: Model, item: ServiceItem, state: State, facts: Facts) -> PrintGuide | PrintSheet:
    # Of the touch, and its own: the service that the slip is of has the touch's.
    request, rate = str(uuid.uuid5(uuid.NAMESPACE_OID, facts.new_id)), rate_link(model)
    if state is not State.GUIDE:
        return PrintSheet(request, sheet_of(model, state), model.lang, rate)
    visit = model.visit
    asked = tuple((node.id, option.id) for node, option in visit.outcome.asked)
    return PrintGuide(request, item.catalog_code, visit.version, asked, model.lang, rate)


def rate_link(model: Model) -> str:
    """补评: the page where this service is rated later."""
    served, hall = model.away.served, model.hall
    if served is None or hall is None or not hall.pages_url:
        return ""
    return f"{hall.pages_url}/rate/{served.token}"


def queued(model: Model, event: object, facts: Facts) -> Step:
    assert isinstance(event, PrintQueued)
    order = model.away.order
    if order is None or event.request_id != order.request_id:
        return model, ()
    return replace(model, away=replace(model.away, job_id=event.job_id)), ()


def news(model: Model, event: object, facts: Facts) -> Step:
    assert isinstance(event, PrintNews)
    if not _is_ours(model.away, event):
        return model, ()
    if event.state is PrintState.PRINTED:
        return go(replace(model, fault=None), State.SLIP_OUT, PATIENCE_OFF)
    if model.state is not State.SLIP:
        return model, ()
    if event.state is PrintState.FAILED:
        return _failed(model, Fault.SLIP_NO_PRINTER, event.fault)
    if event.state in (PrintState.UNKNOWN, PrintState.VOID):
        return _failed(model, Fault.SLIP_UNPROVED, event.fault)
    return model, ()


def _is_ours(away: Away, event: PrintNews) -> bool:
    if away.order is None or event.about != away.order.request_id:
        return False
    return event.job_id == (away.job_id or event.job_id)


def refused(model: Model, event: object, facts: Facts) -> Step:
    """Nothing was begun."""
    assert isinstance(event, Refused)
    order = model.away.order
    if order is None or event.request_id != order.request_id:
        return model, ()
    return _failed(model, Fault.SLIP_NO_PRINTER, event.fault)


def patience(model: Model, event: object, facts: Facts) -> Step:
    return _failed(model, Fault.SLIP_UNPROVED, Fault.PRINT_NO_ANSWER)


def ask_again(model: Model, event: object, facts: Facts) -> Step:
    """The service is back: the same slip by the same id, which is printed once."""
    model, unheard = service_back(model, event, facts)
    order = model.away.order
    return model, unheard if order is None else (*unheard, Record(order))


def _failed(model: Model, fault: Fault, seen: Fault | None) -> Step:
    away = replace(model.away, seen=seen)
    return go(replace(model, away=away, fault=fault), State.SLIP_TROUBLE, PATIENCE_OFF)


def to_page(model: Model, event: object, facts: Facts) -> Step:
    """Back to what was taken along, or not."""
    return go(replace(model, fault=None), model.away.back_to, PATIENCE_OFF)


# --- on a telephone ------------------------------------------------------------------------------


def carry(model: Model, event: object, facts: Facts) -> Step:
    """A guide is public: its address needs nobody. A result gets a page of this session."""
    item, hall, state = model.visit.item, model.hall, _about(model)
    if item is None or hall is None or not hall.pages_url:
        return model, ()
    model = replace(model, away=replace(model.away, back_to=state), fault=None)
    if state is State.GUIDE:
        asked = ((node.id, option.id) for node, option in model.visit.outcome.asked)
        url = guide_link(hall.pages_url, item.catalog_code, asked, model.lang)
        return go(replace(model, away=replace(model.away, wish=None, url=url)), State.CARRY)
    if not is_online(model):
        model = replace(model, away=replace(model.away, wish=None, url=""))
        return go(replace(model, fault=Fault.HAND_OFF_OFFLINE), State.CARRY)
    token = facts.vault.token(facts.new_id)
    wish = HandOff(facts.new_id, model.session_id, token, sheet_of(model, state), model.lang)
    model = replace(model, away=replace(model.away, wish=wish, url="", handed=True))
    return go(model, State.CARRY, Query(wish), SetTimer("patience", timeouts.QUERY_PATIENCE))


def handed(model: Model, event: object, facts: Facts) -> Step:
    assert isinstance(event, HandedOff)
    wish = model.away.wish
    if wish is None or event.request_id != wish.request_id:
        return model, ()
    away = replace(model.away, url=event.url, lives_s=event.lives_s)
    return replace(model, away=away, fault=None), (PATIENCE_OFF,)


def not_handed(model: Model, event: object, facts: Facts) -> Step:
    assert isinstance(event, Refused)
    wish = model.away.wish
    if wish is None or event.request_id != wish.request_id:
        return model, ()
    return replace(model, fault=event.fault), (PATIENCE_OFF,)


def carry_patience(model: Model, event: object, facts: Facts) -> Step:
    if model.away.url:
        return model, ()
    return replace(model, fault=Fault.HAND_OFF_REFUSED), ()

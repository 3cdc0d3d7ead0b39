"""My matters: applications, certificates, my number and notices, after the card, on one page."""

from kiosk.faults import Fault
from kiosk.flow.events import Touched
from kiosk.flow.identify.rules_identify import to_business, trouble
from kiosk.flow.identify.rules_who import start
from kiosk.flow.items import own, rules_items, rules_query
from kiosk.flow.model import Facts, Model
from kiosk.flow.rules_common import PATIENCE_OFF, Step, go, service_back
from kiosk.flow.states import State
from kiosk.flow.typed import row_of
from kiosk.flow.visit import Visit
from kiosk.items.exclusions import hints
from kiosk.items.own import MINE, is_mine
from kiosk.messages.hints import HintsShown
from kiosk.messages.mine import MineShown
from kiosk.messages.service import Refused
from kiosk.progress.view import parse_views
from kiosk.values import replace


def open_mine(model: Model, event: object, facts: Facts) -> Step:
    """Who is known by a card already sees the page at once."""
    session = model.session_id or facts.new_id
    model = replace(model, session_id=session, visit=Visit(item=MINE, version=1), fault=None)
    return start(model, event, facts)


def shown(model: Model, event: object, facts: Facts) -> Step:
    """Shown whole, or not at all."""
    assert isinstance(event, MineShown)
    asked = model.visit.mine_asked
    if asked is None or event.request_id != asked.request_id:
        return model, ()
    try:
        parse_views(event.applications)
    except ValueError:
        return _told(model, Fault.QUERY_NOT_OURS)
    return go(replace(model, visit=replace(model.visit, mine=event)), State.MINE, PATIENCE_OFF)


def hinted(model: Model, event: object, facts: Facts) -> Step:
    """The rules are held against the person here, and what comes of it goes nowhere."""
    assert isinstance(event, HintsShown)
    asked, holder = model.visit.mine_asked, model.holder
    if asked is None or event.request_id != asked.request_id or holder is None:
        return model, ()
    found = hints(event.items, holder.facts)
    return replace(model, visit=replace(model.visit, hints=found)), ()


def refused(model: Model, event: object, facts: Facts) -> Step:
    assert isinstance(event, Refused)
    asked = model.visit.mine_asked
    if asked is None or event.request_id != asked.request_id:
        return model, ()
    return _told(model, event.fault)


def patience(model: Model, event: object, facts: Facts) -> Step:
    return _told(model, Fault.SERVICE_LOST)


def _told(model: Model, fault: Fault) -> Step:
    told, effects = trouble(own.forget(model), fault)
    return told, (*effects, PATIENCE_OFF)


def ask_again(model: Model, event: object, facts: Facts) -> Step:
    """The service is back: the same question with the same id."""
    model, unheard = service_back(model, event, facts)
    asked = model.visit.mine_asked
    return model, unheard if asked is None else (*unheard, *own.questions(asked))


def once_more(model: Model, event: object, facts: Facts) -> Step:
    """After a trouble, or because something may have changed."""
    if is_mine(model.visit.item):
        return start(own.forget(model), event, facts)
    return rules_query.once_more(model, event, facts)


def open_case(model: Model, event: object, facts: Facts) -> Step:
    """One application, whole."""
    assert isinstance(event, Touched)
    mine = model.visit.mine
    at = row_of(event.arg)
    if mine is None or not 0 <= at < len(parse_views(mine.applications)):
        return model, ()
    return go(replace(model, visit=replace(model.visit, case=at)), State.MINE_CASE)


def back_from_case(model: Model, event: object, facts: Facts) -> Step:
    return go(replace(model, visit=replace(model.visit, case=-1)), State.MINE)


def open_item(model: Model, event: object, facts: Facts) -> Step:
    """From a certificate to the item that gives it."""
    return _nothing_along(rules_items.choose_item(model, event, facts))


def item_refused(model: Model, event: object, facts: Facts) -> Step:
    return _nothing_along(rules_items.item_refused(model, event, facts))


def item_patience(model: Model, event: object, facts: Facts) -> Step:
    return _nothing_along(rules_items.item_patience(model, event, facts))


def _nothing_along(step: Step) -> Step:
    """Whoever leaves the page takes nothing of it along."""
    model, effects = step
    return (model, effects) if model.state is State.MINE else (own.forget(model), effects)


def back(model: Model, event: object, facts: Facts) -> Step:
    return own.away(model)


def more(model: Model, event: object, facts: Facts) -> Step:
    return to_business(replace(model, visit=Visit()), event, facts)

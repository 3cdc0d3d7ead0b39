"""Finding a service item, and what its package says: choices, guide, a mistake in the guide."""

import json

from kiosk.faults import Fault
from kiosk.flow import timeouts
from kiosk.flow.effects import Query, SetTimer
from kiosk.flow.events import Touched
from kiosk.flow.here import may_lie_here, scope_of
from kiosk.flow.identify.rules_identify import to_business, trouble
from kiosk.flow.identify.rules_who import start
from kiosk.flow.items.rules_query import to_item
from kiosk.flow.model import Facts, Model
from kiosk.flow.rules_common import PATIENCE_OFF, Step, go, idle_timer, service_back, tell
from kiosk.flow.scan.rules_verify import open_verify
from kiosk.flow.states import State
from kiosk.flow.typed import row_of, with_char
from kiosk.flow.visit import LONGEST_TEXT, Visit
from kiosk.items.asking import asks
from kiosk.items.codes import FlowTemplate
from kiosk.items.guide import guide
from kiosk.items.own import is_mine
from kiosk.items.parse import BadPackage, parse_item
from kiosk.items.proving import proves
from kiosk.items.validity import Scope
from kiosk.messages.items import AskItem, CorrectGuide, FindItems, ItemsFound, ItemShown
from kiosk.messages.service import Refused
from kiosk.values import replace

_EVERY_CATEGORY = range(1, 12)


def open_find(model: Model, event: object, facts: Facts) -> Step:
    """From any screen: search and categories. The person of the session stays known."""
    session = model.session_id or facts.new_id
    model = replace(model, session_id=session, visit=Visit(), fault=None)
    return go(model, State.FIND)


def type_text(model: Model, event: object, facts: Facts) -> Step:
    """A key of the keyboard: what is found changes with it."""
    assert isinstance(event, Touched)
    typed = with_char(model.visit.typed, event.arg, LONGEST_TEXT)
    visit = replace(model.visit, typed=typed, category=0, hits=(), faq=(), answered=False)
    return look(replace(model, visit=visit))


def choose_category(model: Model, event: object, facts: Facts) -> Step:
    assert isinstance(event, Touched)
    number = row_of(event.arg)
    if number not in _EVERY_CATEGORY:
        return model, ()
    return look(replace(model, visit=Visit(category=number, place=model.visit.place)))


def look(model: Model) -> Step:
    """Ask for what is looked for now; the former hits stay until the answer comes."""
    visit = model.visit
    if not visit.typed and not visit.category:
        return model, (idle_timer(model),)
    return model, (
        Query(FindItems(visit.typed, visit.category, region=visit.region)),
        idle_timer(model),
    )


def found(model: Model, event: object, facts: Facts) -> Step:
    assert isinstance(event, ItemsFound)
    visit = model.visit
    asked = (visit.typed, visit.category, visit.region)
    if (event.text, event.category, event.region) != asked:
        return model, ()
    visit = replace(visit, hits=event.hits, faq=event.answers, answered=True)
    return replace(model, visit=visit), ()


def look_again(model: Model, event: object, facts: Facts) -> Step:
    """The service is back: what it may not have heard is asked once more."""
    model, unheard = service_back(model, event, facts)
    model, looked = look(model)
    return model, (*unheard, *looked)


def choose_item(model: Model, event: object, facts: Facts) -> Step:
    assert isinstance(event, Touched)
    if not model.service_up:
        return trouble(model, Fault.SERVICE_LOST)
    visit = replace(model.visit, asked=facts.new_id)
    patience = SetTimer("patience", timeouts.RECORD_PATIENCE)
    return replace(model, visit=visit), (Query(AskItem(facts.new_id, event.arg)), patience)


def item_shown(model: Model, event: object, facts: Facts) -> Step:
    """The item with the version that this session stays with. A package that this program cannot
    read is not shown in part."""
    assert isinstance(event, ItemShown)
    if event.request_id != model.visit.asked:
        return model, ()
    try:
        item = parse_item(json.loads(event.package))
    except (ValueError, BadPackage):
        return trouble(_answered(model), Fault.ITEM_UNREADABLE)
    seen = model.visit
    visit = Visit(seen.typed, seen.category, seen.hits, seen.faq, seen.answered)
    visit = replace(visit, item=item, version=event.version, place=seen.place, owner=event.place)
    return go(replace(model, visit=visit, fault=None), State.ITEM, PATIENCE_OFF)


def item_refused(model: Model, event: object, facts: Facts) -> Step:
    assert isinstance(event, Refused)
    if event.request_id != model.visit.asked:
        return model, ()
    return trouble(_answered(model), event.fault)


def item_patience(model: Model, event: object, facts: Facts) -> Step:
    if not model.visit.asked:
        return model, ()
    return trouble(_answered(model), Fault.SERVICE_LOST)


def _answered(model: Model) -> Model:
    return replace(model, visit=replace(model.visit, asked=""))


def back_from_find(model: Model, event: object, facts: Facts) -> Step:
    """From hits to the categories, from those of another place to the own ones, from there to the
    businesses."""
    visit = model.visit
    if visit.typed or visit.category:
        visit = Visit(place=visit.place)
        return replace(model, visit=visit), (idle_timer(model), PATIENCE_OFF)
    if visit.place is not None:
        return replace(model, visit=Visit()), (idle_timer(model), PATIENCE_OFF)
    return to_business(model, event, facts)


def to_find(model: Model, event: object, facts: Facts) -> Step:
    """Back to the list in which the item was found."""
    model = replace(model, visit=replace(model.visit, item=None), fault=None)
    return go(model, State.FIND)


# --- the item ------------------------------------------------------------------------------------


def read_guide(model: Model, event: object, facts: Facts) -> Step:
    """The questions first, where there are any: then the list is this citizen's own."""
    if model.visit.item is None:
        return model, ()
    waits = model.visit.outcome.next_node is not None
    return go(model, State.QUESTION if waits else State.GUIDE)


def guide_instead(model: Model, event: object, facts: Facts) -> Step:
    """It cannot be done now: its guide can always be read."""
    if not model.visit.doing or is_mine(model.visit.item):
        return model, ()
    return read_guide(to_item(model, event, facts)[0], event, facts)


def answer(model: Model, event: object, facts: Facts) -> Step:
    assert isinstance(event, Touched)
    node = model.visit.outcome.next_node if model.visit.item is not None else None
    if node is None or event.arg not in {option.id for option in node.options}:
        return model, ()
    answers = (*model.visit.answers, (node.id, event.arg))
    return read_guide(replace(model, visit=replace(model.visit, answers=answers)), event, facts)


def back_from_question(model: Model, event: object, facts: Facts) -> Step:
    """To the question before: its answer is taken back."""
    if not model.visit.answers:
        return go(model, State.ITEM)
    visit = replace(model.visit, answers=model.visit.answers[:-1])
    return go(replace(model, visit=visit), State.QUESTION)


def back_from_guide(model: Model, event: object, facts: Facts) -> Step:
    return go(replace(model, visit=replace(model.visit, thanked=False)), State.ITEM)


def answer_anew(model: Model, event: object, facts: Facts) -> Step:
    """Another situation: from the first question on."""
    visit = replace(model.visit, answers=(), thanked=False)
    return read_guide(replace(model, visit=visit), event, facts)


def to_correct(model: Model, event: object, facts: Facts) -> Step:
    return go(model, State.CORRECT)


def correct(model: Model, event: object, facts: Facts) -> Step:
    """One touch on the element that is wrong: a record, and thanks."""
    assert isinstance(event, Touched)
    visit = model.visit
    if visit.item is None or event.arg not in {one.key for one in guide(visit.item)}:
        return model, ()
    said = CorrectGuide(
        facts.new_id, model.session_id, visit.item.catalog_code, visit.version, event.arg
    )
    model, told = tell(replace(model, visit=replace(visit, thanked=True)), said)
    return go(model, State.GUIDE, *told)


def back_to_guide(model: Model, event: object, facts: Facts) -> Step:
    return go(model, State.GUIDE)


def start_item(model: Model, event: object, facts: Facts) -> Step:
    """What can be done at once with this item, beside reading about it."""
    item = model.visit.item
    if item is None:
        return model, ()
    if scope_of(model, item) is Scope.NONE:
        return read_guide(model, event, facts)
    if item.flow_template is FlowTemplate.QUEUE:
        return to_business(model, event, facts)
    if item.flow_template is FlowTemplate.VERIFY:
        return open_verify(model, event, facts)
    if item.flow_template is FlowTemplate.CALC and item.calc is not None:
        return go(replace(model, visit=replace(model.visit, inputs=())), State.CALC)
    if asks(item) or proves(item):
        visit = replace(model.visit, pickup=False, booked=False)
        return start(replace(model, visit=visit), event, facts)
    return read_guide(model, event, facts)


def start_pickup(model: Model, event: object, facts: Facts) -> Step:
    """A certificate that was asked for before, by its code."""
    if not proves(model.visit.item):
        return model, ()
    visit = replace(model.visit, pickup=True, booked=False)
    return start(replace(model, visit=visit), event, facts)


def start_booked(model: Model, event: object, facts: Facts) -> Step:
    """Cut off: a certificate that was booked lies here perhaps."""
    item = model.visit.item
    if item is None or not may_lie_here(model, item):
        return model, ()
    visit = replace(model.visit, pickup=False, booked=True)
    return start(replace(model, visit=visit), event, facts)

"""A query: one question a screen, then the platform or the package answers. Nothing is kept."""

from kiosk.faults import Fault
from kiosk.flow import timeouts
from kiosk.flow.effects import Query, SetTimer
from kiosk.flow.events import Touched
from kiosk.flow.identify.rules_identify import trouble
from kiosk.flow.items import own
from kiosk.flow.items.rules_calc import field_now, options_of
from kiosk.flow.model import Facts, Model
from kiosk.flow.proof import issue
from kiosk.flow.rules_common import PATIENCE_OFF, Step, go, idle_timer, service_back
from kiosk.flow.states import State
from kiosk.flow.typed import BY_DIGITS, BY_LETTERS, NUMBERS, WrongInput, as_sent, read_input
from kiosk.identity import Assurance, SealedFor, bound_to
from kiosk.items.asking import PROGRESS
from kiosk.items.codes import Credential
from kiosk.items.credentials import REACHES, needs_card
from kiosk.items.model import Field, ServiceItem
from kiosk.items.own import is_mine
from kiosk.items.proving import proves
from kiosk.messages.queries import QueryAnswered, RunQuery
from kiosk.messages.service import Refused
from kiosk.progress.receipt import parse_key
from kiosk.progress.view import ProgressView, parse_views
from kiosk.values import replace

NONE = ""
"""The answer to an optional choice that does not matter."""


def begin(model: Model, facts: Facts) -> Step:
    """Who must be identified is so: the first field, or where there is none the answer."""
    visit = replace(model.visit, inputs=(), text="", answer=None, query=None)
    model = replace(model, visit=visit, typed="", wrong="", fault=None)
    if proves(visit.item) and not model.proof.looked:
        return issue.look(model, facts)
    field = field_now(model)
    return send(model, facts) if field is None else go(_prepared(model, field), State.QUERY)


def _prepared(model: Model, field: Field, former: str | None = None) -> Model:
    """What stands in the field at first: what was typed there before, or the package's default."""
    text = former if former is not None else str(field.default or "")
    if field.type in BY_LETTERS:
        return replace(model, typed="", visit=replace(model.visit, text=text))
    typed = text if field.type in NUMBERS or field.type in BY_DIGITS else ""
    return replace(model, typed=typed, visit=replace(model.visit, text=""))


def next_field(model: Model, event: object, facts: Facts) -> Step:
    field = field_now(model)
    if field is None:
        return model, ()
    if field.type in BY_LETTERS:
        return _take(model, field, model.visit.text.strip(), facts)
    if field.type in NUMBERS or field.type in BY_DIGITS:
        return _take(model, field, model.typed, facts)
    return model, ()


def choose(model: Model, event: object, facts: Facts) -> Step:
    assert isinstance(event, Touched)
    field = field_now(model)
    if field is None:
        return model, ()
    left_out = event.arg == NONE and not field.required
    if event.arg not in options_of(field) and not (left_out and options_of(field)):
        return model, ()
    return _take(model, field, event.arg, facts)


def _take(model: Model, field: Field, text: str, facts: Facts) -> Step:
    try:
        read_input(field, text)
        if _is_no_receipt(model, text):
            raise WrongInput("wrong")
        if issue.ends_before_it_begins(model, field, text):
            raise WrongInput("order")
        if issue.is_still_to_come(model, field, text, facts.now.date()):
            raise WrongInput("future")
    except WrongInput as wrong:
        return replace(model, wrong=str(wrong)), (idle_timer(model),)
    visit = replace(model.visit, inputs=(*model.visit.inputs, text))
    model = replace(model, visit=visit, typed="", wrong="")
    following = field_now(model)
    if following is None:
        return send(model, facts)
    return go(_prepared(model, following), State.QUERY)


def _is_no_receipt(model: Model, text: str) -> bool:
    """Its check character is wrong, so no application can have it."""
    query = model.visit.item.query if model.visit.item is not None else None
    return query is not None and query.source == PROGRESS and parse_key(text) is None


def back(model: Model, event: object, facts: Facts) -> Step:
    """To the field before, with what was typed there; before the first one to the item."""
    inputs = model.visit.inputs
    visit = replace(model.visit, inputs=inputs[:-1], answer=None, query=None, text="")
    model = replace(model, visit=visit, typed="", wrong="")
    field = field_now(model)
    if not inputs or field is None:
        return to_item(model, event, facts)
    return go(_prepared(model, field, inputs[-1]), State.QUERY)


def to_item(model: Model, event: object, facts: Facts) -> Step:
    """Nothing is being done any more."""
    if is_mine(model.visit.item):
        return own.away(model)
    visit = replace(model.visit, doing=False, by="", why=(), inputs=(), text="")
    visit = replace(visit, query=None, answer=None)
    return go(replace(model, visit=visit, typed="", wrong="", fault=None), State.ITEM, PATIENCE_OFF)


def send(model: Model, facts: Facts) -> Step:
    """Everything is filled in: ask once, and wait."""
    item = model.visit.item
    if item is None:
        return model, ()
    if is_mine(item):
        return own.ask(model, facts)
    if proves(item):
        return issue.filled(model, facts)
    if not model.service_up:
        return trouble(model, Fault.SERVICE_LOST)
    asked = _query(model, item, facts)
    model = replace(model, visit=replace(model.visit, query=asked, answer=None), fault=None)
    return go(model, State.QUERY_WAIT, Query(asked), SetTimer("patience", timeouts.QUERY_PATIENCE))


def _query(model: Model, item: ServiceItem, facts: Facts) -> RunQuery:
    visit, holder, request = model.visit, model.holder, facts.new_id
    filled = zip(visit.fields, visit.inputs, strict=True)
    asked = RunQuery(
        request_id=request,
        code=item.catalog_code,
        version=visit.version,
        credential=visit.by or Credential.NONE.value,
        assurance=REACHES[Credential(visit.by)] if visit.by else Assurance.AL0,
        inputs=tuple((field.id, as_sent(field, text)) for field, text in filled if text),
    )
    by_card = needs_card(item) and visit.by != Credential.RECEIPT_CODE
    if not by_card or holder is None or not model.confirmed:
        return asked
    place = bound_to(SealedFor.QUERY, request)
    sealed = facts.vault.seal(place, holder.name, holder.id_no, holder.kind)
    hashed = facts.vault.holder_hash(holder.id_no)
    return replace(asked, assurance=holder.assurance, holder_hash=hashed, sealed=sealed)


def answered(model: Model, event: object, facts: Facts) -> Step:
    """Shown whole, or not at all."""
    assert isinstance(event, QueryAnswered)
    visit = model.visit
    if visit.query is None or event.request_id != visit.query.request_id or visit.item is None:
        return model, ()
    width = len(visit.item.query.columns) if visit.item.query is not None else 0
    try:
        views_of(event)
    except ValueError:
        return _told(model, Fault.QUERY_NOT_OURS)
    if any(len(row) != width for row in event.rows):
        return _told(model, Fault.QUERY_NOT_OURS)
    model = replace(model, visit=replace(visit, answer=event), fault=None)
    return go(model, State.QUERY_RESULT, PATIENCE_OFF)


def views_of(answer: QueryAnswered) -> tuple[ProgressView, ...]:
    """Of an answer about applications. Raises ValueError."""
    return parse_views(answer.applications) if answer.applications else ()


def refused(model: Model, event: object, facts: Facts) -> Step:
    assert isinstance(event, Refused)
    if model.visit.query is None or event.request_id != model.visit.query.request_id:
        return model, ()
    return _told(model, event.fault)


def patience(model: Model, event: object, facts: Facts) -> Step:
    return _told(model, Fault.SERVICE_LOST)


def _told(model: Model, fault: Fault) -> Step:
    return go(replace(model, fault=fault), State.TROUBLE, PATIENCE_OFF)


def ask_again(model: Model, event: object, facts: Facts) -> Step:
    """The service is back: the same question with the same id."""
    model, unheard = service_back(model, event, facts)
    if model.visit.query is None:
        return model, unheard
    return model, (*unheard, Query(model.visit.query))


def once_more(model: Model, event: object, facts: Facts) -> Step:
    """After a trouble: the same question anew, where one was asked."""
    if model.visit.doing and proves(model.visit.item) and model.proof.looked:
        return issue.once_more(model, facts)
    asked = model.visit.query
    if asked is None or not model.visit.doing or asked.code != _code(model):
        return model, ()
    return send(model, facts)


def _code(model: Model) -> str:
    return model.visit.item.catalog_code if model.visit.item is not None else ""

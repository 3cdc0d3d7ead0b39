"""From the first touch to a person who said "that is me": business, means, card or number."""

from datetime import date

from kiosk.faults import Fault
from kiosk.flow import timeouts
from kiosk.flow.effects import Effect, Query, SetTimer
from kiosk.flow.events import Touched
from kiosk.flow.identify.auth import tell_who
from kiosk.flow.identify.forgetting import nobody
from kiosk.flow.model import ANONYMOUS, Facts, Holder, Model
from kiosk.flow.rules_common import (
    PATIENCE_OFF,
    Step,
    go,
    idle_timer,
    read_if_wanted,
    service_back,
)
from kiosk.flow.states import State
from kiosk.flow.typed import edited
from kiosk.identity import Assurance, CardKind, IdentityCard, Means
from kiosk.items.exclusions import HolderFacts, facts_of
from kiosk.messages.cards import CardFailed, CardRead, ReadProgress, ReadStage
from kiosk.messages.service import CheckHolder, HolderChecked, Priority
from kiosk.numbers import birth_of, is_person_number
from kiosk.queueing.rules import has_age_priority
from kiosk.values import replace

NUMBER_LENGTH = 18


def start(model: Model, event: object, facts: Facts) -> Step:
    model = replace(model, session_id=model.session_id or facts.new_id, fault=None)
    return read_if_wanted(go(model, State.CHOOSE_BUSINESS), facts)


def choose(model: Model, event: object, facts: Facts) -> Step:
    """A business was touched: what stands against it is told now, before a card is asked for."""
    assert isinstance(event, Touched)
    model = replace(model, group_id=event.arg, fault=None, declared=Priority.NORMAL)
    business = model.business
    if business is None:
        return trouble(model, Fault.GROUP_UNKNOWN)
    if not model.service_up:
        return trouble(model, Fault.SERVICE_LOST)
    if business.refusal is not None:
        return trouble(model, business.refusal)
    if model.holder is None:
        return read_if_wanted(go(model, State.CHOOSE_MEANS), facts)
    if model.holder is ANONYMOUS or not _means_enough(model):
        return not_me(model, event, facts)
    if model.confirmed:
        return go(model, State.CONFIRM, *ask_holder(model, model.holder, facts))
    return go(model, State.CONFIRM)


def _means_enough(model: Model) -> bool:
    """A typed number serves only the groups that allow it."""
    business = model.business
    typed = model.holder is not None and model.holder.assurance is Assurance.AL1
    return business is not None and (business.allow_typed or not typed)


def choose_means(model: Model, event: object, facts: Facts) -> Step:
    assert isinstance(event, Touched)
    business = model.business
    if business is None:
        return model, ()
    if event.arg == Means.IDCARD:
        model = replace(model, fault=None, read_stage=ReadStage.POLLING)
        return read_if_wanted(go(model, State.READ_CARD), facts)
    if event.arg == Means.TYPED and business.allow_typed:
        return go(replace(model, typed="", fault=None), State.TYPE_NUMBER)
    if event.arg == Means.NONE and not business.need_id:
        return go(replace(model, holder=ANONYMOUS, fault=None), State.AHEAD)
    return model, ()


def progress(model: Model, event: object, facts: Facts) -> Step:
    """A card was seen: show the reading at once, wherever the citizen put it down."""
    assert isinstance(event, ReadProgress)
    if event.command != model.reading:
        return model, ()
    healed = event.stage is ReadStage.FOUND or _is_reader_fault(model.fault)
    fault = None if healed else model.fault
    return replace(model, read_stage=event.stage, fault=fault), (idle_timer(model),)


def _is_reader_fault(fault: Fault | None) -> bool:
    """A fault of the reader ends when it polls again; one of a card stays until a card is found."""
    return fault is not None and fault.value.startswith(("ID-01", "SC-01"))


def card_failed(model: Model, event: object, facts: Facts) -> Step:
    assert isinstance(event, CardFailed)
    if event.command != model.reading:
        return model, ()
    model = replace(model, fault=event.fault, read_stage=ReadStage.POLLING)
    if event.final:
        model = replace(model, reading="")
    return model, (idle_timer(model),)


def card_read(model: Model, event: object, facts: Facts) -> Step:
    """A person: checked here against the calendar, then asked to confirm."""
    assert isinstance(event, CardRead)
    if event.command != model.reading:
        return model, ()
    model = replace(model, reading="", found_at=event.found_at, read_stage=ReadStage.POLLING)
    model = replace(model, session_id=model.session_id or facts.new_id)
    card = event.card
    if card.expired(facts.now.date()):
        social = card.kind is CardKind.SOCIAL_SECURITY
        return trouble(model, Fault.SSC_EXPIRED if social else Fault.CARD_EXPIRED)
    model = identified(model, holder_of(card, facts.now.date()), facts)
    if model.business is None or model.state in (State.IDLE, State.CHOOSE_BUSINESS):
        return go(model, State.CHOOSE_BUSINESS)
    return go(model, State.CONFIRM)


def identified(model: Model, holder: Holder, facts: Facts) -> Model:
    elder = holder.assurance > Assurance.AL1 and has_age_priority(holder.birth, facts.now.date())
    return replace(model, holder=holder, age_priority=elder, card_out=False, fault=None)


def holder_of(card: IdentityCard, today: date) -> Holder:
    birth = card.birth or birth_of(card.id_no)
    means = Means.SSCARD if card.kind is CardKind.SOCIAL_SECURITY else Means.IDCARD
    facts = facts_of(card, today, Assurance.AL2)
    known = (birth, means, Assurance.AL2, facts)
    return Holder(card.name, card.id_no, card.kind.value, *known, photo=card.photo)


def key(model: Model, event: object, facts: Facts) -> Step:
    """Digits, and X as the last character only."""
    assert isinstance(event, Touched)
    typed, char = model.typed, event.arg.upper()
    fits = len(typed) < NUMBER_LENGTH and _may_follow(typed, char)
    typed = edited(typed, event.arg, char if fits else "")
    return replace(model, typed=typed, fault=None), (idle_timer(model),)


def _may_follow(typed: str, character: str) -> bool:
    if character == "X":
        return len(typed) == NUMBER_LENGTH - 1
    return len(character) == 1 and character in "0123456789"


def typed_done(model: Model, event: object, facts: Facts) -> Step:
    """The check character and the date are tested here: no request leaves with a wrong number."""
    if not is_person_number(model.typed):
        return replace(model, fault=Fault.NUMBER_INVALID), (idle_timer(model),)
    birth = birth_of(model.typed)
    known = HolderFacts(assurance=Assurance.AL1)
    holder = Holder("", model.typed, "typed", birth, Means.TYPED, Assurance.AL1, known)
    return go(identified(replace(model, typed=""), holder, facts), State.CONFIRM)


def confirm(model: Model, event: object, facts: Facts) -> Step:
    """That is me: one AUTH event per session, then the question whether a ticket may be taken."""
    holder = model.holder
    if holder is None:
        return model, ()
    if not model.service_up:
        return trouble(model, Fault.SERVICE_LOST)
    auth: tuple[Effect, ...] = ()
    if not model.confirmed:
        model, auth = tell_who(model, holder, facts)
    model = replace(model, confirmed=True)
    return model, (*auth, *ask_holder(model, holder, facts), idle_timer(model))


def ask_holder(model: Model, holder: Holder, facts: Facts) -> tuple[Effect, ...]:
    """May this person take a ticket? Somebody identified earlier in the session is only asked."""
    question = CheckHolder(model.group_id, facts.vault.holder_hash(holder.id_no))
    return Query(question), SetTimer("patience", timeouts.RECORD_PATIENCE)


def check_patience(model: Model, event: object, facts: Facts) -> Step:
    return trouble(model, Fault.SERVICE_LOST)


def check_again(model: Model, event: object, facts: Facts) -> Step:
    """The service is back: a question that was on its way is asked anew."""
    model, effects = service_back(model, event, facts)
    if not model.confirmed or model.holder is None:
        return model, effects
    return model, (*effects, *ask_holder(model, model.holder, facts))


def reveal(model: Model, event: object, facts: Facts) -> Step:
    """Held down, not switched on: letting go hides it again, and so does leaving the screen."""
    assert isinstance(event, Touched)
    shown = event.arg == "on"
    hide = SetTimer("hide", timeouts.REVEAL if shown else None)
    return replace(model, revealed=shown), (hide, idle_timer(model))


def hide(model: Model, event: object, facts: Facts) -> Step:
    """Held for long, or the letting go was lost."""
    return replace(model, revealed=False), ()


def not_me(model: Model, event: object, facts: Facts) -> Step:
    """The person is forgotten before another one is asked; whoever confirmed ends a session."""
    model, ends = nobody(model, facts)
    return read_if_wanted(go(model, State.CHOOSE_MEANS, *ends), facts)


def holder_checked(model: Model, event: object, facts: Facts) -> Step:
    """An answer about somebody who has not confirmed is about a person that was here before."""
    assert isinstance(event, HolderChecked)
    other = event.open_ticket is not None and event.open_ticket.group_id != model.group_id
    if not model.confirmed or other:
        return model, ()
    if event.refusal is Fault.OPEN_TICKET and event.open_ticket is not None:
        model = replace(model, ticket=event.open_ticket, fault=event.refusal, order=None)
        return go(model, State.OPEN_TICKET, PATIENCE_OFF)
    if event.refusal is not None:
        return go(replace(model, fault=event.refusal), State.TROUBLE, PATIENCE_OFF)
    return go(model, State.AHEAD, PATIENCE_OFF)


def trouble(model: Model, fault: Fault) -> Step:
    return go(replace(model, fault=fault), State.TROUBLE)


def to_business(model: Model, event: object, facts: Facts) -> Step:
    """Choose again; who was identified stays identified."""
    model = replace(model, group_id="", fault=None, declared=Priority.NORMAL, typed="", order=None)
    model = replace(model, visit=replace(model.visit, doing=False))
    if model.holder is ANONYMOUS:
        model = replace(model, holder=None)
    return read_if_wanted(go(model, State.CHOOSE_BUSINESS), facts)


def to_means(model: Model, event: object, facts: Facts) -> Step:
    model = replace(model, fault=None, typed="", read_stage=ReadStage.POLLING)
    known = model.asking.stepping and model.visit.doing
    return read_if_wanted(go(model, State.STEP_UP if known else State.CHOOSE_MEANS), facts)

"""What a citizen says of a bad service before the touch that sends it: reasons, words, a call back.

Each can be left out, and changed as long as it is not sent.
"""

from kiosk.flow.events import Touched
from kiosk.flow.model import Facts, Model
from kiosk.flow.rating.rating import (
    ANONYMOUSLY,
    NAMED,
    NO_CALL,
    PHONE_DIGITS,
    typed_phone,
    typed_text,
)
from kiosk.flow.rating.rules_rating import can_be_named, skip
from kiosk.flow.rules_common import Step, go, idle_timer
from kiosk.flow.states import State
from kiosk.items.indicators import ONLINE
from kiosk.values import replace


def choose_reason(model: Model, event: object, facts: Facts) -> Step:
    """On and off; as many as there are."""
    assert isinstance(event, Touched)
    if event.arg not in ONLINE.codes:
        return model, ()
    chosen = set(model.rating.reasons) ^ {event.arg}
    reasons = tuple(one.code for one in ONLINE.indicators if one.code in chosen)
    return replace(model, rating=replace(model.rating, reasons=reasons)), (idle_timer(model),)


def to_text(model: Model, event: object, facts: Facts) -> Step:
    return go(model, State.RATE_TEXT)


def to_call(model: Model, event: object, facts: Facts) -> Step:
    return go(model, State.RATE_CALL)


def to_phone(model: Model, event: object, facts: Facts) -> Step:
    """Only who agreed to be called back can give a number."""
    if model.rating.callback == NO_CALL:
        return model, ()
    return go(replace(model, wrong=""), State.RATE_PHONE)


def to_why(model: Model, event: object, facts: Facts) -> Step:
    return go(replace(model, wrong=""), State.RATE_WHY)


def to_levels(model: Model, event: object, facts: Facts) -> Step:
    """Back to the five levels: none is chosen."""
    subject = model.rating.subject
    if subject is None:
        return skip(model, event, facts)
    return go(replace(model, rating=model.rating.about(subject, model.rating.back_to)), State.RATE)


def type_text(model: Model, event: object, facts: Facts) -> Step:
    assert isinstance(event, Touched)
    return replace(model, rating=typed_text(model.rating, event.arg)), (idle_timer(model),)


def choose_call(model: Model, event: object, facts: Facts) -> Step:
    """By name only where somebody is identified; without a call back no number is kept."""
    assert isinstance(event, Touched)
    if event.arg not in (NO_CALL, ANONYMOUSLY, NAMED):
        return model, ()
    if event.arg == NAMED and not can_be_named(model):
        return model, ()
    phone = "" if event.arg == NO_CALL else model.rating.phone
    rating = replace(model.rating, callback=event.arg, phone=phone)
    return go(replace(model, rating=rating), State.RATE_WHY)


def key(model: Model, event: object, facts: Facts) -> Step:
    assert isinstance(event, Touched)
    model = replace(model, rating=typed_phone(model.rating, event.arg), wrong="")
    return model, (idle_timer(model),)


def phone_done(model: Model, event: object, facts: Facts) -> Step:
    """A whole mobile number; what was begun and is none is told and not taken."""
    phone = model.rating.phone
    if len(phone) != PHONE_DIGITS or not phone.startswith("1"):
        return replace(model, wrong="unreadable"), (idle_timer(model),)
    return go(replace(model, wrong=""), State.RATE_WHY)


def no_phone(model: Model, event: object, facts: Facts) -> Step:
    model = replace(model, rating=replace(model.rating, phone=""), wrong="")
    return go(model, State.RATE_WHY)

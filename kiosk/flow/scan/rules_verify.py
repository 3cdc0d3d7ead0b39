"""A paper verified by its code, open to anybody and with no network: scanned, or where the network
is up its number typed; then what it is worth."""

from kiosk.certificates.pickup import ALPHABET, as_meant
from kiosk.faults import Fault
from kiosk.flow import timeouts
from kiosk.flow.effects import Query, SetTimer
from kiosk.flow.events import Touched
from kiosk.flow.here import is_online
from kiosk.flow.model import Facts, Model
from kiosk.flow.rating.rules_rating import to_rating
from kiosk.flow.rules_common import PATIENCE_OFF, Step, go, idle_timer, read_if_wanted, service_back
from kiosk.flow.scan.looking import can_scan
from kiosk.flow.scan.rules_scan import begin
from kiosk.flow.scan.scan import MOST_DIGITS, Check, ScanFor
from kiosk.flow.states import State
from kiosk.flow.typed import edited
from kiosk.messages.certificates import CodeVerified, VerifyCode
from kiosk.messages.service import Refused
from kiosk.values import replace

_MEANT = {"O": "0", "I": "1", "L": "1"}


def open_verify(model: Model, event: object, facts: Facts) -> Step:
    """From the list of items or an item. Where nothing reads codes, the number is typed."""
    model = replace(model, session_id=model.session_id or facts.new_id, fault=None)
    model = replace(model, check=Check(model.state))
    return begin(model, facts, ScanFor.VERIFY) if can_scan(model) else go(model, State.VERIFY)


def scan(model: Model, event: object, facts: Facts) -> Step:
    """By the reader, after typing or for the next paper."""
    back_to = model.check.back_to
    return begin(replace(model, check=Check(back_to)), facts, ScanFor.VERIFY, back_to)


def by_hand(model: Model, facts: Facts) -> Step:
    model = replace(model, check=Check(model.check.back_to))
    return go(model, State.VERIFY)


def taken(model: Model, text: str, facts: Facts) -> Step:
    """A code was read."""
    return _ask(model, text, facts)


def type_text(model: Model, event: object, facts: Facts) -> Step:
    """Letters and digits of the code beside the QR; O, I and L are meant for 0 and 1."""
    assert isinstance(event, Touched)
    typed, char = model.check.typed, event.arg.upper()
    char = _MEANT.get(char, char)
    fits = len(char) == 1 and char in ALPHABET and len(typed) < MOST_DIGITS
    typed = edited(typed, event.arg, char if fits else "")
    check = replace(model.check, typed=typed, refused=None)
    return replace(model, check=check), (idle_timer(model),)


def typed_done(model: Model, event: object, facts: Facts) -> Step:
    if not as_meant(model.check.typed):
        return model, (idle_timer(model),)
    if not is_online(model):
        check = replace(model.check, refused=Fault.ITEM_NEEDS_NETWORK)
        return replace(model, check=check), (idle_timer(model),)
    return _ask(model, model.check.typed, facts)


def _ask(model: Model, text: str, facts: Facts) -> Step:
    asked = VerifyCode(facts.new_id, text)
    check = replace(model.check, asked=asked, found=None, refused=None)
    patience = SetTimer("patience", timeouts.QUERY_PATIENCE)
    return go(replace(model, check=check), State.VERDICT, Query(asked), patience)


def verified(model: Model, event: object, facts: Facts) -> Step:
    """The code itself is forgotten."""
    assert isinstance(event, CodeVerified)
    if not _is_mine(model, event.request_id):
        return model, ()
    model = replace(model, check=replace(model.check, asked=None, found=event))
    # On any other screen patience waits for something else.
    waits = model.state is State.VERDICT
    return model, (PATIENCE_OFF, idle_timer(model)) if waits else ()


def refused(model: Model, event: object, facts: Facts) -> Step:
    assert isinstance(event, Refused)
    return _no_answer(model, event.fault) if _is_mine(model, event.request_id) else (model, ())


def patience(model: Model, event: object, facts: Facts) -> Step:
    if model.check.asked is None:
        return model, ()
    return _no_answer(model, Fault.QUERY_NO_ANSWER if model.service_up else Fault.SERVICE_LOST)


def _is_mine(model: Model, request_id: str) -> bool:
    return model.check.asked is not None and model.check.asked.request_id == request_id


def _no_answer(model: Model, fault: Fault) -> Step:
    """A number that nobody answered for is kept, to be sent again."""
    check = replace(model.check, asked=None, refused=fault)
    model = replace(model, check=check)
    if check.by_hand:
        return go(model, State.VERIFY, PATIENCE_OFF)
    return model, (PATIENCE_OFF, idle_timer(model))


def ask_again(model: Model, event: object, facts: Facts) -> Step:
    """The service is back: what it may not have heard is asked once more."""
    model, unheard = service_back(model, event, facts)
    asked = model.check.asked
    return model, ((*unheard, Query(asked)) if asked is not None else unheard)


def done(model: Model, event: object, facts: Facts) -> Step:
    """A paper that was judged is a finished service; nothing of it stays."""
    if model.check.found is None:
        return model, ()
    model, effects = to_rating(model, event, facts)
    return replace(model, check=Check()), effects


def back(model: Model, event: object, facts: Facts) -> Step:
    """To where it began; nothing of the paper stays."""
    to = model.check.back_to
    return read_if_wanted(go(replace(model, check=Check()), to, PATIENCE_OFF), facts)

"""Identified without a card: a code on the phone, a text message, a U-key, a member of staff. One
question at a time, answered once; what is refused leads back to the choice, told why."""

from collections.abc import Callable

from kiosk.faults import Fault
from kiosk.flow import timeouts
from kiosk.flow.effects import Query, SetTimer
from kiosk.flow.events import Touched
from kiosk.flow.here import can_vouch, means_of
from kiosk.flow.identify import judging
from kiosk.flow.identify import rules_identify as i
from kiosk.flow.identify.forgetting import nobody
from kiosk.flow.identify.known import could_serve, holder_found, is_other, vouched
from kiosk.flow.identify.means import CODE_DIGITS, MOBILE_DIGITS, Asking
from kiosk.flow.identify.rules_means_up import known_now, stronger, to_choice
from kiosk.flow.model import Facts, Holder, Model
from kiosk.flow.rules_common import PATIENCE_OFF, Step, go, idle_timer, service_back
from kiosk.flow.scan import rules_scan as scan
from kiosk.flow.scan.scan import ScanFor
from kiosk.flow.states import State
from kiosk.flow.typed import with_digit
from kiosk.identity import Assurance, Means
from kiosk.items.model import ServiceItem
from kiosk.messages.identity import AskIdentity, CodeSent, IdentityFound, SendCode
from kiosk.messages.service import Refused
from kiosk.values import replace

RETRY = frozenset(
    {Fault.SMS_WRONG, Fault.SMS_WAIT, Fault.IDENTITY_NO_ANSWER, Fault.SERVICE_LOST},
)
"""After these a text message goes on where it was: with the number, and with the code that came."""


def begin(model: Model, means: Means, facts: Facts) -> Step:
    """The means was chosen: to where it is shown, typed or asked."""
    stepping = model.asking.stepping
    model = replace(model, asking=Asking(means=means, stepping=stepping), fault=None, typed="")
    start = _STARTS.get(means)
    return start(model, facts) if start is not None else (model, ())


def _scan(model: Model, facts: Facts) -> Step:
    return scan.begin(model, facts, ScanFor.IDENTIFY, model.state)


def _mobile(model: Model, facts: Facts) -> Step:
    return go(model, State.MOBILE)


def _key(model: Model, facts: Facts) -> Step:
    return _ask(model, AskIdentity(facts.new_id, Means.UKEY))


_STARTS: dict[Means, Callable[[Model, Facts], Step]] = {
    **dict.fromkeys((Means.QR_APP, Means.EID, Means.EBL, Means.STAFF), _scan),
    Means.SMS: _mobile,
    Means.UKEY: _key,
}


def scanned(model: Model, text: str, facts: Facts) -> Step:
    """A code was read for who stands there. What is none of ours the provider says."""
    means = model.asking.means
    if means is None or not model.visit.doing:
        return to_choice(model, facts)
    return _ask(model, AskIdentity(facts.new_id, means, text))


def _ask(model: Model, asked: AskIdentity | SendCode) -> Step:
    if not model.service_up:
        return i.trouble(model, Fault.SERVICE_LOST)
    sending = isinstance(asked, SendCode)
    asking = replace(model.asking, asked=asked.request_id, sending=sending)
    patience = SetTimer("patience", timeouts.QUERY_PATIENCE)
    return go(replace(model, asking=asking), State.IDENTIFYING, Query(asked), patience)


# --- a text message ------------------------------------------------------------------------------


def key(model: Model, event: object, facts: Facts) -> Step:
    """Digits of the mobile number, or of the code."""
    assert isinstance(event, Touched)
    most = MOBILE_DIGITS if model.state is State.MOBILE else CODE_DIGITS
    typed = with_digit(model.typed, event.arg, most)
    return replace(model, typed=typed, wrong="", fault=None), (idle_timer(model),)


def mobile_done(model: Model, event: object, facts: Facts) -> Step:
    number = model.typed
    if len(number) != MOBILE_DIGITS or not number.startswith("1"):
        return replace(model, wrong="unreadable"), (idle_timer(model),)
    model = replace(model, asking=replace(model.asking, mobile=number, sent=None))
    return _ask(model, SendCode(facts.new_id, number))


def code_sent(model: Model, event: object, facts: Facts) -> Step:
    assert isinstance(event, CodeSent)
    if not _mine(model, event.request_id):
        return model, ()
    asking = replace(model.asking, asked="", sent=event)
    return go(replace(model, asking=asking, typed="", fault=None), State.SMS_CODE, PATIENCE_OFF)


def code_done(model: Model, event: object, facts: Facts) -> Step:
    if len(model.typed) != CODE_DIGITS:
        return replace(model, wrong="unreadable"), (idle_timer(model),)
    asked = AskIdentity(facts.new_id, Means.SMS, model.typed, model.asking.mobile)
    return _ask(model, asked)


def send_again(model: Model, event: object, facts: Facts) -> Step:
    """The provider says whether it is too early."""
    return _ask(model, SendCode(facts.new_id, model.asking.mobile))


def to_mobile(model: Model, event: object, facts: Facts) -> Step:
    """The number was mistyped."""
    asking = replace(model.asking, mobile="", sent=None)
    return go(replace(model, asking=asking, typed="", wrong="", fault=None), State.MOBILE)


def back(model: Model, event: object, facts: Facts) -> Step:
    return to_choice(model, facts)


# --- the answer ----------------------------------------------------------------------------------


def _mine(model: Model, request_id: str) -> bool:
    return bool(model.asking.asked) and request_id == model.asking.asked


def found(model: Model, event: object, facts: Facts) -> Step:
    assert isinstance(event, IdentityFound)
    item, asking = model.visit.item, model.asking
    if not _mine(model, event.request_id) or event.means is not asking.means or item is None:
        return model, ()
    model = replace(model, asking=replace(asking, asked=""), typed="", fault=None)
    step = _vouched(model, item, event, facts) if event.means is Means.STAFF else None
    model, effects = step or _identified(model, item, event, facts)
    return model, (PATIENCE_OFF, *effects)


def _vouched(model: Model, item: ServiceItem, event: IdentityFound, facts: Facts) -> Step:
    """A member of staff has looked at the citizen and the document."""
    if model.holder is None or not could_serve(item, model.holder, Assurance.AL4):
        return to_choice(model, facts)
    holder = vouched(model.holder, event.id_no)
    return stronger(model, item, holder, facts, Means.STAFF)


def _identified(model: Model, item: ServiceItem, event: IdentityFound, facts: Facts) -> Step:
    return take(model, item, holder_found(event, facts.now.date()), facts)


def take(model: Model, item: ServiceItem, holder: Holder, facts: Facts) -> Step:
    """Somebody, by whatever means: the first one, or the one who is known, known better."""
    if model.asking.stepping and model.holder is not None:
        return stronger(model, item, holder, facts)
    model, ends = _without_another(model, holder, facts)
    refused = judging.refusal(model, item, holder)
    if refused is not None:
        return refused[0], (*ends, *refused[1])
    model, told = known_now(replace(model, asking=Asking()), holder, facts)
    model, effects = judging.judged(model, item, holder, facts)
    return model, (*ends, *told, *effects)


def _without_another(model: Model, holder: Holder, facts: Facts) -> Step:
    """Who was known before is forgotten where this is somebody else."""
    before = model.holder
    if before is None or not is_other(before, holder):
        return model, ()
    return nobody(model, facts)


def refused(model: Model, event: object, facts: Facts) -> Step:
    assert isinstance(event, Refused)
    if not _mine(model, event.request_id):
        return model, ()
    return _told(model, facts, event.fault)


def patience(model: Model, event: object, facts: Facts) -> Step:
    return _told(model, facts, Fault.SERVICE_LOST)


def service_again(model: Model, event: object, facts: Facts) -> Step:
    """A proof counts once, and nobody knows whether it was heard: it is given anew."""
    model, unheard = service_back(model, event, facts)
    model, effects = _told(model, facts, Fault.IDENTITY_NO_ANSWER)
    return model, (*unheard, *effects)


def _told(model: Model, facts: Facts, fault: Fault) -> Step:
    if model.asking.means is Means.SMS and fault in RETRY:
        return _typed_on(model, fault)
    model, effects = to_choice(model, facts, fault)
    return model, (PATIENCE_OFF, *effects)


def _typed_on(model: Model, fault: Fault) -> Step:
    """To the code, which came or may have come, else to the number; each as it was typed."""
    asking = replace(model.asking, asked="")
    first = asking.sending and asking.sent is None
    if first and fault is not Fault.SMS_WAIT:
        model = replace(model, asking=asking, typed=asking.mobile, fault=fault)
        return go(model, State.MOBILE, PATIENCE_OFF)
    typed = "" if first or fault is Fault.SMS_WRONG else model.typed
    return go(replace(model, asking=asking, typed=typed, fault=fault), State.SMS_CODE, PATIENCE_OFF)


def chosen(model: Model, event: object, facts: Facts) -> Step | None:
    """For the choice of a means: None where it is a card's, or none of this item."""
    assert isinstance(event, Touched)
    item = model.visit.item
    if item is None or event.arg not in {one.value for one in _STARTS}:
        return None
    if event.arg == Means.STAFF:
        is_possible = may_vouch(model, item)
    else:
        is_possible = event.arg in {one.value for one in means_of(model, item)}
    return begin(model, Means(event.arg), facts) if is_possible else (model, ())


def may_vouch(model: Model, item: ServiceItem) -> bool:
    """For who has shown a document that the item asks for, and for nobody else."""
    holder = model.holder
    if holder is None or not model.asking.stepping or not can_vouch(model):
        return False
    return could_serve(item, holder, Assurance.AL4) and holder.assurance < Assurance.AL4

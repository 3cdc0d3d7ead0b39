"""A certificate that is printed another time: wished for while cut off, fetched by its code."""

from kiosk.certificates import pickup
from kiosk.faults import Fault
from kiosk.flow import timeouts
from kiosk.flow.effects import Record, SetTimer
from kiosk.flow.events import Touched
from kiosk.flow.identify.rules_identify import trouble
from kiosk.flow.model import Facts, Model
from kiosk.flow.proof import issue
from kiosk.flow.rules_common import PATIENCE_OFF, Step, go, idle_timer, service_back
from kiosk.flow.states import State
from kiosk.flow.typed import edited
from kiosk.identity import SealedFor
from kiosk.items.model import ServiceItem
from kiosk.messages.certificates import WishCertificate, WishKept
from kiosk.messages.service import PrintNews, Refused
from kiosk.values import replace


def type_code(model: Model, event: object, facts: Facts) -> Step:
    """Letters and digits of a code, without its hyphens."""
    assert isinstance(event, Touched)
    text, char = model.visit.text, event.arg
    fits = len(char) == 1 and char.isascii() and char.isalnum() and len(text) < pickup.DIGITS
    text = edited(text, char, char.upper() if fits else "")
    visit = replace(model.visit, text=text)
    return replace(model, visit=visit, wrong=""), (idle_timer(model),)


def code_done(model: Model, event: object, facts: Facts) -> Step:
    """What can be no code leaves for nowhere."""
    code = pickup.as_meant(model.visit.text)
    if not code:
        return replace(model, wrong="code"), (idle_timer(model),)
    if not model.service_up:
        return trouble(model, Fault.SERVICE_LOST)
    visit = replace(model.visit, text="")
    return issue.ask(replace(model, visit=visit, wrong=""), facts, code)


def wish(model: Model, event: object, facts: Facts) -> Step:
    """The touch that leaves the request here. One that was never answered keeps its id."""
    item = model.visit.item
    if item is None:
        return model, ()
    asked = model.proof.wish
    same = (issue.chosen(model), issue.language(model))
    if asked is None or (asked.chosen, asked.lang) != same:
        asked = _wish(model, item, facts)
    proof = replace(model.proof, wish=asked, kept=None, slip=None)
    patience = SetTimer("patience", timeouts.RECORD_PATIENCE)
    return go(replace(model, proof=proof, fault=None), State.WISHING, Record(asked), patience)


def _wish(model: Model, item: ServiceItem, facts: Facts) -> WishCertificate:
    request = facts.new_id
    holder_hash, sealed = issue.identity_of(model, request, facts, SealedFor.WISH)
    return WishCertificate(
        request_id=request,
        session_id=model.session_id,
        code=item.catalog_code,
        version=model.visit.version,
        credential=model.visit.by,
        assurance=issue.assurance_of(model),
        chosen=issue.chosen(model),
        lang=issue.language(model),
        holder_hash=holder_hash,
        sealed=sealed,
        on_paper=model.printer.can_print,
    )


def kept(model: Model, event: object, facts: Facts) -> Step:
    assert isinstance(event, WishKept)
    asked = model.proof.wish
    if asked is None or event.request_id != asked.request_id or model.proof.kept is not None:
        return model, ()
    model = replace(model, proof=replace(model.proof, kept=event), fault=None)
    return go(model, State.WISH_KEPT, PATIENCE_OFF)


def refused(model: Model, event: object, facts: Facts) -> Step:
    """Nothing was recorded."""
    assert isinstance(event, Refused)
    asked = model.proof.wish
    if asked is None or event.request_id != asked.request_id:
        return model, ()
    told, effects = trouble(replace(model, proof=replace(model.proof, wish=None)), event.fault)
    return told, (PATIENCE_OFF, *effects)


def patience(model: Model, event: object, facts: Facts) -> Step:
    return trouble(model, Fault.SERVICE_LOST)


def wish_again(model: Model, event: object, facts: Facts) -> Step:
    """The service is back: the same record with the same id."""
    model, unheard = service_back(model, event, facts)
    asked = model.proof.wish
    return model, unheard if asked is None else (*unheard, Record(asked))


def slip_news(model: Model, event: object, facts: Facts) -> Step:
    """Of the slip with the code: whether it came out changes what is said, never what is shown."""
    assert isinstance(event, PrintNews)
    kept_one = model.proof.kept
    if kept_one is None or not kept_one.job_id or event.job_id != kept_one.job_id:
        return model, ()
    return replace(model, proof=replace(model.proof, slip=event.state)), ()

"""A certificate from the department to the screen: what was booked, what is issued, its pages.

Whoever goes without the paper leaves it: see `let_go`.
"""

from kiosk.faults import Fault
from kiosk.flow.effects import Query, Record
from kiosk.flow.events import Touched
from kiosk.flow.here import is_online
from kiosk.flow.identify.rules_identify import trouble
from kiosk.flow.items import rules_query as q
from kiosk.flow.model import Facts, Model
from kiosk.flow.proof.proof import Proof
from kiosk.flow.rules_common import PATIENCE_OFF, Step, go, idle_timer, service_back, tell
from kiosk.flow.states import RATING, State
from kiosk.flow.typed import row_of
from kiosk.messages.certificates import (
    CertificateReady,
    LeaveCertificate,
    NextCopy,
    WaitingFound,
)
from kiosk.messages.service import Refused
from kiosk.values import replace

AT_IT = frozenset(
    {
        *(State.ISSUING, State.PREVIEW, State.CERT_PRINTING, State.CERT_TROUBLE),
        *(State.CERT_UNSURE, State.CERT_TAKE, State.HELP, *RATING),
    }
)
"""While one of these is shown, a certificate that is ready still has its citizen."""


def let_go(before: Model, after: Model) -> Step:
    """Whatever way led out: a certificate that is ready and has no paper is left, once."""
    proof, there = before.proof, after.proof.ready is not None
    if there and after.visit.doing and after.state in AT_IT:
        return after, ()
    blank = after.proof.anew()
    if (there or not after.visit.doing) and after.proof != blank:
        after = replace(after, proof=blank)
    if proof.ready is None or not proof.left_open:
        return after, ()
    return tell(after, LeaveCertificate(proof.leaving, proof.ready.certificate_id))


# --- what was booked -----------------------------------------------------------------------------


def waiting_found(model: Model, event: object, facts: Facts) -> Step:
    assert isinstance(event, WaitingFound)
    if event.request_id != model.proof.looking:
        return model, ()
    proof = replace(model.proof, looking="", looked=True, found=event.found)
    model = replace(model, proof=proof)
    if event.found:
        return go(model, State.CERT_HERE, PATIENCE_OFF)
    return _go_on(model, facts)


def look_refused(model: Model, event: object, facts: Facts) -> Step:
    assert isinstance(event, Refused)
    return _looked(model, facts) if event.request_id == model.proof.looking else (model, ())


def look_patience(model: Model, event: object, facts: Facts) -> Step:
    """No answer: it is made anew, as if nothing lay here."""
    return _looked(model, facts)


def _looked(model: Model, facts: Facts) -> Step:
    return _go_on(replace(model, proof=replace(model.proof, looking="", looked=True)), facts)


def _go_on(model: Model, facts: Facts) -> Step:
    """What can be had anew is asked for now."""
    if model.visit.booked and not is_online(model):
        told, effects = trouble(model, Fault.ITEM_NEEDS_NETWORK)
        return told, (PATIENCE_OFF, *effects)
    model, effects = q.begin(model, facts)
    stop = () if model.state is State.ISSUING else (PATIENCE_OFF,)
    return model, (*stop, *effects)


def take_held(model: Model, event: object, facts: Facts) -> Step:
    """One of those that lie here."""
    assert isinstance(event, Touched)
    held = {one.certificate_id: one for one in model.proof.found}.get(event.arg)
    if held is None:
        return model, ()
    return go(replace(model, proof=model.proof.with_ready(held, facts.new_id)), State.PREVIEW)


def make_anew(model: Model, event: object, facts: Facts) -> Step:
    """What lies here is not what is needed now."""
    return _go_on(replace(model, proof=replace(model.proof, found=())), facts)


# --- issued --------------------------------------------------------------------------------------


def _asked(proof: Proof) -> str:
    """Request id of what is waited for."""
    if proof.copied is not None:
        return proof.copied.request_id
    return proof.wanted.request_id if proof.wanted is not None else ""


def ready(model: Model, event: object, facts: Facts) -> Step:
    assert isinstance(event, CertificateReady)
    if event.request_id != _asked(model.proof):
        return late(model, event, facts)
    given_up = tuple(one for one in model.proof.given_up if one != event.request_id)
    proof = replace(model.proof.with_ready(event, facts.new_id), given_up=given_up)
    return go(replace(model, proof=proof, fault=None), State.PREVIEW, PATIENCE_OFF)


def late(model: Model, event: object, facts: Facts) -> Step:
    """Nobody waits for it any more."""
    assert isinstance(event, CertificateReady)
    proof = model.proof
    if event.request_id not in proof.given_up:
        return model, ()
    given_up = tuple(one for one in proof.given_up if one != event.request_id)
    model = replace(model, proof=replace(proof, given_up=given_up))
    return tell(model, LeaveCertificate(facts.new_id, event.certificate_id))


def late_ready(model: Model, event: object, facts: Facts) -> Step:
    """In a trouble because it took too long: now it is there."""
    wanted, item = model.proof.wanted, model.visit.item
    same = wanted is not None and item is not None and wanted.code == item.catalog_code
    rule = ready if same and model.visit.doing else late
    return rule(model, event, facts)


def issue_refused(model: Model, event: object, facts: Facts) -> Step:
    assert isinstance(event, Refused)
    if event.request_id != _asked(model.proof):
        return model, ()
    return _not_issued(model, event.fault)


def issue_patience(model: Model, event: object, facts: Facts) -> Step:
    given_up = (*model.proof.given_up, _asked(model.proof))
    model = replace(model, proof=replace(model.proof, given_up=given_up))
    return _not_issued(model, Fault.SERVICE_LOST)


def _not_issued(model: Model, fault: Fault) -> Step:
    """Where a copy was there before, it is still to be left."""
    if model.proof.ready is None:
        told, effects = trouble(model, fault)
    else:
        told, effects = go(replace(model, fault=fault), State.CERT_TROUBLE)
    return told, (PATIENCE_OFF, *effects)


def ask_again(model: Model, event: object, facts: Facts) -> Step:
    """The service is back: the same request with the same id."""
    model, unheard = service_back(model, event, facts)
    asked = model.proof.copied or model.proof.wanted
    if asked is None:
        return model, unheard
    effect = Record(asked) if isinstance(asked, NextCopy) else Query(asked)
    return model, (*unheard, effect)


# --- looked at -----------------------------------------------------------------------------------


def turn(model: Model, event: object, facts: Facts) -> Step:
    assert isinstance(event, Touched)
    shown = model.proof.ready
    to = row_of(event.arg)
    if shown is None or not 0 <= to < len(shown.preview):
        return model, ()
    return replace(model, proof=replace(model.proof, page=to)), (idle_timer(model),)

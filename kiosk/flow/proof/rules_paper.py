"""A certificate on its way to paper, told truly.

A copy is printed once. Where it may have come out, the citizen is asked; where it did not, its copy
becomes void and a new original is made.
"""

from kiosk.faults import Fault
from kiosk.flow import timeouts
from kiosk.flow.effects import Record, SetTimer
from kiosk.flow.model import Facts, Model
from kiosk.flow.proof import issue
from kiosk.flow.rules_common import PATIENCE_OFF, Step, go, idle_timer, service_back
from kiosk.flow.states import State
from kiosk.messages.certificates import NextCopy, PagesOut, PrintCertificate
from kiosk.messages.service import PrintNews, PrintQueued, Refused
from kiosk.print_state import PrintState
from kiosk.values import replace

START_OVER = frozenset({Fault.CERT_GONE, Fault.CERT_REVOKED, Fault.CERT_NOT_YOURS})
"""What this certificate cannot be helped from; another one can be asked for."""


def to_paper(model: Model, event: object, facts: Facts) -> Step:
    """The touch that prints: one record. Nothing goes to paper without it."""
    shown = model.proof.ready
    if shown is None or model.proof.used:
        return model, ()
    if not model.service_up:
        return replace(model, fault=Fault.SERVICE_LOST), (idle_timer(model),)
    order = PrintCertificate(facts.new_id, shown.certificate_id, shown.copy_no, model.lang)
    model = replace(model, proof=replace(model.proof, order=order, job_id="", done=0), fault=None)
    patience = SetTimer("patience", timeouts.PAPER_PATIENCE)
    return go(model, State.CERT_PRINTING, Record(order), patience)


def queued(model: Model, event: object, facts: Facts) -> Step:
    assert isinstance(event, PrintQueued)
    order = model.proof.order
    if order is None or event.request_id != order.request_id:
        return model, ()
    return replace(model, proof=replace(model.proof, job_id=event.job_id, used=True)), ()


def pages_out(model: Model, event: object, facts: Facts) -> Step:
    assert isinstance(event, PagesOut)
    if not model.proof.job_id or event.job_id != model.proof.job_id:
        return model, ()
    return replace(model, proof=replace(model.proof, done=event.done)), ()


def _is_mine(model: Model, news: PrintNews) -> bool:
    shown, job = model.proof.ready, model.proof.job_id
    mine = shown is not None and news.about == shown.certificate_id
    return mine and news.job_id == (job or news.job_id)


def print_news(model: Model, event: object, facts: Facts) -> Step:
    assert isinstance(event, PrintNews)
    if not _is_mine(model, event):
        return model, ()
    model = replace(model, proof=replace(model.proof, job_id=event.job_id, used=True))
    if event.state is PrintState.PRINTED:
        model = replace(model, proof=model.proof.in_hand(), fault=None)
        return go(model, State.CERT_TAKE, PATIENCE_OFF)
    if event.state in (PrintState.FAILED, PrintState.VOID):
        return _nothing_came(model, event.fault or Fault.A4_PRINT_ERROR)
    if event.state is PrintState.UNKNOWN:
        return _nobody_knows(model, event.fault or Fault.A4_PRINT_NO_ANSWER)
    return model, ()


def _nothing_came(model: Model, fault: Fault) -> Step:
    model = replace(model, fault=fault, proof=replace(model.proof, unsure=False))
    return go(model, State.CERT_TROUBLE, PATIENCE_OFF)


def _nobody_knows(model: Model, fault: Fault) -> Step:
    model = replace(model, fault=fault, proof=replace(model.proof, used=True, unsure=True))
    return go(model, State.CERT_UNSURE, PATIENCE_OFF)


def print_refused(model: Model, event: object, facts: Facts) -> Step:
    """Nothing was begun, unless it was queued before the service was away."""
    assert isinstance(event, Refused)
    order = model.proof.order
    if order is None or event.request_id != order.request_id:
        return model, ()
    maybe = model.proof.job_id or event.fault is Fault.CERT_PRINTED
    told = _nobody_knows if maybe else _nothing_came
    return told(model, event.fault)


def print_patience(model: Model, event: object, facts: Facts) -> Step:
    return _nobody_knows(model, Fault.A4_PRINT_NO_ANSWER)


def order_again(model: Model, event: object, facts: Facts) -> Step:
    """The service is back: the same order with the same id is printed once."""
    model, unheard = service_back(model, event, facts)
    order = model.proof.order
    return model, unheard if order is None else (*unheard, Record(order))


# --- in trouble ----------------------------------------------------------------------------------


def again(model: Model, event: object, facts: Facts) -> Step:
    """A copy that was not begun goes to the same printer; else a new original is made."""
    fault = model.fault
    if fault in START_OVER:
        return _start_over(model, facts)
    untouched = not model.proof.used and fault is not None and fault.value.startswith("AP-")
    return to_paper(model, event, facts) if untouched else next_copy(model, event, facts)


def _start_over(model: Model, facts: Facts) -> Step:
    """That certificate can give no paper any more: it is left, and another one asked for."""
    proof = replace(model.proof.anew(), looked=True)
    return issue.filled(replace(model, proof=proof), facts)


def next_copy(model: Model, event: object, facts: Facts) -> Step:
    """The citizen has said that nothing usable came out: that copy is void."""
    shown, former = model.proof.ready, model.proof.copied
    if shown is None:
        return model, ()
    if former is None or former.request_id not in model.proof.given_up:
        request = facts.new_id
        former = NextCopy(request, shown.certificate_id, *issue.identity_of(model, request, facts))
    given_up = tuple(one for one in model.proof.given_up if one != former.request_id)
    proof = replace(model.proof, copied=former, given_up=given_up, unsure=False)
    patience = SetTimer("patience", timeouts.ISSUE_PATIENCE)
    return go(replace(model, proof=proof, fault=None), State.ISSUING, Record(former), patience)


def is_whole(model: Model, event: object, facts: Facts) -> Step:
    """The citizen holds the whole document."""
    return go(replace(model, proof=model.proof.in_hand(), fault=None), State.CERT_TAKE)

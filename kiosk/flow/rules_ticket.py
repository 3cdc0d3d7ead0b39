"""From "take number" to paper in the hand, told truly, and the farewell."""

from kiosk.faults import Fault
from kiosk.flow import timeouts
from kiosk.flow.effects import Record, SetTimer
from kiosk.flow.events import Touched
from kiosk.flow.identify.rules_identify import not_me, to_business, trouble
from kiosk.flow.model import ANONYMOUS, Facts, Holder, Model
from kiosk.flow.rating.rules_rating import served_ticket
from kiosk.flow.rating.rules_rating import to_rating as to_rating
from kiosk.flow.rules_common import (
    PATIENCE_OFF,
    Step,
    go,
    help_back,
    idle_timer,
    service_back,
)
from kiosk.flow.states import State
from kiosk.messages.service import (
    NumberTaken,
    PrintAgain,
    PrintNews,
    PrintQueued,
    Priority,
    Refused,
    TakeNumber,
)
from kiosk.print_state import PrintState
from kiosk.values import replace


def declare(model: Model, event: object, facts: Facts) -> Step:
    """Disability or military service, said by the citizen and checked at the counter."""
    assert isinstance(event, Touched)
    wanted = Priority(event.arg) if event.arg in ("disabled", "soldier") else Priority.NORMAL
    declared = Priority.NORMAL if wanted is model.declared else wanted
    return replace(model, declared=declared), (idle_timer(model),)


def take(model: Model, event: object, facts: Facts) -> Step:
    """The tap on "take number": one record; printing follows it, where there is paper."""
    holder = model.holder
    if holder is None or model.business is None:
        return model, ()
    order = _order(model, holder, facts)
    model = replace(model, order=order, fault=None, ticket=None, job_id="", again="", copy=False)
    patience = SetTimer("patience", timeouts.RECORD_PATIENCE)
    return go(model, State.TAKING, Record(order), patience)


def _order(model: Model, holder: Holder, facts: Facts) -> TakeNumber:
    request, known = facts.new_id, holder is not ANONYMOUS
    return TakeNumber(
        request_id=request,
        session_id=model.session_id,
        group_id=model.group_id,
        means=holder.means,
        assurance=holder.assurance,
        priority=model.priority,
        holder_hash=facts.vault.holder_hash(holder.id_no) if known else "",
        holder_mask=holder.mask if known else "",
        sealed=facts.vault.seal(request, holder.name, holder.id_no, holder.kind) if known else b"",
        on_paper=model.on_paper,
        lang=model.lang,
    )


def taken(model: Model, event: object, facts: Facts) -> Step:
    assert isinstance(event, NumberTaken)
    if model.again or model.order is None or event.request_id != model.order.request_id:
        return model, ()
    model = replace(model, ticket=event.ticket, job_id=event.job_id, fault=None)
    model, served = served_ticket(model, facts)
    if event.print_state is None:
        return go(model, State.ON_SCREEN, *served, PATIENCE_OFF)
    model, effects = _by_print_state(model, event.print_state, event.fault)
    return model, (*served, *effects)


def _by_print_state(model: Model, state: PrintState, fault: Fault | None) -> Step:
    if state is PrintState.PRINTED:
        return go(replace(model, fault=None, printed=True), State.TAKE_AWAY, PATIENCE_OFF)
    if state in (PrintState.UNKNOWN, PrintState.FAILED, PrintState.VOID):
        seen = fault or Fault.PRINT_INTERRUPTED
        model = replace(model, fault=seen, copy=model.copy or state is not PrintState.FAILED)
        return go(model, State.PRINT_TROUBLE, PATIENCE_OFF)
    if model.state is State.PRINTING:
        return model, ()
    return go(model, State.PRINTING, SetTimer("patience", timeouts.PRINT_PATIENCE))


def refused(model: Model, event: object, facts: Facts) -> Step:
    """Nothing was recorded. A printer that cannot print is no reason to go without a number."""
    assert isinstance(event, Refused)
    if model.order is None or event.request_id != model.order.request_id:
        return model, ()
    model = replace(model, order=None, ticket=event.ticket, fault=event.fault)
    if event.fault is Fault.OPEN_TICKET and event.ticket is not None:
        return go(model, State.OPEN_TICKET, PATIENCE_OFF)
    if event.fault.value.startswith("RP-"):
        return go(model, State.AHEAD, PATIENCE_OFF)
    return go(model, State.TROUBLE, PATIENCE_OFF)


def ask_again(model: Model, event: object, facts: Facts) -> Step:
    """The service is back: the same record with the same id, answered with the same number."""
    model, unheard = service_back(model, event, facts)
    if model.order is not None and not model.again:
        return model, (*unheard, Record(model.order))
    model, effects = _by_print_state(model, PrintState.UNKNOWN, Fault.PRINT_INTERRUPTED)
    return model, (*unheard, *effects)


def record_patience(model: Model, event: object, facts: Facts) -> Step:
    """No answer: whether the number is recorded is not known; the same card asks it again."""
    return trouble(model, Fault.SERVICE_LOST)


def resume_order(model: Model, event: object, facts: Facts) -> Step:
    """The service is back after the citizen was told to wait: the same record, the same id."""
    model, unheard = service_back(model, event, facts)
    if model.fault is not Fault.SERVICE_LOST or model.order is None or model.ticket is not None:
        return model, unheard
    patience = SetTimer("patience", timeouts.RECORD_PATIENCE)
    return go(replace(model, fault=None), State.TAKING, *unheard, Record(model.order), patience)


def back_from_help(model: Model, event: object, facts: Facts) -> Step:
    """Where it was; an order that waited for the service is asked again now."""
    model, effects = help_back(model, event, facts)
    if model.state is not State.TROUBLE or not model.service_up:
        return model, effects
    model, resumed = resume_order(model, event, facts)
    return model, (*effects, *resumed)


def print_patience(model: Model, event: object, facts: Facts) -> Step:
    return _by_print_state(model, PrintState.UNKNOWN, Fault.PRINT_NO_ANSWER)


def print_news(model: Model, event: object, facts: Facts) -> Step:
    assert isinstance(event, PrintNews)
    mine = model.ticket is not None and event.about == model.ticket.ticket_id
    if not mine or event.job_id != (model.job_id or event.job_id):
        return model, ()
    return _by_print_state(model, event.state, event.fault)


def late_proof(model: Model, event: object, facts: Facts) -> Step:
    """After "unknown", only proof that it was printed changes what the citizen is told."""
    assert isinstance(event, PrintNews)
    mine = model.ticket is not None and event.about == model.ticket.ticket_id
    if mine and event.state is PrintState.PRINTED:
        return _by_print_state(model, event.state, None)
    return model, ()


def print_again(model: Model, event: object, facts: Facts) -> Step:
    """The citizen asks for paper again: the service adds the copy mark where one may exist."""
    if model.ticket is None:
        return model, ()
    again = PrintAgain(facts.new_id, model.ticket.ticket_id, model.lang)
    patience = SetTimer("patience", timeouts.PRINT_PATIENCE)
    copy = model.copy or model.ticket.copies > 0
    model = replace(model, fault=None, copy=copy, again=again.request_id, job_id="")
    return go(model, State.PRINTING, Record(again), patience)


def print_queued(model: Model, event: object, facts: Facts) -> Step:
    assert isinstance(event, PrintQueued)
    if event.request_id != model.again:
        return model, ()
    return replace(model, job_id=event.job_id), ()


def print_refused(model: Model, event: object, facts: Facts) -> Step:
    """Paper could not be begun: nothing was printed, the number stays."""
    assert isinstance(event, Refused)
    order = model.order.request_id if model.order is not None else ""
    if event.request_id != (model.again or order):
        return model, ()
    return go(replace(model, fault=event.fault), State.PRINT_TROUBLE, PATIENCE_OFF)


def show_number(model: Model, event: object, facts: Facts) -> Step:
    """Without paper: the number on the screen, to be photographed or written down."""
    return go(model, State.ON_SCREEN)


def more(model: Model, event: object, facts: Facts) -> Step:
    """Another number in the same session: identified once, not asked again."""
    model = replace(model, ticket=None, order=None, job_id="", again="", copy=False)
    model = replace(model, printed=False)
    return to_business(model, event, facts)


def back_from_ahead(model: Model, event: object, facts: Facts) -> Step:
    if model.holder is ANONYMOUS:
        return not_me(model, event, facts)
    return go(replace(model, fault=None), State.CONFIRM)


def farewell(model: Model, event: object, facts: Facts) -> Step:
    return go(model, State.GOODBYE, SetTimer("farewell", timeouts.FAREWELL))

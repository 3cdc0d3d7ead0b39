"""advance(model, event, facts) -> (model, effects): the only way anything changes."""

from kiosk.flow.card_out import leads_on
from kiosk.flow.effects import Effect, in_order
from kiosk.flow.events import Touched, signal_of
from kiosk.flow.model import Facts, Model
from kiosk.flow.proof.rules_prove import let_go
from kiosk.flow.rules_common import go_on, leave
from kiosk.flow.states import Signal
from kiosk.flow.table import rule_for
from kiosk.values import replace


def advance(model: Model, event: object, facts: Facts) -> tuple[Model, tuple[Effect, ...]]:
    """Answer one event. An unknown or impossible event changes nothing; never raises.

    While the idle warning stands over the screen, any touch but leaving means "I am here".
    """
    signal = signal_of(event)
    if signal is None:
        return model, ()
    if model.warning_left and isinstance(event, Touched) and signal is not Signal.HOME:
        return go_on(model, event, facts)
    model = _with_clock(model, facts)
    changed, effects = rule_for(model.state, signal)(model, event, facts)
    if isinstance(event, Touched) and leads_on(model, changed):
        changed, ends = leave(changed, event, facts)
        effects = (*effects, *ends)
    changed, told = let_go(model, changed)
    return changed, in_order((*effects, *told))


def _with_clock(model: Model, facts: Facts) -> Model:
    shown, day = facts.now.strftime("%H:%M"), facts.now.date().isoformat()
    if (model.clock, model.day) == (shown, day):
        return model
    return replace(model, clock=shown, day=day)

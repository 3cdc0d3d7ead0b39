"""advance(model, event, facts) -> (model, effects): the only way anything changes."""

from kiosk.flow.behind import behind_help
from kiosk.flow.card_out import leads_on
from kiosk.flow.effects import in_order
from kiosk.flow.events import Touched, signal_of
from kiosk.flow.model import Facts, Model
from kiosk.flow.proof.rules_prove import let_go
from kiosk.flow.rules_common import Step, go_on, idle_timer, leave
from kiosk.flow.states import MEANWHILE, Signal, State
from kiosk.flow.table import rule_for
from kiosk.values import replace


def advance(model: Model, event: object, facts: Facts) -> Step:
    """Answer one event. An unknown or impossible event changes nothing; never raises.

    While the idle warning stands over the screen, any touch but leaving means "I am here".
    """
    signal = signal_of(event)
    if signal is None:
        return model, ()
    if model.warning_left and isinstance(event, Touched) and signal is not Signal.HOME:
        return go_on(model, event, facts)
    model = _with_clock(model, facts)
    changed, effects = _answer(model, signal, event, facts)
    if isinstance(event, Touched) and leads_on(model, changed):
        changed, ends = leave(changed, event, facts)
        effects = (*effects, *ends)
    changed, told = let_go(model, changed)
    return changed, in_order((*effects, *told))


def _answer(model: Model, signal: Signal, event: object, facts: Facts) -> Step:
    """What comes while help is read answers the screen that asked for it, and help leads back to
    what has become of that. A trouble waits until the citizen is back (rules_ticket)."""
    screen = behind_help(model)
    if screen is None or screen is State.TROUBLE or signal not in MEANWHILE:
        return rule_for(model.state, signal)(model, event, facts)
    asked = replace(model, state=screen)
    changed, effects = rule_for(screen, signal)(asked, event, facts)
    if changed is asked:
        return model, effects
    changed = replace(changed, state=model.state, help_from=changed.state)
    return changed, (*effects, idle_timer(changed))


def _with_clock(model: Model, facts: Facts) -> Model:
    shown, day = facts.now.strftime("%H:%M"), facts.now.date().isoformat()
    if (model.clock, model.day) == (shown, day):
        return model
    return replace(model, clock=shown, day=day)

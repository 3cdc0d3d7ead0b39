"""The question about a person's own matters, once the person is known."""

from kiosk.faults import Fault
from kiosk.flow import timeouts
from kiosk.flow.effects import Query, SetTimer
from kiosk.flow.identify.rules_identify import trouble
from kiosk.flow.model import Facts, Model
from kiosk.flow.rules_common import Step, go
from kiosk.flow.states import State
from kiosk.flow.visit import Visit
from kiosk.identity import SealedFor, bound_to
from kiosk.messages.hints import AskHints
from kiosk.messages.mine import AskMine
from kiosk.values import replace


def ask(model: Model, facts: Facts) -> Step:
    """Everything at once; what came before is not shown any more. The rules of 您可能可以办 are
    asked for without a word about the person."""
    holder = model.holder
    if holder is None or not model.confirmed:
        return model, ()
    model = forget(model)
    if not model.service_up:
        return trouble(model, Fault.SERVICE_LOST)
    request = facts.new_id
    place = bound_to(SealedFor.MINE, request)
    sealed = facts.vault.seal(place, holder.name, holder.id_no, holder.kind)
    asked = AskMine(request, facts.vault.holder_hash(holder.id_no), sealed)
    model = replace(model, visit=replace(model.visit, mine_asked=asked), fault=None)
    patience = SetTimer("patience", timeouts.RECORD_PATIENCE)
    return go(model, State.MINE_WAIT, *questions(asked), patience)


def questions(asked: AskMine) -> tuple[Query, ...]:
    return Query(asked), Query(AskHints(asked.request_id))


def forget(model: Model) -> Model:
    """Nothing of what was shown stays."""
    return replace(model, visit=replace(model.visit, mine=None, mine_asked=None, case=-1, hints=()))


def away(model: Model) -> Step:
    """To the search, where nobody's matters are."""
    return go(replace(model, visit=Visit(), fault=None), State.FIND)

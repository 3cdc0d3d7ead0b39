"""Stepping up: somebody is known, and the item needs more proof, or another document. What is known
stays known meanwhile; whatever happens here leads back to the choice, never to a dead end."""

from kiosk.faults import Fault
from kiosk.flow.identify import facing, judging
from kiosk.flow.identify import rules_identify as i
from kiosk.flow.identify.auth import tell_who
from kiosk.flow.identify.forgetting import nobody
from kiosk.flow.identify.known import acting, is_enough, is_other
from kiosk.flow.identify.means import Asking
from kiosk.flow.model import Facts, Holder, Model
from kiosk.flow.rules_common import Step, go, read_if_wanted
from kiosk.flow.states import State
from kiosk.identity import Means
from kiosk.items.model import ServiceItem
from kiosk.values import replace


def step_up(model: Model, facts: Facts, fault: Fault | None = None) -> Step:
    """The page that names what is enough. A card that is put down there is read."""
    model = replace(model, asking=Asking(stepping=True), fault=fault, typed="", wrong="")
    return read_if_wanted(go(model, State.STEP_UP), facts)


def further(model: Model, facts: Facts) -> Step:
    """More proof is needed of who has just confirmed: before the camera where that is enough, else
    the choice. The way there without a face leads to the choice too."""
    item = model.visit.item
    if item is not None and facing.may_face(model, item):
        return facing.begin(model, facts)
    return step_up(model, facts)


def to_choice(model: Model, facts: Facts, fault: Fault | None = None) -> Step:
    """Where a means is chosen: of nobody yet, or of somebody who is known."""
    if model.holder is not None and model.asking.stepping:
        return step_up(model, facts, fault)
    model = replace(model, asking=Asking(), fault=fault, typed="", wrong="")
    return read_if_wanted(go(model, State.CHOOSE_MEANS), facts)


def stronger(
    model: Model, item: ServiceItem, holder: Holder, facts: Facts, means: Means | None = None
) -> Step:
    """More is proved now. Another person is not taken; what is still not enough is kept, and the
    choice shown again. `means`: by which it was raised, where the document stays the same."""
    before = model.holder
    if before is not None and is_other(before, holder):
        return step_up(model, facts, Fault.IDENTITY_OTHER)
    weaker = before is not None and holder.assurance <= before.assurance
    if weaker and not is_enough(model, item, holder):
        return step_up(model, facts, Fault.ITEM_MEANS_TOO_WEAK)
    refused = judging.refusal(model, item, holder)
    if refused is not None:
        return refused
    model, told = known_now(model, holder, facts, means)
    if is_enough(model, item, holder) or not model.confirmed:
        model, effects = judging.judged(replace(model, asking=Asking()), item, holder, facts)
    else:
        model, effects = further(model, facts)
    return model, (*told, *effects)


def known_now(model: Model, holder: Holder, facts: Facts, means: Means | None = None) -> Step:
    """`holder` acts. One AUTH event for each level; of who has not confirmed yet, the confirmation
    tells it."""
    model = i.identified(acting(model, holder), holder, facts)
    return tell_who(model, holder, facts, means) if model.confirmed else (model, ())


def somebody_else(model: Model, event: object, facts: Facts) -> Step:
    """Another citizen takes over: who was known is forgotten, the item stays."""
    if not model.visit.doing or model.visit.item is None:
        return model, ()
    model, ends = nobody(model, facts)
    return read_if_wanted(go(model, State.CHOOSE_MEANS, *ends), facts)

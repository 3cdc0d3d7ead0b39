"""Who does an item: identified by means that reach what it needs, judged by its rules before the
first field. What is not for an item goes on as for a number (rules_identify).
"""

from kiosk.faults import Fault
from kiosk.flow.effects import Effect
from kiosk.flow.events import Touched
from kiosk.flow.here import means_of, why_not
from kiosk.flow.identify import facing
from kiosk.flow.identify import rules_identify as i
from kiosk.flow.identify.auth import tell_who
from kiosk.flow.identify.judging import judged
from kiosk.flow.identify.known import could_serve, is_enough, with_best
from kiosk.flow.identify.means import Asking
from kiosk.flow.identify.rules_means import chosen, take
from kiosk.flow.identify.rules_means_up import further, step_up, to_choice
from kiosk.flow.items import rules_query as q
from kiosk.flow.model import ANONYMOUS, Facts, Model
from kiosk.flow.rules_common import Step, go, read_if_wanted
from kiosk.flow.states import State
from kiosk.identity import Assurance
from kiosk.items.codes import Credential
from kiosk.items.credentials import needs_card
from kiosk.messages.cards import CardRead, ReadStage
from kiosk.values import replace


def start(model: Model, event: object, facts: Facts) -> Step:
    """Begin to do the item that is looked at. What stands against it is told before a card is asked
    for; somebody who is known already is not asked for one again."""
    item = model.visit.item
    if item is None:
        return model, ()
    visit = replace(model.visit, doing=True, by="", why=(), inputs=(), text="", answer=None)
    model = replace(model, visit=replace(visit, query=None), fault=None, group_id="", typed="")
    against = Fault.SERVICE_LOST if not model.service_up else why_not(model, item)
    if against is not None:
        return i.trouble(model, against)
    if not needs_card(item):
        return q.begin(model, facts)
    known = None if model.holder is ANONYMOUS else model.holder
    model = with_best(replace(model, holder=known), item)
    weak = model.holder is not None and not is_enough(model, item, model.holder)
    model = replace(model, asking=Asking(stepping=weak))
    if model.holder is None or Credential.RECEIPT_CODE in means_of(model, item):
        return read_if_wanted(go(model, State.CHOOSE_MEANS), facts)
    if weak:
        return step_up(model, facts)
    return judged(model, item, model.holder, facts)


def choose_means(model: Model, event: object, facts: Facts) -> Step:
    assert isinstance(event, Touched)
    item = model.visit.item
    if not model.visit.doing or item is None:
        return i.choose_means(model, event, facts)
    if event.arg == Credential.IDCARD_FACE and facing.may_face(model, item):
        return facing.begin(model, facts)
    otherwise = chosen(model, event, facts)
    if otherwise is not None:
        return otherwise
    if event.arg not in means_of(model, item):
        return model, ()
    if event.arg == Credential.RECEIPT_CODE:
        model = replace(model, visit=replace(model.visit, by=event.arg))
        return q.begin(model, facts)
    if model.holder is not None and is_enough(model, item, model.holder):
        return judged(model, item, model.holder, facts)
    model = replace(model, fault=None, read_stage=ReadStage.POLLING)
    return read_if_wanted(go(model, State.READ_CARD), facts)


def card_read(model: Model, event: object, facts: Facts) -> Step:
    """A card of a person whom the item's rules exclude is told at once, and forgotten."""
    assert isinstance(event, CardRead)
    item = model.visit.item
    if not model.visit.doing or item is None:
        return i.card_read(model, event, facts)
    if event.command != model.reading:
        return model, ()
    model = replace(model, reading="", found_at=event.found_at, read_stage=ReadStage.POLLING)
    holder = i.holder_of(event.card, facts.now.date())
    if not could_serve(item, holder, Assurance.AL4):
        return to_choice(model, facts, Fault.ITEM_MEANS_TOO_WEAK)
    return take(replace(model, fault=None), item, holder, facts)


def confirm(model: Model, event: object, facts: Facts) -> Step:
    """That is me: one AUTH event per session, then the item goes on."""
    holder = model.holder
    if not model.visit.doing or holder is None:
        return i.confirm(model, event, facts)
    if not model.service_up:
        return i.trouble(model, Fault.SERVICE_LOST)
    auth: tuple[Effect, ...] = ()
    if not model.confirmed:
        model, auth = tell_who(model, holder, facts)
    model, item = replace(model, confirmed=True), model.visit.item
    enough = item is None or not needs_card(item) or is_enough(model, item, holder)
    model, effects = q.begin(model, facts) if enough else further(model, facts)
    return model, (*auth, *effects)


def back_from_means(model: Model, event: object, facts: Facts) -> Step:
    if not model.visit.doing:
        return i.to_business(model, event, facts)
    return q.to_item(model, event, facts)


def back_from_trouble(model: Model, event: object, facts: Facts) -> Step:
    if not model.visit.doing:
        return i.to_business(model, event, facts)
    return q.to_item(model, event, facts)

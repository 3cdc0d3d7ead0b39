"""Who does an item: identified by means that reach what it needs, judged by its rules before the
first field. What is not for an item goes on as for a number (rules_identify).
"""

from dataclasses import replace

from kiosk.faults import Fault
from kiosk.flow import rules_identify as i
from kiosk.flow import rules_query as q
from kiosk.flow.effects import Effect
from kiosk.flow.events import Touched
from kiosk.flow.here import means_of, why_not
from kiosk.flow.model import ANONYMOUS, Facts, Holder, Model
from kiosk.flow.rules_common import Step, go, read_if_wanted, tell
from kiosk.flow.states import State
from kiosk.identity import Means
from kiosk.items.codes import Credential
from kiosk.items.credentials import needs_card
from kiosk.items.model import ServiceItem
from kiosk.items.precheck import precheck
from kiosk.messages.cards import CardRead, ReadStage
from kiosk.messages.service import Identified


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
    if model.holder is ANONYMOUS or (model.holder is not None and not _is_enough(model, item)):
        model = _nobody(model, facts)
    if model.holder is None or Credential.RECEIPT_CODE in means_of(model, item):
        return read_if_wanted(go(model, State.CHOOSE_MEANS), facts)
    return _known(model, item, model.holder, facts)


def _is_enough(model: Model, item: ServiceItem) -> bool:
    return model.holder is not None and _credential(model.holder) in means_of(model, item)


def _credential(holder: Holder) -> Credential | None:
    return {Means.IDCARD: Credential.IDCARD, Means.SSCARD: Credential.SSCARD}.get(holder.means)


def _nobody(model: Model, facts: Facts) -> Model:
    """Whoever was known is not, for this item; a session that was confirmed ends with them."""
    session = facts.new_id if model.confirmed else model.session_id
    return replace(model, holder=None, confirmed=False, age_priority=False, session_id=session)


def _known(model: Model, item: ServiceItem, holder: Holder, facts: Facts) -> Step:
    """Judged before anything is filled in."""
    found = precheck(item, holder.facts)
    if found.faults:
        fault = Fault.ITEM_NOT_FOR_YOU if found.exclusions else found.faults[0]
        model = replace(model, visit=replace(model.visit, why=found.exclusions))
        return i.trouble(model, fault)
    credential = _credential(holder)
    by = credential.value if credential is not None else ""
    model = replace(model, visit=replace(model.visit, by=by))
    return q.begin(model, facts) if model.confirmed else go(model, State.CONFIRM)


def choose_means(model: Model, event: object, facts: Facts) -> Step:
    assert isinstance(event, Touched)
    item = model.visit.item
    if not model.visit.doing or item is None:
        return i.choose_means(model, event, facts)
    if event.arg not in means_of(model, item):
        return model, ()
    if event.arg == Credential.RECEIPT_CODE:
        model = replace(model, visit=replace(model.visit, by=event.arg))
        return q.begin(model, facts)
    if model.holder is not None and _is_enough(model, item):
        return _known(model, item, model.holder, facts)
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
    if _credential(holder) not in means_of(model, item):
        weak = replace(model, fault=Fault.ITEM_MEANS_TOO_WEAK)
        return read_if_wanted(go(weak, State.CHOOSE_MEANS), facts)
    judged, effects = _known(replace(model, fault=None), item, holder, facts)
    if judged.state is State.TROUBLE:
        return judged, effects
    return i.identified(judged, holder, facts), effects


def confirm(model: Model, event: object, facts: Facts) -> Step:
    """That is me: one AUTH event per session, then the item goes on."""
    holder = model.holder
    if not model.visit.doing or holder is None:
        return i.confirm(model, event, facts)
    if not model.service_up:
        return i.trouble(model, Fault.SERVICE_LOST)
    auth: tuple[Effect, ...] = ()
    if not model.confirmed:
        said = Identified(facts.new_id, model.session_id, holder.means, holder.assurance)
        model, auth = tell(model, said)
    model, effects = q.begin(replace(model, confirmed=True), facts)
    return model, (*auth, *effects)


def back_from_means(model: Model, event: object, facts: Facts) -> Step:
    if not model.visit.doing:
        return i.to_business(model, event, facts)
    return q.to_item(model, event, facts)


def back_from_trouble(model: Model, event: object, facts: Facts) -> Step:
    if not model.visit.doing:
        return i.to_business(model, event, facts)
    return q.to_item(model, event, facts)

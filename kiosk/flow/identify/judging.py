"""Who was identified, judged by the item's rules before the first field. For rules_who and
rules_means."""

from kiosk.faults import Fault
from kiosk.flow.identify import rules_identify as i
from kiosk.flow.identify.known import credential_of
from kiosk.flow.items import rules_query as q
from kiosk.flow.model import Facts, Holder, Model
from kiosk.flow.rules_common import Step, go
from kiosk.flow.states import State
from kiosk.items.model import ServiceItem
from kiosk.items.precheck import precheck
from kiosk.values import replace


def refusal(model: Model, item: ServiceItem, holder: Holder) -> Step | None:
    """To TROUBLE where the item is not for this holder; None where it is. The level is no matter of
    this: see rules_means_up."""
    found = precheck(item, holder.facts)
    against = [one for one in found.faults if one is not Fault.ITEM_MEANS_TOO_WEAK]
    if not against:
        return None
    fault = Fault.ITEM_NOT_FOR_YOU if found.exclusions else against[0]
    return i.trouble(replace(model, visit=replace(model.visit, why=found.exclusions)), fault)


def judged(model: Model, item: ServiceItem, holder: Holder, facts: Facts) -> Step:
    """To CONFIRM, or on with the item where the session is confirmed."""
    refused = refusal(model, item, holder)
    if refused is not None:
        return refused
    credential = credential_of(holder)
    by = credential.value if credential is not None else ""
    model = replace(model, visit=replace(model.visit, by=by))
    return q.begin(model, facts) if model.confirmed else go(model, State.CONFIRM)

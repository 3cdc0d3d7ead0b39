"""What the card of a certificate's item says before anything is asked."""

from kiosk.flow.here import is_online, may_lie_here
from kiosk.flow.model import Model
from kiosk.flow.proof.issue import is_wish
from kiosk.items.model import ServiceItem
from kiosk.items.proving import proves
from kiosk.present.snapshot import Action, Notice, Tone
from kiosk.texts.language import Language


def reach_of(model: Model, item: ServiceItem) -> str:
    """How far one gets here, as a key of words; "" where it is no certificate's."""
    if not proves(item):
        return ""
    return "wish" if is_wish(model, item) else "proof"


def by_code(model: Model, item: ServiceItem, words: Language) -> tuple[Action, ...]:
    """Asked for before, and printed now."""
    if not proves(item) or not is_online(model):
        return ()
    return (Action("pickup", words.say("have_code"), icon="code"),)


def booked_here(model: Model, item: ServiceItem, words: Language) -> tuple[Action, ...]:
    """Cut off: what was booked may lie here all the same."""
    if not may_lie_here(model, item):
        return ()
    return (Action("booked", words.say("have_booked"), icon="clock"),)


def kept_here(model: Model, item: ServiceItem, words: Language) -> Notice | None:
    """Cut off: said before the card is asked for, with what there is instead."""
    if not proves(item) or not is_wish(model, item):
        return None
    return Notice(Tone.WARN, words.say("wish_before"), words.say("wish_before_body"))

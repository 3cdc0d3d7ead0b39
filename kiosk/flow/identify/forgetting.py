"""Another person takes over the session: nothing of the former one is handed on. Pure."""

from kiosk.flow.effects import Effect, Record
from kiosk.flow.identify.face import Face
from kiosk.flow.identify.means import Asking
from kiosk.flow.model import Facts, Model
from kiosk.flow.rating.rating import Rating
from kiosk.flow.rules_common import Step
from kiosk.flow.takeaway.away import Away
from kiosk.flow.visit import Visit
from kiosk.messages.service import Priority
from kiosk.messages.takeaway import EndHandOff
from kiosk.values import replace


def nobody(model: Model, facts: Facts) -> Step:
    """What is looked at stays, and how it was found. A session that was confirmed ends with whoever
    confirmed it: what they carried away ends too, and the next one may call somebody and rate."""
    ends: tuple[Effect, ...] = ()
    if model.confirmed:
        ends = (Record(EndHandOff(model.session_id)),) if model.away.handed else ()
        model = replace(model, session_id=facts.new_id, called=False, rating=Rating(), away=Away())
    model = replace(model, holder=None, known=(), confirmed=False, age_priority=False)
    model = replace(model, asking=Asking(), face=Face(), proof=model.proof.anew(), fault=None)
    model = replace(model, ticket=None, order=None, job_id="", again="", copy=False, printed=False)
    model = replace(model, typed="", wrong="", revealed=False, card_out=False)
    model = replace(model, declared=Priority.NORMAL, found_at=0.0)
    return replace(model, visit=_untold(model.visit)), ends


def _untold(visit: Visit) -> Visit:
    """Without what somebody answered, typed or was shown of their own."""
    visit = replace(visit, answers=(), inputs=(), text="", by="", why=(), thanked=False)
    visit = replace(visit, query=None, answer=None)
    visit = replace(visit, mine=None, mine_asked=None, case=-1, hints=())
    if visit.bundle is None:
        return visit
    return replace(visit, bundle=replace(visit.bundle, answers=()))

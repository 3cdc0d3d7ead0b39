"""The AUTH event: how well the service was told who stands here, and by what."""

from kiosk.flow.model import Facts, Holder, Model
from kiosk.flow.rules_common import Step, tell
from kiosk.identity import Means
from kiosk.messages.service import Identified


def tell_who(model: Model, holder: Holder, facts: Facts, by: Means | None = None) -> Step:
    """`by`: what the level was reached by, where it is not the document itself."""
    means, session = by or holder.means, model.session_id
    said = Identified(facts.new_id, session, means, holder.assurance, holder.vouched_by)
    return tell(model, said)

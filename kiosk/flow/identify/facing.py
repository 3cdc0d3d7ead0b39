"""Whether a face may be compared with the chip's photo here, and the way to the page of it."""

from kiosk.flow.identify.known import could_serve, credential_of
from kiosk.flow.identify.means import Asking
from kiosk.flow.model import Facts, Model
from kiosk.flow.rules_common import Step, go
from kiosk.flow.scan.looking import can_face
from kiosk.flow.states import State
from kiosk.identity import Assurance
from kiosk.items.codes import Credential
from kiosk.items.credentials import enough
from kiosk.items.model import ServiceItem
from kiosk.values import replace


def may_face(model: Model, item: ServiceItem) -> bool:
    """For who has confirmed the ID card, where the item takes it with a face and needs more."""
    holder = model.holder
    if holder is None or not model.confirmed or credential_of(holder) is not Credential.IDCARD:
        return False
    wanted = Credential.IDCARD_FACE in enough(item) and holder.assurance < Assurance.AL3
    fits = wanted and could_serve(item, holder, Assurance.AL3)
    return fits and can_face(model) and model.face.left > 0


def begin(model: Model, facts: Facts) -> Step:
    """To the page that says what is done with the picture. The camera is asked by a touch there,
    which is the consent."""
    face = replace(model.face, told=None)
    model = replace(model, face=face, asking=Asking(stepping=True), fault=None, typed="", wrong="")
    return go(model, State.FACE)

"""A social security card taken out of its slot: whoever is known by it leaves. Pure.

Where a number, a slip, a certificate or a code to be photographed is on its way or shown, the
citizen may put the card into the pocket meanwhile: that is noted, and the next touch that leads to
anything else ends the session, for nobody knows whose finger it is. An ID card reader cannot tell
that of its cards.
"""

from kiosk.device import DeviceStatus, Media
from kiosk.flow.behind import behind
from kiosk.flow.model import Model
from kiosk.flow.states import State
from kiosk.identity import Means

STAYS = frozenset(
    {
        *(State.TAKING, State.PRINTING, State.TAKE_AWAY, State.ON_SCREEN),
        *(State.PRINT_TROUBLE, State.OPEN_TICKET, State.GOODBYE),
        *(State.SLIP, State.SLIP_OUT, State.SLIP_TROUBLE, State.CARRY),
        *(State.CERT_PRINTING, State.CERT_UNSURE, State.CERT_TAKE),
        *(State.WISHING, State.WISH_KEPT),
    }
)
"""What the card was needed for is done: taking it away does not mean that its holder leaves.
Anywhere else it does, in help and while rating too."""

GOES_ON = STAYS | {State.ISSUING}
"""Where a touch may lead without the card: a copy that tore while it was printed is made anew."""


def is_taken(model: Model, status: DeviceStatus) -> bool:
    """With `status` the card by which the holder is known is out."""
    known = model.holder is not None and model.holder.means is Means.SSCARD
    lay = model.ssc_reader is not None and model.ssc_reader.media is Media.PRESENT
    return known and lay and status.media is Media.NOT_PRESENT


def ends(model: Model) -> bool:
    """Its holder leaves with it."""
    return behind(model) not in STAYS


def leads_on(before: Model, after: Model) -> bool:
    """A touch leads further into the matters of somebody whose card was taken out before."""
    screen = behind(after)
    return after.card_out and screen is not behind(before) and screen not in GOES_ON

"""What the demo proves: journeys of citizens, and mishaps in the middle of them."""

from ui.dock.journeys.canary import CANARY_FORGOTTEN
from ui.dock.journeys.cards import CARD_TAKEN_MID_READ, CORRUPT_FRAME_STORM
from ui.dock.journeys.crashes import PRINTER_HOST_KILLED, SCREEN_KILLED, SERVICE_KILLED
from ui.dock.journeys.network import NETWORK_CUT_AND_RESTORED, TWO_CUT_OFF_TERMINALS
from ui.dock.journeys.script import Journey
from ui.dock.journeys.tickets import PAPER_OUT_MID_TICKET, TICKET_ONLINE

JOURNEYS: tuple[Journey, ...] = (
    TICKET_ONLINE,
    NETWORK_CUT_AND_RESTORED,
    TWO_CUT_OFF_TERMINALS,
    PAPER_OUT_MID_TICKET,
    CARD_TAKEN_MID_READ,
    SCREEN_KILLED,
    SERVICE_KILLED,
    PRINTER_HOST_KILLED,
    CORRUPT_FRAME_STORM,
    CANARY_FORGOTTEN,
)

__all__ = ["JOURNEYS", "Journey"]

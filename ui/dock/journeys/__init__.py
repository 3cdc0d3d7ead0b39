"""What the demo proves: journeys of citizens, and mishaps in the middle of them."""

from ui.dock.journeys.asked import ANSWERED_OFFLINE, HINTED
from ui.dock.journeys.canary import CANARY_FORGOTTEN
from ui.dock.journeys.cards import CARD_TAKEN_MID_READ, CORRUPT_FRAME_STORM
from ui.dock.journeys.certificates import (
    JAMMED,
    PRINTED_ONLINE,
    QUERIED,
    TOLD_WHILE_CUT_OFF,
    WISHED,
)
from ui.dock.journeys.crashes import PRINTER_HOST_KILLED, SCREEN_KILLED, SERVICE_KILLED
from ui.dock.journeys.documents import (
    DOCUMENT_JAM,
    DOCUMENT_NO_PAPER,
    DOCUMENT_PRINTED,
    DOCUMENT_UNPLUGGED,
)
from ui.dock.journeys.faces_codes import CODE_READ, PORTRAIT
from ui.dock.journeys.isolation import IMAGING_HOST_CRASHES, SOCIAL_READER_HANGS
from ui.dock.journeys.items import (
    CALCULATED,
    CALCULATED_OFFLINE,
    GUIDE_CORRECTED,
    GUIDE_OFFLINE,
    LISTED_OFFLINE,
)
from ui.dock.journeys.lamps import LAMPS
from ui.dock.journeys.network import NETWORK_CUT_AND_RESTORED, TWO_CUT_OFF_TERMINALS
from ui.dock.journeys.places import OTHER_PLACE
from ui.dock.journeys.receipts import COVER_OPEN_BEFORE, RECEIPT_FAULTS, TICKET_PRESENTED
from ui.dock.journeys.scans import FEEDER_JAM, FEEDER_SCAN, PAGE_CAPTURED
from ui.dock.journeys.script import Journey
from ui.dock.journeys.social import (
    SOCIAL_NEEDS_AUTHENTICATION,
    SOCIAL_TAKEN_AWAY,
    SOCIAL_TICKET,
    SOCIAL_YANKED,
)
from ui.dock.journeys.takeaway import GUIDE_PRINTED
from ui.dock.journeys.tickets import PAPER_OUT_MID_TICKET, TICKET_ONLINE
from ui.dock.journeys.verified import VERIFIED, VERIFIED_OFFLINE

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
    SOCIAL_TICKET,
    SOCIAL_NEEDS_AUTHENTICATION,
    SOCIAL_YANKED,
    SOCIAL_TAKEN_AWAY,
    SOCIAL_READER_HANGS,
    COVER_OPEN_BEFORE,
    *RECEIPT_FAULTS,
    TICKET_PRESENTED,
    LAMPS,
    DOCUMENT_PRINTED,
    DOCUMENT_JAM,
    DOCUMENT_UNPLUGGED,
    DOCUMENT_NO_PAPER,
    PAGE_CAPTURED,
    FEEDER_SCAN,
    FEEDER_JAM,
    PORTRAIT,
    CODE_READ,
    IMAGING_HOST_CRASHES,
    GUIDE_CORRECTED,
    GUIDE_OFFLINE,
    ANSWERED_OFFLINE,
    HINTED,
    CALCULATED,
    CALCULATED_OFFLINE,
    QUERIED,
    LISTED_OFFLINE,
    OTHER_PLACE,
    GUIDE_PRINTED,
    PRINTED_ONLINE,
    JAMMED,
    TOLD_WHILE_CUT_OFF,
    WISHED,
    VERIFIED,
    VERIFIED_OFFLINE,
    CANARY_FORGOTTEN,
)

__all__ = ["JOURNEYS", "Journey"]

"""What may differ from one reader model to the next, as one row of data. Seconds throughout."""

from msgspec import Struct

BAUDS = (115200, 57600, 38400, 19200, 9600)


class Profile(Struct, frozen=True):
    """Defaults follow PROTOCOL.md, "Timing"; no standard fixes any of them."""

    poll_s: float = 0.2
    """Pause between a find that found nothing and the next."""
    status_s: float = 0.3
    """Answer to SAM status, at each baud rate tried."""
    sam_id_s: float = 0.5
    sam_id_tries: int = 3
    find_s: float = 0.5
    select_s: float = 0.5
    read_s: float = 3.0
    newest_address: bool = False
    """Ask for the newest address too, before the card is told: a round trip, and on a reader that
    does not answer `address_s`."""
    address_s: float = 1.5
    photo_s: float = 1.0
    """What the photo's decoder may take; then the card is told without a picture."""
    gap_s: float = 0.5
    """Once a reply has begun, or came broken, the longest quiet before it is given up."""
    health_s: float = 5.0
    """How often an idle reader is asked whether it is still there."""
    unanswered_limit: int = 3
    """So many requests in a row without an answer, and the reader counts as lost."""
    rejected_limit: int = 16
    discarded_limit: int = 2 * 2321
    """More broken frames or stray bytes (two of the longest frames) than this without one good
    frame between, and the line counts as garbled."""

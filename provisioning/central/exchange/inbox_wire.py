"""Bodies of what the platform sends to a terminal's inbox. Pure.

Nothing of a person but what a booking needs: a keyed hash, for the terminal where it was booked.
A certificate that was booked is fetched by its id, sealed; the item says no more of it.
"""

from datetime import date
from typing import Annotated, Any, Literal

from msgspec import Meta, Struct

from provisioning.central.words import DayText, Hash, Id, TimeText, Word

Name = Annotated[str, Meta(pattern=r"^[a-z][a-z0-9_.-]{0,63}\Z")]
PublicKey = Annotated[str, Meta(pattern=r"^([0-9a-f]{64})?\Z")]


class CatalogueHint(Struct, frozen=True, forbid_unknown_fields=True):
    """A newer catalogue can be fetched."""

    version: Id


class CalendarDay(Struct, frozen=True, forbid_unknown_fields=True):
    day: DayText
    work: bool

    def __post_init__(self) -> None:
        date.fromisoformat(self.day)


class Calendar(Struct, frozen=True, forbid_unknown_fields=True):
    """Days that differ from the week's rule."""

    days: Annotated[list[CalendarDay], Meta(max_length=400)]


class Policy(Struct, frozen=True, forbid_unknown_fields=True):
    """A setting of the hall; `value` of any plain JSON without fractions."""

    name: Name
    value: Any


class Booking(Struct, frozen=True, forbid_unknown_fields=True):
    """A number that was booked for a day. `holder_hash` as in API v1's ticket."""

    booking_id: Id
    terminal_id: Id
    day: DayText
    group_id: Word = ""
    holder_hash: Hash = ""
    cancelled: bool = False

    def __post_init__(self) -> None:
        date.fromisoformat(self.day)


class Revocation(Struct, frozen=True, forbid_unknown_fields=True):
    """Certificates, documents or releases that do not count any more."""

    subject: Name
    ids: Annotated[list[Id], Meta(max_length=500)]


class Trust(Struct, frozen=True, forbid_unknown_fields=True):
    """A key that signs for the platform comes or goes. `public`: Ed25519, hex, with `add` alone."""

    change: Literal["add", "revoke"]
    key_id: Id
    public: PublicKey = ""

    def __post_init__(self) -> None:
        if bool(self.public) is not (self.change == "add"):
            raise ValueError("a key comes with `add` alone")


class Command(Struct, frozen=True, forbid_unknown_fields=True):
    """`part`: which device is tested; `text`: what citizens read while the terminal is locked."""

    name: Literal["lock", "unlock", "restart", "collect_logs", "test_device"]
    part: Annotated[str, Meta(pattern=r"^[a-z_0-9]{0,32}\Z")] = ""
    text: Annotated[str, Meta(max_length=40, pattern=r"^[^\x00-\x1f]*\Z")] = ""


class Progress(Struct, frozen=True, forbid_unknown_fields=True):
    """How an application of this terminal is since event `event`; `view` as a receipt shows it."""

    local_no: Id
    event: Annotated[int, Meta(ge=1, le=2**53)]
    at: TimeText
    view: dict[str, Any]


class BookedCertificate(Struct, frozen=True, forbid_unknown_fields=True):
    """It waits on the terminal up to and with the day `until`. `holder_hash` as in API v1's ticket.
    `cancelled`: it is to be destroyed there."""

    certificate_id: Annotated[str, Meta(pattern=r"^[0-9A-Z.]{20,100}\Z")]
    item_code: Id
    holder_hash: Hash
    until: DayText
    cancelled: bool = False

    def __post_init__(self) -> None:
        date.fromisoformat(self.until)


Content = (
    CatalogueHint
    | Calendar
    | Policy
    | Booking
    | Revocation
    | Trust
    | Command
    | Progress
    | BookedCertificate
)
KINDS: dict[str, type[Content]] = {
    "catalogue_hint": CatalogueHint,
    "calendar": Calendar,
    "policy": Policy,
    "booking": Booking,
    "revocation": Revocation,
    "trust": Trust,
    "command": Command,
    "progress": Progress,
    "certificate": BookedCertificate,
}

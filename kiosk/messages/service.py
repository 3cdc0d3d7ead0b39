"""Screen <-> service."""

from enum import StrEnum

from msgspec import Struct

from kiosk.device import DeviceStatus
from kiosk.faults import Fault
from kiosk.identity import Assurance, Means
from kiosk.messages.places import PlaceLine
from kiosk.print_state import PrintState


class Priority(StrEnum):
    """Code list CL-30, with the reason that the counter checks."""

    NORMAL = "normal"
    ELDER = "elder"
    DISABLED = "disabled"
    SOLDIER = "soldier"


class Network(StrEnum):
    UP = "up"
    DOWN = "down"
    UNKNOWN = "unknown"


class Waiting(Struct, frozen=True):
    """People ahead as the platform reported them. None: not known; `since` is then the HH:MM of the
    last word from the platform ("" where there never was one)."""

    ahead: int | None
    minutes: int | None
    since: str = ""


class BusinessView(Struct, frozen=True):
    """One queue group as the citizen may see it now."""

    group_id: str
    name: str
    name_en: str
    theme: str
    prefix: str
    hours: str
    """Opening hours today, e.g. "09:00-12:00 13:30-17:00"; "" when closed all day."""
    need_id: bool
    allow_typed: bool
    waiting: Waiting
    windows: tuple[str, ...]
    refusal: Fault | None = None
    """Why no ticket can be given now, told before the card is asked for."""
    reopens: str = ""
    """When refused for hours or an interval's quota: when to come back, ISO local time without
    zone ("2026-01-02T09:00"); "" where it is not known."""
    tips: str = ""


class HallView(Struct, frozen=True):
    """Pushed to every screen at connection and at each change."""

    site: str
    zone: str
    terminal: str
    hotline: str
    network: Network
    network_since: str
    printer: DeviceStatus
    businesses: tuple[BusinessView, ...]
    notices: tuple[str, ...] = ()
    neighbour: str = ""
    """Nearest other terminal, e.g. "05 号机"."""
    items: int = 0
    """Service items that a citizen can look at here; 0 where this terminal has no catalogue."""
    items_revision: int = 0
    """Counts the changes of the catalogue on this terminal; 0 where it is empty."""
    items_as_of: str = ""
    """ISO 8601, when the platform last confirmed that they are the newest; "" for never."""
    items_stale: bool = False
    """That is longer ago than the terminal's configuration allows."""
    work_days: tuple[tuple[str, bool], ...] = ()
    """Days (ISO) of the next weeks that the work-day calendar names, and whether they are worked
    (调休); all others are as the week says."""
    pages_url: str = ""
    """Where phones reach the platform's pages, without "/" at its end; "" where they cannot."""
    a4: DeviceStatus | None = None
    """Of the printer of documents; None: this terminal has none."""
    means: tuple[Means, ...] = ()
    """Which the identity provider of this terminal takes, beside documents that are read here."""
    region: str = ""
    """Where this terminal stands, GB/T 2260; "" where it has no catalogue."""
    place: PlaceLine | None = None
    """Its name, None where the catalogue does not say."""


class AskHall(Struct, frozen=True):
    """Answered by `HallView`."""


class Ticket(Struct, frozen=True):
    ticket_id: str
    ticket_no: str
    group_id: str
    group_name: str
    business_date: str
    taken_at: str
    priority: Priority
    windows: tuple[str, ...]
    waiting: Waiting
    holder_mask: str = ""
    copies: int = 0


class Identified(Struct, frozen=True):
    """The AUTH event of the audit log, one for each level that a session reaches. Carries nothing
    of the citizen. `vouched_by`: number of the member of staff who compared person and document."""

    request_id: str
    session_id: str
    means: Means
    assurance: Assurance
    vouched_by: str = ""


class CheckHolder(Struct, frozen=True):
    """May this person take a ticket of this group? Answered by `HolderChecked`."""

    group_id: str
    holder_hash: str


class HolderChecked(Struct, frozen=True):
    refusal: Fault | None = None
    open_ticket: Ticket | None = None


class TakeNumber(Struct, frozen=True):
    """Record. `request_id` is the idempotency key: the same id always answers the same ticket.
    `sealed` is the identity encrypted to the platform's key; the service cannot open it."""

    request_id: str
    session_id: str
    group_id: str
    means: Means
    assurance: Assurance
    priority: Priority
    holder_hash: str = ""
    holder_mask: str = ""
    sealed: bytes = b""
    on_paper: bool = True
    lang: str = "zh"


class NumberTaken(Struct, frozen=True):
    """The ticket is on disk. Where it was asked on paper, `PrintNews` of `job_id` follow."""

    request_id: str
    ticket: Ticket
    job_id: str = ""
    print_state: PrintState | None = None
    fault: Fault | None = None


class Refused(Struct, frozen=True):
    """Nothing was recorded. `ticket` is the open one where the fault is OPEN_TICKET."""

    request_id: str
    fault: Fault
    ticket: Ticket | None = None


class PrintAgain(Struct, frozen=True):
    """The citizen asks for the same number again, marked as a copy. Answered by `PrintQueued`."""

    request_id: str
    ticket_id: str
    lang: str = "zh"


class PrintQueued(Struct, frozen=True):
    request_id: str
    job_id: str


class PrintNews(Struct, frozen=True):
    """A change of a print job, pushed to the screen that asked for it. `about`: the id of what it
    puts on paper, of a ticket or a certificate."""

    job_id: str
    about: str
    state: PrintState
    fault: Fault | None = None


class Recorded(Struct, frozen=True):
    request_id: str


class CallStaff(Struct, frozen=True):
    """The citizen asks for help; an event for the platform. Answered by `Recorded`."""

    request_id: str
    session_id: str
    state: str
    fault: Fault | None = None

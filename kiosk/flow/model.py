"""All that the flow knows now: one frozen value, forgotten with the process that held it."""

from datetime import date, datetime
from typing import TypeAlias

from msgspec import Struct, field

from kiosk.device import DeviceState, DeviceStatus
from kiosk.faults import Fault
from kiosk.flow.identify.face import Face
from kiosk.flow.identify.means import Asking
from kiosk.flow.proof.proof import Proof
from kiosk.flow.rating.rating import Rating
from kiosk.flow.scan.scan import Check, Scan
from kiosk.flow.states import State
from kiosk.flow.takeaway.away import Away
from kiosk.flow.visit import Visit
from kiosk.identity import Assurance, Means, mask_name, mask_number
from kiosk.items.exclusions import HolderFacts
from kiosk.messages.cards import ReadStage
from kiosk.messages.certificates import LeaveCertificate
from kiosk.messages.items import CorrectGuide
from kiosk.messages.ratings import Rate, Served
from kiosk.messages.service import (
    BusinessView,
    CallStaff,
    HallView,
    Identified,
    Priority,
    TakeNumber,
    Ticket,
)
from kiosk.ports import Vault
from kiosk.present.snapshot import Modes

Told: TypeAlias = Identified | CallStaff | Served | Rate | CorrectGuide | LeaveCertificate
"""Records beside a ticket, which the service confirms."""


COMPANY = "company"
"""Kind of a holder that is no person."""


class Holder(Struct, frozen=True):
    """The person of this session. `name` is empty where the number was typed."""

    name: str
    id_no: str
    kind: str
    birth: date | None
    means: Means
    assurance: Assurance
    facts: HolderFacts = field(default_factory=HolderFacts)
    """What the rules of items may ask of the card."""
    handler_name: str = ""
    handler_no: str = ""
    """Who acts, where name and number are a company's."""
    photo: bytes = b""
    """Of the card's chip, where it could be decoded."""
    vouched_by: str = ""
    """Number of the member of staff who compared person and document; "" where nobody did."""

    def __repr__(self) -> str:
        return f"Holder({self.assurance.value}, ***)"

    @property
    def is_company(self) -> bool:
        return self.kind == COMPANY

    @property
    def mask(self) -> str:
        """Of a company everybody may read the name."""
        if self.is_company:
            return self.name
        return mask_name(self.name) if self.name else mask_number(self.id_no)


ANONYMOUS = Holder("", "", "", None, Means.NONE, Assurance.AL0)


class Model(Struct, frozen=True):
    state: State = State.IDLE
    lang: str = "zh"
    modes: Modes = field(default_factory=Modes)
    hall: HallView | None = None
    service_up: bool = False
    cards_up: bool = False
    reader: DeviceStatus = field(default_factory=DeviceStatus)
    ssc_reader: DeviceStatus | None = None
    """None: this terminal has no reader of social security cards."""
    card_out: bool = False
    """The social security card by which the holder is known was taken out; see `card_out`."""
    imaging_up: bool = False
    code_reader: DeviceStatus | None = None
    """None: this terminal has no reader of codes."""
    face_camera: DeviceStatus | None = None
    """None: this terminal has no camera for faces."""
    session_id: str = ""
    reading: str = ""
    """Command id of the reading in progress, "" when the reader is not asked."""
    read_stage: ReadStage = ReadStage.POLLING
    lift: bool = False
    """Nothing was found for a while: say that a card lying there must be lifted and put again."""
    found_at: float = 0.0
    group_id: str = ""
    holder: Holder | None = None
    confirmed: bool = False
    """The citizen said "that is me": the AUTH event is recorded, once per session."""
    revealed: bool = False
    """The citizen holds the eye: the full name and number are shown for as long."""
    declared: Priority = Priority.NORMAL
    typed: str = ""
    fault: Fault | None = None
    ticket: Ticket | None = None
    order: TakeNumber | None = None
    """The record asked for, sent again with the same request id until it is answered."""
    job_id: str = ""
    """The print whose news counts, "" before the service has named it."""
    again: str = ""
    """Request id of the paper asked for beside the order, "" where the order's own is printed."""
    printed: bool = False
    copy: bool = False
    """The number may already be on paper: another one is a copy."""
    unheard: tuple[Told, ...] = ()
    """Records that the service has not confirmed; sent again when it is back."""
    warning_left: int = 0
    help_from: State = State.IDLE
    called: bool = False
    """The service has recorded the call for staff."""
    clock: str = ""
    day: str = ""
    """Local date, ISO: what "today" and "tomorrow" on the screen refer to."""
    visit: Visit = field(default_factory=Visit)
    """The service item that is looked for or looked at."""
    proof: Proof = field(default_factory=Proof)
    """The certificate that is asked for, looked at or printed."""
    scan: Scan = field(default_factory=Scan)
    """The code that is waited for."""
    check: Check = field(default_factory=Check)
    """The paper that is verified."""
    rating: Rating = field(default_factory=Rating)
    away: Away = field(default_factory=Away)
    """What is taken along, on a slip or a telephone."""
    wrong: str = ""
    """Why what was typed for a calculation is not taken; see `typed.WrongInput`."""
    age_priority: bool = False
    """By the card's date of birth the holder has priority without asking for it."""
    asking: Asking = field(default_factory=Asking)
    """Who is being identified by other means than a card."""
    face: Face = field(default_factory=Face)
    """Before the camera, in this session."""
    known: tuple[Holder, ...] = ()
    """Identified and confirmed in this session too, beside `holder`: nobody is asked twice."""

    @property
    def wants_card(self) -> bool:
        """A card that is put down now says who somebody is, or says it better."""
        return self.holder is None or (self.asking.stepping and self.visit.doing)

    @property
    def reads_ssc(self) -> bool:
        """A social security card would be read now."""
        works = self.ssc_reader is not None and self.ssc_reader.state is DeviceState.ONLINE
        return self.cards_up and works

    @property
    def reads_id(self) -> bool:
        works = self.reader.state in (DeviceState.ONLINE, DeviceState.BUSY)
        return self.cards_up and works

    @property
    def priority(self) -> Priority:
        if self.declared is not Priority.NORMAL:
            return self.declared
        return Priority.ELDER if self.age_priority else Priority.NORMAL

    @property
    def business(self) -> BusinessView | None:
        if self.hall is None:
            return None
        return next((b for b in self.hall.businesses if b.group_id == self.group_id), None)

    @property
    def printer(self) -> DeviceStatus:
        return self.hall.printer if self.hall is not None else DeviceStatus()

    @property
    def on_paper(self) -> bool:
        """A printer that has just refused is not asked again with the next number."""
        refused = self.fault is not None and self.fault.value.startswith("RP-")
        return self.printer.can_print and not refused

    @property
    def easy(self) -> bool:
        return self.modes.large or self.modes.voice


class Facts(Struct, frozen=True):
    """What a rule may know of the world: the time, fresh ids, the vault."""

    now: datetime
    new_id: str
    vault: Vault

"""Items of the platform's inbox as types. Pure: parsed JSON in, structs out.

Unknown fields are dropped. Error texts name the place, never the value.
"""

import base64
import binascii
from datetime import date, datetime
from enum import StrEnum
from typing import Annotated, Any, Literal, TypeVar

import msgspec
from msgspec import Meta, Struct

from kiosk.certificates.ids import parse_id
from kiosk.signed import LARGEST, signed_bytes
from offline_queue.sync.hall import parse_time

T = TypeVar("T")

Id = Annotated[str, Meta(pattern=r"^[\x21-\x7e]{1,64}\Z")]
Word = Annotated[str, Meta(pattern=r"^[a-z][a-z0-9_.-]{0,63}\Z")]
DayText = Annotated[str, Meta(pattern=r"^\d{4}-\d\d-\d\d\Z")]
Seq = Annotated[int, Meta(ge=1, le=LARGEST)]


class Kind(StrEnum):
    CATALOGUE_HINT = "catalogue_hint"
    CALENDAR = "calendar"
    POLICY = "policy"
    BOOKING = "booking"
    REVOCATION = "revocation"
    TRUST = "trust"
    COMMAND = "command"
    PROGRESS = "progress"
    CERTIFICATE = "certificate"


KINDS = frozenset(kind.value for kind in Kind)
SIGNED = (Kind.POLICY, Kind.TRUST, Kind.COMMAND, Kind.CERTIFICATE)
"""Never taken without a signature; the others are, but not with a wrong one."""


class Refusal(StrEnum):
    """Why an item was not taken; the platform learns it as the `why` of a result."""

    MALFORMED = "malformed"
    UNKNOWN_KIND = "unknown_kind"
    UNSIGNED = "unsigned"
    UNKNOWN_KEY = "unknown_key"
    FORGED = "forged"
    """The signature does not fit: changed, or meant for another terminal."""
    EXPIRED = "expired"
    REPEATED = "repeated"
    OUTDATED = "outdated"
    """A signed one that comes after a later one was taken."""
    BEFORE_RESTORE = "before_restore"
    """A command older than the copy of the database that was brought back: it may have been
    carried out already."""
    OTHER_TERMINAL = "other_terminal"
    OTHER_DAY = "other_day"
    """A booking is kept for today and tomorrow only."""
    KEY_IN_USE = "key_in_use"
    """A key cannot revoke itself, nor an id stand for a second key."""


class Refused(Exception):
    def __init__(self, why: Refusal) -> None:
        super().__init__(why.value)
        self.why = why


class Hint(Struct, frozen=True):
    version: Id


class Day(Struct, frozen=True):
    day: DayText
    work: bool

    def __post_init__(self) -> None:
        date.fromisoformat(self.day)


class Calendar(Struct, frozen=True):
    days: Annotated[list[Day], Meta(max_length=400)]


class Policy(Struct, frozen=True):
    name: Word
    value: Any


class Booking(Struct, frozen=True):
    booking_id: Id
    terminal_id: Id
    day: DayText
    cancelled: bool = False

    def __post_init__(self) -> None:
        date.fromisoformat(self.day)


class Revocation(Struct, frozen=True):
    subject: Word
    ids: Annotated[list[Id], Meta(max_length=500)]


class Trust(Struct, frozen=True):
    change: Literal["add", "revoke"]
    key_id: Id
    public: Annotated[str, Meta(pattern=r"^([0-9a-f]{64})?\Z")] = ""

    def __post_init__(self) -> None:
        if bool(self.public) is not (self.change == "add"):
            raise ValueError("a key comes with `add` alone")


class Progress(Struct, frozen=True):
    """How an application of this terminal is since `event`; a later one has a higher number."""

    local_no: Id
    event: Seq
    at: str
    view: dict[str, Any]

    def __post_init__(self) -> None:
        parse_time(self.at)


class BookedCertificate(Struct, frozen=True):
    """It is to be fetched, and waits here up to and with the day `until`. `cancelled`: it is to be
    destroyed."""

    certificate_id: Annotated[str, Meta(pattern=r"^[0-9A-Z.]{20,100}\Z")]
    item_code: Id
    until: DayText
    holder_hash: Annotated[str, Meta(pattern=r"^([0-9a-f]{64})?\Z")] = ""
    cancelled: bool = False

    def __post_init__(self) -> None:
        date.fromisoformat(self.until)
        parse_id(self.certificate_id)
        if not (self.holder_hash or self.cancelled):
            raise ValueError("it waits for nobody")

    def __repr__(self) -> str:
        return f"BookedCertificate({self.certificate_id}, ***)"


class Order(Struct, frozen=True):
    """`text`: what citizens read while it is locked, "" for our own words."""

    name: Literal["lock", "unlock", "restart", "collect_logs", "test_device"]
    part: Annotated[str, Meta(pattern=r"^[a-z_0-9]{0,32}\Z")] = ""
    text: Annotated[str, Meta(max_length=40, pattern=r"^[^\x00-\x1f]*\Z")] = ""


class Item(Struct, frozen=True):
    """`issued` and `expires` aware, `expires` None for never. `signed` are the bytes that
    `signature` (b"" for none) is of."""

    item_id: str
    seq: int
    kind: str
    issued: datetime
    expires: datetime | None
    body: dict[str, Any]
    key_id: str
    signature: bytes
    signed: bytes


class _Raw(Struct, frozen=True):
    id: Id
    seq: Seq
    kind: Annotated[str, Meta(pattern=r"^[\x21-\x7e]{1,32}\Z")]
    issued_at: str
    body: dict[str, Any]
    expires_at: str | None = None
    key_id: Annotated[str, Meta(max_length=64)] | None = None
    signature: Annotated[str, Meta(max_length=200)] | None = None


def parse_item(raw: Any, terminal_id: str) -> Item:
    """Raises ValueError."""
    try:
        one = msgspec.convert(raw, _Raw)
        signature = base64.b64decode(one.signature or "", validate=True)
    except (msgspec.ValidationError, binascii.Error) as error:
        raise ValueError(str(error)) from None
    return Item(
        item_id=one.id,
        seq=one.seq,
        kind=one.kind,
        issued=parse_time(one.issued_at),
        expires=parse_time(one.expires_at) if one.expires_at else None,
        body=one.body,
        key_id=one.key_id or "",
        signature=signature,
        signed=signed_bytes(terminal_id, raw),
    )


def read_body(item: Item, shape: type[T]) -> T:
    """Raises Refused."""
    try:
        return msgspec.convert(item.body, shape)
    except msgspec.ValidationError:
        raise Refused(Refusal.MALFORMED) from None

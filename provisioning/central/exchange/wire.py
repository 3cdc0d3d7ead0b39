"""Requests of API v1 as types. Pure: bytes in, structs out.

A struct says all that is checked: types, lengths, patterns and ranges. Unknown fields are dropped
and never stored. Error texts name the place (`$.body.taken_at`), never the value, since a value
may be personal.
"""

from typing import Annotated, Any, Literal, TypeVar

import msgspec
from msgspec import Meta, Struct

from kiosk.identity import Assurance, Means
from kiosk.messages.service import Priority
from kiosk.print_state import PrintState
from provisioning.central.certificates.wire import CertCopy, CertRequest
from provisioning.central.exchange.archive_wire import Destroyed
from provisioning.central.ratings.wire import Evaluation, Service
from provisioning.central.words import (
    About,
    Base64,
    DayText,
    Digest,
    Epoch,
    Hash,
    Id,
    Key,
    Label,
    ManifestOrNone,
    Mask,
    Number,
    Seq,
    TimeText,
    Word,
    is_real,
)

T = TypeVar("T")

MAX_BODY = 1024 * 1024
MAX_RECORDS = 200
MAX_MATERIALS = 50
PARKING = frozenset({"application"})
"""Kinds whose refusal stops later records about the same thing; a ticket's does not."""


class Malformed(ValueError):
    """The request cannot be read; the text says where, without the value."""


class Ticket(Struct, frozen=True):
    ticket_id: Id
    request_id: Id
    ticket_no: Id
    group_id: Id
    seq: Number
    business_date: DayText
    taken_at: TimeText
    channel: Literal["kiosk", "offline"]
    terminal_id: Id
    session_id: Word
    holder_hash: Hash
    holder_mask: Mask
    priority: Priority
    means: Means
    assurance: Assurance
    identity: Literal["verified_offline", "typed", "none"]
    sealed: Annotated[str, Meta(max_length=4096)]
    paper: bool

    def __post_init__(self) -> None:
        is_real(self.business_date, "business_date")
        is_real(self.taken_at[:10], "taken_at")


class Auth(Struct, frozen=True):
    """`vouched_by`: staff number, where a member of staff compared person and document."""

    session_id: Id
    means: Means
    assurance: Assurance
    at: TimeText
    vouched_by: Annotated[str, Meta(max_length=32)] = ""


class Print(Struct, frozen=True):
    job_id: Id
    ticket_id: Word
    copy_no: Annotated[int, Meta(ge=0, le=99)]
    state: PrintState
    fault: Word | None
    at: TimeText


class Help(Struct, frozen=True):
    session_id: Word
    screen: Word
    fault: Word | None
    at: TimeText


class Correction(Struct, frozen=True):
    """指南纠错: this element of an item's guide is wrong, a citizen says."""

    session_id: Word
    item_code: Id
    version: Annotated[int, Meta(ge=1, le=2**31)]
    element: Word
    at: TimeText


class Material(Struct, frozen=True):
    """An attachment: uploaded before, or small and here as `content`. `trust`: how sure it is that
    it is the original, A (issued by the authority's system) to D (made by the citizen)."""

    attachment_id: Id
    name: Label
    sha256: Digest
    sm3: Hash
    source: Word
    taken_at: TimeText
    device: Word
    trust: Literal["A", "B", "C", "D"]
    content: Base64 = ""


class Application(Struct, frozen=True):
    """`follow`: SHA-256 of the token in the receipt's link. Identity as in a ticket."""

    application_id: Id
    item_code: Id
    channel: Literal["kiosk", "offline"]
    at: TimeText
    materials: Annotated[list[Material], Meta(max_length=MAX_MATERIALS)]
    form: Base64
    local_no: Annotated[str, Meta(pattern=r"^([A-Z0-9]{6}\d{11}[A-Z0-9])?\Z")] = ""
    follow: Hash = ""
    project_code: Word = ""
    process: Annotated[str, Meta(pattern=r"^[a-z]{0,16}\Z")] = ""
    delivery: Literal["", "kiosk", "window", "locker", "courier"] = ""
    holder_hash: Hash = ""
    identity: Literal["verified_offline", "typed", "none"] = "none"
    sealed: Annotated[str, Meta(max_length=4096)] = ""
    manifest: ManifestOrNone = ""


class Result(Struct, frozen=True):
    """What became of an item of the inbox. `why` is one word; `data` tells nothing of citizens."""

    item_id: Word
    status: Literal["done", "failed", "refused", "unsupported", "unknown"]
    why: Word
    at: TimeText
    data: dict[str, Any] = {}


Body = (
    Ticket
    | Auth
    | Print
    | Evaluation
    | Service
    | Help
    | Correction
    | Application
    | Result
    | Destroyed
    | CertRequest
    | CertCopy
)
KINDS: dict[str, type[Body]] = {
    "ticket": Ticket,
    "auth": Auth,
    "print": Print,
    "evaluation": Evaluation,
    "service": Service,
    "help": Help,
    "correction": Correction,
    "application": Application,
    "result": Result,
    "destroyed": Destroyed,
    "cert_request": CertRequest,
    "cert_copy": CertCopy,
}


class Record(Struct, frozen=True):
    key: Key
    seq: Seq
    kind: Word
    created_at: TimeText
    body: dict[str, Any]
    about: About = ""


class Batch(Struct, frozen=True):
    """`submit_channel` says for all its records that they were made at a self-service terminal
    (自助终端), and `terminal_id` at which."""

    terminal_id: Id
    epoch: Epoch
    records: list[Any]
    """Not typed here: one malformed record must not stop the others."""
    floor: Seq = 0
    """No record of this epoch below it will ever come."""
    submit_channel: Literal["terminal"] = "terminal"


def read(raw: bytes, shape: type[T]) -> T:
    """Decode and check a request body. Raises Malformed."""
    try:
        try:
            return msgspec.json.decode(raw, type=shape)
        except msgspec.ValidationError:
            return convert(msgspec.json.decode(raw), shape)
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError) as error:
        raise Malformed(_where(error)) from None


def convert(value: Any, shape: type[T]) -> T:
    """Check a value that is already decoded. Raises Malformed."""
    try:
        return msgspec.convert(value, shape)
    except (msgspec.ValidationError, RecursionError) as error:
        first = error
    try:
        return msgspec.convert(_whole(value), shape)
    except (msgspec.ValidationError, RecursionError):
        raise Malformed(_where(first)) from None


def _whole(value: Any) -> Any:
    """To JSON, 1.0 is the integer 1: some platforms write it so."""
    match value:
        case float() if value.is_integer() and abs(value) <= 2**53:
            return int(value)
        case list():
            return [_whole(one) for one in value]
        case dict():
            return {name: _whole(one) for name, one in value.items()}
    return value


def _where(error: Exception) -> str:
    # msgspec's text may quote the value that it refuses; its last part is the path alone.
    _, found, path = str(error).rpartition(" - at `")
    return f"not acceptable at {path.rstrip('`')}" if found else "not acceptable JSON"

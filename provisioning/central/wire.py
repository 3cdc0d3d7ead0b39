"""Requests of API v1 as types. Pure: bytes in, structs out.

A struct says all that is checked: types, lengths, patterns and ranges. Unknown fields are dropped
and never stored. Error texts name the place (`$.body.taken_at`), never the value, since a value
may be personal.
"""

import hashlib
from datetime import date, datetime
from typing import Annotated, Any, Literal, TypeVar

import msgspec
from msgspec import Meta, Struct

from kiosk.identity import Assurance, Means
from kiosk.messages.service import Priority
from kiosk.print_state import PrintState

T = TypeVar("T")

MAX_BODY = 1024 * 1024
MAX_RECORDS = 200

Id = Annotated[str, Meta(pattern=r"^[\x21-\x7e]{1,64}\Z")]
Key = Annotated[str, Meta(pattern=r"^[\x21-\x7e]{1,100}\Z")]
Word = Annotated[str, Meta(pattern=r"^[\x20-\x7e]{0,64}\Z")]
DayText = Annotated[str, Meta(pattern=r"^\d{4}-\d\d-\d\d\Z")]
TimeText = Annotated[str, Meta(pattern=r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?\+08:00\Z")]
Hash = Annotated[str, Meta(pattern=r"^([0-9a-f]{64})?\Z")]
Mask = Annotated[str, Meta(pattern=r"^([^\x00-\x1f*]{0,2}\*{1,16}[^\x00-\x1f*]{0,2})?\Z")]
"""A masked name or number as kiosk.identity makes it: two characters at most at either end, so
that a clear name or number is refused here."""
Number = Annotated[int, Meta(ge=1, le=999)]
Epoch = Id | Annotated[int, Meta(ge=0, le=2**53)]


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
        date.fromisoformat(self.business_date)
        datetime.fromisoformat(self.taken_at)


class Auth(Struct, frozen=True):
    session_id: Id
    means: Means
    assurance: Assurance
    at: TimeText


class Print(Struct, frozen=True):
    job_id: Id
    ticket_id: Word
    copy_no: Annotated[int, Meta(ge=0, le=99)]
    state: PrintState
    fault: Word | None
    at: TimeText


class Evaluation(Struct, frozen=True):
    row_guid: Id
    session_id: Word
    ticket_id: Word
    satisfaction: Annotated[int, Meta(ge=1, le=5)]
    pf: Literal["5"]
    assess_time: TimeText


class Help(Struct, frozen=True):
    session_id: Word
    screen: Word
    fault: Word | None
    at: TimeText


Body = Ticket | Auth | Print | Evaluation | Help
KINDS: dict[str, type[Body]] = {
    "ticket": Ticket,
    "auth": Auth,
    "print": Print,
    "evaluation": Evaluation,
    "help": Help,
}


class Record(Struct, frozen=True):
    key: Key
    seq: Annotated[int, Meta(ge=0, le=2**53)]
    kind: Word
    created_at: TimeText
    body: dict[str, Any]


class Batch(Struct, frozen=True):
    terminal_id: Id
    epoch: Epoch
    records: list[Any]
    """Not typed here: one malformed record must not stop the others."""


class Want(Struct, frozen=True):
    group_id: Id
    business_date: DayText
    free: Annotated[int, Meta(ge=0, le=999)]

    def __post_init__(self) -> None:
        date.fromisoformat(self.business_date)


class LeaseRequest(Struct, frozen=True):
    terminal_id: Id
    epoch: Epoch
    have: Annotated[list[Id], Meta(max_length=1000)]
    want: Annotated[list[Want], Meta(max_length=100)]


def read(raw: bytes, shape: type[T]) -> T:
    """Decode and check a request body. Raises Malformed."""
    try:
        return msgspec.json.decode(raw, type=shape)
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError) as error:
        raise Malformed(_where(error)) from None


def convert(value: Any, shape: type[T]) -> T:
    """Check a value that is already decoded. Raises Malformed."""
    try:
        return msgspec.convert(value, shape)
    except (msgspec.ValidationError, RecursionError) as error:
        raise Malformed(_where(error)) from None


def fingerprint(body: dict[str, Any]) -> str:
    """SHA-256, hex, of the body as canonical JSON: keys sorted, no blanks, UTF-8."""
    return hashlib.sha256(msgspec.json.encode(body, order="deterministic")).hexdigest()


def key_of(raw: Any) -> str:
    """The key of a record that may be malformed, so that its answer can be matched; "" if none."""
    key = raw.get("key") if isinstance(raw, dict) else None
    return key if isinstance(key, str) and len(key) <= 100 else ""


def _where(error: Exception) -> str:
    # msgspec's text may quote the value that it refuses; its last part is the path alone.
    _, found, path = str(error).rpartition(" - at `")
    return f"not acceptable at {path.rstrip('`')}" if found else "not acceptable JSON"

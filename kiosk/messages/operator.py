"""Operator <-> service, and what the demo asks of it.

What names no person may be printed and logged; what may (a record's content) says so.
"""

from enum import StrEnum

from msgspec import Struct

from kiosk.faults import Fault
from kiosk.messages.service import Network
from kiosk.room import RoomLevel


class AskQueue(Struct, frozen=True):
    """Answered by `QueueStatus`."""


class QueueStatus(Struct, frozen=True):
    pending: int
    oldest: str
    last_contact: str
    network: Network
    fault: Fault | None
    jobs: tuple[str, ...]
    """Print jobs not settled: "JOB_ID state"."""
    dead: int = 0
    """Records that the platform refused for good; kept, to be looked at by an operator."""
    room: RoomLevel | None = None
    """None where nobody has looked: the service is stopped."""
    left_out: tuple[str, ...] = ()
    """What was refused for want of room since the service started: "KIND count"."""
    second_pending: int = 0
    second_dead: int = 0
    """As `pending` and `dead`, of the second destination, where one is configured."""
    second_network: Network | None = None
    """None where there is no second destination, or nobody is in contact: it is stopped."""
    second_contact: str = ""
    second_fault: Fault | None = None
    """As `last_contact` and `fault`, of the second destination."""


class Standing(StrEnum):
    """How a record stands with one destination."""

    WAITING = "waiting"
    """To be sent as soon as it is its turn."""
    LATER = "later"
    """The destination asked to try again at a time."""
    DEAD = "dead"
    """Refused for good: a dead letter."""
    PARTS = "parts"
    """Its attachments are not there yet."""
    TAKEN = "taken"
    """The destination has it; another one has not."""


class RecordLine(Struct, frozen=True):
    """One record and one destination (`to`: central or second). No person is in it.

    `created_at`, `next_at`: ISO 8601, `next_at` "" where it waits for no time. `why`: a word or a
    place in the record, as the destination said it.
    """

    seq: int
    to: str
    standing: Standing
    kind: str
    created_at: str
    attempts: int = 0
    next_at: str = ""
    why: str = ""


class AskRecords(Struct, frozen=True):
    """Records after the number `after`; None and "" do not choose. Answered by `Records` or
    `NotDone`."""

    standing: Standing | None = None
    kind: str = ""
    to: str = ""
    after: int = 0


class Records(Struct, frozen=True):
    """Of a stretch of the queue, in the order of their numbers; `after` is where the next stretch
    begins, 0 at the end."""

    lines: tuple[RecordLine, ...]
    after: int = 0


class ShowRecord(Struct, frozen=True):
    """`reveal`: with what it says about a person. Answered by `RecordShown` or `NotDone`."""

    seq: int
    reveal: bool = False


class RecordShown(Struct, frozen=True):
    """`body` is JSON; personal where it was revealed, else every value is only described."""

    key: str
    lines: tuple[RecordLine, ...]
    body: str


class RetryRecords(Struct, frozen=True):
    """Dead letters, to be sent again under their old keys. Answered by `Changed` or `NotDone`."""

    seqs: tuple[int, ...]


class MendRecord(Struct, frozen=True):
    """Another content (a JSON object, personal) for a dead letter that no destination has.
    Answered by `Changed` or `NotDone`."""

    seq: int
    body: str


class DropRecord(Struct, frozen=True):
    """Give a dead letter up, its attachments too. Answered by `Changed` or `NotDone`."""

    seq: int


class Changed(Struct, frozen=True):
    """`done`: numbers; `refused`: for each of the others one line that says why."""

    done: tuple[int, ...]
    refused: tuple[str, ...] = ()


class ExportDead(Struct, frozen=True):
    """A page of dead letters after the number `after`, sealed to an X25519 public key (32 raw
    bytes). `batch` is the id of the export. Answered by `Exported` or `NotDone`."""

    public_key: bytes
    batch: str
    page: int
    after: int = 0


class Exported(Struct, frozen=True):
    """`after` is 0 where this was the last page."""

    sealed: bytes
    count: int
    after: int


class MakeBackup(Struct, frozen=True):
    """Into `folder`, absolute, which is made. `key_file`: absolute, "" for none. Answered by
    `BackupMade` or `NotDone`."""

    folder: str
    key_file: str = ""


class BackupMade(Struct, frozen=True):
    """Sizes in bytes; `pending` and `dead` as in QueueStatus."""

    folder: str
    size: int
    attachments: int
    pending: int
    dead: int


class NotDone(Struct, frozen=True):
    """Nothing was changed; `why` is one line for an operator and names no person."""

    why: str


class SetNetwork(Struct, frozen=True):
    """Demo only: cut (False) or restore (True) the way to the platform. Answered by `Recorded`."""

    up: bool


class HoldPrint(Struct, frozen=True):
    """Demo only: while held, jobs wait between their durable record and the printer, so that a
    power cut at that very point can be played. Answered by `Recorded`."""

    on: bool

"""Reading one card: find, select, read, with the retries that each status asks for. Pure.

The owner of the port performs each `Send` (discard stale input, write, wait at most `timeout_s`)
and each `Pause`, and comes back with `on_bytes` or `on_timeout`. It waits no longer than `gap_s`
of quiet while `broken_off` is true. A reading ends with `CardDecoded` or a final `Failed`.

    FIND --9F--> SELECT --90--> READ --90--> card decoded, or a fault of the card; poll on
      ^ \\80--> PAUSE             |
      +--------------------------+ 41, 81, 24, 47, silence: again from FIND, within a budget

After a read that the reader thinks good, FIND answers 80 until the card has left the field. So a
FIND that fails after an attempt failed does not mean that no card lies there: the citizen is told
to present it again.
"""

from dataclasses import dataclass
from enum import Enum

from devices.id_reader.frames import Command, FrameParser, request, wipe
from devices.id_reader.profile import Profile
from devices.id_reader.replies import REFUSALS, RETRIES, Reply, Sw3, as_reply, split_blocks
from devices.id_reader.text_block import decode_text_block
from kiosk.faults import Fault
from kiosk.identity import IdentityCard


@dataclass(frozen=True, slots=True)
class Send:
    frame: bytes
    timeout_s: float


@dataclass(frozen=True, slots=True)
class Pause:
    seconds: float


@dataclass(frozen=True, slots=True)
class Found:
    """The reply just taken reported a card. `news` is false for one already told a fault."""

    news: bool


@dataclass(frozen=True, slots=True)
class Retrying:
    pass


@dataclass(frozen=True, slots=True)
class CardDecoded:
    card: IdentityCard


@dataclass(frozen=True, slots=True)
class Failed:
    """`fault` is told once for each presented card. After a reader's fault the reading is over."""

    fault: Fault


Step = Send | Pause | Found | Retrying | CardDecoded | Failed


class Phase(Enum):
    OVER = "over"
    PAUSE = "pause"
    FIND = "find"
    SELECT = "select"
    READ = "read"


READER_FAULTS = frozenset(fault for fault in Fault if fault.name.startswith("READER_"))


class Reading:
    """One reading, from the first FIND to a decoded card."""

    def __init__(self, profile: Profile) -> None:
        self._profile = profile
        self._parser = FrameParser()
        self._phase = Phase.OVER
        self._frame = b""
        self._timeout_s = 0.0
        self._resent = False
        self._attempts = 0
        self._unanswered = 0
        self._told: Fault | None = None
        self._rejected_then = 0
        """Counts of the parser at the last good reply; `_rejected_sent` at the last request."""
        self._discarded_then = 0
        self._rejected_sent = 0
        self._heard = False

    @property
    def broken_off(self) -> bool:
        """A reply has begun or came broken, so its rest is due within `gap_s`."""
        return self._parser.inside or self._parser.rejected > self._rejected_sent

    @property
    def over(self) -> bool:
        return self._phase is Phase.OVER

    def begin(self) -> list[Step]:
        return self._find()

    def wipe(self) -> None:
        self._parser.clear()
        self._phase = Phase.OVER

    def on_bytes(self, data: bytes) -> list[Step]:
        self._heard = self._heard or bool(data)
        for body in self._parser.feed(data):
            self._mark_good()
            reply = as_reply(body)
            steps = self._on_reply(reply)
            wipe(reply.data)
            if steps:
                return steps
        return [] if self.over else self._check_line()

    def on_timeout(self) -> list[Step]:
        """The answer did not come, or the pause is over."""
        if self._phase is Phase.PAUSE:
            return self._find()
        if self._phase is Phase.OVER:
            return []
        self._unanswered += 1
        if self._unanswered >= self._profile.unanswered_limit:
            return self._fail(Fault.READER_GARBLED if self._heard else Fault.READER_SILENT)
        if self._phase is Phase.FIND:
            return self._find()
        return self._retry(RETRIES[Sw3.READ_FAILED])

    def _on_reply(self, reply: Reply) -> list[Step]:
        match self._phase, reply.sw3:
            case ((Phase.OVER | Phase.PAUSE), _):
                return []
            case Phase.FIND, Sw3.FOUND:
                return [Found(self._told is None), *self._send(Phase.SELECT, Command.SELECT)]
            case Phase.FIND, Sw3.FIND_FAILED:
                return self._nothing_found()
            case Phase.SELECT, Sw3.OK:
                return self._send(Phase.READ, Command.READ)
            case Phase.READ, Sw3.OK:
                return self._decode(reply.data)
            case _, Sw3.REQUEST_CHECKSUM:
                return self._resend()
        if reply.sw3 in REFUSALS:
            return self._fail(REFUSALS[reply.sw3])
        if reply.sw3 in RETRIES:
            return self._retry(RETRIES[reply.sw3])
        return []  # the late answer to an earlier request; the one to this may still come

    def _decode(self, data: bytearray) -> list[Step]:
        blocks = split_blocks(data, 2)
        if blocks is None:
            return []
        card = decode_text_block(blocks[0])
        for block in blocks:
            wipe(block)
        if isinstance(card, Fault):
            return self._fail(card)
        self.wipe()
        return [CardDecoded(card)]

    def _nothing_found(self) -> list[Step]:
        steps = self._fail(Fault.CARD_READ_FAILED) if self._attempts else self._pause()
        self._told = None
        return steps

    def _retry(self, budget: int) -> list[Step]:
        self._attempts += 1
        if self._attempts > budget:
            return self._fail(Fault.CARD_READ_FAILED)
        retrying: list[Step] = [] if self._told else [Retrying()]
        return [*retrying, *self._find()]

    def _resend(self) -> list[Step]:
        if self._resent:
            return self._retry(RETRIES[Sw3.UNSPECIFIED])
        self._resent = True
        return self._transmit()

    def _fail(self, fault: Fault) -> list[Step]:
        self._attempts = 0
        if fault in READER_FAULTS:
            self.wipe()
            return [Failed(fault)]
        steps: list[Step] = [] if self._told is fault else [Failed(fault)]
        self._told = fault
        return [*steps, *self._pause()]

    def _find(self) -> list[Step]:
        return self._send(Phase.FIND, Command.FIND)

    def _pause(self) -> list[Step]:
        self._phase = Phase.PAUSE
        return [Pause(self._profile.poll_s)]

    def _send(self, phase: Phase, command: Command) -> list[Step]:
        self._phase = phase
        self._resent = False
        self._frame = request(command)
        self._timeout_s = {
            Phase.FIND: self._profile.find_s,
            Phase.SELECT: self._profile.select_s,
            Phase.READ: self._profile.read_s,
        }[phase]
        return self._transmit()

    def _transmit(self) -> list[Step]:
        self._parser.clear()
        self._rejected_sent = self._parser.rejected
        return [Send(self._frame, self._timeout_s)]

    def _mark_good(self) -> None:
        self._heard = False
        self._unanswered = 0
        self._rejected_then = self._parser.rejected
        self._discarded_then = self._parser.discarded

    def _check_line(self) -> list[Step]:
        rejected = self._parser.rejected - self._rejected_then
        discarded = self._parser.discarded - self._discarded_then
        limits = self._profile
        if rejected >= limits.rejected_limit or discarded >= limits.discarded_limit:
            return self._fail(Fault.READER_GARBLED)
        return []

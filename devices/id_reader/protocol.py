"""Reading one card: find, select, read, with the retries that each status asks for. Pure.

The owner of the port performs each `Send` (discard stale input, write, wait at most `timeout_s`)
and each `Pause`, and comes back with `on_bytes` or `on_timeout`. It waits no longer than `gap_s`
of quiet while `broken_off` is true. A reading ends with `CardDecoded` or a reader's `Failed`.

    FIND --9F--> SELECT --90--> READ --90--> card decoded, or a fault of the card; poll on
      ^ \\80--> PAUSE             |       \\--> ADDRESS, where it is wanted; then card decoded
      +--------------------------+ 41, 81, 24, 47, silence: again from FIND, within a budget

After a read that the reader thinks good, FIND answers 80 until the card has left the field. So a
FIND that fails after an attempt failed does not mean that no card lies there: the citizen is told
to present it again. Each attempt starts from nothing: no byte of one card outlives it.
"""

from enum import Enum

from devices.id_reader.frames import Command, request, wipe
from devices.id_reader.line import Line
from devices.id_reader.profile import Profile
from devices.id_reader.replies import REFUSALS, RETRIES, Reply, Sw3, split_blocks
from devices.id_reader.steps import (
    CardDecoded,
    Failed,
    Found,
    Lacks,
    Pause,
    Photo,
    Retrying,
    Send,
    Step,
)
from devices.id_reader.text_block import NEW_ADDRESS_LENGTH, decode_new_address, decode_text_block
from kiosk.faults import Fault
from kiosk.identity import IdentityCard
from kiosk.values import replace


class Phase(Enum):
    OVER = "over"
    PAUSE = "pause"
    FIND = "find"
    SELECT = "select"
    READ = "read"
    ADDRESS = "newest address"


READER_FAULTS = frozenset(fault for fault in Fault if fault.name.startswith("READER_"))
_ASK_ADDRESS_AGAIN = frozenset({Sw3.REQUEST_CHECKSUM, Sw3.RANDOM_ERROR, Sw3.UNSPECIFIED})


class Reading:
    """One reading, from the first FIND to a decoded card. `photo` and `newest_address`: whether
    these are wanted."""

    def __init__(self, profile: Profile, photo: bool = False, newest_address: bool = False) -> None:
        self._profile = profile
        self._photo = photo
        self._newest_address = newest_address
        self._line = Line(profile)
        self._phase = Phase.OVER
        self._request = Command.FIND
        self._resent = False
        self._attempts = 0
        self._told: Fault | None = None
        self._card: IdentityCard | None = None

    @property
    def broken_off(self) -> bool:
        """A reply has begun or came broken, so its rest is due within `gap_s`."""
        return self._line.broken_off

    @property
    def over(self) -> bool:
        return self._phase is Phase.OVER

    @property
    def has_card(self) -> bool:
        """A card was decoded and only its newest address is waited for: `on_timeout` ends that."""
        return self._card is not None

    def begin(self) -> list[Step]:
        return self._send(Phase.FIND, Command.FIND)

    def wipe(self) -> None:
        self._line.wipe()
        self._card = None
        self._phase = Phase.OVER

    def on_bytes(self, data: bytes) -> list[Step]:
        steps: list[Step] = []
        for reply in self._line.feed(data):
            if not steps:  # else it is stale: the reading has gone on
                steps = self._on_reply(reply)
            wipe(reply.data)
        if steps or self.over or not self._line.garbled:
            return steps
        return self._decoded("") if self._card else self._fail(Fault.READER_GARBLED)

    def on_timeout(self) -> list[Step]:
        """The answer did not come, or the pause is over."""
        match self._phase:
            case Phase.PAUSE:
                return self.begin()
            case Phase.OVER:
                return []
            case Phase.ADDRESS:
                return self._decoded("")
        fault = self._line.unanswered()
        if fault is not None:
            return self._fail(fault)
        return self.begin() if self._phase is Phase.FIND else self._retry(Sw3.READ_FAILED)

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
            case Phase.ADDRESS, _:
                return self._on_address(reply)
            case _, Sw3.REQUEST_CHECKSUM:
                return self._retry(Sw3.UNSPECIFIED) if self._resent else self._resend()
        if reply.sw3 in REFUSALS:
            detail = f"{self._phase.value}: answered {reply.sw3:02X} {reply.sw3.name}"
            return self._fail(REFUSALS[reply.sw3], detail)
        if reply.sw3 in RETRIES:
            return self._retry(reply.sw3)
        return []  # the late answer to an earlier request; the one to this may still come

    def _decode(self, data: bytearray) -> list[Step]:
        blocks = split_blocks(data, 2)
        if blocks is None:
            return []
        text, photo = blocks
        card = decode_text_block(text)
        wipe(text)
        if isinstance(card, Fault) or not self._photo:
            wipe(photo)
        if isinstance(card, Fault):
            return self._fail(card)
        self._card = card
        steps: list[Step] = [Photo(photo)] if self._photo else []
        if self._newest_address:
            return steps + self._send(Phase.ADDRESS, Command.READ_NEW_ADDRESS)
        return steps + self._decoded("")

    def _on_address(self, reply: Reply) -> list[Step]:
        if reply.sw3 in _ASK_ADDRESS_AGAIN and not self._resent:
            return self._resend()
        if reply.sw3 in (Sw3.UNKNOWN_COMMAND, Sw3.NO_PERMISSION):
            return [Lacks(Command.READ_NEW_ADDRESS), *self._decoded("")]
        if reply.sw3 is not Sw3.OK:
            return self._decoded("")
        if len(reply.data) != NEW_ADDRESS_LENGTH:
            return []  # the late answer to an earlier request
        address = decode_new_address(reply.data)
        return self._decoded("" if isinstance(address, Fault) else address)

    def _decoded(self, newest_address: str) -> list[Step]:
        card = self._card
        assert card is not None
        self.wipe()
        return [CardDecoded(replace(card, newest_address=newest_address))]

    def _nothing_found(self) -> list[Step]:
        steps = self._fail(Fault.CARD_READ_FAILED) if self._attempts else self._pause()
        self._told = None
        return steps

    def _retry(self, sw3: Sw3) -> list[Step]:
        """Again from FIND, as often as this status allows."""
        self._attempts += 1
        if self._attempts > RETRIES[sw3]:
            return self._fail(Fault.CARD_READ_FAILED)
        retrying: list[Step] = [] if self._told else [Retrying()]
        return [*retrying, *self.begin()]

    def _fail(self, fault: Fault, detail: str = "") -> list[Step]:
        self._attempts = 0
        if fault in READER_FAULTS:
            self.wipe()
            return [Failed(fault, detail)]
        steps: list[Step] = [] if self._told is fault else [Failed(fault)]
        self._told = fault
        return [*steps, *self._pause()]

    def _pause(self) -> list[Step]:
        self._phase = Phase.PAUSE
        return [Pause(self._profile.poll_s)]

    def _send(self, phase: Phase, command: Command) -> list[Step]:
        self._phase, self._request, self._resent = phase, command, False
        return self._transmit()

    def _resend(self) -> list[Step]:
        self._resent = True
        return self._transmit()

    def _transmit(self) -> list[Step]:
        self._line.asked()
        timeout_s = {
            Phase.FIND: self._profile.find_s,
            Phase.SELECT: self._profile.select_s,
            Phase.READ: self._profile.read_s,
            Phase.ADDRESS: self._profile.address_s,
        }[self._phase]
        return [Send(request(self._request), timeout_s)]

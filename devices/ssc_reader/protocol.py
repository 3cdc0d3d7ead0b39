"""One reading of a social security card, as a step machine: reply in, next command or result out.

No port, no clock. What a card says in its status words decides what happens, never its generation.
"""

from msgspec import Struct

from devices.ssc_reader.apdu import (
    OK,
    RECORD_NOT_FOUND,
    SELECT_APPLICATION,
    SELECT_EF05,
    SELECT_EF06,
    Answer,
    Exchange,
    Malformed,
    Tag,
    read_record,
)
from devices.ssc_reader.records import decode_person, value_of
from kiosk.faults import Fault
from kiosk.identity import IdentityCard

Step = bytes | Tag
"""A selection, or a record to read."""

PLAN: tuple[Step, ...] = (
    SELECT_APPLICATION,
    *(SELECT_EF05, Tag.VERSION, Tag.ISSUER, Tag.VALID_FROM, Tag.VALID_TO, Tag.CARD_NUMBER),
    *(SELECT_EF06, Tag.NUMBER, Tag.NAME, Tag.NAME_EXTENSION, Tag.SEX, Tag.NATION, Tag.BIRTH),
)


class Failed(Struct, frozen=True):
    """Nothing of the card may be used. `again`: reading it once more may help."""

    fault: Fault
    again: bool = False
    sw: int = 0
    """The status word that said so; 0 for none."""

    def __str__(self) -> str:
        return f"{self.fault} SW {self.sw:04X}" if self.sw else self.fault


_FAULTS = {
    0x6982: Fault.SSC_NEEDS_AUTH,
    0x6983: Fault.SSC_LOCKED,
    0x6A81: Fault.SSC_LOCKED,
    0x6A82: Fault.SSC_OTHER_CARD,
    0x6B00: Fault.SSC_OTHER_CARD,
    0x6D00: Fault.SSC_OTHER_CARD,
    0x6E00: Fault.SSC_OTHER_CARD,
    0x6F00: Fault.SSC_OTHER_CARD,
    0x9302: Fault.SSC_LOCKED,
    0x9303: Fault.SSC_LOCKED,
}
"""PROTOCOL.md, "Status words". All others are SSC_READ_FAILED."""


def failure(sw: int) -> Failed | None:
    """What a status word means for a reading; None for success."""
    if sw == OK:
        return None
    fault = _FAULTS.get(sw)
    if fault is not None:
        return Failed(fault, sw=sw)
    passwords = sw & 0xFFF0 == 0x63C0  # counts wrong passwords: never give it a reason to count on
    return Failed(Fault.SSC_READ_FAILED, again=not passwords, sw=sw)


class Session:
    """From the application's selection to the holder. Send `begin`, then what `on_reply` gives.

    Belongs to one connection with one card: a card that was reset or lifted needs a new session.
    """

    def __init__(self) -> None:
        self._plan = iter(PLAN)
        self._step: Step = next(self._plan)
        self._exchange = Exchange(SELECT_APPLICATION)
        self._values: dict[Tag, bytes] = {}

    def begin(self) -> bytes:
        return self._exchange.sent

    def on_reply(self, reply: bytes) -> bytes | IdentityCard | Failed:
        """The next command, or the result; nothing is to be sent after that."""
        answer = self._exchange.on_reply(reply)
        if answer is None:
            return self._exchange.sent
        failed = self._take(answer)
        if failed is not None:
            self._end()
            return failed
        step = next(self._plan, None)
        if step is None:
            return self._finish()
        self._step = step
        self._exchange = Exchange(read_record(step) if isinstance(step, Tag) else step)
        return self._exchange.sent

    def _take(self, answer: Answer | Malformed) -> Failed | None:
        if isinstance(answer, Malformed):
            return Failed(Fault.SSC_BAD_DATA, again=True)
        if not isinstance(self._step, Tag):
            return failure(answer.sw)
        if answer.sw == RECORD_NOT_FOUND:
            return None
        failed = failure(answer.sw)
        if failed is not None:
            return failed
        value = value_of(self._step, answer.data)
        if value is None:
            return Failed(Fault.SSC_BAD_DATA, again=True)
        self._values[self._step] = value
        return None

    def _finish(self) -> IdentityCard | Failed:
        card = decode_person(self._values)
        self._end()
        return Failed(card, again=True) if isinstance(card, Fault) else card

    def _end(self) -> None:
        """What the card said is not kept, and nothing more of it is asked for."""
        self._values.clear()
        self._plan = iter(())

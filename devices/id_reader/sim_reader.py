"""What a simulated reader answers: card, SAM and faults, without the wire. Pure."""

from collections.abc import Callable
from dataclasses import dataclass, field

from devices.id_reader.frames import PREAMBLE, Command, build, request
from devices.id_reader.replies import Sw3
from devices.id_reader.text_block import TEXT_LENGTH
from kiosk.messages.sims import Done, PutCard, ReaderFault, TakeCard

PHOTO = bytes((i * 7 + 3) & 0xFF for i in range(1024))
"""A counter pattern and no picture: a photo decoder must refuse it."""
SAM_ID = bytes.fromhex("05000300A53A34010100000002000000")
STORM = request(Command.FIND) + build(b"\0\0\x80")[:-1] + b"\xff" + PREAMBLE + b"\xff\xff"
"""Three ways to be wrong: a length below 4, a bad check byte, a length beyond the longest."""

_COUNTED = frozenset({"silent", "storm", "bad_checksum", "read_failed", "auth_failed"})
_KINDS = _COUNTED | {"none", "out_of_service", "take_card_at_byte", "slow"}


def status(sw3: Sw3, data: bytes = b"") -> bytes:
    return build(bytes((0, 0, sw3)) + data)


@dataclass(slots=True)
class Answer:
    """`frame` goes out after `delay_s`. Where `cut_at` is set the card is taken when so many bytes
    of it were sent, and the rest stays unsent."""

    frame: bytes
    delay_s: float = 0.0
    cut_at: int | None = None


@dataclass(slots=True)
class SimReader:
    """A SAM-V reader with at most one card on it.

    A card read well is not found again until it was taken and put back.
    """

    card: bytes | None = None
    _read: bool = False
    _found: bool = False
    _selected: bool = False
    _faults: dict[str, int] = field(default_factory=dict)
    """Active faults with their number; of a counted fault 0 means until `none`."""

    @property
    def storming(self) -> bool:
        return "storm" in self._faults

    def steer(self, message: object) -> Done:
        """PutCard, TakeCard, and ReaderFault but for plugs, which are the wire's."""
        match message:
            case PutCard(text_hex):
                return self._put(text_hex)
            case TakeCard():
                self.take()
                return Done()
            case ReaderFault("none"):
                self._faults.clear()
                return Done()
            case ReaderFault(kind, value) if kind in _KINDS and value >= 0:
                self._faults[kind] = value
                return Done()
        return Done(ok=False, detail="not for an ID card reader")

    def take(self) -> None:
        self.card = None
        self._read = self._found = self._selected = False

    def use(self, kind: str) -> bool:
        """True where the fault holds now; counts one use of it."""
        left = self._faults.get(kind)
        if left is None:
            return False
        if left == 1:
            del self._faults[kind]
        elif left > 1:
            self._faults[kind] = left - 1
        return True

    def answer(self, body: bytes) -> Answer | None:
        """To a request's CMD, PARA and data; None for silence."""
        if self.use("silent"):
            return None
        cut_at = None
        if body[:2] == Command.READ.value and self._selected:
            cut_at = self._faults.pop("take_card_at_byte", None)
        frame = self._frame(body)
        if self.use("bad_checksum"):
            frame = frame[:-1] + bytes([frame[-1] ^ 0xFF])
        return Answer(frame, self._faults.get("slow", 0) / 1000, cut_at)

    def _put(self, text_hex: str) -> Done:
        try:
            text = bytes.fromhex(text_hex)
        except ValueError:
            return Done(ok=False, detail="the text block is not hexadecimal")
        if len(text) != TEXT_LENGTH:
            return Done(ok=False, detail=f"a text block has {TEXT_LENGTH} bytes")
        self.take()
        self.card = text
        return Done()

    def _frame(self, body: bytes) -> bytes:
        if "out_of_service" in self._faults:
            return status(Sw3.SELF_TEST_FAILED)
        try:
            command = Command(body[:2])
        except ValueError:
            return status(Sw3.UNKNOWN_COMMAND)
        answers: dict[Command, Callable[[], bytes]] = {
            Command.SAM_ID: lambda: status(Sw3.OK, SAM_ID),
            Command.FIND: self._find,
            Command.SELECT: self._select,
            Command.READ: lambda: self._read_card(fingerprint=False),
            Command.READ_WITH_FINGERPRINT: lambda: self._read_card(fingerprint=True),
            Command.READ_NEW_ADDRESS: self._new_address,
        }
        return answers.get(command, lambda: status(Sw3.OK))()

    def _find(self) -> bytes:
        self._found = self.card is not None and not self._read
        self._selected = False
        return status(Sw3.FOUND, bytes(4)) if self._found else status(Sw3.FIND_FAILED)

    def _select(self) -> bytes:
        self._selected = self._found and self.card is not None
        return status(Sw3.OK, bytes(8)) if self._selected else status(Sw3.SELECT_FAILED)

    def _read_card(self, fingerprint: bool) -> bytes:
        if self.card is None or not self._selected or self.use("read_failed"):
            return status(Sw3.READ_FAILED)
        if self.use("auth_failed"):
            return status(Sw3.SAM_REFUSES_CARD)
        self._read, self._found = True, False
        blocks = (self.card, PHOTO, b"") if fingerprint else (self.card, PHOTO)
        lengths = b"".join(len(block).to_bytes(2, "big") for block in blocks)
        return status(Sw3.OK, lengths + b"".join(blocks))

    def _new_address(self) -> bytes:
        there = self.card is not None and self._selected
        return status(Sw3.NO_CONTENT if there else Sw3.READ_FAILED)

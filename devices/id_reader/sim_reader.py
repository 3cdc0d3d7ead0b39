"""What a simulated reader answers: card, SAM and their faults, without the wire."""

from collections.abc import Callable

from msgspec import Struct

from devices.id_reader.frames import PREAMBLE, Command, build, request
from devices.id_reader.profile import BAUDS
from devices.id_reader.replies import Sw3
from devices.id_reader.text_block import NEW_ADDRESS_LENGTH, TEXT_LENGTH
from devices.sims.armed import Armed
from kiosk.messages.sims import Done, PutCard, TakeCard

PHOTO = bytes((i * 7 + 3) & 0xFF for i in range(1024))
"""A counter pattern and no picture: a photo decoder must refuse it."""
SAM_ID = bytes.fromhex("05000300A53A34010100000002000000")
STORM = request(Command.FIND) + build(b"\0\0\x80")[:-1] + b"\xff" + PREAMBLE + b"\xff\xff"
"""Three ways to be wrong: a length below 4, a bad check byte, a length beyond the longest."""

_ALL = frozenset(Command)
_READS = frozenset({Command.READ, Command.READ_WITH_FINGERPRINT})
_EXTRAS = frozenset({Command.READ_NEW_ADDRESS, Command.READ_WITH_FINGERPRINT})
_BAUD_COMMANDS = {Command(b"\x60" + bytes([i])): baud for i, baud in enumerate(BAUDS)}

_STATUSES = {
    "out_of_service": (Sw3.SELF_TEST_FAILED, _ALL),
    "not_authorised": (Sw3.SAM_NOT_AUTHORISED, _ALL),
    "request_checksum": (Sw3.REQUEST_CHECKSUM, _ALL),
    "request_length": (Sw3.REQUEST_LENGTH, _ALL),
    "unknown_command": (Sw3.UNKNOWN_COMMAND, _EXTRAS),
    "no_permission": (Sw3.NO_PERMISSION, _EXTRAS),
    "select_failed": (Sw3.SELECT_FAILED, frozenset({Command.SELECT})),
    "read_failed": (Sw3.READ_FAILED, _READS),
    "auth_failed": (Sw3.SAM_REFUSES_CARD, _READS),
    "card_refuses": (Sw3.CARD_REFUSES_SAM, _READS),
    "not_verified": (Sw3.VERIFICATION_ERROR, _READS),
    "wrong_type": (Sw3.WRONG_TYPE, _READS),
    "random_error": (Sw3.RANDOM_ERROR, _READS),
    "unspecified": (Sw3.UNSPECIFIED, _READS),
}
READER_FAULTS = {
    **{
        word: f"NUMBER times (0: always) {sw3:02X} answers "
        + ("everything" if which == _ALL else " and ".join(sorted(c.value.hex(" ") for c in which)))
        for word, (sw3, which) in _STATUSES.items()
    },
    "bad_checksum": "NUMBER replies (0: all) leave with a wrong check byte",
    "storm": "broken frames leave unasked, NUMBER times (0: without end)",
    "take_card": "the card is taken away, where NUMBER is given after so many bytes of a read",
    "swap_card": "as take_card, and the second card of PutCard lies there instead",
}


def status(sw3: Sw3, data: bytes = b"") -> bytes:
    return build(bytes((0, 0, sw3)) + data)


class Card(Struct, frozen=True):
    text: bytes
    newest_address: bytes = b""
    second: bytes = b""


class SimReader:
    """A SAM-V reader with at most one card on it.

    A card read well is not found again until it was taken and put back. `cut` is how much of the
    answer just given leaves before `strike` takes or swaps the card; None: all of it.
    """

    def __init__(self, armed: Armed, baud: int = BAUDS[0]) -> None:
        self._armed = armed
        self.baud = baud
        self.card: Card | None = None
        self.cut: int | None = None
        self.unknown = 0
        """Commands that no SAM-V reader knows."""
        self._read = False
        self._found = False
        self._selected = False

    def steer(self, message: object) -> Done:
        """PutCard and TakeCard."""
        if isinstance(message, PutCard):
            return self._put(message)
        if isinstance(message, TakeCard):
            self.take()
            return Done()
        return Done(ok=False, detail="not for an ID card reader")

    def take(self) -> None:
        self._lay(None)

    def strike(self) -> None:
        """Take or swap the card, where that is due by now."""
        for fault in ("take_card", "swap_card"):
            if self._armed.on(fault) == 0 or (self.cut is not None and self._armed.on(fault)):
                self._armed.end(fault)
                second = self.card.second if self.card and fault == "swap_card" else b""
                self._lay(Card(second) if second else None)
        self.cut = None

    def use(self, fault: str) -> bool:
        """True where the fault holds now; counts one use of it."""
        left = self._armed.on(fault)
        if left is None:
            return False
        if left == 1:
            self._armed.end(fault)
        elif left > 1:
            self._armed.begin(fault, left - 1)
        return True

    def answer(self, body: bytes) -> bytes:
        """The frame that answers a request's CMD, PARA and data."""
        frame = self._frame(body)
        if self.use("bad_checksum"):
            frame = frame[:-1] + bytes([frame[-1] ^ 0xFF])
        return frame

    def _put(self, message: PutCard) -> Done:
        try:
            text, address, second = (
                bytes.fromhex(part)
                for part in (message.text_hex, message.address_hex, message.second_hex)
            )
        except ValueError:
            return Done(ok=False, detail="what the card holds is not hexadecimal")
        if len(text) != TEXT_LENGTH or len(second) not in (0, TEXT_LENGTH):
            return Done(ok=False, detail=f"a text block has {TEXT_LENGTH} bytes")
        if len(address) not in (0, NEW_ADDRESS_LENGTH):
            return Done(ok=False, detail=f"a newest address has {NEW_ADDRESS_LENGTH} bytes")
        self._lay(Card(text, address, second))
        return Done()

    def _lay(self, card: Card | None) -> None:
        self.card = card
        self._read = self._found = self._selected = False

    def _frame(self, body: bytes) -> bytes:
        try:
            command = Command(body[:2])
        except ValueError:
            self.unknown += 1
            return status(Sw3.UNKNOWN_COMMAND)
        for fault, (sw3, commands) in _STATUSES.items():
            if command in commands and self.use(fault):
                return status(sw3)
        answers: dict[Command, Callable[[], bytes]] = {
            Command.RESET_SAM: self._reset,
            Command.SAM_ID: lambda: status(Sw3.OK, SAM_ID),
            Command.FIND: self._find,
            Command.SELECT: self._select,
            Command.READ: lambda: self._read_card(fingerprint=False),
            Command.READ_WITH_FINGERPRINT: lambda: self._read_card(fingerprint=True),
            Command.READ_NEW_ADDRESS: self._new_address,
        }
        self.baud = _BAUD_COMMANDS.get(command, self.baud)
        return answers.get(command, lambda: status(Sw3.OK))()

    def _reset(self) -> bytes:
        self._found = self._selected = False
        return status(Sw3.OK)

    def _find(self) -> bytes:
        self._found = self.card is not None and not self._read
        self._selected = False
        return status(Sw3.FOUND, bytes(4)) if self._found else status(Sw3.FIND_FAILED)

    def _select(self) -> bytes:
        self._selected = self._found and self.card is not None
        return status(Sw3.OK, bytes(8)) if self._selected else status(Sw3.SELECT_FAILED)

    def _read_card(self, fingerprint: bool) -> bytes:
        if self.card is None or not self._selected:
            return status(Sw3.READ_FAILED)
        self._read, self._found = True, False
        self.cut = self._armed.on("take_card") or self._armed.on("swap_card") or None
        blocks = (self.card.text, PHOTO, b"") if fingerprint else (self.card.text, PHOTO)
        lengths = b"".join(len(block).to_bytes(2, "big") for block in blocks)
        return status(Sw3.OK, lengths + b"".join(blocks))

    def _new_address(self) -> bytes:
        if self.card is None or not self._selected:
            return status(Sw3.READ_FAILED)
        if not self.card.newest_address:
            return status(Sw3.NO_CONTENT)
        return status(Sw3.OK, self.card.newest_address)

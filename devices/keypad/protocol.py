"""Frames of the SZZT encrypting keypad (ZT588) in clear mode: commands out, answers and keys in.

Pure. A frame is 02, three decimal digits of length, payload, 03 and the XOR of everything from the
length to 03 as two hexadecimal digits. What the keypad sends outside of frames are key presses.
Commands of keys, of authentication and of PIN entry cannot be built here: see PROTOCOL.md.
"""

from collections.abc import Iterator
from enum import Enum
from functools import reduce
from operator import xor

from msgspec import Struct

BAUDS = (1200, 2400, 4800, 9600, 19200, 38400, 57600, 115200)

_START, _END = 0x02, 0x03
_HEAD = 4  # 02 and the length
_TAIL = 3  # 03 and two hexadecimal digits
_ERRORS = range(0xE0, 0xF0)
_MODEL, _HARDWARE, _SOFTWARE = slice(127, 133), slice(133, 136), slice(136, 139)


class Control(Enum):
    """Command 5, parameter 0: values. The one that wipes the keypad's memory is left out."""

    RESET = "0"
    DISABLE_INPUT = "2"
    ENABLE_INPUT = "3"
    SOUND_OFF = "4"
    SOUND_ON = "5"
    BEEP = "="


class Key(Enum):
    """Keys of clear input that are no digit; `KeyPressed` has these or "0" to "9"."""

    ENTER = "enter"
    CANCEL = "cancel"
    CLEAR = "clear"
    POINT = "point"
    DOUBLE_ZERO = "00"


KEYS: dict[int, Key] = {
    0x0D: Key.ENTER,
    0x1B: Key.CANCEL,
    0x80: Key.CANCEL,  # the keypad gave up waiting
    0x08: Key.CLEAR,
    0x2E: Key.POINT,
    0x23: Key.DOUBLE_ZERO,
}
"""What each byte outside of frames means: one scan code table of many, replaceable by model."""


class Refusal(Enum):
    """First byte of an answer that is an error."""

    LOW_BATTERY = 0xE0
    LENGTH = 0xE8
    DATA = 0xE9
    PARAMETER = 0xEB
    NOT_AUTHORISED = 0xEC
    LOCKED = 0xED
    TIMED_OUT = 0xEE
    GENERAL = 0xEF

    @classmethod
    def _missing_(cls, value: object) -> "Refusal":
        return cls.GENERAL


class KeyPressed(Struct, frozen=True):
    key: Key | str


class Answer(Struct, frozen=True):
    """The payload of a good frame, 0 to 999 bytes."""

    payload: bytes


class Refused(Struct, frozen=True):
    """A good frame that says no. `code` is E0 to EF."""

    code: int
    why: Refusal


class Rejected(Struct, frozen=True):
    """So many bytes were no frame and no key of this model."""

    size: int


Heard = KeyPressed | Answer | Refused | Rejected


class Identity(Struct, frozen=True):
    """What the keypad says it is: printable ASCII, blanks cut off."""

    model: str
    hardware: str
    software: str


def query_user_information() -> bytes:
    """Asks who the keypad is; also the probe of the baud rate, since nothing changes by it."""
    return _frame("3")


def control(what: Control) -> bytes:
    return _frame("50" + _hexadecimal(what.value))


def switch_baud(baud: int) -> bytes:
    """Raises ValueError for a rate that is not in BAUDS."""
    if baud not in BAUDS:
        raise ValueError(f"no baud rate {baud}; known: {BAUDS}")
    return _frame("56" + _hexadecimal(chr(ord("A") + BAUDS.index(baud))))


def identity(payload: bytes) -> Identity | None:
    """From the answer to `query_user_information`; None where it is too short or not ASCII."""
    parts = [payload[at] for at in (_MODEL, _HARDWARE, _SOFTWARE)]
    if len(payload) < _SOFTWARE.stop or not all(0x20 <= b < 0x7F for b in b"".join(parts)):
        return None
    return Identity(*(part.decode("ascii").strip() for part in parts))


def _frame(payload: str) -> bytes:
    checked = f"{len(payload):03}{payload}\x03".encode("ascii")
    return b"\x02" + checked + f"{reduce(xor, checked):02X}".encode("ascii")


def _hexadecimal(value: str) -> str:
    return value.encode("ascii").hex().upper()


class Replies:
    """Cuts the stream from the keypad, in any pieces, into answers and key presses.

    Bytes of a broken frame must never become digits that a citizen did not type: where a frame
    breaks, everything up to the next start of a frame is dropped, until `quiet`. Never raises;
    holds at most one frame.
    """

    def __init__(self, keys: dict[int, Key] = KEYS) -> None:
        self._keys = keys
        self._buffer = bytearray()
        self._broken = False

    def feed(self, data: bytes) -> list[Heard]:
        return [heard for byte in data for heard in self._take(byte)]

    def quiet(self) -> list[Heard]:
        """Nothing came for longer than the keypad pauses inside a frame: an unfinished one is
        dropped, and the next bytes are keys again."""
        self._broken = False
        return list(self._drop())

    def _take(self, byte: int) -> Iterator[Heard]:
        if not self._buffer:
            yield from self._outside(byte)
            return
        self._buffer.append(byte)
        size = len(self._buffer)
        if size <= _HEAD:
            if not 0x30 <= byte <= 0x39:
                yield from self._break(byte)
        elif size == _HEAD + self._length + _TAIL:
            yield self._finish()

    def _outside(self, byte: int) -> Iterator[Heard]:
        if byte == _START:
            self._buffer.append(byte)
        elif self._broken:
            yield Rejected(1)
        elif 0x30 <= byte <= 0x39:
            yield KeyPressed(chr(byte))
        elif byte in self._keys:
            yield KeyPressed(self._keys[byte])
        else:
            yield Rejected(1)

    @property
    def _length(self) -> int:
        return int(self._buffer[1:_HEAD])

    def _break(self, byte: int) -> Iterator[Heard]:
        """The length is no number. A start byte in its place begins a new frame."""
        self._broken = True
        if byte == _START:
            self._buffer.pop()
        yield from self._drop()
        if byte == _START:
            self._buffer.append(byte)

    def _drop(self) -> Iterator[Heard]:
        size = len(self._buffer)
        self._buffer.clear()
        if size:
            yield Rejected(size)

    def _finish(self) -> Heard:
        frame = bytes(self._buffer)
        self._buffer.clear()
        checked, said = frame[1:-2], frame[-2:].upper()
        if checked[-1] != _END or said != f"{reduce(xor, checked):02X}".encode("ascii"):
            self._broken = True
            return Rejected(len(frame))
        self._broken = False
        payload = frame[_HEAD:-_TAIL]
        if payload and payload[0] in _ERRORS:
            return Refused(payload[0], Refusal(payload[0]))
        return Answer(payload)

"""Frames of the SAM-V serial protocol: commands out, bodies in. Pure.

A frame is preamble, 2 bytes of length (big-endian, counting all after itself), body and one check
byte: the XOR of everything after the preamble. See PROTOCOL.md, "Frame" and "Resynchronising".
"""

from enum import Enum
from functools import reduce
from itertools import islice
from operator import xor

PREAMBLE = bytes.fromhex("AAAAAA9669")
MIN_REPLY = 4
"""SW1, SW2, SW3 and the check byte."""
MIN_REQUEST = 3
"""CMD, PARA and the check byte."""
MAX_LENGTH = 0x090A
"""A read with text, photo and two fingerprint templates: the longest reply there is."""
MAX_FRAME = len(PREAMBLE) + 2 + MAX_LENGTH

_HEAD = len(PREAMBLE) + 2


class Command(Enum):
    """CMD and PARA bytes."""

    RESET_SAM = b"\x10\xff"
    SAM_STATUS = b"\x11\xff"
    SAM_ID = b"\x12\xff"
    FIND = b"\x20\x01"
    SELECT = b"\x20\x02"
    READ = b"\x30\x01"
    READ_NEW_ADDRESS = b"\x30\x03"
    READ_WITH_FINGERPRINT = b"\x30\x10"
    BAUD_115200 = b"\x60\x00"
    BAUD_57600 = b"\x60\x01"
    BAUD_38400 = b"\x60\x02"
    BAUD_19200 = b"\x60\x03"
    BAUD_9600 = b"\x60\x04"
    MAX_RF_BYTES = b"\x61\xff"


def build(body: bytes) -> bytes:
    """The whole frame round a body: CMD, PARA and data, or SW1, SW2, SW3 and data."""
    checked = (len(body) + 1).to_bytes(2, "big") + body
    return PREAMBLE + checked + bytes([reduce(xor, checked)])


def request(command: Command, data: bytes = b"") -> bytes:
    return build(command.value + data)


def wipe(buffer: bytearray) -> None:
    """Overwrite before release: shrinking a bytearray leaves its bytes in memory."""
    buffer[:] = bytes(len(buffer))
    buffer.clear()


class FrameParser:
    """Finds frames in a stream cut anywhere. Never raises on any bytes.

    `minimum` is the least length accepted: MIN_REPLY on the host's side, MIN_REQUEST on a reader's.
    `rejected` counts false preambles, bad lengths and bad check bytes; `discarded` counts bytes
    that were part of no frame. Both only grow.
    """

    def __init__(self, minimum: int = MIN_REPLY) -> None:
        self._minimum = minimum
        self._buffer = bytearray()
        self.rejected = 0
        self.discarded = 0

    @property
    def inside(self) -> bool:
        """A whole preamble was seen and its frame is not complete."""
        return self._buffer.startswith(PREAMBLE)

    def feed(self, data: bytes) -> list[bytearray]:
        """The bodies of the frames completed by `data`, oldest first."""
        self._buffer += data
        bodies = []
        while (body := self._next()) is not None:
            bodies.append(body)
        return bodies

    def clear(self) -> None:
        """Forget an unfinished frame."""
        self.discarded += len(self._buffer)
        wipe(self._buffer)

    def _next(self) -> bytearray | None:
        buffer = self._buffer
        while True:
            start = buffer.find(PREAMBLE)
            if start < 0:
                self._discard(len(buffer) - self._begun())
                return None
            self._discard(start)
            if len(buffer) < _HEAD:
                return None
            length = int.from_bytes(buffer[len(PREAMBLE) : _HEAD], "big")
            end = _HEAD + length
            if not self._minimum <= length <= MAX_LENGTH:
                self._reject()
            elif len(buffer) < end:
                return None
            elif reduce(xor, islice(buffer, len(PREAMBLE), end)):
                self._reject()
            else:
                body = buffer[_HEAD : end - 1]
                self._drop(end)
                return body

    def _begun(self) -> int:
        """How many bytes at the end of the buffer may be the beginning of a preamble."""
        for size in range(len(PREAMBLE) - 1, 0, -1):
            if self._buffer.endswith(PREAMBLE[:size]):
                return size
        return 0

    def _reject(self) -> None:
        self.rejected += 1
        self._discard(1)

    def _discard(self, size: int) -> None:
        self.discarded += size
        self._drop(size)

    def _drop(self, size: int) -> None:
        self._buffer[:size] = bytes(size)
        del self._buffer[:size]

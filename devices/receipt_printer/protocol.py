"""What a receipt printer says, cut into answers: pure, no port, no clock; any bytes give a value.

Answers to DLE EOT carry no label, so they are matched to the questions in the order of asking. They
are told from other answers by their shape: fixed bits 0xx1xx10, against 0xx0xxxx of an unmarked
barrier, the header 37 of blocks, 10 0F of the full status, and ASCII of counters.
"""

from collections import deque

from msgspec import Struct

from devices.receipt_printer.profile import ASK_FULL, FULL_STATUS, UNMARKED, Barrier, Profile

_FIXED_MASK = 0x13  # bit 7 is left out: some models use it in the answer to n=1
_FIXED_STATUS = 0x12
_PAPER_MASK = 0x90  # GS r 1, ESC v: bits 0-1 near end, 2-3 end, 4 and 7 always clear
_HEADER = 0x37
_BLOCK_SIZES = {0x22: 7, 0x25: 3}
_PROCESS_ID = 0x22
_FULL_HEADER = b"\x10\x0f"
_MOST_DIGITS = 10


class StatusByte(Struct, frozen=True):
    """One byte of a status, named as in a profile's bits."""

    name: str
    value: int


class BarrierReached(Struct, frozen=True):
    """Everything sent before the barrier was executed. `mark` is "" where the model has none."""

    mark: str = ""


class Cleared(Struct, frozen=True):
    """The receive and print buffers are empty (answer to DLE DC4 8)."""


class Counted(Struct, frozen=True):
    """The value of the counter that was asked for."""

    value: int


class Told(Struct, frozen=True):
    """The bytes of fixed length that were asked for."""

    data: bytes


class Stray(Struct, frozen=True):
    """A byte that answers nothing."""

    value: int


Heard = StatusByte | BarrierReached | Cleared | Counted | Told | Stray


def status_query(profile: Profile) -> bytes:
    return b"".join(b"\x10\x04" + bytes([n]) for n in profile.ask)


def status_names(profile: Profile) -> tuple[str, ...]:
    """The answers that make up one status."""
    names: list[str] = []
    for n in profile.ask:
        names += FULL_STATUS if n == ASK_FULL else (str(n),)
    return tuple(names)


def barrier_command(profile: Profile, mark: str) -> bytes:
    """Bytes of the completion barrier; `mark` is four characters 20-7E hex."""
    if profile.barrier is Barrier.GS_R:
        return b"\x1d\x72\x01"
    if profile.barrier is Barrier.ESC_V:
        return b"\x1b\x76"
    if profile.barrier is Barrier.CUT_COUNTER:
        return profile.counters["cuts"].ask
    if len(mark) != 4 or not all(0x20 <= ord(c) <= 0x7E for c in mark):
        raise ValueError("a process id is four printable ASCII characters")
    return b"\x1d\x28\x48\x06\x00\x30\x30" + mark.encode("ascii")


class Replies:
    """Cuts the stream from the printer into answers. Bytes may come in any pieces."""

    def __init__(self, profile: Profile) -> None:
        self._profile = profile
        self._blocks = profile.barrier is Barrier.PROCESS_ID or profile.clear_answers
        self._due: deque[int] = deque()
        self._barriers = 0
        self._block = bytearray()
        self._unit = ""
        self._text = bytearray()
        self._told = 0

    def expect_status(self) -> None:
        """The profile's status questions were just sent."""
        self._due.extend(self._profile.ask)

    def expect_barrier(self) -> None:
        """The profile's barrier was just sent."""
        self._barriers += 1

    def expect_counter(self, unit: str) -> None:
        self._unit = unit
        self._text.clear()

    def expect_bytes(self, size: int) -> None:
        """The next `size` bytes are one answer, whatever they are."""
        self._told = size
        self._text.clear()

    def forget(self) -> None:
        """Nothing is expected any more; half an answer is dropped."""
        self._due.clear()
        self._barriers = 0
        self._block.clear()
        self._text.clear()
        self._unit = ""
        self._told = 0

    def feed(self, data: bytes) -> list[Heard]:
        return [heard for byte in data for heard in self._take(byte)]

    def _take(self, byte: int) -> list[Heard]:
        if self._told:
            return self._continue_told(byte)
        if self._block:
            return self._continue_block(byte)
        if self._unit and self._reads_text(byte):
            return self._continue_text(byte)
        full = bool(self._due) and self._due[0] == ASK_FULL
        if (byte == _HEADER and self._blocks) or (byte == _FULL_HEADER[0] and full):
            self._block.append(byte)
            return []
        shaped = byte & _FIXED_MASK == _FIXED_STATUS or not self._profile.fixed_bits
        if shaped and self._due and not full:
            return [StatusByte(str(self._due.popleft()), byte)]
        unmarked = byte & _PAPER_MASK == 0 and self._profile.barrier in UNMARKED
        if unmarked and self._barriers:
            self._barriers -= 1
            return [BarrierReached()]
        return [Stray(byte)]

    def _continue_told(self, byte: int) -> list[Heard]:
        self._text.append(byte)
        if len(self._text) < self._told:
            return []
        data, self._told = bytes(self._text), 0
        self._text.clear()
        return [Told(data)]

    def _continue_block(self, byte: int) -> list[Heard]:
        self._block.append(byte)
        block = bytes(self._block)
        if block[0] == _FULL_HEADER[0]:
            size = 6 if block[1] == _FULL_HEADER[1] else None
        else:
            size = _BLOCK_SIZES.get(block[1])
        if size is None:
            self._block.clear()
            return [Stray(block[0]), *self._take(byte)]
        if len(block) < size:
            return []
        self._block.clear()
        if block[0] == _FULL_HEADER[0]:
            self._due.popleft()
            return [StatusByte(n, v) for n, v in zip(FULL_STATUS, block[2:], strict=True)]
        if block[1] == _PROCESS_ID:
            return [BarrierReached(block[2:6].decode("latin-1"))]
        return [Cleared()]

    def _reads_text(self, byte: int) -> bool:
        """A digit may begin a counter, but not while status bytes of the same shape are due."""
        return bool(self._text) or (0x30 <= byte <= 0x39 and self._due_is_labelled())

    def _due_is_labelled(self) -> bool:
        return not self._due or self._due[0] == ASK_FULL

    def _continue_text(self, byte: int) -> list[Heard]:
        self._text.append(byte)
        text = bytes(self._text)
        digits = len(text) - len(text.lstrip(b"0123456789"))
        unit = self._unit.encode()
        if digits > _MOST_DIGITS or not unit.startswith(text[digits:]):
            self._text.clear()
            return [*(Stray(one) for one in text[:-1]), *self._again(byte)]
        if text[digits:] != unit:
            return []
        self._text.clear()
        self._unit = ""
        return [Counted(int(text[:digits]))]

    def _again(self, byte: int) -> list[Heard]:
        """A byte that broke a number off may begin something else, but no number."""
        unit, self._unit = self._unit, ""
        found = self._take(byte)
        self._unit = unit
        return found

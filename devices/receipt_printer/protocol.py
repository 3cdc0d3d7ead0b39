"""What a receipt printer says, decoded: pure, no port, no clock.

Answers to DLE EOT carry no label, so they are matched to the questions in the order of asking. They
can be told from the barrier's answer by their fixed bits (0xx1xx10 against 0xx0xxxx, or the header
37). Conditions are tested by the masks of a profile; whole bytes are never compared.
"""

from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass

from devices.receipt_printer.profiles import Barrier, Bits, Profile
from kiosk.device import Cover, DeviceState, DeviceStatus, Media, PaperSupply
from kiosk.faults import Fault

STATUS_NUMBERS = (1, 2, 3, 4)
STATUS_QUERY = b"".join(b"\x10\x04" + bytes([n]) for n in STATUS_NUMBERS)

_FIXED_MASK = 0x13  # bit 7 is left out: some models use it in the answer to n=1
_FIXED_STATUS = 0x12
_PAPER_MASK = 0x90  # GS r 1: bits 0-1 near end, 2-3 end, 4 and 7 always clear
_HEADER = 0x37
_BLOCK_SIZES = {0x22: 7, 0x25: 3}
_PROCESS_ID = 0x22


@dataclass(frozen=True, slots=True)
class StatusByte:
    """The answer to DLE EOT `number`."""

    number: int
    value: int


@dataclass(frozen=True, slots=True)
class BarrierReached:
    """Everything sent before the barrier was executed. `mark` is "" where the model has none."""

    mark: str = ""


@dataclass(frozen=True, slots=True)
class Cleared:
    """The receive and print buffers are empty (answer to DLE DC4 8)."""


@dataclass(frozen=True, slots=True)
class Stray:
    """A byte that answers nothing."""

    value: int


Heard = StatusByte | BarrierReached | Cleared | Stray


def barrier_command(profile: Profile, mark: str) -> bytes:
    """Bytes of the completion barrier; `mark` is four characters 20-7E hex."""
    if profile.barrier is Barrier.GS_R:
        return b"\x1d\x72\x01"
    if len(mark) != 4 or not all(0x20 <= ord(c) <= 0x7E for c in mark):
        raise ValueError("a process id is four printable ASCII characters")
    return b"\x1d\x28\x48\x06\x00\x30\x30" + mark.encode("ascii")


class Replies:
    """Cuts the stream from the printer into answers. Bytes may come in any pieces."""

    def __init__(self) -> None:
        self._expected: deque[int] = deque()
        self._block = bytearray()

    def expect_status(self) -> None:
        """DLE EOT 1 to 4 were just sent."""
        self._expected.extend(STATUS_NUMBERS)

    def forget(self) -> None:
        """Nothing is expected any more; half a block is dropped."""
        self._expected.clear()
        self._block.clear()

    def feed(self, data: bytes) -> list[Heard]:
        return [heard for byte in data if (heard := self._take(byte)) is not None]

    def _take(self, byte: int) -> Heard | None:
        if self._block:
            return self._continue_block(byte)
        if byte == _HEADER:
            self._block.append(byte)
            return None
        if byte & _FIXED_MASK == _FIXED_STATUS and self._expected:
            return StatusByte(self._expected.popleft(), byte)
        if byte & _PAPER_MASK == 0:
            return BarrierReached()
        return Stray(byte)

    def _continue_block(self, byte: int) -> Heard | None:
        self._block.append(byte)
        size = _BLOCK_SIZES.get(self._block[1])
        if size is None:
            self._block.clear()
            return Stray(_HEADER)
        if len(self._block) < size:
            return None
        block = bytes(self._block)
        self._block.clear()
        if block[1] == _PROCESS_ID:
            return BarrierReached(block[2:6].decode("latin-1"))
        return Cleared()


def decode_status(answers: Mapping[int, int], profile: Profile) -> DeviceStatus:
    """Status from the answers to DLE EOT 1 to 4; UNKNOWN where one is missing."""
    detail = " ".join(f"{n}={answers[n]:02X}" if n in answers else f"{n}=--" for n in (1, 2, 3, 4))
    if any(n not in answers for n in STATUS_NUMBERS):
        return DeviceStatus(detail=detail)

    def has(bits: Bits) -> bool:
        return any(answers.get(n, 0) & mask for n, mask in bits)

    rows = profile.bits
    cover = has(rows.cover_open)
    media = Media.NOT_SUPPORTED
    if rows.ticket_waiting:
        media = Media.PRESENT if has(rows.ticket_waiting) else Media.NOT_PRESENT
    if has(rows.jam):
        paper = PaperSupply.JAMMED
    elif has(rows.paper_end):
        paper = PaperSupply.OUT
    else:
        paper = PaperSupply.LOW if has(rows.near_end) else PaperSupply.FULL
    if has(rows.jam) or has(rows.cutter) or has(rows.unrecoverable):
        state = DeviceState.HARDWARE_ERROR
    elif cover or paper is PaperSupply.OUT:
        state = DeviceState.USER_ERROR
    elif has(rows.recovering):
        state = DeviceState.BUSY
    elif has(rows.error):
        state = DeviceState.HARDWARE_ERROR
    else:
        state = DeviceState.OFFLINE if has(rows.offline) else DeviceState.ONLINE
    return DeviceStatus(state, paper, media, Cover.OPEN if cover else Cover.CLOSED, detail)


def fault_before(status: DeviceStatus) -> Fault | None:
    """Why nothing may be sent now, or None."""
    if status.can_print:
        return None
    if status.state is DeviceState.NO_DEVICE:
        return Fault.PRINTER_ABSENT
    if status.state is DeviceState.UNKNOWN:
        return Fault.PRINTER_SILENT
    if status.cover is Cover.OPEN:
        return Fault.PRINTER_COVER_OPEN
    if status.paper is PaperSupply.OUT:
        return Fault.PRINTER_NO_PAPER
    return Fault.PRINTER_ERROR


def fault_during(status: DeviceStatus) -> Fault | None:
    """What stopped the job that is printing, or None where it may still end well.

    An open cover comes first since it often makes the paper sensor report paper end too. A state
    that passes by itself (head temperature, a short off-line) is no end.
    """
    if status.cover is Cover.OPEN:
        return Fault.PRINT_COVER_OPENED
    if status.paper is PaperSupply.OUT:
        return Fault.PRINT_PAPER_END
    if status.state is DeviceState.HARDWARE_ERROR:
        return Fault.PRINT_ERROR
    return None


def fault_after(status: DeviceStatus) -> Fault | None:
    """What forbids to call the job printed although its barrier was answered, or None."""
    if status.can_print:
        return None
    if status.state is DeviceState.UNKNOWN:
        return Fault.PRINT_NO_ANSWER
    return fault_during(status) or Fault.PRINT_ERROR

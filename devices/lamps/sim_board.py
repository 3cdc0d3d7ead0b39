"""A Modbus RTU relay board in memory: request frames in, replies out. Pure.

Knows functions 01, 05 and 0F (MODBUS Application Protocol V1.1b3, 6.1, 6.5, 6.11) and answers every
other with exception 01. Its frame code is its own, so that the driver's library meets a stranger.
"""

from devices.sims.armed import Armed
from kiosk.messages.sims import Lamps

BOARD_FAULTS = {
    "refuse": "every write is answered by exception NUMBER (04 where none is said)",
    "refuse_read": "every read is answered by exception NUMBER (04 where none is said)",
    "stuck": "the output of coil NUMBER does not move",
    "forget": "all outputs fall off once, as after a loss of power",
}
DEVICE_FAILURE = 0x04
_FUNCTION, _ADDRESS, _VALUE = 0x01, 0x02, 0x03
"""Exceptions: illegal function, data address, data value."""
_READ, _WRITE_ONE, _WRITE_MANY = 0x01, 0x05, 0x0F


def crc(data: bytes) -> bytes:
    """Modbus over Serial Line V1.02, 2.5.1.2: CRC-16, low byte first."""
    value = 0xFFFF
    for byte in data:
        value ^= byte
        for _ in range(8):
            value = value >> 1 ^ 0xA001 if value & 1 else value >> 1
    return value.to_bytes(2, "little")


class Requests:
    """Cuts the stream of a host into frames, whose check is right. `quiet` ends a broken one."""

    def __init__(self) -> None:
        self._buffer = bytearray()
        self.broken = 0

    def feed(self, data: bytes) -> list[bytes]:
        self._buffer += data
        frames = []
        while (size := self._size()) is not None and len(self._buffer) >= size:
            frame = bytes(self._buffer[:size])
            if frame[-2:] != crc(frame[:-2]):
                self.quiet()
                break
            frames.append(frame)
            del self._buffer[:size]
        return frames

    def quiet(self) -> None:
        """Nothing came for longer than a host pauses inside a frame."""
        self.broken += bool(self._buffer)
        self._buffer.clear()

    def _size(self) -> int | None:
        """Of the frame that has begun; None where it cannot be told yet."""
        if len(self._buffer) < 2:
            return None
        if self._buffer[1] != _WRITE_MANY:
            return 8
        return 9 + self._buffer[6] if len(self._buffer) > 6 else None


class _Refusal(Exception):
    """`code` of the exception that is answered."""

    def __init__(self, code: int) -> None:
        super().__init__(code)
        self.code = code


class SimBoard:
    def __init__(self, armed: Armed, unit: int = 1, coils: int = 8) -> None:
        self._armed = armed
        self._unit = unit
        self._coils = [False] * coils
        self.changes = self.unknown = self.foreign = 0

    def state(self, broken: int = 0) -> Lamps:
        """`broken` frames count as unknown."""
        return Lamps(tuple(self._coils), self.changes, self.unknown + broken, self.foreign)

    def count_again(self) -> None:
        self.changes = self.unknown = self.foreign = 0

    def forget(self) -> None:
        """Where the fault is armed: everything off, once."""
        if self._armed.on("forget") is not None:
            self._armed.end("forget")
            self._coils = [False] * len(self._coils)

    def answer(self, frame: bytes) -> bytes | None:
        """The reply to a frame with the right check; None where it is not for this board."""
        if frame[0] != self._unit:
            self.foreign += 1
            return None
        function, data = frame[1], frame[2:-2]
        try:
            reply = bytes([function]) + self._perform(function, data)
        except _Refusal as refusal:
            reply = bytes([function | 0x80, refusal.code])
        reply = bytes([self._unit]) + reply
        return reply + crc(reply)

    def _perform(self, function: int, data: bytes) -> bytes:
        address, number = int.from_bytes(data[:2], "big"), int.from_bytes(data[2:4], "big")
        if function == _READ:
            self._permit("refuse_read")
            self._within(address, number)
            return self._packed(address, number)
        if function == _WRITE_ONE:
            self._permit("refuse")
            if number not in (0x0000, 0xFF00):
                raise _Refusal(_VALUE)
            self._within(address, 1)
            self._set(address, number == 0xFF00)
            return data
        if function == _WRITE_MANY:
            self._permit("refuse")
            if data[4] != (number + 7) // 8:
                raise _Refusal(_VALUE)
            self._within(address, number)
            for at in range(number):
                self._set(address + at, bool(data[5 + at // 8] >> at % 8 & 1))
            return data[:4]
        self.unknown += 1
        raise _Refusal(_FUNCTION)

    def _permit(self, fault: str) -> None:
        code = self._armed.on(fault)
        if code is not None:
            raise _Refusal(code or DEVICE_FAILURE)

    def _within(self, address: int, count: int) -> None:
        if not 1 <= count <= len(self._coils):
            raise _Refusal(_VALUE)
        if address + count > len(self._coils):
            raise _Refusal(_ADDRESS)

    def _set(self, coil: int, on: bool) -> None:
        if self._armed.on("stuck") != coil and self._coils[coil] is not on:
            self._coils[coil] = on
            self.changes += 1

    def _packed(self, address: int, count: int) -> bytes:
        bits = self._coils[address : address + count]
        data = bytearray((count + 7) // 8)
        for at, on in enumerate(bits):
            data[at // 8] |= on << at % 8
        return bytes([len(data)]) + bytes(data)

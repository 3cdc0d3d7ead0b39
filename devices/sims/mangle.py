"""Faults of the wire itself, the same for every simulator that sends bytes.

A simulator passes each reply through `Mangle.reply` and performs the steps: it waits, sends, or
loses its plug. So late, cut, flipped and missing replies need no line in a simulator's own code.
"""

from msgspec import Struct

from devices.sims.armed import Armed

WIRE_FAULTS = {
    "late": "each reply leaves so many ms late",
    "silent": "no reply leaves, until healed",
    "flip_bit": "bit NUMBER of a reply is inverted (counted from its first byte's lowest bit)",
    "truncate": "a reply ends after NUMBER bytes",
    "garbage": "NUMBER random-looking bytes go before each reply (16 where none is said)",
    "endless": "each reply is followed by NUMBER more bytes (1,000,000 where none is said)",
    "hang": "nothing is read and nothing answered, until healed",
    "unplug": "the plug is pulled: the device is gone, until healed",
}
_STOPS = frozenset({"unplug", "hang", "silent"})
_SPOILS = frozenset(WIRE_FAULTS) - _STOPS
GARBAGE = bytes((i * 73 + 41) & 0xFF for i in range(256))


class Send(Struct, frozen=True):
    data: bytes
    delay_s: float = 0.0


class Unplug(Struct, frozen=True):
    pass


class Hang(Struct, frozen=True):
    pass


Step = Send | Unplug | Hang


class Mangle:
    """Counts replies and the bytes that leave; both are points of fault scripts."""

    def __init__(self, armed: Armed) -> None:
        self._armed = armed

    def reply(self, data: bytes) -> list[Step]:
        """What becomes of one reply: at most one Send, then perhaps Unplug or Hang.

        A wire fault at a reply spoils this one, or stops the line until healed; any other fault
        lasts from there. At a byte, what does not merely spoil replies ends this one there.
        """
        delay_ms = self._armed.on("late") or 0
        for rule in self._armed.passed("reply"):
            if rule.fault == "late":
                delay_ms += rule.value
            elif rule.fault in _SPOILS:
                data = _spoilt(data, rule.fault, rule.value)
            else:
                self._armed.begin(rule.fault, rule.value)
        for fault in ("flip_bit", "truncate", "garbage", "endless"):
            value = self._armed.on(fault)
            if value is not None:
                data = _spoilt(data, fault, value)
        if self.stop() is not None or self._armed.on("silent") is not None:
            data = b""
        data = data[: self._armed.until("byte", but=_SPOILS)]
        for rule in self._armed.passed("byte", len(data)):
            self._armed.begin(rule.fault, rule.value)
        steps: list[Step] = [Send(data, delay_ms / 1000)] if data else []
        stop = self.stop()
        return [*steps, stop] if stop is not None else steps

    def stop(self) -> Unplug | Hang | None:
        """What keeps the simulator from hearing anything now."""
        if self._armed.on("unplug") is not None:
            return Unplug()
        return Hang() if self._armed.on("hang") is not None else None


def _spoilt(data: bytes, fault: str, value: int) -> bytes:
    if fault == "flip_bit" and value // 8 < len(data):
        spoilt = bytearray(data)
        spoilt[value // 8] ^= 1 << value % 8
        return bytes(spoilt)
    if fault == "truncate":
        return data[:value]
    if fault == "garbage":
        size = value or 16
        return (GARBAGE * (size // len(GARBAGE) + 1))[:size] + data
    if fault == "endless":
        size = value or 1_000_000
        return data + (GARBAGE * (size // len(GARBAGE) + 1))[:size]
    return data

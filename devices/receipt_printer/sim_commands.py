"""ESC/POS as the simulator's firmware reads it: a byte buffer -> one command at a time. Pure."""

import re

from msgspec import Struct

PREFIXES: dict[bytes, tuple[str, int]] = {
    b"\n": ("line_feed", 0),
    b"\r": ("ignore", 0),
    b"\x1b\x40": ("reset", 0),
    b"\x1b\x61": ("align", 1),
    b"\x1b\x45": ("bold", 1),
    b"\x1b\x47": ("bold", 1),
    b"\x1b\x21": ("print_mode", 1),
    b"\x1b\x2d": ("ignore", 1),
    b"\x1b\x64": ("feed_lines", 1),
    b"\x1b\x4a": ("feed_dots", 1),
    b"\x1b\x32": ("default_spacing", 0),
    b"\x1b\x33": ("spacing", 1),
    b"\x1b\x74": ("ignore", 1),
    b"\x1b\x52": ("ignore", 1),
    b"\x1b\x4d": ("ignore", 1),
    b"\x1b\x69": ("cut_here", 0),
    b"\x1b\x6d": ("cut_here", 0),
    b"\x1c\x26": ("chinese", 0),
    b"\x1c\x2e": ("western", 0),
    b"\x1c\x21": ("chinese_mode", 1),
    b"\x1d\x21": ("size", 1),
    b"\x1d\x62": ("smoothing", 1),
    b"\x1d\x72": ("paper_answer", 1),
    b"\x1b\x76": ("paper_sensor", 0),
    b"\x1d\x61": ("auto_status", 1),
    b"\x1d\xe0": ("full_status_back", 1),
    b"\x1d\xe1": ("counter", 0),
    b"\x1d\xe2": ("counter", 0),
    b"\x1d\xe3": ("counter", 0),
    b"\x1d\xe4": ("counter", 0),
    b"\x1d\xe5": ("counter", 0),
    b"\x1d\x49": ("identity", 1),
    b"\x1c\x50": ("present", 4),
    b"\x1d\x65\x02": ("ejector", 0),
    b"\x1d\x65\x05": ("ejector", 0),
    b"\x1d\x52\x30": ("collect", 0),
    b"\x1d\x52\x31": ("collect_timer", 1),
    b"\x10\x04": ("real_time", 1),
    b"\x10\x05": ("real_time", 1),
    b"\x10\x14\x08": ("real_time", 7),
}
"""Command bytes -> name, number of parameter bytes."""

CLEAR_RECOVER = b"\x10\x05\x02"
CLEAR_ANSWERED = b"\x10\x14\x08\x01\x03\x14\x01\x06\x02\x08"
_REAL_TIME = re.compile(
    rb"\x10\x04[\x01-\x06\x11\x14]|" + re.escape(CLEAR_RECOVER) + rb"|" + re.escape(CLEAR_ANSWERED),
    re.DOTALL,
)
_RASTER_HEAD = 8


class Command(Struct, frozen=True):
    """`size` is the number of buffer bytes that it takes, `value` its first parameter."""

    name: str
    size: int
    value: int = 0
    data: bytes = b""


def next_command(buffer: bytes | bytearray, chinese: bool) -> Command | None:
    """The command at the start of `buffer`, or None where more bytes are needed."""
    if not buffer:
        return None
    if buffer[0] >= 0x20:
        return _character(buffer, chinese)
    for length in (1, 2, 3):
        found = PREFIXES.get(bytes(buffer[:length]))
        if found is not None:
            name, extra = found
            if len(buffer) < length + extra:
                return None
            value = buffer[length] if extra else 0
            return Command(name, length + extra, value, bytes(buffer[: length + extra]))
    return _long_command(buffer)


def _long_command(buffer: bytes | bytearray) -> Command | None:
    head = bytes(buffer[:2])
    if head == b"\x1d\x76":
        return _raster(buffer)
    if head == b"\x1d\x28":
        return _block(buffer)
    if head == b"\x1d\x56":
        return _cut(buffer)
    starts = any(prefix.startswith(bytes(buffer)) for prefix in PREFIXES)
    if starts or (len(buffer) == 1 and buffer[0] == 0x1D):
        return None
    return Command("unknown", 1, buffer[0])


def _character(buffer: bytes | bytearray, chinese: bool) -> Command | None:
    first = buffer[0]
    if first < 0x80 or not chinese:
        return Command("character", 1, data=bytes(buffer[:1]))
    if len(buffer) < 2:
        return None
    if 0x30 <= buffer[1] <= 0x39:
        # four-byte GB 18030: the firmware font stops at GBK
        return Command("unprintable", 4) if len(buffer) >= 4 else None
    return Command("character", 2, data=bytes(buffer[:2]))


def _raster(buffer: bytes | bytearray) -> Command | None:
    if len(buffer) < _RASTER_HEAD:
        return None
    width = buffer[4] | buffer[5] << 8
    rows = buffer[6] | buffer[7] << 8
    end = _RASTER_HEAD + width * rows
    if len(buffer) < end:
        return None
    return Command("raster", end, width, bytes(buffer[_RASTER_HEAD:end]))


def _block(buffer: bytes | bytearray) -> Command | None:
    """GS ( x pL pH ...: named by its letter, data from after the length."""
    if len(buffer) < 5:
        return None
    end = 5 + (buffer[3] | buffer[4] << 8)
    if len(buffer) < end:
        return None
    names = {ord("L"): "graphics", ord("H"): "process_id", ord("k"): "code"}
    return Command(names.get(buffer[2], "unknown"), end, data=bytes(buffer[5:end]))


def _cut(buffer: bytes | bytearray) -> Command | None:
    if len(buffer) < 3:
        return None
    if buffer[2] in (0x41, 0x42):
        return Command("cut_fed", 4, buffer[3]) if len(buffer) >= 4 else None
    return Command("cut_here", 3)


class RealTimeScanner:
    """Finds real-time commands in everything that is received, whatever it is part of."""

    def __init__(self) -> None:
        self._tail = b""

    def scan(self, data: bytes) -> list[tuple[int, bytes]]:
        """(index in `data` after the command, command) for each that ends in `data`."""
        text = self._tail + data
        offset = len(self._tail)
        found = [(m.end() - offset, m.group()) for m in _REAL_TIME.finditer(text)]
        done = found[-1][0] + offset if found else 0
        self._tail = text[max(done, len(text) - len(CLEAR_ANSWERED) + 1) :]
        return found


def print_data_size(data: bytes | bytearray) -> int:
    """Bytes of `data` that are not real-time commands."""
    return len(_REAL_TIME.sub(b"", data))

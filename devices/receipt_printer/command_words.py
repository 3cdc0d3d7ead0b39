"""ESC/POS commands in words and back, for recorded transcripts and for rows of models. Pure, total.

`read` takes bytes apart into named commands, `build` makes the bytes of one. What a slip becomes is
slip.py's business. Sources: PROTOCOL.md.
"""

from msgspec import Struct

_FIXED: dict[str, tuple[bytes, int]] = {
    "line_feed": (b"\n", 0),
    "carriage_return": (b"\r", 0),
    "init": (b"\x1b\x40", 0),
    "align": (b"\x1b\x61", 1),
    "bold": (b"\x1b\x45", 1),
    "double_strike": (b"\x1b\x47", 1),
    "print_mode": (b"\x1b\x21", 1),
    "underline": (b"\x1b\x2d", 1),
    "feed_lines": (b"\x1b\x64", 1),
    "feed_dots": (b"\x1b\x4a", 1),
    "default_spacing": (b"\x1b\x32", 0),
    "spacing": (b"\x1b\x33", 1),
    "code_page": (b"\x1b\x74", 1),
    "character_set": (b"\x1b\x52", 1),
    "font": (b"\x1b\x4d", 1),
    "drawer": (b"\x1b\x70", 3),
    "total_cut": (b"\x1b\x69", 0),
    "other_cut": (b"\x1b\x6d", 0),
    "paper_sensor": (b"\x1b\x76", 0),
    "eject_mode": (b"\x1b\x46", 0),
    "collect_mode": (b"\x1b\x43", 1),
    "chinese_on": (b"\x1c\x26", 0),
    "chinese_off": (b"\x1c\x2e", 0),
    "chinese_mode": (b"\x1c\x21", 1),
    "chinese_quadruple": (b"\x1c\x57", 1),
    "chinese_spacing": (b"\x1c\x53", 2),
    "extra_offset": (b"\x1c\x4b", 1),
    "present_and_cut": (b"\x1c\x50", 4),
    "size": (b"\x1d\x21", 1),
    "reverse": (b"\x1d\x42", 1),
    "left_margin": (b"\x1d\x4c", 2),
    "print_width": (b"\x1d\x57", 2),
    "smoothing": (b"\x1d\x62", 1),
    "auto_status": (b"\x1d\x61", 1),
    "paper_status": (b"\x1d\x72", 1),
    "identity": (b"\x1d\x49", 1),
    "cut_full": (b"\x1d\x56\x00", 0),
    "cut_partial": (b"\x1d\x56\x01", 0),
    "feed_and_cut_full": (b"\x1d\x56\x41", 1),
    "feed_and_cut_partial": (b"\x1d\x56\x42", 1),
    "retract": (b"\x1d\x65\x02", 0),
    "present": (b"\x1d\x65\x03", 1),
    "eject": (b"\x1d\x65\x05", 0),
    "ejector_status": (b"\x1d\x65\x06", 0),
    "continuous_off": (b"\x1d\x65\x12", 0),
    "continuous_on": (b"\x1d\x65\x14", 0),
    "present_with_timeout": (b"\x1d\x65\x20", 2),
    "auto_full_status": (b"\x1d\xe0", 1),
    "paper_left": (b"\x1d\xe1", 0),
    "cuts": (b"\x1d\xe2", 0),
    "printed": (b"\x1d\xe3", 0),
    "retracts": (b"\x1d\xe4", 0),
    "power_ups": (b"\x1d\xe5", 0),
    "collect": (b"\x1d\x52\x30", 0),
    "collect_timer": (b"\x1d\x52\x31", 1),
    "ask_status": (b"\x10\x04", 1),
    "recover": (b"\x10\x05", 1),
    "clear_buffers": (b"\x10\x14\x08", 7),
}
"""Name -> command bytes and number of parameter bytes."""

_BY_BYTES = {prefix: (name, size) for name, (prefix, size) in _FIXED.items()}
_LONGEST = max(map(len, _BY_BYTES))
_QR = {0x41: "qr_model", 0x43: "qr_size", 0x45: "qr_level", 0x50: "qr_store", 0x51: "qr_print"}
_QR_FUNCTIONS = {name: function for function, name in _QR.items()}
_BLOCK, _OLD_QR = b"\x1d\x28", b"\x1d\x6b\x61"
_RASTER, _RASTER_HEAD = b"\x1d\x76\x30", 8


class Command(Struct, frozen=True):
    """`parameters` are the bytes after the command; for `text` the text, for `raster` mode, width
    in bytes and rows as on the wire and then the dots, for QR functions what follows their number,
    for `qr_old` version, level and data, for `block` the letter and the data."""

    name: str
    parameters: bytes = b""

    @property
    def text(self) -> str:
        """Of `text`; what is not GB 18030 is shown as U+FFFD."""
        return self.parameters.decode("gb18030", "replace")


def build(command: Command) -> bytes:
    """The bytes of one command. Raises ValueError for a name or parameters that cannot be."""
    name, data = command.name, command.parameters
    if name == "text":
        if any(byte < 0x20 for byte in data):
            raise ValueError("text has no control bytes")
        return data
    if name in _FIXED:
        prefix, size = _FIXED[name]
        if len(data) != size:
            raise ValueError(f"{name} has {size} parameter bytes")
        return prefix + data
    if name in _QR_FUNCTIONS:
        return _block(b"k", bytes([0x31, _QR_FUNCTIONS[name]]) + data)
    if name == "qr_old" and len(data) >= 2:
        return _OLD_QR + data[:2] + (len(data) - 2).to_bytes(2, "little") + data[2:]
    if name == "block" and data:
        return _block(data[:1], data[1:])
    if name == "raster" and len(data) >= 5 and len(data) == 5 + _dots(data[1:5]):
        return _RASTER + data
    raise ValueError(f"no command {name!r} with these parameters")


def read(data: bytes) -> list[Command] | None:
    """The commands one after the other; None where a byte belongs to none, or one is cut short."""
    found = []
    left = memoryview(data)
    while left:
        command, size = _next(left)
        if command is None:
            return None
        found.append(command)
        left = left[size:]
    return found


def _next(left: memoryview) -> tuple[Command | None, int]:
    """The command at the start and its size."""
    if left[0] >= 0x20:
        size = next((n for n, byte in enumerate(left) if byte < 0x20), len(left))
        return Command("text", bytes(left[:size])), size
    head = bytes(left[:_RASTER_HEAD])
    for length in range(min(_LONGEST, len(head)), 0, -1):
        found = _BY_BYTES.get(head[:length])
        if found is not None:
            name, extra = found
            return _whole(left, name, length, length + extra)
    if head.startswith(_BLOCK) and len(head) >= 5:
        end = 5 + int.from_bytes(head[3:5], "little")
        command, size = _whole(left, "block", 5, end)
        return command and _named_block(head[2:3], command.parameters), size
    if head.startswith(_OLD_QR) and len(head) >= 7:
        end = 7 + int.from_bytes(head[5:7], "little")
        command, size = _whole(left, "qr_old", 7, end)
        return command and Command("qr_old", head[3:5] + command.parameters), size
    if head.startswith(_RASTER) and len(head) == _RASTER_HEAD:
        return _whole(left, "raster", len(_RASTER), _RASTER_HEAD + _dots(head[4:]))
    return None, 0


def _whole(left: memoryview, name: str, begin: int, end: int) -> tuple[Command | None, int]:
    """The command with the parameters from `begin` to `end`, where these are all there."""
    return (Command(name, bytes(left[begin:end])), end) if len(left) >= end else (None, 0)


def _named_block(letter: bytes, data: bytes) -> Command:
    if letter == b"k" and len(data) >= 2 and data[0] == 0x31 and data[1] in _QR:
        return Command(_QR[data[1]], data[2:])
    return Command("block", letter + data)


def _block(letter: bytes, data: bytes) -> bytes:
    """The length counts what follows it."""
    return _BLOCK + letter + len(data).to_bytes(2, "little") + data


def _dots(size: bytes) -> int:
    """Bytes of a raster: width in bytes times rows, both little-endian."""
    return int.from_bytes(size[:2], "little") * int.from_bytes(size[2:4], "little")

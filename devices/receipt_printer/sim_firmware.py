"""What each command means to the simulated printer, apart from its mechanics."""

from collections.abc import Iterator

from PIL import Image

from devices.receipt_printer.sim_commands import Command
from devices.receipt_printer.sim_paper import DEFAULT_SPACING, WIDTH, Typesetter

_PRINTS_NOTHING = frozenset(
    (
        "ignore",
        "real_time",
        "chinese_mode",
        "paper_answer",
        "paper_sensor",
        "process_id",
        "counter",
        "identity",
        "auto_status",
        "full_status_back",
        "cut_fed",
        "cut_here",
        "present",
        "ejector",
        "collect",
        "collect_timer",
    )
)


class Firmware:
    """`unknown` counts bytes that no command explains, and real-time bytes inside image data.
    `has_font`: whether the model has a Chinese font, which is on after a reset."""

    def __init__(self, has_font: bool = True) -> None:
        self._type = Typesetter()
        self._has_font = has_font
        self.chinese = has_font
        self.unknown = 0

    def reset(self) -> None:
        self._type.reset()
        self.chinese = self._has_font

    def bands(self, command: Command) -> Iterator[Image.Image]:
        """What the head prints now because of `command`, top first."""
        name = command.name
        if name == "character":
            yield from self._character(command.data)
        elif name in ("line_feed", "feed_lines", "feed_dots"):
            yield from self._feed(command)
        elif name == "raster":
            if command.value == 0:
                self.unknown += command.size
                return
            self._count_real_time(command.data)
            yield self._type.raster(command)
        elif name == "graphics":
            yield from self._graphics(command)
        elif name == "code":
            yield from self._code(command)
        elif name not in _PRINTS_NOTHING and not self._setting(command):
            self.unknown += command.size

    def _character(self, data: bytes) -> Iterator[Image.Image]:
        try:
            text = data.decode("gb18030")
        except UnicodeDecodeError:
            self.unknown += len(data)
            return
        band = self._type.put(text)
        if band is not None:
            yield band

    def _feed(self, command: Command) -> Iterator[Image.Image]:
        if command.name == "line_feed":
            yield self._type.end_line()
            return
        rows = command.value * (self._type.style.spacing if command.name == "feed_lines" else 1)
        if rows:
            yield Image.new("1", (WIDTH, rows), 1)

    def _graphics(self, command: Command) -> Iterator[Image.Image]:
        if command.data[1:2] in (b"\x32", b"\x02"):
            if self._type.graphics is not None:
                yield self._type.placed(self._type.graphics)
            self._type.graphics = None
        elif self._type.store_graphics(command.data):
            self._count_real_time(command.data[10:])
        else:
            self.unknown += command.size

    def _code(self, command: Command) -> Iterator[Image.Image]:
        function, data = command.data[1], command.data[2:]
        if command.data[0] != 0x31 or function not in (0x41, 0x43, 0x45, 0x50, 0x51):
            self.unknown += command.size
        elif function == 0x43:
            self._type.code_box = data[0]
        elif function == 0x50:
            self._type.code = data[1:]
        elif function == 0x51 and self._type.code:
            yield self._type.qr()

    def _setting(self, command: Command) -> bool:
        style, value = self._type.style, command.value
        if command.name == "reset":
            self.reset()
        elif command.name in ("chinese", "western"):
            self.chinese = command.name == "chinese"
        elif command.name == "align":
            style.align = value % 48 if value % 48 < 3 else 0
        elif command.name == "bold":
            style.bold = bool(value & 1)
        elif command.name == "size":
            style.wide, style.high = (value >> 4 & 7) + 1, (value & 7) + 1
        elif command.name == "print_mode":
            style.wide, style.high = 1 + (value >> 5 & 1), 1 + (value >> 4 & 1)
            style.bold = bool(value & 8)
        elif command.name == "spacing":
            style.spacing = value
        elif command.name == "default_spacing":
            style.spacing = DEFAULT_SPACING
        elif command.name == "smoothing":
            style.smooth = bool(value & 1)
        else:
            return False
        return True

    def _count_real_time(self, image: bytes) -> None:
        self.unknown += sum(image.count(one) for one in (b"\x10\x04", b"\x10\x05", b"\x10\x14"))

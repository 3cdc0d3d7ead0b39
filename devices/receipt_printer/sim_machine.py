"""The simulated printer behind its port: receive buffer, paper path, cutter, sensors.

The motor thread takes one command after the other from the buffer and needs the declared time for
it. Real-time commands act when they are received, also while the motor has stopped.
"""

import threading
import time
from collections.abc import Callable
from pathlib import Path

from PIL import Image

from devices.receipt_printer.sim_commands import (
    CLEAR_ANSWERED,
    Command,
    RealTimeScanner,
    next_command,
    print_data_size,
)
from devices.receipt_printer.sim_firmware import Firmware
from devices.receipt_printer.sim_paper import WIDTH
from devices.receipt_printer.sim_sensors import (
    CUTTER_ROWS,
    DOTS_PER_MM,
    ROLL_ROWS,
    Mechanics,
    Trouble,
    paper_byte,
    status_byte,
)
from devices.receipt_printer.sim_tray import Tray

_SLICE_ROWS = 24


class Machine:
    """`reply` sends bytes to the host, `on_room` says that the buffer has room again."""

    def __init__(
        self,
        folder: Path,
        mechanics: Mechanics,
        reply: Callable[[bytes], None],
        on_room: Callable[[], None],
    ) -> None:
        self._mechanics = mechanics
        self._reply = reply
        self._on_room = on_room
        self._changed = threading.Condition()
        self._buffer = bytearray()
        self._scanner = RealTimeScanner()
        self._firmware = Firmware()
        self._generation = 0
        self._due = 0.0
        self._paper = ROLL_ROWS
        self._printed_bytes = 0
        self._working = False
        self._closed = False
        self.trouble = Trouble()
        self.tray = Tray(folder)
        self._motor = threading.Thread(target=self._run, name="motor", daemon=True)
        self._motor.start()

    # --- the port ----------------------------------------------------------------------------

    def room(self) -> int:
        with self._changed:
            return 0 if self.trouble.hung else self._mechanics.buffer - len(self._buffer)

    def receive(self, data: bytes) -> None:
        start = 0
        with self._changed:
            for end, command in self._scanner.scan(data):
                self._buffer += data[start:end]
                start = end
                self._real_time(command)
            self._buffer += data[start:]
            self._changed.notify_all()

    def connection_lost(self) -> None:
        """The host reset the connection, or the cable is out."""
        with self._changed:
            if not self._mechanics.keep_buffer:
                self._clear()

    def _real_time(self, command: bytes) -> None:
        if command[1] == 0x04:
            self._say(status_byte(command[2], self.trouble, self._paper))
            return
        self._clear()
        self.trouble.cutter_blocked = False
        if command == CLEAR_ANSWERED:
            self._say(b"\x37\x25\x00")

    def _clear(self) -> None:
        self._buffer.clear()
        self._firmware.reset()
        self._generation += 1
        self.tray.keep_partial()
        self._changed.notify_all()

    def _say(self, data: bytes) -> None:
        if not (self.trouble.silent or self.trouble.hung):
            self._reply(data)

    # --- hands -------------------------------------------------------------------------------

    def change(self, act: Callable[[], None]) -> None:
        """Run `act` (which changes `trouble`) while the motor waits."""
        with self._changed:
            act()
            self._printed_bytes = 0
            self._changed.notify_all()
        self._on_room()

    def load_paper(self) -> None:
        """A new roll; what hung out is torn away. Call it inside `change`."""
        if self._paper <= 0:
            self.tray.tear_away(more_to_come=self._working or print_data_size(self._buffer) > 0)
        self._paper = ROLL_ROWS

    def take_paper(self) -> None:
        """The roll ends here. Call it inside `change` or on the motor."""
        self._paper = 0
        self.tray.keep_partial()

    @property
    def unknown(self) -> int:
        return self._firmware.unknown

    def close(self) -> None:
        with self._changed:
            self._closed = True
            self._changed.notify_all()
        self._motor.join(2.0)

    # --- the motor ---------------------------------------------------------------------------

    def _run(self) -> None:
        while (command := self._take()) is not None:
            self._on_room()
            generation = self._generation
            for band in self._firmware.bands(command):
                self._feed(band, generation)
            if command.name in ("cut_fed", "cut_here"):
                self._cut(command, generation)
            with self._changed:
                self._working = False
                if not self._gone(generation):
                    self._answer(command)

    def _able(self) -> bool:
        return self._paper > 0 and not self.trouble.stops

    def _take(self) -> Command | None:
        """The next command once the printer can work; real-time ones are passed over at once."""
        with self._changed:
            while not self._closed:
                command = next_command(self._buffer, self._firmware.chinese)
                if command is not None and command.name == "real_time":
                    del self._buffer[: command.size]
                    continue
                if command is not None and self._able():
                    self._begin_trouble(command)
                    if self._able():
                        self.tray.strip.data += self._buffer[: command.size]
                        del self._buffer[: command.size]
                        self._working = True
                        return command
                self._changed.wait()
                self._due = max(self._due, time.monotonic())
        return None

    def _begin_trouble(self, command: Command) -> None:
        self._printed_bytes += command.size
        if self.trouble.at is None or self._printed_bytes <= self.trouble.at[1]:
            return
        kind, self.trouble.at = self.trouble.at[0], None
        if kind == "paper":
            self.take_paper()
        elif kind == "cover":
            self.trouble.cover_open = True
        elif kind == "jam":
            self.trouble.jam = True

    def _feed(self, band: Image.Image, generation: int) -> None:
        top = 0
        while top < band.height:
            with self._changed:
                if not self._ready(generation):
                    return
                rows = min(_SLICE_ROWS, band.height - top, self._paper)
                self.tray.strip.bands.append(band.crop((0, top, WIDTH, top + rows)))
                top += rows
                self._spend(rows / (self._mechanics.speed * DOTS_PER_MM), generation)
                self._paper = max(0, self._paper - rows)
                if self._paper == 0:
                    self.take_paper()

    def _cut(self, command: Command, generation: int) -> None:
        if command.name == "cut_fed":
            self._feed(Image.new("1", (WIDTH, CUTTER_ROWS + command.value), 1), generation)
        with self._changed:
            if self.trouble.cutter_armed:
                self.trouble.cutter_armed, self.trouble.cutter_blocked = False, True
            if self._ready(generation):
                self.tray.cut()
                self._spend(self._mechanics.cut, generation)

    def _answer(self, command: Command) -> None:
        if command.name == "process_id":
            self._say(b"\x37\x22" + command.data[2:6] + b"\x00")
        elif command.name == "paper_answer":
            self._say(paper_byte(self.trouble, self._paper))

    def _ready(self, generation: int) -> bool:
        """Wait until the paper can move; False where the job was cleared meanwhile."""
        if not self._able():
            self._changed.wait_for(lambda: self._able() or self._gone(generation))
            self._due = max(self._due, time.monotonic())
        return not self._gone(generation)

    def _gone(self, generation: int) -> bool:
        return self._closed or generation != self._generation

    def _spend(self, seconds: float, generation: int) -> None:
        """Let printing time pass; a cleared buffer ends it. What drawing the picture took is
        part of it, as a real head needs no time to think."""
        self._due += seconds
        left = self._due - time.monotonic()
        if left > 0:
            self._changed.wait_for(lambda: self._gone(generation), left)

"""The simulated printer behind its port: receive buffer, command reader, answers.

The motor thread takes one command after the other from the buffer and needs the declared time for
it. Real-time commands act when they are received, also while the motor has stopped.
"""

import threading
from collections.abc import Callable
from pathlib import Path

from devices.receipt_printer.sim_commands import (
    CLEAR_ANSWERED,
    Command,
    RealTimeScanner,
    next_command,
    print_data_size,
)
from devices.receipt_printer.sim_faults import PrinterArmed
from devices.receipt_printer.sim_firmware import Firmware
from devices.receipt_printer.sim_models import Model
from devices.receipt_printer.sim_path import PaperPath
from devices.receipt_printer.sim_sensors import ROLL_ROWS, Mechanics, paper_byte
from devices.receipt_printer.sim_tray import Tray


class Machine:
    """`reply` sends bytes to the host, `on_change` says that the wire may have something to do."""

    def __init__(
        self,
        folder: Path,
        model: Model,
        mechanics: Mechanics,
        armed: PrinterArmed,
        reply: Callable[[bytes], None],
        on_change: Callable[[], None],
    ) -> None:
        self._model = model
        self._mechanics = mechanics
        self._armed = armed
        self._reply = reply
        self._on_change = on_change
        self._changed = threading.Condition()
        self._buffer = bytearray()
        self._scanner = RealTimeScanner()
        self._firmware = Firmware(model.chinese)
        self._foreign_bytes = 0
        self._working = False
        self._closed = False
        self.tray = Tray(folder)
        self._path = PaperPath(self.tray, mechanics, armed, self._changed, on_change)
        self._motor = threading.Thread(target=self._run, name="motor", daemon=True)
        self._motor.start()

    # --- the port ----------------------------------------------------------------------------

    def room(self) -> int:
        with self._changed:
            hung = self._armed.has("hang")
            return 0 if hung else max(0, self._mechanics.buffer - len(self._buffer))

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
            self._reply(self._model.answer(command[2], self._path.sensors()))
        elif command in self._model.realtime_clear:
            self._clear()
            self._path.cutter_blocked = False
            if command == CLEAR_ANSWERED:
                self._reply(b"\x37\x25\x00")
        else:
            self._foreign_bytes += len(command)

    def _clear(self) -> None:
        self._buffer.clear()
        self._firmware.reset()
        self._path.drop_job()

    # --- hands -------------------------------------------------------------------------------

    def change(self, act: Callable[[], None]) -> None:
        """Run `act` while the motor waits."""
        with self._changed:
            act()
            self._path.is_able()
            self._changed.notify_all()
        self._on_change()

    def load_paper(self) -> None:
        """A new roll; what hung out is torn away. Call it inside `change`."""
        self._armed.end("paper_out")
        self._armed.end("paper_near_end")
        if self._path.was_out:
            self.tray.tear_away(more_to_come=self._working or print_data_size(self._buffer) > 0)
        self._path.paper_rows, self._path.was_out = ROLL_ROWS, False

    def repair(self) -> None:
        """Everything in order, and a new roll. Call it inside `change`."""
        self._path.cutter_blocked = self._path.presenter.jammed = False
        self.load_paper()

    def take_ticket(self) -> None:
        """Call it inside `change`."""
        self._path.presenter.take()

    @property
    def unknown(self) -> int:
        """Bytes that no command of this model explains."""
        return self._firmware.unknown + self._foreign_bytes

    def close(self) -> None:
        with self._changed:
            self._closed = True
            self._path.close()
        self._motor.join(2.0)

    # --- the motor ---------------------------------------------------------------------------

    def _run(self) -> None:
        while (command := self._take()) is not None:
            self._on_change()
            job = self._path.job
            known = command.name not in self._model.foreign
            if known:
                self._execute(command, job)
            else:
                self._foreign_bytes += command.size
            with self._changed:
                self._working = self._path.moving = False
                self._path.strike("printed", command.size)
                if known and not self._path.is_over(job):
                    self._answer(command)

    def _take(self) -> Command | None:
        """The next command once the printer can work; real-time ones are passed over at once."""
        with self._changed:
            while not self._closed:
                command = next_command(self._buffer, self._firmware.chinese)
                if command is not None and command.name == "real_time":
                    del self._buffer[: command.size]
                    continue
                if command is not None and self._path.is_able():
                    self._path.strike("command")
                    if self._path.is_able():
                        self.tray.strip.data += self._buffer[: command.size]
                        del self._buffer[: command.size]
                        self._working = True
                        return command
                self._path.wait()
        return None

    def _execute(self, command: Command, job: int) -> None:
        for band in self._firmware.bands(command):
            self._path.feed(band, job)
        if command.name == "cut_fed":
            self._path.feed_to_cutter(command.value, job)
        if command.name in ("cut_fed", "cut_here", "present"):
            presents = command.name == "present" or self._model.presenter == "cut"
            self._path.cut(presents, job)
        elif command.name in ("ejector", "collect"):
            self._path.let_go(command.data[2:] in (b"\x02", b"\x30"), job)

    def _answer(self, command: Command) -> None:
        if command.name == "process_id":
            self._reply(b"\x37\x22" + command.data[2:6] + b"\x00")
        elif command.name in ("paper_answer", "paper_sensor"):
            now = self._path.sensors()
            self._reply(paper_byte(now.near_end, now.out))
        elif command.name == "counter":
            rows = self._path.paper_rows
            self._reply(self._path.presenter.counter(command.data[1], rows))
        elif command.name == "identity":
            self._reply(b"\x02\x05")

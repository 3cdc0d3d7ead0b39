"""A simulated printer as a process, and the driver on its runner as a host has it."""

import queue
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Self

from devices.receipt_printer.driver import ReceiptPrinter
from devices.receipt_printer.profiles import PROFILES, Profile
from devices.runner import DeviceRunner
from devices.worker import Pace
from kiosk.device import DeviceStatus
from kiosk.link import LinkClosed, connect
from kiosk.messages.devices import CommandFailed, MediaMoved, StatusChanged
from kiosk.messages.printing import PrintEnded, PrintSlip, RetractSlip, Slip
from kiosk.messages.sims import AskOutput, Done, FaultRule, Heal, Inject, LoadPaper, Output

ROOT = Path(__file__).parents[3]
FAST = ("--speed", "3000", "--cut-seconds", "0.02")
PATIENCE_S = 8.0
START_S = 20.0
"""A Python process starts slowly on a busy machine."""
GENERIC = PROFILES["generic-80mm-gb18030"]
EPSON = PROFILES["epson-80mm-chinese"]
VKP80 = PROFILES["custom-vkp80"]
PPU700 = PROFILES["citizen-ppu700"]


class Sim:
    """The simulator process. What came out before `mark` is not shown."""

    def __init__(self, folder: Path, *arguments: str, model: str = GENERIC.name) -> None:
        folder.mkdir(exist_ok=True)
        self.out = folder / "out"
        control = folder / "sim.sock"
        command = [sys.executable, "-m", "devices.receipt_printer.sim", "--out", str(self.out)]
        command += ["--control", str(control), "--model", model, "--kept", *arguments]
        self._process = subprocess.Popen(
            command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL
        )
        try:
            self._peer = connect(control, lambda *_: None, patience=START_S)
        except LinkClosed:
            self._end()
            raise
        self._seen = Output(())

    def mark(self) -> None:
        self.heal()
        self._seen = self._output()

    def fault(self, fault: str, when: str = "now", at: int = 0, value: int = 0) -> None:
        rule = FaultRule("receipt_printer", fault, when, at, value)
        assert self.tell(Inject((rule,))) == Done()

    def after(self, size: int, fault: str) -> None:
        self.fault(fault, "byte", size)

    def heal(self) -> None:
        assert self.tell(Heal()) == Done()

    def load_paper(self) -> None:
        assert self.tell(LoadPaper()) == Done()

    def take_ticket(self) -> None:
        self.fault("take_ticket")

    def tell(self, message: object) -> Any:
        return self._peer.request(message, PATIENCE_S)

    def output(self) -> Output:
        now = self._output()
        return Output(
            tuple(name for name in now.receipts if name not in self._seen.receipts),
            tuple(name for name in now.partial if name not in self._seen.partial),
            now.unknown_bytes - self._seen.unknown_bytes,
        )

    def _output(self) -> Output:
        answer = self.tell(AskOutput())
        assert isinstance(answer, Output)
        return answer

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        self._peer.close()
        self._peer.join()
        assert self._end() == 0

    def _end(self) -> int:
        self._process.terminate()
        try:
            return self._process.wait(START_S)
        finally:
            self._process.kill()
            self._process.wait()
            assert self._process.stdin is not None
            self._process.stdin.close()  # not before: it would end by that, and not well


class TcpSim(Sim):
    """Found at `url`."""

    def __init__(self, folder: Path, *arguments: str, model: str = GENERIC.name) -> None:
        folder.mkdir(exist_ok=True)
        port = folder / "port"
        super().__init__(folder, "--port-file", str(port), *arguments, model=model)
        self.url = f"tcp://127.0.0.1:{port.read_text().strip()}"


class PtySim(Sim):
    """Found at `path`, a link to a terminal."""

    def __init__(self, folder: Path, *arguments: str, model: str = GENERIC.name) -> None:
        folder.mkdir(exist_ok=True)
        self.path = folder / "printer"
        super().__init__(folder, "--pty", str(self.path), *arguments, model=model)


class Client:
    """The driver on its runner, and everything that it tells."""

    def __init__(self, url: str, profile: Profile = GENERIC, **options: Any) -> None:
        self.drivers: list[ReceiptPrinter] = []
        self.said: queue.Queue[Any] = queue.Queue()
        self._statuses: queue.Queue[DeviceStatus] = queue.Queue()
        self.moved: queue.Queue[MediaMoved] = queue.Queue()
        self._ended: queue.Queue[Any] = queue.Queue()

        def make() -> ReceiptPrinter:
            self.drivers.append(ReceiptPrinter(url, profile, **options))
            return self.drivers[-1]

        self.runner = DeviceRunner(make, self._hear, pace=Pace(longest_pause_s=0.2)).start()

    def _hear(self, message: Any) -> None:
        if isinstance(message, StatusChanged):
            self._statuses.put(message.status)
        elif isinstance(message, MediaMoved):
            self.moved.put(message)
        elif isinstance(message, PrintEnded | CommandFailed):
            self._ended.put(message)

    def print(self, slip: Slip, deadline_s: float = 6.0, job_id: str = "job") -> PrintEnded:
        self.submit(slip, deadline_s, job_id)
        return self.ended(job_id, deadline_s + 2.0)

    def submit(self, slip: Slip, deadline_s: float = 6.0, job_id: str = "job") -> None:
        self.runner.submit(PrintSlip(job_id, slip, deadline_s))

    def ended(self, job_id: str = "job", patience_s: float = PATIENCE_S) -> PrintEnded:
        answer = self._ended.get(timeout=patience_s)
        assert isinstance(answer, PrintEnded)
        assert answer.job_id == job_id
        return answer

    def retract(self) -> Any:
        """The completion: MediaMoved or CommandFailed."""
        answer: queue.Queue[Any] = queue.Queue()
        self.runner.submit(RetractSlip("back"), answer.put)
        answer.get(timeout=PATIENCE_S)  # acknowledged
        return answer.get(timeout=PATIENCE_S)

    def ask(self) -> DeviceStatus:
        answer: queue.Queue[DeviceStatus] = queue.Queue()
        self.runner.ask(answer.put)
        return answer.get(timeout=PATIENCE_S)

    def well(self) -> None:
        """Wait until it is ready again, whatever was told meanwhile."""
        end = time.monotonic() + PATIENCE_S
        while not self.ask().can_print:
            assert time.monotonic() < end, self.runner.status

    def movement(self) -> tuple[str, str]:
        moved = self.moved.get(timeout=PATIENCE_S)
        return moved.movement, moved.job_id

    def until(self, wanted: Callable[[DeviceStatus], bool]) -> DeviceStatus:
        """The first told status that is wanted. Raises queue.Empty at the deadline."""
        end = time.monotonic() + PATIENCE_S
        while True:
            status = self._statuses.get(timeout=max(0.01, end - time.monotonic()))
            if wanted(status):
                return status

    def ready(self) -> "Client":
        self.until(lambda status: status.can_print)
        return self

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.runner.close()

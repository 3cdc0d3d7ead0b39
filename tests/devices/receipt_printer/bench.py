"""A simulated printer as a process, a printer host on it, and a service's end of the link."""

import os
import queue
import select
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from devices.host_printers import PrinterHost
from devices.receipt_printer.profiles import GENERIC, Profile
from kiosk.device import Device, DeviceStatus
from kiosk.link import Envelope, Peer, connect
from kiosk.messages.devices import AskStatus, StatusChanged
from kiosk.messages.printing import PrintEnded, PrintSlip, Slip
from kiosk.messages.sims import AskOutput, Done, LoadPaper, Output, PrinterFault

ROOT = Path(__file__).parents[3]
FAST = ("--speed", "3000", "--cut-seconds", "0.02")
PATIENCE_S = 8.0


def nothing(_peer: Peer, _envelope: Envelope, _message: Any) -> None:
    return


class Sim:
    """The simulator process. Names that were there before `mark` are not shown."""

    def __init__(self, folder: Path, *arguments: str) -> None:
        self.out = folder / "out"
        control = folder / "sim.sock"
        command = [sys.executable, "-m", "devices.receipt_printer.sim", "--out", str(self.out)]
        command += ["--control", str(control), *arguments]
        self._process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
        assert self._process.stdout is not None
        ready, _, _ = select.select([self._process.stdout], [], [], PATIENCE_S)
        assert ready, "the simulator did not start"
        self.port = int(self._process.stdout.readline().split()[1])
        self._peer = connect(control, nothing, patience=PATIENCE_S)
        self._seen = Output(())

    @property
    def url(self) -> str:
        return f"tcp://127.0.0.1:{self.port}"

    def mark(self) -> None:
        self.fault("none")
        self._seen = self._output()

    def fault(self, kind: str, value: int = 0) -> None:
        assert self._peer.request(PrinterFault(kind, value), PATIENCE_S) == Done()

    def load_paper(self) -> None:
        assert self._peer.request(LoadPaper(), PATIENCE_S) == Done()

    def output(self) -> Output:
        now = self._output()
        return Output(
            tuple(name for name in now.receipts if name not in self._seen.receipts),
            tuple(name for name in now.partial if name not in self._seen.partial),
            now.unknown_bytes - self._seen.unknown_bytes,
        )

    def _output(self) -> Output:
        answer = self._peer.request(AskOutput(), PATIENCE_S)
        assert isinstance(answer, Output)
        return answer

    def __enter__(self) -> "Sim":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        self._peer.close()
        self._peer.join()
        self._process.terminate()
        self._process.wait(PATIENCE_S)
        assert self._process.stdout is not None
        self._process.stdout.close()


class Client:
    """The service's end: requests, and every status that was pushed."""

    def __init__(self, path: Path) -> None:
        self.pushed: queue.Queue[DeviceStatus] = queue.Queue()
        self.gone = threading.Event()
        self._peer = connect(path, self._take, lambda _peer: self.gone.set(), PATIENCE_S)

    def _take(self, _peer: Peer, _envelope: Envelope, message: Any) -> None:
        assert isinstance(message, StatusChanged)
        self.pushed.put(message.status)

    def print(self, slip: Slip, deadline_s: float = 6.0, job_id: str = "job") -> PrintEnded:
        answer = self._peer.request(PrintSlip(job_id, slip, deadline_s), deadline_s + 2.0)
        assert isinstance(answer, PrintEnded)
        assert answer.job_id == job_id
        return answer

    def ask(self) -> DeviceStatus:
        answer = self._peer.request(AskStatus(Device.RECEIPT_PRINTER), PATIENCE_S)
        assert isinstance(answer, StatusChanged)
        return answer.status

    def until(self, wanted: Callable[[DeviceStatus], bool]) -> DeviceStatus:
        """The first pushed status that is wanted. Raises queue.Empty at the deadline."""
        end = time.monotonic() + PATIENCE_S
        while True:
            status = self.pushed.get(timeout=max(0.01, end - time.monotonic()))
            if wanted(status):
                return status

    def close(self) -> None:
        self._peer.close()
        self._peer.join()


class Host:
    """A printer host on a thread, with a real socket."""

    def __init__(self, folder: Path, url: str, profile: Profile = GENERIC) -> None:
        self.path = folder / f"host-{os.urandom(3).hex()}.sock"
        self._host = PrinterHost(self.path, url, profile)
        self._thread = threading.Thread(target=self._host.run, name="host")
        self._thread.start()
        self.client = Client(self.path)

    def __enter__(self) -> "Host":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        self.client.close()
        self._host.stop()
        self._thread.join(PATIENCE_S)
        assert not self._thread.is_alive()

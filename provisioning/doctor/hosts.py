"""The device hosts as the doctor meets them: those of the running terminal, or some of its own."""

import queue
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import IO, Any, TypeVar

from kiosk.config import TerminalConfig
from kiosk.device import Device, DeviceState
from kiosk.fitted import Fitted
from kiosk.link import Envelope, LinkClosed, LinkTimeout, Peer, connect
from kiosk.messages.devices import StatusChanged
from kiosk.messages.hosts import AskDevices, AskStatus, DeviceInfo, Devices
from provisioning.settings import RunsAlready, only_one, usable_folder

START_LOOKS, START_LOOK_S = 20, 1.0
"""Between two of them a host of our own is seen to have ended."""
RUNNING_S = 2.0
"""A host of the running terminal may just be renewed."""
REFUSAL = "zizhu: "
ANSWER_S = 10.0
SETTLE_S = 12.0
"""As long as a driver may take to find out what it has: five baud rates, twice each."""
T = TypeVar("T")

PARTS: dict[str, tuple[Device, ...]] = {
    "cards": (Device.ID_READER, Device.SSC_READER),
    "printers": (Device.RECEIPT_PRINTER, Device.A4_PRINTER, Device.LAMPS),
    "imaging": (
        *(Device.DOCUMENT_CAMERA, Device.SCANNER),
        *(Device.FACE_CAMERA, Device.CODE_READER),
    ),
}


class NoAnswer(Exception):
    """A host does not answer; the text says which."""


class Host:
    """One host, asked from one thread."""

    def __init__(self, name: str, path: Path, patience_s: float) -> None:
        self.name = name
        self._news: queue.SimpleQueue[Any] = queue.SimpleQueue()
        try:
            self._peer = connect(path, self._hear, patience=patience_s)
        except LinkClosed:
            raise NoAnswer(f"the {name} host does not answer") from None

    def _hear(self, _peer: Peer, _envelope: Envelope, message: Any) -> None:
        self._news.put(message)

    def devices(self) -> tuple[DeviceInfo, ...]:
        """What it drives, each as read just now. Raises NoAnswer."""
        until = time.monotonic() + SETTLE_S
        for info in self._ask(AskDevices(), Devices).devices:
            status = info.status
            while status.state is DeviceState.STARTING and time.monotonic() < until:
                status = self._ask(AskStatus(info.device), StatusChanged).status
        return self._ask(AskDevices(), Devices).devices

    def command(self, message: object, *ends: type[Any], limit_s: float) -> Any:
        """Give a command and wait for one of its ends. Raises NoAnswer."""
        until = time.monotonic() + limit_s
        try:
            self._peer.send(message)
            while True:
                answer = self._news.get(timeout=max(0.0, until - time.monotonic()))
                if isinstance(answer, ends):
                    return answer
        except (LinkClosed, queue.Empty):
            raise NoAnswer(f"the {self.name} host did not answer") from None

    def close(self) -> None:
        self._peer.close()

    def _ask(self, message: object, kind: type[T]) -> T:
        try:
            answer = self._peer.request(message, ANSWER_S)
        except (LinkClosed, LinkTimeout):
            raise NoAnswer(f"the {self.name} host did not answer") from None
        assert isinstance(answer, kind)
        return answer


class Started:
    """The process of one host; `said` is what it writes to standard error."""

    def __init__(self, process: "subprocess.Popen[bytes]", said: IO[bytes]) -> None:
        self._process, self._said = process, said

    @property
    def ended(self) -> bool:
        return self._process.poll() is not None

    def refusal(self) -> str:
        """Why it could not begin, in the line of provisioning.settings.Unusable; "" else."""
        self._said.seek(0)
        lines = self._said.read().decode(errors="replace").splitlines()
        last = lines[-1] if lines else ""
        return last.removeprefix(REFUSAL) if last.startswith(REFUSAL) else ""


class Hosts:
    """`running`: the terminal works, so its devices may be looked at but not tried. `started`: the
    hosts that are our own."""

    def __init__(
        self, config: TerminalConfig, running: bool, started: Mapping[str, Started]
    ) -> None:
        self._config, self._started = config, started
        self.running = running
        self._hosts: dict[str, Host] = {}

    def of(self, device: Device) -> Host:
        """Raises NoAnswer."""
        name = next(name for name, devices in PARTS.items() if device in devices)
        if name not in self._hosts:
            self._hosts[name] = self._connected(name)
        return self._hosts[name]

    def _connected(self, name: str) -> Host:
        path, process = self._config.run / f"{name}.sock", self._started.get(name)
        if process is None:
            return Host(name, path, RUNNING_S)
        for _ in range(START_LOOKS):
            with suppress(NoAnswer):
                return Host(name, path, START_LOOK_S)
            if process.ended:
                break
        raise NoAnswer(process.refusal() or f"the {name} host does not answer")

    def close(self) -> None:
        for host in self._hosts.values():
            host.close()


@contextmanager
def hosts_of(
    program: tuple[str, ...], path: Path, config: TerminalConfig, fitted: Fitted
) -> Iterator[Hosts]:
    """Connected hosts; where the terminal does not run, processes that end with the block.
    Raises Unusable where it cannot be told whether it runs."""
    with ExitStack() as stack:
        running = not _free(stack, config)
        started = {}
        if not running:
            for name, devices in PARTS.items():
                if set(devices) & set(fitted.all()):
                    process = _host_process(program, name, path, config.demo)
                    started[name] = stack.enter_context(process)
        hosts = Hosts(config, running, started)
        stack.callback(hosts.close)
        yield hosts


def _free(stack: ExitStack, config: TerminalConfig) -> bool:
    usable_folder(config.run)
    try:
        stack.enter_context(only_one(config))
    except RunsAlready:
        return False
    return True


@contextmanager
def _host_process(program: tuple[str, ...], name: str, path: Path, demo: bool) -> Iterator[Started]:
    """It ends when its standard input closes, so also when the doctor is killed."""
    argv = [*program, name, "--config", str(path), "--kept", *(["--demo"] if demo else [])]
    pipe, null = subprocess.PIPE, subprocess.DEVNULL
    with (
        tempfile.TemporaryFile() as said,
        subprocess.Popen(argv, stdin=pipe, stdout=null, stderr=said) as process,
    ):
        try:
            yield Started(process, said)
        finally:
            process.terminate()

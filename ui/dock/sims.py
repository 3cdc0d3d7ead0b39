"""The simulated devices of one terminal: started, reached, and described for its configuration.

Each simulator is a process of its own with a folder below `run/sims`: its control socket, and the
link, port file or socket by which the device host finds it.
"""

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from msgspec import Struct

from kiosk.device import Device
from kiosk.link import LinkClosed, Peer, connect
from kiosk.messages.sims import Done
from ui.dock.processes import Background

PATIENCE_S = 30.0


class Simulated(Struct, frozen=True):
    """How one device is played. `argv` and `table` get the simulator's own folder; `table` is read
    once the simulator answers."""

    device: Device
    argv: Callable[[Path], tuple[str, ...]]
    table: Callable[[Path], str]


def _port(folder: Path) -> int:
    """The port that the simulator found free. Raises RuntimeError."""
    file, deadline = folder / "port", time.monotonic() + PATIENCE_S
    while not file.is_file():
        if time.monotonic() > deadline:
            raise RuntimeError(f"sim-{folder.name} did not start")
        time.sleep(0.02)
    return int(file.read_text(encoding="ascii"))


def camera(device: Device, settings: str = "") -> Simulated:
    """`settings` are more lines of its table."""
    return Simulated(
        device,
        lambda at: ("devices.camera.sim", "0", str(at / "control"), device.value),
        lambda at: f'source = "http://127.0.0.1:{_port(at)}/"\n{settings}',
    )


def receipt_printer(profile: str, settings: str = "") -> Simulated:
    """`settings` are more lines of its table."""

    def argv(at: Path) -> tuple[str, ...]:
        out = ("--out", str(at / "out"), "--control", str(at / "control"))
        port = ("--port-file", str(at / "port"), "--model", profile)
        return ("devices.receipt_printer.sim", *port, *out)

    def table(at: Path) -> str:
        return f'url = "tcp://127.0.0.1:{_port(at)}"\nprofile = "{profile}"\n{settings}'

    return Simulated(Device.RECEIPT_PRINTER, argv, table)


_COILS = "id_reader = 0, ssc_reader = 1, receipt = 2, document = 3, scanner = 4, code = 5"

ID_READER = Simulated(
    Device.ID_READER,
    lambda at: ("devices.id_reader.sim", str(at / "tty"), str(at / "control")),
    lambda at: f'port = "{at / "tty"}"',
)
SSC_READER = Simulated(
    Device.SSC_READER,
    lambda at: ("devices.ssc_reader.sim", str(at), str(at / "control")),
    lambda at: f'reader = "Virtual SSC 00 00"\nsocket = "{at / "pcscd.comm"}"',
)
A4_PRINTER = Simulated(
    Device.A4_PRINTER,
    lambda at: ("devices.a4_printer.sim", "0", str(at), str(at / "control"), "--pictures"),
    lambda at: f'url = "ipp://127.0.0.1:{_port(at)}/ipp/print"',
)
LAMPS = Simulated(
    Device.LAMPS,
    lambda at: ("devices.lamps.sim", str(at / "tty"), str(at / "control")),
    lambda at: f'port = "{at / "tty"}"\ncoils = {{ {_COILS} }}',
)
SCANNER = Simulated(
    Device.SCANNER,
    lambda at: ("devices.scanner.sim", "0", str(at / "control")),
    lambda at: f'url = "http://127.0.0.1:{_port(at)}/eSCL/"',
)

SMALL = (ID_READER, receipt_printer("custom-vkp80", "retract_after_s = 4.0"))
"""A terminal of the wall: presents its tickets, and soon takes back what nobody takes."""
WHOLE = (
    ID_READER,
    receipt_printer("epson-80mm-chinese"),
    SSC_READER,
    A4_PRINTER,
    LAMPS,
    SCANNER,
    camera(Device.DOCUMENT_CAMERA),
    camera(Device.FACE_CAMERA, 'matcher = "simulated"'),
    camera(Device.CODE_READER),
)


class Sims:
    """Starts them all; `tables` is then their part of the terminal's file."""

    def __init__(
        self, python: str, root: Path, folder: Path, devices: tuple[Simulated, ...]
    ) -> None:
        self._folder = folder / "run" / "sims"
        self._logs = folder
        self._devices = devices
        self._processes: list[Background] = []
        self._controls: dict[Device, Peer] = {}
        for simulated in devices:
            at = self.folder(simulated.device)
            (at / "out").mkdir(parents=True, exist_ok=True)
            argv = [python, "-m", *simulated.argv(at), "--kept"]
            name = f"sim-{simulated.device}"
            self._processes.append(Background(name, argv, self._logs, root))

    @property
    def devices(self) -> tuple[Device, ...]:
        return tuple(simulated.device for simulated in self._devices)

    def folder(self, device: Device) -> Path:
        return self._folder / device

    def tables(self) -> str:
        """Waits until every simulator answers. Raises RuntimeError."""
        parts = []
        for simulated in self._devices:
            at = self.folder(simulated.device)
            self._controls[simulated.device] = self._control(simulated.device, at / "control")
            parts.append(f"[devices.{simulated.device}]\nsimulated = true\n{simulated.table(at)}\n")
        return "\n".join(parts)

    def ask(self, device: Device, message: object) -> Any:
        """Raises RuntimeError where the simulator refuses."""
        answer = self._controls[device].request(message, PATIENCE_S)
        if isinstance(answer, Done) and not answer.ok:
            raise RuntimeError(f"sim-{device}: {answer.detail}")
        return answer

    def close(self) -> None:
        for peer in self._controls.values():
            peer.close()
        for process in self._processes:
            process.stop()

    def _control(self, device: Device, path: Path) -> Peer:
        deadline = time.monotonic() + PATIENCE_S
        try:
            return connect(path, lambda *_: None, patience=deadline - time.monotonic())
        except LinkClosed:
            raise RuntimeError(f"sim-{device} did not start; see {self._logs}") from None

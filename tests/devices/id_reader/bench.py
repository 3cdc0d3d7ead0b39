"""Real parts for the tests: the simulator and the card host as processes, and what was emitted."""

import os
import subprocess
import sys
import threading
import time
import tty
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from devices.id_reader.frames import MIN_REQUEST, FrameParser
from devices.runner import DeviceRunner
from kiosk.device import CompletionCode, Device, DeviceState
from kiosk.faults import Fault
from kiosk.link import Envelope, Peer, connect
from kiosk.messages.cards import ReadProgress, ReadStage, StartReading
from kiosk.messages.devices import CommandFailed, StatusChanged
from kiosk.messages.sims import Done, FaultRule, Heal, Inject, PutCard, TakeCard

REPOSITORY = Path(__file__).parents[3]
PATIENCE_S = 10.0
T = TypeVar("T")


class Heard:
    """Messages in the order of their arrival. Give `put` as the receiver."""

    def __init__(self) -> None:
        self._messages: list[object] = []
        self._taken = 0
        self._change = threading.Condition()

    def put(self, message: object) -> None:
        with self._change:
            self._messages.append(message)
            self._change.notify_all()

    def next(self, kind: type[T], where: Callable[[T], bool] = lambda _: True) -> T:
        """The next message of this kind not yet passed over; fails after PATIENCE_S."""
        end = time.monotonic() + PATIENCE_S
        with self._change:
            while True:
                while self._taken < len(self._messages):
                    message = self._messages[self._taken]
                    self._taken += 1
                    if isinstance(message, kind) and where(message):
                        return message
                if not self._change.wait(end - time.monotonic()):
                    raise AssertionError(f"no {kind.__name__} came; heard {self._messages}")

    def until(self, true: Callable[[], bool]) -> None:
        """Wait for a condition, looked at after each message and now and then."""
        end = time.monotonic() + PATIENCE_S
        with self._change:
            while not true():
                assert time.monotonic() < end, f"never so; heard {self._messages}"
                self._change.wait(0.02)

    def all(self, kind: type[T]) -> list[T]:
        with self._change:
            return [message for message in self._messages if isinstance(message, kind)]

    def forget(self) -> None:
        with self._change:
            self._messages.clear()
            self._taken = 0


class Process:
    """A child python, killed at the end whatever happens."""

    def __init__(self, *arguments: str) -> None:
        self._child = subprocess.Popen([sys.executable, *arguments], cwd=REPOSITORY)

    def terminate(self) -> int:
        self._child.terminate()
        return self.wait()

    def kill(self) -> None:
        self._child.kill()
        self.wait()

    def wait(self) -> int:
        return self._child.wait(PATIENCE_S)

    def running(self) -> bool:
        return self._child.poll() is None


class Sim:
    """The simulated reader: `python -m devices.id_reader.sim`."""

    def __init__(self, folder: Path, baud: int = 115200) -> None:
        self.link = folder / "reader"
        self._control = folder / "control"
        self.process = Process(
            "-m", "devices.id_reader.sim", str(self.link), str(self._control), str(baud)
        )
        self._peer = connect(self._control, lambda *_: None, patience=PATIENCE_S)

    def tell(self, message: object) -> None:
        answer = self._peer.request(message, PATIENCE_S)
        assert answer == Done(), answer

    def put(self, block: bytes, address: bytes = b"", second: bytes = b"") -> None:
        self.tell(PutCard(block.hex(), address.hex(), second.hex()))

    def take(self) -> None:
        self.tell(TakeCard())

    def fault(self, word: str, value: int = 0, when: str = "now", at: int = 0) -> None:
        self.tell(Inject((FaultRule(Device.ID_READER, word, when, at, value),)))

    def heal(self) -> None:
        self.tell(Heal())

    def ask(self, message: object) -> Any:
        return self._peer.request(message, PATIENCE_S)

    def reset(self) -> None:
        self.heal()
        self.take()

    def close(self) -> None:
        self._peer.close()
        self._peer.join()
        if self.process.running():
            assert self.process.terminate() == 0


class ScriptedReader:
    """A terminal whose other end answers each request with the next bytes of a list; `asked` are
    the requests, CMD, PARA and data."""

    def __init__(self, *answers: bytes) -> None:
        self._master, self._slave = os.openpty()
        tty.setraw(self._slave)
        self.path = os.ttyname(self._slave)
        self._answers = list(answers)
        self.asked: list[bytes] = []
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def _run(self) -> None:
        parser = FrameParser(MIN_REQUEST)
        while self._answers:
            for body in parser.feed(os.read(self._master, 4096)):
                self.asked.append(bytes(body))
                os.write(self._master, self._answers.pop(0))

    def wait(self) -> None:
        """Until everything was asked for."""
        self._thread.join(PATIENCE_S)
        assert not self._thread.is_alive()

    def close(self) -> None:
        self.wait()
        os.close(self._master)
        os.close(self._slave)


class Screen:
    """A screen on the card host's socket."""

    def __init__(self, socket_path: Path) -> None:
        self.heard = Heard()
        self.peer = connect(socket_path, self._on_message, patience=PATIENCE_S)

    def _on_message(self, _peer: Peer, _envelope: Envelope, message: Any) -> None:
        self.heard.put(message)

    def leave(self) -> None:
        self.peer.close()
        self.peer.join()


def changed_to(heard: Heard, state: DeviceState) -> StatusChanged:
    return heard.next(StatusChanged, lambda message: message.status.state is state)


def start(reader: DeviceRunner, heard: Heard, command: str = "c") -> None:
    """Ask for a reading and wait until it polls."""
    reader.submit(StartReading(command))
    heard.next(ReadProgress, lambda m: m == ReadProgress(command, ReadStage.POLLING))


def lost(fault: Fault, detail: str = "", command: str = "c") -> CommandFailed:
    """The completion of a reading for a fault of the reader."""
    code = CompletionCode.DEVICE_NOT_READY
    return CommandFailed(command, Device.ID_READER, code, fault, detail)

"""Drivers that a test plays by hand, and callers that keep what they hear: for tests of hosts."""

import queue
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

from devices.contract import DeviceLost, Driver, Tell, Token, command_id
from devices.host import DeviceHost
from kiosk.device import Capabilities, Device, DeviceState, DeviceStatus
from kiosk.faults import Fault
from kiosk.link import Envelope, Peer, connect

T = TypeVar("T")
PATIENCE_S = 8.0


class Hand:
    """A device played by hand: `act(answer)` is what its driver does with the next command, or with
    the one that waits. An exception is raised, anything else is told or returned."""

    def __init__(self, device: Device, *commands: str, queues: bool = False) -> None:
        self.device = device
        self.capabilities = Capabilities(commands, ("media",), queues)
        self.there = True
        self.status = DeviceStatus(DeviceState.ONLINE)
        self.begun: queue.SimpleQueue[Any] = queue.SimpleQueue()
        self._answers: queue.SimpleQueue[Callable[[str], Any]] = queue.SimpleQueue()

    def make(self) -> Driver:
        return _HandDriver(self)

    def act(self, answer: Callable[[str], Any]) -> None:
        """`answer` gets the id of the command as this device knows it."""
        self._answers.put(answer)

    def next_command(self) -> Any:
        return self.begun.get(timeout=PATIENCE_S)

    def next_answer(self, token: Token) -> Callable[[str], Any]:
        while True:
            try:
                return self._answers.get_nowait()
            except queue.Empty:
                token.wait(0.01)


class _HandDriver(Driver):
    poll_s = 0.02

    def __init__(self, hand: Hand) -> None:
        self.device = hand.device
        self.capabilities = hand.capabilities
        self._hand = hand

    def open(self, token: Token) -> DeviceStatus:
        return self.poll(token)

    def poll(self, token: Token) -> DeviceStatus:
        if not self._hand.there:
            raise DeviceLost(DeviceState.NO_DEVICE, Fault.READER_ABSENT)
        return self._hand.status

    def perform(self, command: Any, tell: Tell, token: Token) -> object:
        self._hand.begun.put(command)
        while True:
            answer = self._hand.next_answer(token)(command_id(command))
            if isinstance(answer, Exception):
                raise answer
            if isinstance(answer, list):
                tell(answer[0])
            else:
                return answer

    def close(self) -> None:
        return


class Caller:
    """A process connected to a host."""

    def __init__(self, path: Path) -> None:
        self._news: queue.SimpleQueue[tuple[Envelope, Any]] = queue.SimpleQueue()
        self.peer = connect(path, self._hear, patience=PATIENCE_S)

    def _hear(self, _peer: Peer, envelope: Envelope, message: Any) -> None:
        self._news.put((envelope, message))

    def next(self, kind: type[T], where: Callable[[T], bool] = lambda _: True) -> T:
        """The next message of this kind; others before it are passed over."""
        while True:
            _envelope, message = self._news.get(timeout=PATIENCE_S)
            if isinstance(message, kind) and where(message):
                return message

    def nothing_more(self, kind: type[Any]) -> bool:
        """Whether no message of this kind has come by now."""
        found = []
        while not self._news.empty():
            found.append(self._news.get()[1])
        return not any(isinstance(message, kind) for message in found)

    def leave(self) -> None:
        self.peer.close()
        self.peer.join()


def until(true: Callable[[], bool]) -> None:
    """Wait for what nothing tells of."""
    end = time.monotonic() + PATIENCE_S
    while not true():
        assert time.monotonic() < end, "never"
        time.sleep(0.005)


@contextmanager
def running(host: DeviceHost) -> Iterator["queue.SimpleQueue[int]"]:
    """Serves on a thread; gives the exit statuses."""
    ended: queue.SimpleQueue[int] = queue.SimpleQueue()
    thread = threading.Thread(target=lambda: ended.put(host.run()))
    thread.start()
    try:
        yield ended
    finally:
        host.end(-1)
        thread.join(PATIENCE_S)
        assert not thread.is_alive()

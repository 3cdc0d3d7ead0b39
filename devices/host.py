"""A device host: one process, one socket, a few devices, each with its own runner.

It passes commands to the device that performs them and answers to who asked; what a device says of
itself goes to everybody who is connected.
"""

import queue
import resource
import signal
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from types import FrameType
from typing import Any

from devices.contract import Driver, command_id
from devices.runner import DeviceRunner
from devices.worker import Pace
from kiosk.device import CompletionCode, Device, DeviceState, DeviceStatus
from kiosk.faults import Fault
from kiosk.link import Envelope, LinkClosed, Peer, Server
from kiosk.messages.devices import CommandFailed, StatusChanged
from kiosk.messages.hosts import AskDevices, AskStatus, Cancel, DeviceInfo, Devices

RENEW = 0
BROKEN = 1

Maker = Callable[[], Driver]


class DeviceHost:
    """`run` serves until `end`. Subclasses say what a particular host adds.

    `ends_with_asker`: what a peer asked for is cancelled when it goes away.
    """

    ends_with_asker = True

    def __init__(
        self, socket_path: Path, makers: Sequence[Maker], pace: Pace | None = None
    ) -> None:
        self._ended: queue.SimpleQueue[int] = queue.SimpleQueue()
        self._asked: dict[Peer, set[str]] = {}
        self._lock = threading.Lock()
        runners = [
            DeviceRunner(make, self.announce, lambda: self.end(BROKEN), pace) for make in makers
        ]
        self.runners = {runner.device: runner for runner in runners}
        self._server = Server(socket_path, self._on_message, self._on_peer, self._on_gone)

    def start(self) -> None:
        for runner in self.runners.values():
            runner.start()
        self._server.start()

    def run(self) -> int:
        """Serve until `end`; the exit status for the keeper."""
        self.start()
        try:
            return self._ended.get()
        finally:
            self.close()

    def end(self, status: int) -> None:
        """From any thread or a signal handler."""
        self._ended.put(status)

    def close(self) -> None:
        for runner in self.runners.values():
            runner.close()
        self._server.close()

    # --- what a subclass may change --------------------------------------------------------------

    def perform(self, peer: Peer, envelope: Envelope, message: Any) -> None:
        """Give a command to its device."""
        runner = self.runner_for(message)
        if runner is None:
            self.answer(peer, _not_fitted(message), envelope.id)
            return
        self.submit(runner, message, peer, lambda said: self.tell(peer, said))

    def tell(self, peer: Peer, message: object) -> None:
        """Something of a command that `peer` gave."""
        self.answer(peer, message)

    def announce(self, message: object) -> None:
        """Something that a device says of itself."""
        for peer in self._server.peers():
            self.answer(peer, message)

    def gone(self, peer: Peer) -> None:
        """`peer` is no longer connected."""

    def freed(self, device: Device) -> None:
        """A command that a peer gave to `device` is over."""

    # --- for a subclass --------------------------------------------------------------------------

    def runner_for(self, message: object) -> DeviceRunner | None:
        """The device that the command names, or the one that knows it."""
        named = getattr(message, "device", None)
        for device, runner in self.runners.items():
            if type(message).__name__ in runner.capabilities.commands and named in (None, device):
                return runner
        return None

    def submit(
        self,
        runner: DeviceRunner,
        command: object,
        peer: Peer,
        tell: Callable[[object], None],
    ) -> None:
        name = command_id(command)
        with self._lock:
            self._asked.setdefault(peer, set()).add(name)
        runner.submit(command, tell, lambda: self._over(peer, name, runner.device))

    @staticmethod
    def answer(peer: Peer, message: object, re: int = 0) -> bool:
        try:
            peer.send(message, re)
        except LinkClosed:
            return False
        return True

    # --- the link --------------------------------------------------------------------------------

    def _over(self, peer: Peer, name: str, device: Device) -> None:
        self._forget(peer, name)
        self.freed(device)

    def _forget(self, peer: Peer, name: str) -> None:
        with self._lock:
            names = self._asked.get(peer, set())
            names.discard(name)
            if not names:
                self._asked.pop(peer, None)

    def _on_peer(self, peer: Peer) -> None:
        for device, runner in self.runners.items():
            self.answer(peer, StatusChanged(device, runner.status))

    def _on_message(self, peer: Peer, envelope: Envelope, message: Any) -> None:
        if isinstance(message, Cancel):
            self.cancel(peer, message.command)
        elif isinstance(message, AskStatus):
            self._ask(peer, envelope, message.device)
        elif isinstance(message, AskDevices):
            infos = (DeviceInfo(d, r.capabilities, r.status) for d, r in self.runners.items())
            self.answer(peer, Devices(tuple(infos)), envelope.id)
        elif command_id(message):
            self.perform(peer, envelope, message)

    def cancel(self, peer: Peer, name: str) -> None:
        """Only who asked for it may cancel it."""
        with self._lock:
            known = name in self._asked.get(peer, ())
        if known:
            for runner in self.runners.values():
                runner.cancel(name)

    def _ask(self, peer: Peer, envelope: Envelope, device: Device) -> None:
        def done(status: DeviceStatus) -> None:
            self.answer(peer, StatusChanged(device, status), envelope.id)

        runner = self.runners.get(device)
        if runner is None:
            done(DeviceStatus(DeviceState.NO_DEVICE, detail=Fault.DEVICE_NOT_FITTED.value))
        else:
            runner.ask(done)

    def _on_gone(self, peer: Peer) -> None:
        with self._lock:
            names = self._asked.pop(peer, set())
        if self.ends_with_asker:
            for name in names:
                for runner in self.runners.values():
                    runner.cancel(name)
        self.gone(peer)


def _not_fitted(message: Any) -> object:
    code, fault = CompletionCode.UNSUPPORTED_COMMAND, Fault.DEVICE_NOT_FITTED
    return CommandFailed(command_id(message), getattr(message, "device", None), code, fault)


def serve(host: DeviceHost) -> int:
    """Run `host` on the main thread until it ends itself or SIGTERM or SIGINT comes (0)."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # a core dump would hold a person

    def on_signal(_number: int, _frame: FrameType | None) -> None:
        host.end(RENEW)

    signal.signal(signal.SIGTERM, on_signal)
    signal.signal(signal.SIGINT, on_signal)
    return host.run()

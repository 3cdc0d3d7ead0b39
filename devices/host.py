"""A device host: one process, one socket, a few devices, each with its own runner.

It passes commands to the device that performs them and answers to who asked; what a device says of
itself goes to everybody who is connected.
"""

import queue
import resource
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from devices.contract import Driver, command_id
from devices.mailbox import Mailboxes
from devices.runner import DeviceRunner
from devices.worker import Pace
from kiosk.device import CompletionCode, Device, DeviceState, DeviceStatus
from kiosk.faults import Fault
from kiosk.link import Envelope, Peer, Server
from kiosk.link.bugs import end_on_bug
from kiosk.link.ending import on_end
from kiosk.messages.devices import CommandFailed, StatusChanged
from kiosk.messages.hosts import AskDevices, AskStatus, Cancel, DeviceInfo, Devices

RENEW = 0
BROKEN = 1

LAST_WORDS_S = 1.0
"""How long the end of the host waits for who is slow to hear the last completions."""

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
        self._mailboxes = Mailboxes()
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
        """From any thread."""
        self._ended.put(status)

    def close(self) -> None:
        for runner in self.runners.values():
            runner.close()
        self._mailboxes.flush(LAST_WORDS_S)
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
        """The device that the command names; where it names none, of those that know it one that
        is there and free if any is, else the first."""
        named = getattr(message, "device", None)
        able = [
            runner
            for device, runner in self.runners.items()
            if type(message).__name__ in runner.capabilities.commands and named in (None, device)
        ]
        return max(able, key=_readiness, default=None)

    def submit(
        self,
        runner: DeviceRunner,
        command: object,
        peer: Peer,
        tell: Callable[[object], None],
    ) -> None:
        """Ids are the peer's own: what it cancels, or leaves behind, is what it gave itself."""
        runner.submit(command, tell, lambda: self.freed(runner.device), owner=peer)

    def answer(self, peer: Peer, message: object, re: int = 0) -> bool:
        """Never waits, however slow the peer is. False: it is gone. Where this was true and it goes
        before it got the message, `gone` comes after this."""
        return self._mailboxes.put(peer, message, re)

    # --- the link --------------------------------------------------------------------------------

    def _on_peer(self, peer: Peer) -> None:
        for device, runner in self.runners.items():
            self.answer(peer, StatusChanged(device, runner.status))

    def _on_message(self, peer: Peer, envelope: Envelope, message: Any) -> None:
        if isinstance(message, Cancel):
            for runner in self.runners.values():
                runner.cancel(message.command, owner=peer)
        elif isinstance(message, AskStatus):
            self._ask(peer, envelope, message.device)
        elif isinstance(message, AskDevices):
            infos = (DeviceInfo(d, r.capabilities, r.status) for d, r in self.runners.items())
            self.answer(peer, Devices(tuple(infos)), envelope.id)
        elif command_id(message):
            self.perform(peer, envelope, message)

    def _ask(self, peer: Peer, envelope: Envelope, device: Device) -> None:
        def done(status: DeviceStatus) -> None:
            self.answer(peer, StatusChanged(device, status), envelope.id)

        runner = self.runners.get(device)
        if runner is None:
            done(DeviceStatus(DeviceState.NO_DEVICE, detail=Fault.DEVICE_NOT_FITTED.value))
        else:
            runner.ask(done)

    def _on_gone(self, peer: Peer) -> None:
        self._mailboxes.drop(peer)
        if self.ends_with_asker:
            for runner in self.runners.values():
                runner.cancel(None, owner=peer)
        self.gone(peer)


def _readiness(runner: DeviceRunner) -> tuple[bool, bool]:
    return runner.status.state is DeviceState.ONLINE, not runner.busy


def _not_fitted(message: Any) -> object:
    code, fault = CompletionCode.UNSUPPORTED_COMMAND, Fault.DEVICE_NOT_FITTED
    return CommandFailed(command_id(message), getattr(message, "device", None), code, fault)


def serve(host: DeviceHost, name: str) -> int:
    """Run `host` on the main thread until it ends itself or SIGTERM or SIGINT comes (0). A bug on
    any other thread than a device's ends the process at once; that is told with `name`."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # a core dump would hold a person
    end_on_bug(name)
    on_end(lambda: host.end(RENEW))
    return host.run()

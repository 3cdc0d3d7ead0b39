"""Any host: who asked is answered, who left is forgotten, who does not listen holds nobody up."""

import socket
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from devices.host import DeviceHost
from kiosk.device import CompletionCode, Device, DeviceState, DeviceStatus, Media
from kiosk.faults import Fault
from kiosk.messages.cards import StartReading
from kiosk.messages.devices import Acknowledged, CommandFailed, StatusChanged
from kiosk.messages.hosts import AskDevices, AskStatus, Cancel, Devices
from kiosk.messages.imaging import CodeRead, PageScanned, ReadCode
from tests.devices.hands import PATIENCE_S, Caller, Hand, running, until


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "host.sock"


@pytest.fixture
def code() -> Hand:
    return Hand(Device.CODE_READER, "ReadCode")


def test_who_asked_is_answered_and_nobody_else(path: Path, code: Hand) -> None:
    with running(DeviceHost(path, [code.make])):
        asker, other = Caller(path), Caller(path)
        asker.peer.send(ReadCode("a"))
        assert asker.next(Acknowledged) == Acknowledged("a", Device.CODE_READER)
        code.act(lambda name: CodeRead(name, "QRCode", "1"))
        assert asker.next(CodeRead).command == "a"
        assert other.next(StatusChanged, lambda m: m.status.state is DeviceState.ONLINE)
        assert other.nothing_more(CodeRead)


def test_only_who_asked_may_cancel(path: Path, code: Hand) -> None:
    with running(DeviceHost(path, [code.make])):
        asker, other = Caller(path), Caller(path)
        asker.peer.send(ReadCode("a"))
        code.next_command()
        other.peer.send(Cancel("a"))
        other.peer.request(AskDevices(), PATIENCE_S)
        assert asker.nothing_more(CommandFailed)
        asker.peer.send(Cancel("a"))
        assert asker.next(CommandFailed).code is CompletionCode.CANCELED


def test_what_a_lost_asker_wanted_ends(path: Path, code: Hand) -> None:
    with running(DeviceHost(path, [code.make])):
        asker, successor = Caller(path), Caller(path)
        asker.peer.send(ReadCode("a"))
        code.next_command()
        asker.leave()
        while True:  # the host may not have seen yet that the first asker is gone
            successor.peer.send(ReadCode("b"))
            answer = successor.next(object, lambda m: isinstance(m, Acknowledged | CommandFailed))
            if answer == Acknowledged("b", code.device):
                break
        assert code.next_command() == ReadCode("b")
        code.act(lambda name: CodeRead(name, "QRCode", "2"))
        assert successor.next(CodeRead) == CodeRead("b", "QRCode", "2")


def test_what_is_fitted_and_what_is_not(path: Path, code: Hand) -> None:
    with running(DeviceHost(path, [code.make])):
        caller = Caller(path)
        caller.next(StatusChanged, lambda m: m.status.state is DeviceState.ONLINE)
        known = caller.peer.request(AskDevices(), PATIENCE_S)
        assert isinstance(known, Devices)
        (info,) = known.devices
        assert (info.device, info.capabilities) == (Device.CODE_READER, code.capabilities)
        status = caller.peer.request(AskStatus(Device.LAMPS), PATIENCE_S)
        assert status.status.state is DeviceState.NO_DEVICE
        refused = caller.peer.request(StartReading("x"), PATIENCE_S)
        assert (refused.command, refused.fault) == ("x", Fault.DEVICE_NOT_FITTED)
        asked = caller.peer.request(AskStatus(Device.CODE_READER), PATIENCE_S)
        assert asked.status.state is DeviceState.ONLINE


def test_two_peers_may_use_the_same_id(path: Path) -> None:
    """What one cancels, or leaves behind, is what it gave itself."""
    code = Hand(Device.CODE_READER, "ReadCode", queues=True)
    with running(DeviceHost(path, [code.make])):
        first, second, third = Caller(path), Caller(path), Caller(path)
        first.peer.send(ReadCode("a"))
        code.next_command()
        for caller in (second, third):
            caller.peer.send(ReadCode("a"))
            caller.next(Acknowledged)
        second.peer.send(Cancel("a"))
        assert second.next(CommandFailed).code is CompletionCode.CANCELED
        second.leave()
        third.leave()
        first.peer.request(AskDevices(), PATIENCE_S)
        assert first.nothing_more(CommandFailed)
        code.act(lambda name: CodeRead(name, "QRCode", "1"))
        assert first.next(CodeRead).command == "a"
        assert code.begun.empty()


def test_a_refused_command_of_the_same_id_leaves_the_first_in_reach(path: Path, code: Hand) -> None:
    with running(DeviceHost(path, [code.make])):
        asker = Caller(path)
        asker.peer.send(ReadCode("a"))
        code.next_command()
        asker.peer.send(ReadCode("a"))
        assert asker.next(CommandFailed).fault is Fault.DEVICE_BUSY
        asker.peer.send(Cancel("a"))
        assert asker.next(CommandFailed).code is CompletionCode.CANCELED


@pytest.fixture
def patient_links(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever waits for a deaf peer waits longer than any test."""
    monkeypatch.setattr("kiosk.link.peer._SEND_LIMIT", struct.pack("@ll", 20, 0))


@contextmanager
def deaf(path: Path, host: DeviceHost) -> Iterator[socket.socket]:
    """A process that is connected and never reads; what is said to it no longer fits the socket."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as sock:
        sock.connect(str(path))
        until(lambda: bool(host._server.peers()))
        host.announce(PageScanned("x", 1, 1, 1, bytes(4 << 20), ""))
        yield sock


@pytest.mark.usefixtures("patient_links")
def test_a_peer_that_does_not_read_holds_nobody_up(path: Path, code: Hand) -> None:
    host = DeviceHost(path, [code.make])
    with running(host), deaf(path, host) as sock:
        asker = Caller(path)
        asker.next(StatusChanged, lambda m: m.status.state is DeviceState.ONLINE)
        asker.peer.send(ReadCode("a"))
        code.next_command()
        code.status = DeviceStatus(DeviceState.ONLINE, media=Media.PRESENT)
        code.act(lambda name: CodeRead(name, "QRCode", "1"))
        assert asker.next(CodeRead).command == "a"
        assert asker.next(StatusChanged, lambda m: m.status.media is Media.PRESENT)
        sock.shutdown(socket.SHUT_RDWR)


@pytest.mark.usefixtures("patient_links")
def test_a_peer_that_never_reads_is_given_up(
    path: Path, code: Hand, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("devices.mailbox.MOST_WAITING", 20)
    host = DeviceHost(path, [code.make])
    with running(host), deaf(path, host) as sock:
        for number in range(22):
            host.announce(CodeRead(str(number), "QRCode", "1"))
        sock.settimeout(PATIENCE_S)
        while sock.recv(1 << 20):
            pass
        assert Caller(path).next(StatusChanged)

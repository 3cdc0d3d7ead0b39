"""The imaging host: renewed after whom it saw, and who binds pages."""

from pathlib import Path

import pytest

from devices.host import RENEW
from devices.host_imaging import ImagingHost
from kiosk.device import Device, DeviceState
from kiosk.messages.devices import CommandFailed, StatusChanged
from kiosk.messages.hosts import AskDevices, AskStatus, Cancel
from kiosk.messages.imaging import CodeRead, MakePdf, PdfMade, ReadCode, StartPreview
from tests.devices.hands import PATIENCE_S, Caller, Hand, running, until

ONLINE = DeviceState.ONLINE


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "host.sock"


@pytest.fixture
def code() -> Hand:
    return Hand(Device.CODE_READER, "ReadCode")


def test_the_imaging_host_is_renewed_after_who_was_served(path: Path, code: Hand) -> None:
    with running(ImagingHost(path, [code.make])) as ended:
        passer_by, citizen = Caller(path), Caller(path)
        citizen.peer.send(ReadCode("a"))
        code.act(lambda name: CodeRead(name, "QRCode", "1"))
        citizen.next(CodeRead)
        passer_by.leave()
        citizen.peer.request(AskDevices(), PATIENCE_S)
        assert ended.empty()
        citizen.leave()
        assert ended.get(timeout=PATIENCE_S) == RENEW


def test_pages_are_bound_by_whichever_device_is_there_and_free(path: Path) -> None:
    """A scanner binds too: a document camera that is away or shows a preview is not asked."""
    camera = Hand(Device.DOCUMENT_CAMERA, "StartPreview", "MakePdf")
    scanner = Hand(Device.SCANNER, "MakePdf")
    camera.there = False
    with running(ImagingHost(path, [camera.make, scanner.make])):
        screen = Caller(path)

        def state(device: Device) -> DeviceState:
            answer: StatusChanged = screen.peer.request(AskStatus(device), PATIENCE_S)
            return answer.status.state

        until(lambda: state(camera.device) is DeviceState.NO_DEVICE)
        until(lambda: state(scanner.device) is ONLINE)
        screen.peer.send(MakePdf("away", ()))
        assert scanner.next_command() == MakePdf("away", ())
        scanner.act(lambda name: PdfMade(name, b"", ""))
        assert screen.next(PdfMade).command == "away"
        camera.there = True
        until(lambda: state(camera.device) is ONLINE)
        screen.peer.send(StartPreview("preview", Device.DOCUMENT_CAMERA))
        camera.next_command()
        screen.peer.send(MakePdf("busy", ()))
        assert scanner.next_command() == MakePdf("busy", ())
        screen.peer.send(Cancel("preview"))
        screen.next(CommandFailed, lambda m: m.command == "preview")
        screen.peer.send(MakePdf("free", ()))
        assert camera.next_command() == MakePdf("free", ())


def test_what_was_seen_for_a_screen_that_is_gone_ends_the_host(path: Path, code: Hand) -> None:
    """The citizen left while the code was read: nothing else would end this process."""
    host = ImagingHost(path, [code.make])
    with running(host) as ended:
        screen = Caller(path)
        screen.peer.request(AskDevices(), PATIENCE_S)
        (peer,) = host._server.peers()
        screen.leave()
        until(lambda: peer.closed)
        assert ended.empty()
        host.tell(peer, CodeRead("a", "QRCode", "1"))
        assert ended.get(timeout=PATIENCE_S) == RENEW

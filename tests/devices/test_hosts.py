"""The hosts: who asked is answered, who left is forgotten, and what held a person is renewed."""

from pathlib import Path

import pytest

from devices.host import RENEW, DeviceHost
from devices.host_imaging import ImagingHost
from devices.host_printers import PrinterHost
from kiosk.device import CompletionCode, Device, DeviceState, DeviceStatus, Media
from kiosk.faults import Fault
from kiosk.identity import CardKind, IdentityCard
from kiosk.messages.cards import (
    StartReading,
)
from kiosk.messages.devices import Acknowledged, CommandFailed, StatusChanged
from kiosk.messages.hosts import AskDevices, AskStatus, Cancel, Devices
from kiosk.messages.imaging import CodeRead, ReadCode
from kiosk.messages.printing import PrintDocument, PrintEnded, PrintSlip, Slip
from kiosk.print_state import PrintState
from tests.devices.hands import PATIENCE_S, Caller, Hand, running

PERSON = IdentityCard(CardKind.RESIDENT, "测试甲", "440524188001010014")
SOCIAL = IdentityCard(CardKind.SOCIAL_SECURITY, "测试乙", "11010519491231002X")


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


# --- imaging and printers ------------------------------------------------------------------------


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


class Printers:
    def __init__(self, path: Path) -> None:
        self.receipt = Hand(Device.RECEIPT_PRINTER, "PrintSlip", queues=True)
        self.a4 = Hand(Device.A4_PRINTER, "PrintDocument", queues=True)
        self.host = PrinterHost(path, [self.receipt.make, self.a4.make])


def printed(name: str) -> PrintEnded:
    return PrintEnded(name, PrintState.PRINTED)


def test_a_job_goes_on_when_the_service_is_gone(path: Path) -> None:
    printers = Printers(path)
    with running(printers.host):
        service = Caller(path)
        service.peer.send(PrintSlip("j1", Slip(())))
        printers.receipt.next_command()
        service.leave()
        after = Caller(path)
        after.peer.send(PrintSlip("j2", Slip(())))
        printers.receipt.act(printed)
        assert printers.receipt.next_command().job_id == "j2"
        printers.receipt.act(printed)
        assert after.next(PrintEnded) == printed("j2")


def test_a_document_is_forgotten_once_nothing_is_left_to_do(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("devices.host_printers.RENEW_AFTER_S", 0.05)
    printers = Printers(path)
    printers.receipt.status = DeviceStatus(DeviceState.ONLINE, media=Media.PRESENT)
    with running(printers.host) as ended:
        service = Caller(path)
        service.next(StatusChanged, lambda m: m.status.media is Media.PRESENT)
        service.peer.send(PrintSlip("slip", Slip(())))
        printers.receipt.next_command()
        service.peer.send(PrintDocument("doc", b"%PDF-", 1))
        printers.a4.act(printed)
        assert service.next(PrintEnded) == printed("doc")
        printers.receipt.act(printed)
        assert service.next(PrintEnded) == printed("slip")
        assert ended.empty()
        printers.receipt.status = DeviceStatus(DeviceState.ONLINE, media=Media.NOT_PRESENT)
        assert ended.get(timeout=PATIENCE_S) == RENEW


def test_a_printer_that_is_not_fitted_fails_the_job_at_once(path: Path) -> None:
    receipt = Hand(Device.RECEIPT_PRINTER, "PrintSlip", queues=True)
    with running(PrinterHost(path, [receipt.make])):
        service = Caller(path)
        service.peer.send(PrintDocument("doc", b"%PDF-", 1))
        ended = service.next(PrintEnded)
        assert (ended.state, ended.fault) == (PrintState.FAILED, Fault.DEVICE_NOT_FITTED)

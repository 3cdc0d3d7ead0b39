"""The printer host: jobs outlive who gave them, are printed once, and documents are forgotten."""

from pathlib import Path

import pytest

from devices.host import RENEW
from devices.host_printers import PrinterHost
from kiosk.device import Device, DeviceState, DeviceStatus, Media
from kiosk.faults import Fault
from kiosk.messages.devices import CommandFailed, StatusChanged
from kiosk.messages.printing import PrintDocument, PrintEnded, PrintSlip, Slip
from kiosk.print_state import PrintState
from tests.devices.hands import PATIENCE_S, Caller, Hand, running


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "host.sock"


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


def test_a_job_is_printed_once_however_often_it_is_sent(path: Path) -> None:
    """In hand, it is refused without a word about the job; soon after its end, that end is told."""
    printers = Printers(path)
    with running(printers.host):
        service, again = Caller(path), Caller(path)
        service.peer.send(PrintSlip("j", Slip(())))
        assert printers.receipt.next_command().job_id == "j"
        for caller in (service, again):
            caller.peer.send(PrintSlip("j", Slip(())))
            refused = caller.next(CommandFailed)
            assert (refused.command, refused.fault) == ("j", Fault.DEVICE_BUSY)
        printers.receipt.act(printed)
        assert service.next(PrintEnded) == printed("j")
        assert again.nothing_more(PrintEnded)
        again.peer.send(PrintSlip("j", Slip(())))
        assert again.next(PrintEnded) == printed("j")
        again.peer.send(PrintSlip("next", Slip(())))
        assert printers.receipt.next_command().job_id == "next"
        printers.receipt.act(printed)
        assert again.next(PrintEnded) == printed("next")


def test_only_the_last_jobs_are_remembered(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("devices.host_printers.MOST_REMEMBERED", 2)
    printers = Printers(path)
    with running(printers.host):
        service = Caller(path)
        for name in ("a", "b", "c", "a"):
            service.peer.send(PrintSlip(name, Slip(())))
            assert printers.receipt.next_command().job_id == name
            printers.receipt.act(printed)
            assert service.next(PrintEnded) == printed(name)


def test_a_printer_that_is_not_fitted_fails_the_job_at_once(path: Path) -> None:
    receipt = Hand(Device.RECEIPT_PRINTER, "PrintSlip", queues=True)
    with running(PrinterHost(path, [receipt.make])):
        service = Caller(path)
        service.peer.send(PrintDocument("doc", b"%PDF-", 1))
        ended = service.next(PrintEnded)
        assert (ended.state, ended.fault) == (PrintState.FAILED, Fault.DEVICE_NOT_FITTED)

"""What the driver says when a job does not end by itself, and what it does not let happen."""

import threading
import time
from pathlib import Path

import pytest

from devices.contract import Failure, Refused, Token
from devices.receipt_printer.driver import ReceiptPrinter
from devices.receipt_printer.fonts import FontFile, FontFiles, FontMissing
from devices.receipt_printer.transport import Transport, TransportAbsent
from kiosk.device import CompletionCode, Device, DeviceState
from kiosk.faults import Fault
from kiosk.messages.devices import CommandFailed
from kiosk.messages.printing import PrintEnded, PrintSlip, RetractSlip, Slip, SlipLine
from kiosk.print_state import PrintState
from kiosk.values import replace
from tests.devices.receipt_printer.bench import GENERIC, PATIENCE_S, VKP80, Client, TcpSim
from tests.devices.receipt_printer.tickets import ticket

JOB = PrintSlip("job", Slip((SlipLine("x"),)))
BUSY, TIMED_OUT = CompletionCode.SEQUENCE_ERROR, CompletionCode.TIMED_OUT
CANCELED, NOT_READY = CompletionCode.CANCELED, CompletionCode.DEVICE_NOT_READY


def nowhere(_url: str, _timeout: float) -> Transport:
    raise TransportAbsent("not here")


@pytest.fixture
def driver() -> ReceiptPrinter:
    return ReceiptPrinter("tcp://nowhere:9100", GENERIC, opener=nowhere)


@pytest.mark.parametrize(
    ("failure", "state", "fault"),
    [
        (Failure(BUSY, Fault.DEVICE_BUSY, begun=False), "failed", Fault.PRINTER_ERROR),
        (Failure(TIMED_OUT, Fault.DEVICE_TIMED_OUT, begun=False), "failed", Fault.PRINTER_SILENT),
        (Failure(CANCELED, Fault.DEVICE_CANCELLED, begun=False), "failed", Fault.PRINTER_HOST_LOST),
        (Failure(NOT_READY, Fault.PRINTER_ABSENT, begun=False), "failed", Fault.PRINTER_ABSENT),
        (Failure(NOT_READY, Fault.PRINTER_ABSENT, begun=True), "failed", Fault.PRINTER_ABSENT),
        (Failure(NOT_READY, Fault.PRINTER_NO_PAPER), "failed", Fault.PRINTER_NO_PAPER),
        (Failure(TIMED_OUT, Fault.DEVICE_TIMED_OUT), "unknown", Fault.PRINT_NO_ANSWER),
        (Failure(CANCELED, Fault.DEVICE_CANCELLED), "unknown", Fault.PRINT_INTERRUPTED),
        (Failure(CompletionCode.HARDWARE_ERROR, Fault.DEVICE_HUNG), "unknown", Fault.DEVICE_HUNG),
    ],
)
def test_how_a_job_ends_that_the_driver_did_not_end(
    driver: ReceiptPrinter, failure: Failure, state: str, fault: Fault
) -> None:
    """Failed only where it is certain that not one byte of it left for the printer."""
    ended = driver.failed(JOB, failure)
    assert isinstance(ended, PrintEnded)
    assert (ended.job_id, ended.state, ended.fault) == ("job", state, fault)


def test_a_failed_retraction_is_a_failed_command(driver: ReceiptPrinter) -> None:
    failed = driver.failed(RetractSlip("back"), Failure(CANCELED, Fault.DEVICE_CANCELLED))
    assert failed == CommandFailed(
        "back", Device.RECEIPT_PRINTER, CANCELED, Fault.DEVICE_CANCELLED, ""
    )


def test_what_was_cancelled_before_its_first_byte_failed(driver: ReceiptPrinter) -> None:
    token = Token(time.monotonic() + PATIENCE_S)
    token.cancel()
    with pytest.raises(Refused) as caught:
        driver.perform(JOB, lambda _message: None, token)
    token.close()
    assert (caught.value.fault, caught.value.code) == (Fault.PRINTER_HOST_LOST, CANCELED)


def test_a_job_is_not_begun_when_there_is_no_time_left(sim: TcpSim) -> None:
    """Not one byte of it may leave: it would be unknown for ever."""
    with Client(sim.url) as client:
        client.ready()
    driver = ReceiptPrinter(sim.url, GENERIC)
    token = Token(time.monotonic() + PATIENCE_S)
    driver.open(token)
    token.until = time.monotonic()
    with pytest.raises(Refused):
        driver.perform(PrintSlip("late", ticket()), lambda _message: None, token)
    driver.close()
    token.close()
    assert sim.output().receipts == ()


def test_a_job_whose_first_byte_left_cannot_be_cancelled(sim: TcpSim, client: Client) -> None:
    """Half a ticket helps nobody."""
    sim.after(100, "head")
    client.submit(ticket())
    client.until(lambda status: status.state is DeviceState.BUSY)
    client.runner.cancel("job")
    sim.heal()
    assert client.ended().state is PrintState.PRINTED


def test_a_connection_that_broke_while_idle_is_no_reason_to_fail(
    sim: TcpSim, client: Client
) -> None:
    sim.fault("drop")
    assert client.print(ticket()).state is PrintState.PRINTED


def test_a_missing_font_is_told_at_once() -> None:
    nothing = FontFile(Path("/nowhere.ttc"), "No Such Family")
    with pytest.raises(FontMissing, match="No Such Family"):
        ReceiptPrinter("tcp://127.0.0.1:9", GENERIC, FontFiles(nothing, nothing))


def test_a_wrong_address_is_told_at_once() -> None:
    with pytest.raises(ValueError, match="baud=19200"):
        ReceiptPrinter("serial:///dev/ttyS0?baud=fast", GENERIC)


def test_a_model_without_a_sensor_says_so(sim: TcpSim) -> None:
    blind = replace(GENERIC, bits=replace(GENERIC.bits, cover_open=()))
    with Client(sim.url, blind) as client:
        status = client.until(lambda status: status.can_print)
    assert (status.cover, status.media) == ("notSupported", "notSupported")


def test_no_thread_is_left(sim: TcpSim) -> None:
    before = threading.active_count()
    with Client(sim.url) as client:
        client.ready()
    assert threading.active_count() == before


@pytest.mark.slow
def test_the_wrong_row_for_a_model_is_never_ready(sim: TcpSim) -> None:
    """The unit has no full status: it answers nothing, and nothing is made of that."""
    with Client(sim.url, VKP80) as client:
        client.until(lambda status: status.state is DeviceState.UNKNOWN)
        assert client.print(ticket(), deadline_s=2.0).fault is Fault.PRINTER_SILENT

"""What only a serial line or a USB printer's device file does, on terminals of the system."""

import os
import pty
import select
import termios
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import serial

from devices.receipt_printer.transport import TransportAbsent, TransportLost, TransportStalled
from devices.receipt_printer.transport_serial import SerialTransport
from devices.receipt_printer.transports import open_transport

PATIENCE_S = 8.0


@pytest.fixture
def line() -> Iterator[tuple[int, str]]:
    master, slave = pty.openpty()
    yield master, os.ttyname(slave)
    os.close(master)
    os.close(slave)


@pytest.mark.parametrize("flow", ["rtscts", "xonxoff", "none"])
def test_speed_and_flow_control_are_set(line: tuple[int, str], flow: str) -> None:
    transport = open_transport(f"serial://{line[1]}?baud=19200&flow={flow}", 1.0)
    iflag, _, cflag, _, _, speed, _ = termios.tcgetattr(line[0])
    transport.abort()
    assert speed == termios.B19200
    assert bool(cflag & termios.CRTSCTS) is (flow == "rtscts")
    assert bool(iflag & termios.IXON) is (flow == "xonxoff")


def test_a_port_that_another_process_has_is_busy(line: tuple[int, str]) -> None:
    with serial.Serial(line[1], exclusive=True):
        with pytest.raises(TransportAbsent, match="another process") as caught:
            open_transport(f"serial://{line[1]}", 1.0)
        assert caught.value.busy


def test_the_printer_can_stop_the_line_by_xoff(line: tuple[int, str]) -> None:
    transport = open_transport(f"serial://{line[1]}?flow=xonxoff", 1.0)
    transport.stall_s = 0.1
    os.write(line[0], b"\x13")
    end = time.monotonic() + PATIENCE_S
    with pytest.raises(TransportStalled):
        while time.monotonic() < end:
            transport.send(b"x", time.monotonic() + PATIENCE_S)
    os.write(line[0], b"\x11")
    transport.send(b"go", time.monotonic() + PATIENCE_S)
    transport.abort()


class WaitingLine(SerialTransport):
    """A port in whose driver `waiting` bytes have not left yet."""

    waiting = 0

    def room(self) -> int:
        return max(0, self.most_waiting - self.waiting)


def test_only_little_waits_in_the_kernel_at_a_low_speed(line: tuple[int, str]) -> None:
    """At 9600 baud a question must not stand behind four seconds of receipt."""
    transport = open_transport(f"serial://{line[1]}?baud=9600", 1.0)
    assert isinstance(transport, SerialTransport)
    assert transport.room() == transport.most_waiting <= 9600 // 10 // 10
    transport.abort()
    slow = WaitingLine(serial.Serial(line[1], 9600))
    slow.waiting, slow.stall_s = 96, 0.1
    with pytest.raises(TransportStalled):
        slow.send(b"x", time.monotonic() + PATIENCE_S)
    slow.waiting = 0
    slow.send(b"x" * 20, time.monotonic() + PATIENCE_S)
    slow.abort()


# --- USB printer class: a terminal stands for the character device ----------------------------


def test_an_empty_transfer_is_no_end(line: tuple[int, str]) -> None:
    transport = open_transport(f"usblp://{line[1]}", 1.0)
    assert transport.nothing_read(select.POLLIN) == b""
    with pytest.raises(TransportLost):
        transport.nothing_read(select.POLLIN | select.POLLHUP)
    transport.abort()


def test_a_file_is_no_printer(tmp_path: Path) -> None:
    (tmp_path / "lp0").write_bytes(b"")
    with pytest.raises(TransportAbsent, match="not a device file"):
        open_transport(f"usblp://{tmp_path}/lp0", 1.0)

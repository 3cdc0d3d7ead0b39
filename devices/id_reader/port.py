"""The serial port of a card reader, with every mishap of the operating system as one exception."""

import errno
import os
import select
import termios
import time
from collections.abc import Iterator
from contextlib import contextmanager

import serial

from kiosk.device import DeviceState
from kiosk.faults import Fault

WRITE_TIMEOUT_S = 1.0
_CHUNK = 4096


class ReaderLost(Exception):
    """The reader cannot be used now. `detail` is for the operator and names no person."""

    def __init__(self, state: DeviceState, fault: Fault, detail: str) -> None:
        super().__init__(detail)
        self.state = state
        self.fault = fault
        self.detail = detail


class Wake:
    """Ends a `SerialPort.receive` from another thread."""

    def __init__(self) -> None:
        self.fd = os.eventfd(0, os.EFD_NONBLOCK | os.EFD_CLOEXEC)

    def set(self) -> None:
        os.eventfd_write(self.fd, 1)

    def drain(self) -> None:
        os.eventfd_read(self.fd)

    def wait(self, timeout_s: float) -> None:
        if select.select([self.fd], [], [], timeout_s)[0]:
            self.drain()

    def close(self) -> None:
        os.close(self.fd)


class SerialPort:
    """An open port, held exclusively. Every method raises ReaderLost and nothing else.

    Not thread-safe: one thread owns it, others use `wake`.
    """

    def __init__(self, path: str, baud: int, wake: Wake) -> None:
        self._wake = wake
        with _edge("open"):
            # reads never block: waiting is done in `receive`, which can be woken
            self._serial = serial.Serial(
                path, baud, timeout=0, write_timeout=WRITE_TIMEOUT_S, exclusive=True
            )

    def set_baud(self, baud: int) -> None:
        with _edge("set baud"):
            self._serial.baudrate = baud

    def send(self, frame: bytes) -> None:
        """Discard what arrived before, then write."""
        with _edge("write"):
            self._serial.reset_input_buffer()
            self._serial.write(frame)

    def receive(self, until: float) -> bytes:
        """What is there, as soon as something is; b"" when woken or at `until` (monotonic)."""
        with _edge("read"):
            left = max(0.0, until - time.monotonic())
            ready, _, _ = select.select([self._serial.fileno(), self._wake.fd], [], [], left)
            if self._wake.fd in ready:
                self._wake.drain()
            if self._serial.fileno() in ready:
                return bytes(self._serial.read(_CHUNK))
            return b""

    def close(self) -> None:
        try:
            self._serial.close()
        except (serial.SerialException, OSError, termios.error):
            return  # the device went first; its descriptor is released all the same


@contextmanager
def _edge(action: str) -> Iterator[None]:
    try:
        yield
    except serial.SerialTimeoutException:
        raise ReaderLost(DeviceState.UNKNOWN, Fault.READER_SILENT, "write timed out") from None
    except (serial.SerialException, OSError, termios.error) as error:
        raise _lost(action, _errno_of(error)) from None


def _errno_of(error: Exception) -> int | None:
    """termios.error and a SerialException raised in read carry none as attribute."""
    number = getattr(error, "errno", None)
    if number is None and error.args and isinstance(error.args[0], int):
        number = error.args[0]
    return number


def _lost(action: str, number: int | None) -> ReaderLost:
    if number == errno.EAGAIN:
        detail = "port is held by another process"
        return ReaderLost(DeviceState.BUSY, Fault.READER_ABSENT, detail)
    reason = os.strerror(number) if number else "device is gone"
    return ReaderLost(DeviceState.NO_DEVICE, Fault.READER_ABSENT, f"{action}: {reason}")

"""The serial port of a scan engine, with every mishap of the operating system as DeviceLost."""

import errno
import os
import select
import termios
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import serial

from devices.contract import DeviceLost, Token
from kiosk.device import DeviceState
from kiosk.faults import Fault

WRITE_TIMEOUT_S = 3.0
CALL_S = 5.0
"""A driver in the kernel that takes longer to open or write hangs."""
_CHUNK = 4096
_MISHAPS = (serial.SerialException, OSError, termios.error)


class SerialPort:
    """An open port, held exclusively. Methods raise DeviceLost or Stopped and nothing else."""

    def __init__(self, path: str, baud: int, token: Token) -> None:
        with _edge("open", token):
            # reads never block: waiting is done in `receive`, which can be cancelled
            self._serial = serial.Serial(
                path, baud, timeout=0, write_timeout=WRITE_TIMEOUT_S, exclusive=True
            )

    def send(self, data: bytes, token: Token) -> None:
        with _edge("write", token):
            self._serial.write(data)

    def receive(self, until: float, token: Token) -> bytes:
        """What is there, as soon as something is; b"" at `until` (monotonic). Raises Stopped."""
        token.check()
        left = max(0.0, min(until, token.until) - time.monotonic())
        with _edge("read", token, left + CALL_S):
            ready, _, _ = select.select([self._serial.fileno(), token.fd], [], [], left)
            data = bytes(self._serial.read(_CHUNK)) if self._serial.fileno() in ready else b""
        if not data:
            token.check()
        return data

    def close(self) -> None:
        with suppress(*_MISHAPS):
            self._serial.reset_output_buffer()  # or closing waits for an engine that takes nothing
        with suppress(*_MISHAPS):  # the engine went first; its descriptor is released all the same
            self._serial.close()


@contextmanager
def _edge(action: str, token: Token, limit_s: float = CALL_S) -> Iterator[None]:
    try:
        with token.call(limit_s):
            yield
    except serial.SerialTimeoutException:
        detail = "write timed out"
        raise DeviceLost(DeviceState.UNKNOWN, Fault.CODE_READER_SILENT, detail) from None
    except _MISHAPS as error:
        raise _lost(action, _errno_of(error)) from None


def _errno_of(error: Exception) -> int | None:
    """termios.error and a SerialException raised in read carry none as attribute."""
    number = getattr(error, "errno", None)
    if number is None and error.args and isinstance(error.args[0], int):
        number = error.args[0]
    return number


def _lost(action: str, number: int | None) -> DeviceLost:
    if number in (errno.EAGAIN, errno.EBUSY):
        detail = "port is held by another process"
        return DeviceLost(DeviceState.BUSY, Fault.CODE_READER_ABSENT, detail)
    reason = os.strerror(number) if number else "device is gone"
    return DeviceLost(DeviceState.NO_DEVICE, Fault.CODE_READER_ABSENT, f"{action}: {reason}")

"""A serial port held exclusively, with every mishap of the operating system as DeviceLost."""

import errno
import os
import select
import termios
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass

import serial

from devices.contract import DeviceLost, Token
from kiosk.device import DeviceState
from kiosk.faults import Fault

CHUNK = 4096
_MISHAPS = (serial.SerialException, OSError, termios.error)


@dataclass(frozen=True, slots=True)
class Manner:
    """What differs from device to device: its faults, and how long a call may take (seconds)."""

    absent: Fault
    silent: Fault
    write_s: float
    """A device that takes no byte for so long is silent."""
    call_s: float
    """A driver in the kernel that takes longer to open, set or write hangs."""


class SerialPort:
    """Every method raises DeviceLost or Stopped and nothing else.

    Not thread-safe: the thread that has the device owns it; a token's `fd` ends `receive`.
    """

    def __init__(self, path: str, baud: int, token: Token, manner: Manner) -> None:
        self._manner = manner
        with self._edge("open", token):
            # reads never block: waiting is done in `receive`, which can be cancelled
            self._serial = serial.Serial(
                path, baud, timeout=0, write_timeout=manner.write_s, exclusive=True
            )

    def set_baud(self, baud: int, token: Token) -> None:
        with self._edge("set baud", token):
            self._serial.baudrate = baud

    def discard(self, token: Token) -> None:
        """Forget what has arrived."""
        with self._edge("write", token):
            self._serial.reset_input_buffer()

    def send(self, data: bytes, token: Token) -> None:
        with self._edge("write", token):
            self._serial.write(data)

    def receive(self, until: float, token: Token) -> bytes:
        """What is there, as soon as something is; b"" at `until` (monotonic). What came with a
        cancellation is given before the next call raises Stopped."""
        token.check()
        left = max(0.0, min(until, token.until) - time.monotonic())
        with self._edge("read", token, left + self._manner.call_s):
            ready, _, _ = select.select([self._serial.fileno(), token.fd], [], [], left)
            data = bytes(self._serial.read(CHUNK)) if self._serial.fileno() in ready else b""
        if not data:
            token.check()
        return data

    def close(self) -> None:
        with suppress(*_MISHAPS):
            self._serial.reset_output_buffer()  # or closing waits for a device that takes nothing
        with suppress(*_MISHAPS):  # the device went first; its descriptor is released all the same
            self._serial.close()

    @contextmanager
    def _edge(self, action: str, token: Token, limit_s: float | None = None) -> Iterator[None]:
        try:
            with token.call(self._manner.call_s if limit_s is None else limit_s):
                yield
        except serial.SerialTimeoutException:
            detail = "write timed out"
            raise DeviceLost(DeviceState.UNKNOWN, self._manner.silent, detail) from None
        except _MISHAPS as error:
            raise self._lost(action, _errno_of(error)) from None

    def _lost(self, action: str, number: int | None) -> DeviceLost:
        absent = self._manner.absent
        if number in (errno.EAGAIN, errno.EBUSY):
            return DeviceLost(DeviceState.BUSY, absent, "port is held by another process")
        reason = os.strerror(number) if number else "device is gone"
        return DeviceLost(DeviceState.NO_DEVICE, absent, f"{action}: {reason}")


def _errno_of(error: Exception) -> int | None:
    """termios.error and a SerialException raised in read carry none as attribute."""
    number = getattr(error, "errno", None)
    if number is None and error.args and isinstance(error.args[0], int):
        number = error.args[0]
    return number

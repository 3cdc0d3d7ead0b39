"""A serial port held exclusively, with every mishap of the operating system as DeviceLost."""

import errno
import os
import select
import termios
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import NamedTuple

import serial
from msgspec import Struct

from devices.contract import DeviceLost, Token
from kiosk.device import DeviceState
from kiosk.faults import Fault

CHUNK = 4096
MISHAPS = (serial.SerialException, OSError, termios.error)


class Trouble(NamedTuple):
    """Why a port cannot be used: `held` by another process, and the same for the operator."""

    held: bool
    words: str


class Manner(Struct, frozen=True):
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
        let_go(self._serial)

    @contextmanager
    def _edge(self, action: str, token: Token, limit_s: float | None = None) -> Iterator[None]:
        try:
            with token.call(self._manner.call_s if limit_s is None else limit_s):
                yield
        except serial.SerialTimeoutException:
            detail = "write timed out"
            raise DeviceLost(DeviceState.UNKNOWN, self._manner.silent, detail) from None
        except MISHAPS as error:
            trouble = trouble_of(error)
            detail = trouble.words if trouble.held else f"{action}: {trouble.words}"
            raise port_lost(trouble, self._manner.absent, detail) from None


def port_lost(trouble: Trouble, absent: Fault, detail: str) -> DeviceLost:
    state = DeviceState.BUSY if trouble.held else DeviceState.NO_DEVICE
    return DeviceLost(state, absent, detail)


def trouble_of(error: Exception, otherwise: str = "device is gone") -> Trouble:
    """termios.error and a SerialException raised in read have the number in their arguments only,
    some have none: `otherwise`."""
    number = getattr(error, "errno", None)
    if number is None and error.args and isinstance(error.args[0], int):
        number = error.args[0]
    if number in (errno.EAGAIN, errno.EBUSY):
        return Trouble(True, "port is held by another process")
    return Trouble(False, os.strerror(number) if number else otherwise)


def let_go(port: serial.Serial) -> None:
    """Close it, whatever has become of the device."""
    with suppress(*MISHAPS):
        port.reset_output_buffer()  # or closing waits for a device that takes nothing
    with suppress(*MISHAPS):  # the device went first; its descriptor is released all the same
        port.close()

"""The reference device, the smallest that keeps the contract: it shows how a driver and its subject
are written, and that the suite itself is right.

To add a device: a file tests/devices/<name>/subject.py with a class like ReferenceSubject; the
suite finds it. Its simulator is a child process that ends with this one (SimSubject).
"""

import itertools
import os
import select
import termios
import time
import tty
from typing import Any

from devices.contract import DeviceLost, Driver, Stopped, Tell, Token
from kiosk.device import Capabilities, CompletionCode, Device, DeviceState, DeviceStatus
from kiosk.faults import Fault
from kiosk.messages.imaging import CodeRead, ReadCode
from tests.devices.conformance.sim_subject import SimSubject, faults

REPLY_S = 0.4
LONGEST_LINE = 200
NO_CODE = ("Code128",)
"""Asked for this format only, the device shows none."""


class EchoDriver(Driver):
    device = Device.CODE_READER
    capabilities = Capabilities(("ReadCode",))
    poll_s = 0.1
    open_limit_s = 2.0
    poll_limit_s = 1.0

    def __init__(self, path: str) -> None:
        self._path = path
        self._fd = -1
        self._read = b""
        self._numbers = itertools.count(1)

    def open(self, token: Token) -> DeviceStatus:
        try:
            self._fd = os.open(self._path, os.O_RDWR | os.O_NOCTTY | os.O_NONBLOCK)
            tty.setraw(self._fd)
        except (OSError, termios.error):
            raise _absent() from None
        return self.poll(token)

    def poll(self, token: Token) -> DeviceStatus:
        if self._ask("status", token) != "ok":
            raise _garbled()
        return DeviceStatus(DeviceState.ONLINE, identity="echo")

    def perform(self, command: Any, tell: Tell, token: Token) -> object:
        while command.formats == NO_CODE:
            self.poll(token)
            token.wait(0.02)
        if self._ask("read", token) != "1":
            raise _garbled()
        return CodeRead(command.command, "QRCode", "1")

    def close(self) -> None:
        if self._fd >= 0:
            os.close(self._fd)
            self._fd = -1

    def _ask(self, words: str, token: Token) -> str:
        """The answer to this very question, which must come within REPLY_S. Answers to questions
        that were given up may come before it."""
        token.check()
        until = time.monotonic() + REPLY_S
        number = next(self._numbers)
        try:
            os.write(self._fd, b"%d %s\n" % (number, words.encode()))
            while True:
                asked, _, answer = self._line(until, token).partition(b" ")
                if asked == b"%d" % number:
                    return answer.decode("ascii", "replace")
        except (OSError, termios.error):
            raise _absent() from None

    def _line(self, until: float, token: Token) -> bytes:
        while b"\n" not in self._read:
            self._await_bytes(until, token)
            data = os.read(self._fd, 4096)
            if not data:
                raise _absent()
            self._read = (self._read + data)[-LONGEST_LINE:]
        line, _, self._read = self._read.partition(b"\n")
        return line

    def _await_bytes(self, until: float, token: Token) -> None:
        left = max(0.0, min(until - time.monotonic(), token.left()))
        ready, _, _ = select.select([self._fd, token.fd], [], [], left)
        token.check()
        if not ready and time.monotonic() >= until:
            raise DeviceLost(DeviceState.UNKNOWN, Fault.CODE_READER_SILENT)
        if not ready:
            raise Stopped(CompletionCode.TIMED_OUT)


def _absent() -> DeviceLost:
    return DeviceLost(DeviceState.NO_DEVICE, Fault.CODE_READER_ABSENT)


def _garbled() -> DeviceLost:
    return DeviceLost(DeviceState.HARDWARE_ERROR, Fault.CODE_READER_SILENT, "not our protocol")


class ReferenceSubject(SimSubject):
    device = Device.CODE_READER
    done = CodeRead
    module = "tests.devices.conformance.reference_sim"
    faults = faults(Device.CODE_READER, ("byte", 1), garbage=64)

    def arguments(self) -> tuple[str, ...]:
        return str(self.folder / "echo"), str(self.control)

    def prepare(self) -> None:
        return

    def driver(self) -> Driver:
        return EchoDriver(str(self.folder / "echo"))

    def command(self, name: str, deadline_s: float = 10.0) -> Any:
        return ReadCode(name, deadline_s=deadline_s)

    def long_command(self, name: str, deadline_s: float = 30.0) -> Any:
        return ReadCode(name, NO_CODE, deadline_s)

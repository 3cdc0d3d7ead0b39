"""Driver of a scan engine on a serial line (RS-232, or USB as a virtual port)."""

import time
from typing import Any

from devices.code_reader.port import EnginePort
from devices.code_reader.protocol import ENGINES, QUIET_S, BadCode, Engine, ScanLine, split_aim
from devices.code_reader.reading import Reading
from devices.contract import DeviceLost, Driver, Refused, Stopped, Tell, Token
from kiosk.device import Capabilities, CompletionCode, Device, DeviceState, DeviceStatus
from kiosk.faults import Fault
from kiosk.messages.imaging import CodeRead, ReadCode

ANSWER_S = 1.0
QUESTIONS = 2
LONGEST_ANSWER = 4096
NOISE_S = 2.0
"""A line that is not quiet for so long carries no codes."""
AGAIN_S = 4.0
"""An engine stops looking by itself after a while: it is started again so often. [D]"""


class SerialCodeReader(Driver):
    """`port` is a tty, `engine` a row of ENGINES. Raises ValueError for another engine."""

    device = Device.CODE_READER
    capabilities = Capabilities((ReadCode.__name__,))

    def __init__(self, port: str, baud: int = 9600, engine: str | Engine = "plain") -> None:
        if isinstance(engine, str) and engine not in ENGINES:
            raise ValueError(f"scan engines: {', '.join(ENGINES)}")
        self._path = port
        self._baud = baud
        self._engine = ENGINES[engine] if isinstance(engine, str) else engine
        self._port: EnginePort | None = None
        self._heard = False
        """It has sent a code since it was opened."""

    def open(self, token: Token) -> DeviceStatus:
        self._heard = False
        self._port = EnginePort(self._path, self._baud, token)
        return self.poll(token)

    def poll(self, token: Token) -> DeviceStatus:
        """An engine that cannot be asked is UNKNOWN until it has sent a code."""
        port, identity = self._open_port(), f"{self._engine.name} {self._baud} baud"
        if not self._engine.ask:
            port.receive(0.0, token)
            state = DeviceState.ONLINE if self._heard else DeviceState.UNKNOWN
            detail = "" if self._heard else "this engine cannot be asked"
            return DeviceStatus(state, detail=detail, identity=identity)
        for _ in range(QUESTIONS):
            port.send(self._engine.ask, token)
            if self._answers(port, token):
                return DeviceStatus(DeviceState.ONLINE, identity=identity)
        raise DeviceLost(DeviceState.UNKNOWN, Fault.CODE_READER_SILENT, "no answer")

    def perform(self, command: Any, tell: Tell, token: Token) -> object:
        if not isinstance(command, ReadCode):
            raise Refused(Fault.DEVICE_NOT_FITTED, CompletionCode.UNSUPPORTED_COMMAND)
        reading, port = Reading(command, tell), self._open_port()
        line = ScanLine(self._engine)
        try:
            self._await_quiet(port, token)
            read = self._read(reading, line, port, token)
            port.send(self._engine.end, token)
            return read
        except Stopped as stopped:
            port.send(self._engine.end, token)
            raise reading.unfinished(stopped) from None
        finally:
            line.wipe()

    def close(self) -> None:
        if self._port is not None:
            self._port.close()
            self._port = None

    def _open_port(self) -> EnginePort:
        if self._port is None:
            raise DeviceLost(DeviceState.NO_DEVICE, Fault.CODE_READER_ABSENT, "not open")
        return self._port

    def _answers(self, port: EnginePort, token: Token) -> bool:
        """A code that somebody shows meanwhile is passed over."""
        until, said = time.monotonic() + ANSWER_S, b""
        while self._engine.answer not in said:
            data = port.receive(until, token)
            if not data and time.monotonic() >= until:
                return False
            said = (said + data)[-LONGEST_ANSWER:]
        return True

    def _await_quiet(self, port: EnginePort, token: Token) -> None:
        """Pass over what was shown before anybody asked, and the rest of it that is on its way."""
        until = time.monotonic() + NOISE_S
        while port.receive(time.monotonic() + QUIET_S, token):
            if time.monotonic() >= until:
                raise DeviceLost(DeviceState.HARDWARE_ERROR, Fault.CODE_READER_SILENT, "noise")

    def _read(self, reading: Reading, line: ScanLine, port: EnginePort, token: Token) -> CodeRead:
        begin_at = 0.0
        while True:
            if time.monotonic() >= begin_at:
                port.send(self._engine.begin, token)
                begin_at = time.monotonic() + AGAIN_S
            try:
                data = port.receive(min(line.due, begin_at), token)
                if data:
                    line.feed(data, time.monotonic())
                code = line.take(time.monotonic())
                read = self._offered(reading, code) if code else None
            except BadCode as bad:
                reading.refuse(bad.fault)
                code, read = b"refused", None
            if read is not None:
                return read
            if code:
                begin_at = 0.0  # it has stopped looking

    def _offered(self, reading: Reading, code: bytes) -> CodeRead | None:
        self._heard = True
        name, data = split_aim(code) if self._engine.aim else ("", code)
        return reading.offer(name, data)

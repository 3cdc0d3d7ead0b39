"""Driver of a code reader that is a camera behind the scan window."""

import itertools
import time
from typing import Any

from devices.camera.source import Camera
from devices.code_reader.picture import find_code
from devices.code_reader.reading import Reading
from devices.contract import Driver, Refused, Stopped, Tell, Token
from kiosk.device import Capabilities, CompletionCode, Device, DeviceStatus
from kiosk.faults import Fault
from kiosk.messages.imaging import CodeRead, ReadCode

FROZEN_S = 2.0
"""An old code that a camera repeats for ever must not be taken for the next citizen's."""
CALL_S = 5.0
ROW_EVERY = 3
"""In every third picture bars are looked for at the row of angles, not at the measured ones."""


class CodeReader(Driver):
    """`source`, `width`, `height` as for devices.camera.source.Camera."""

    device = Device.CODE_READER
    capabilities = Capabilities((ReadCode.__name__,))

    def __init__(self, source: str, width: int = 0, height: int = 0) -> None:
        self._camera = Camera(source, width, height, FROZEN_S)

    def open(self, token: Token) -> DeviceStatus:
        self._camera.open(token)
        return self.poll(token)

    def poll(self, token: Token) -> DeviceStatus:
        return self._camera.status(token)

    def perform(self, command: Any, tell: Tell, token: Token) -> object:
        if not isinstance(command, ReadCode):
            raise Refused(Fault.DEVICE_NOT_FITTED, CompletionCode.UNSUPPORTED_COMMAND)
        reading = Reading(command, tell)
        try:
            return self._read(reading, command.formats, token)
        except Stopped as stopped:
            raise reading.unfinished(stopped) from None

    def close(self) -> None:
        self._camera.close()

    def _read(self, reading: Reading, formats: tuple[str, ...], token: Token) -> CodeRead:
        at = time.monotonic()  # what was shown before anybody asked is not meant for us
        for number in itertools.count():
            frame = self._camera.newest(at, token)
            at = frame.at
            with token.call(CALL_S):
                measured = number % ROW_EVERY != ROW_EVERY - 1
                found = find_code(frame.pixels, formats, token.check, measured)
            frame.pixels.fill(0)
            read = found and reading.offer(found.format, found.data, found.guess)
            if read:
                return read
        raise AssertionError("pictures never end")

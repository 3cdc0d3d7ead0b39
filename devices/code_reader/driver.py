"""Driver of a code reader that is a camera behind the scan window."""

import itertools
import time
from typing import Any

from devices.camera.feed import Pixels
from devices.camera.preview import Preview, preview_size
from devices.camera.source import Camera
from devices.code_reader.picture import find_code
from devices.code_reader.reading import Reading
from devices.contract import Driver, Refused, Stopped, Tell, Token
from kiosk.device import Capabilities, CompletionCode, Device, DeviceStatus
from kiosk.faults import Fault
from kiosk.link.frames import FramesError
from kiosk.messages.imaging import CodeRead, PreviewReady, ReadCode

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
        reading, shown = Reading(command, tell), _Shown(command, tell)
        try:
            return self._read(reading, command.formats, shown, token)
        except Stopped as stopped:
            raise reading.unfinished(stopped) from None
        finally:
            shown.close()

    def close(self) -> None:
        self._camera.close()

    def _read(
        self, reading: Reading, formats: tuple[str, ...], shown: "_Shown", token: Token
    ) -> CodeRead:
        at = time.monotonic()  # what was shown before anybody asked is not meant for us
        for number in itertools.count():
            frame = self._camera.newest(at, token)
            at = frame.at
            shown.show(frame.pixels)
            with token.call(CALL_S):
                measured = number % ROW_EVERY != ROW_EVERY - 1
                found = find_code(frame.pixels, formats, token.check, measured)
            frame.pixels.fill(0)
            read = found and reading.offer(found.format, found.data, found.guess)
            if read:
                return read
        raise AssertionError("pictures never end")


class _Shown:
    """What the citizen sees of it, where that is wanted. Close it to overwrite everything."""

    def __init__(self, command: ReadCode, tell: Tell) -> None:
        self._command, self._tell = command, tell
        self._preview: Preview | None = None

    def show(self, pixels: Pixels) -> None:
        """Raises Refused where there is no shared memory."""
        if not self._command.width:
            return
        if self._preview is None:
            size = preview_size(self._command.width, pixels)
            try:
                self._preview = Preview(*size)
            except FramesError as error:
                code = CompletionCode.HARDWARE_ERROR
                raise Refused(Fault.CAMERA_SILENT, code, str(error)) from None
            self._tell(PreviewReady(self._command.command, self._preview.name, *size))
        self._preview.show(pixels)

    def close(self) -> None:
        if self._preview is not None:
            self._preview.close()

"""Driver of a document scanner behind SANE: each scan is one run of scanimage in a child process.

Pictures go through a private folder in memory that is wiped (devices.scanner.vault); a page leaves
as one JPEG, with its SHA-256, as soon as it is whole.
"""

import hashlib
from contextlib import closing
from pathlib import Path
from typing import Any

import numpy as np

from devices.camera.cv import cv2
from devices.contract import DeviceLost, Driver, Refused, Tell, Token
from devices.document_camera.binding import make_pdf
from devices.document_camera.jpeg import encode
from devices.scanner.profile import AIRSCAN, Profile
from devices.scanner.protocol import (
    FAULTS,
    MOST_HEAD,
    SOURCES,
    Broken,
    Ending,
    Status,
    check_arguments,
    ending,
    parse_pnm,
    scan_arguments,
)
from devices.scanner.scanimage import Scanimage
from devices.scanner.vault import Vault, VaultError, remove_leftovers
from devices.scanner.whole import is_whole
from kiosk.device import Capabilities, CompletionCode, Device, DeviceState, DeviceStatus
from kiosk.faults import Fault
from kiosk.messages.imaging import MakePdf, PageScanned, ScanEnded, ScanPages

POLL_S = 15.0
"""Each look opens the scanner, which may keep it from going to sleep."""
PAGE_S = 10.0
"""A page that came before the deadline is encoded after it."""
DPI = (50, 1200)
MOST_PAGES = 100
_OPENING = {
    Status.INVALID: (DeviceState.NO_DEVICE, Fault.SCANNER_ABSENT),
    Status.DENIED: (DeviceState.NO_DEVICE, Fault.SCANNER_ABSENT),
    Status.BUSY: (DeviceState.BUSY, Fault.SCANNER_BUSY),
    Status.IO_ERROR: (DeviceState.UNKNOWN, Fault.SCANNER_SILENT),
}
"""What it means that a scanner cannot be opened; anything else is SCANNER_ERROR."""
_CODES = {
    Fault.SCANNER_BUSY: CompletionCode.DEVICE_NOT_READY,
    Fault.SCAN_JAM: CompletionCode.HARDWARE_ERROR,
}


class Scanner(Driver):
    """`device` is a name of SANE, `config_dir` its configuration (devices.scanner.config writes
    both). SANE tells no sensors: a feeder's state is known only when it is used."""

    device = Device.SCANNER
    capabilities = Capabilities((ScanPages.__name__, MakePdf.__name__))
    poll_s = POLL_S

    def __init__(self, device: str, config_dir: Path, profile: Profile = AIRSCAN) -> None:
        self._name = device
        self._config = config_dir
        self._profile = profile
        self.open_limit_s = self.poll_limit_s = profile.open_s + 1.0

    def open(self, token: Token) -> DeviceStatus:
        remove_leftovers()
        return self.poll(token)

    def poll(self, token: Token) -> DeviceStatus:
        with Scanimage(check_arguments(self._name), self._config, token) as run:
            for _ in run.lines(self._profile.open_s):
                pass
            end = ending(run.wait(), run.texts)
        if end.status is not Status.GOOD:
            raise _not_opened(end)
        return DeviceStatus(DeviceState.ONLINE, identity=self._name)

    def perform(self, command: Any, tell: Tell, token: Token) -> object:
        match command:
            case ScanPages():
                return self._scan(command, tell, token)
            case MakePdf():
                return make_pdf(command)
        raise Refused(Fault.DEVICE_NOT_FITTED, CompletionCode.UNSUPPORTED_COMMAND)

    def close(self) -> None:
        """Nothing is kept between commands."""

    def _scan(self, command: ScanPages, tell: Tell, token: Token) -> ScanEnded:
        good = command.source in SOURCES and DPI[0] <= command.dpi <= DPI[1]
        if not good or not 0 < command.most_pages <= MOST_PAGES:
            code, detail = CompletionCode.INVALID_DATA, "source, resolution or number of pages"
            raise Refused(Fault.SCANNER_ERROR, code, detail)
        try:
            with closing(Vault()) as vault:
                return self._run(command, vault, tell, token)
        except VaultError as error:
            raise Refused(Fault.SCANNER_ERROR, CompletionCode.HARDWARE_ERROR, str(error)) from None

    def _run(self, command: ScanPages, vault: Vault, tell: Tell, token: Token) -> ScanEnded:
        arguments = scan_arguments(self._name, self._profile, command, str(vault.path))
        pages = 0
        with Scanimage(arguments, self._config, token) as run:
            for name in run.lines(self._profile.page_s):
                if pages == command.most_pages:
                    raise Refused(Fault.SCAN_LIMIT, detail=f"more than {pages} pages")
                pages += 1
                with token.call(PAGE_S):
                    page = self._page(command, pages, vault.take(name))
                tell(page)
            end = ending(run.wait(), run.texts)
        if pages and end.status in (Status.GOOD, Status.NO_DOCUMENTS):
            return ScanEnded(command.command, pages)
        raise _trouble(end)

    def _page(self, command: ScanPages, number: int, content: bytearray) -> PageScanned:
        """The picture in `content`, which is overwritten. Raises Refused."""
        data = np.frombuffer(content, np.uint8)
        try:
            about = parse_pnm(bytes(content[:MOST_HEAD]), len(content))
            rows = data[about.data_at :].reshape(about.height, about.width, about.channels)
            self._require_whole(rows, command.source)
            if about.channels == 3:
                cv2.cvtColor(rows, cv2.COLOR_RGB2BGR, dst=rows)
            dpi = round(about.width * 25.4 / self._profile.width)
            jpeg = encode(rows, dpi)
        except Broken as broken:
            code, detail = CompletionCode.HARDWARE_ERROR, f"page {number}: {broken}"
            raise Refused(Fault.SCAN_PARTIAL, code, detail) from None
        finally:
            data.fill(0)
        digest = hashlib.sha256(jpeg).hexdigest()
        return PageScanned(command.command, number, about.width, about.height, jpeg, digest)

    def _require_whole(self, rows: np.ndarray[Any, np.dtype[np.uint8]], source: str) -> None:
        profile = self._profile
        if source == "feeder" and profile.short_sheets:
            return
        if not is_whole(rows, profile.height / profile.width, profile.pads_white):
            raise Broken("its end is missing")


def _trouble(end: Ending) -> Refused | DeviceLost:
    """A scan that did not succeed."""
    if not end.opened:
        return _not_opened(end)
    if end.status in FAULTS:
        fault = FAULTS[end.status]
        return Refused(fault, _CODES.get(fault, CompletionCode.USER_ERROR), end.text)
    if end.status in (Status.INVALID, Status.UNSUPPORTED):
        return Refused(Fault.SCANNER_ERROR, CompletionCode.INVALID_DATA, end.text)
    return DeviceLost(DeviceState.HARDWARE_ERROR, Fault.SCANNER_ERROR, end.text)


def _not_opened(end: Ending) -> DeviceLost:
    error = (DeviceState.HARDWARE_ERROR, Fault.SCANNER_ERROR)
    state, fault = error if end.status is None else _OPENING.get(end.status, error)
    return DeviceLost(state, fault, end.text)

"""The imaging host: cameras, document scanner, code reader. The only process that loads cv2.

What it showed or captured for a screen is personal: once that screen is gone, the process ends with
status 0 and its keeper starts a fresh one.
"""

import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from devices.host import RENEW, DeviceHost, Maker
from devices.worker import Pace
from kiosk.link import Peer
from kiosk.messages.imaging import (
    CodeRead,
    FaceCompared,
    PageScanned,
    PdfMade,
    PortraitTaken,
    PreviewReady,
)

PERSONAL = (PreviewReady, PageScanned, PdfMade, PortraitTaken, FaceCompared, CodeRead)


class ImagingHost(DeviceHost):
    def __init__(
        self, socket_path: Path, makers: Sequence[Maker], pace: Pace | None = None
    ) -> None:
        super().__init__(socket_path, makers, pace)
        self._serving = threading.Lock()
        self._served: set[Peer] = set()
        """Screens whose session brought pictures of them or their papers into this process. Each
        device tells on a thread of its own."""

    def tell(self, peer: Peer, message: Any) -> None:
        personal = isinstance(message, PERSONAL)
        if personal:
            with self._serving:
                self._served.add(peer)
        if not self.answer(peer, message) and personal:
            self.end(RENEW)  # the screen went meanwhile: nothing else will end this

    def gone(self, peer: Peer) -> None:
        with self._serving:
            served = peer in self._served
        if served:
            self.end(RENEW)

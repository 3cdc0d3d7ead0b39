"""The imaging host: cameras, document scanner, code reader. The only process that loads cv2.

What it showed or captured for a screen is personal: once that screen is gone, the process ends with
status 0 and its keeper starts a fresh one.
"""

from typing import Any

from devices.host import RENEW, DeviceHost
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
    _served: frozenset[Peer] = frozenset()
    """Screens whose session brought pictures of them or their papers into this process."""

    def tell(self, peer: Peer, message: Any) -> None:
        if isinstance(message, PERSONAL):
            self._served |= {peer}
        super().tell(peer, message)

    def gone(self, peer: Peer) -> None:
        if peer in self._served:
            self.end(RENEW)

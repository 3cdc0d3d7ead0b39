"""What is configured of an A4 printer, and the route that follows from it."""

from pathlib import Path

from msgspec import Struct

from devices.a4_printer.client import CONNECT_S, READ_S, IppClient
from devices.a4_printer.protocol import A4
from devices.a4_printer.remote import Remote
from devices.a4_printer.route import Direct, Route
from devices.a4_printer.spooler import Queue


class A4Settings(Struct, frozen=True):
    """`url` of the printer, or of the queue where `via` is "cups"; then `device_url`, if there is
    one, is asked beside it, and without it no job is ever called printed. `user` must be this
    terminal's own where others share the printer: its jobs are cancelled at the start."""

    url: str
    via: str = "ipp"
    device_url: str = ""
    user: str = "kiosk"
    media: str = A4
    ca: Path | None = None
    one_step: bool = False
    """For a model whose Create-Job does not work."""
    connect_s: float = CONNECT_S
    read_s: float = READ_S
    poll_s: float = 5.0
    """Between two looks at an idle printer."""
    look_s: float = 0.3
    """Between two looks at a running job."""
    lost_s: float = 3.0
    """So long a running job's printer may be away."""
    busy_s: float = 3.0
    """So long a busy printer is waited for."""

    def route(self) -> Route:
        """Raises ValueError for a setting that makes no sense."""
        if self.via not in ("ipp", "cups") or (self.device_url and self.via == "ipp"):
            raise ValueError('via is "ipp" or "cups", and device_url goes with "cups"')
        main = self._remote(self.url)
        if self.via == "ipp":
            return Direct(main, self.user, self.one_step)
        device = self._remote(self.device_url) if self.device_url else None
        return Queue(main, device, self.user, self.one_step)

    def _remote(self, url: str) -> Remote:
        return Remote(IppClient(url, self.ca, self.connect_s, self.read_s), self.user)

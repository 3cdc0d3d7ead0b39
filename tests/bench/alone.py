"""A service that stands alone: numbers for the day in hand, no platform, no devices."""

import json
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import timedelta
from functools import partial
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from kiosk.clock import SystemClock
from kiosk.link import Peer, connect
from kiosk.messages.service import AskHall
from offline_queue.numbers import leases
from offline_queue.numbers.leases import HIGHEST, Lease
from offline_queue.store.writer import Store
from tests.bench.figure import NotMeasured
from tests.bench.program import PROGRAM
from ui.dock.processes import Background
from ui.dock.terminal import Terminal

GROUPS = ("A", "B", "C", "D")
TERMINAL_ID = "T00003"
NOWHERE = "http://127.0.0.1:9"
"""The discard port: every attempt to reach the platform is refused at once."""
START_LIMIT_S = 20.0


DEVICES = """\
[devices.id_reader]
port = "/dev/ttyUSB9"
[devices.receipt_printer]
url = "tcp://192.0.2.1:9100"
"""


class AloneService:
    """As in a hall: `config` names real devices (that are not there), so nothing runs as a demo.
    `catalogue`: a file of items that it has."""

    def __init__(self, folder: Path, catalogue: Path | None = None) -> None:
        keys = folder / "terminals" / TERMINAL_ID
        keys.mkdir(parents=True)
        public = X25519PrivateKey.generate().public_key().public_bytes_raw()
        texts = {"token": "none", "platform.pub": public.hex(), "hall.key": "00" * 32}
        for name, text in texts.items():
            (keys / name).write_text(text, encoding="ascii")
        terminal = Terminal(PROGRAM, folder, TERMINAL_ID, folder, ())
        terminal.configure(NOWHERE, DEVICES)
        self.config = terminal.config
        self.state = terminal.folder / "state"
        self._socket = terminal.folder / "run" / "service.sock"
        self._write_hall(terminal.folder / "hall.json")
        self._lease_all()
        if catalogue is not None:
            (self.state / "catalogue.sqlite3").hardlink_to(catalogue)
        argv = [*PROGRAM, "service", "--config", str(self.config), "--kept"]
        self.began = time.monotonic()
        self._process = Background("service", argv, folder)

    def close(self) -> None:
        self._process.stop()

    def connect(self) -> Peer:
        """A link of one screen. Raises LinkClosed."""
        return connect(self._socket, lambda *_: None, patience=START_LIMIT_S)

    def _write_hall(self, path: Path) -> None:
        hall = json.loads(path.read_text(encoding="utf-8"))
        every_day = {"days": [1, 2, 3, 4, 5, 6, 7], "from": "00:00", "to": "24:00"}
        for group in hall["groups"]:
            group |= {"daily_max": HIGHEST, "need_id": False, "hours": [every_day]}
            group |= {"intervals": [], "cut_off": 0, "block_size": 50}
        if tuple(group["group_id"] for group in hall["groups"]) != GROUPS:
            raise NotMeasured("the sample hall has other groups than the benchmark expects")
        path.write_text(json.dumps(hall), encoding="utf-8")

    def _lease_all(self) -> None:
        """All numbers of today and tomorrow, in case midnight passes."""
        today = SystemClock().now().date()
        days = [(today + timedelta(days=ahead)).isoformat() for ahead in (0, 1)]
        store = Store(self.state)
        for day in days:
            for group in GROUPS:
                lease = Lease(f"{group}-{day}", group, day, 1, HIGHEST)
                if not store.call(partial(leases.keep, lease=lease)):
                    raise NotMeasured("the numbers of the day could not be stored")
        store.close()


@contextmanager
def alone_service(catalogue: Path | None = None) -> Iterator[AloneService]:
    """Started and answering. Where it fails, its log stays in its folder."""
    folder = Path(tempfile.mkdtemp(prefix="zizhu-bench-"))
    with closing(AloneService(folder, catalogue)) as service:
        service.connect().close()
        yield service
    shutil.rmtree(folder)


def seconds_to_hall(catalogue: Path) -> float:
    """From the start of the service with these items to its first answer about the hall."""
    with alone_service(catalogue) as service:
        with closing(service.connect()) as peer:
            view = peer.request(AskHall(), START_LIMIT_S)
        if not view.items:
            raise NotMeasured("the service has no items")
        return time.monotonic() - service.began

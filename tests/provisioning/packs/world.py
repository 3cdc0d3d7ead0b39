"""A platform, a terminal's service in this process, and its updater as a process of its own."""

import contextlib
import json
import queue
import shutil
import signal
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

from kiosk.clock import SystemClock
from kiosk.link import Envelope, Peer, connect
from kiosk.messages.operator import SetNetwork
from kiosk.messages.service import HallView
from offline_queue.service import Service
from provisioning.catalogue.schema import open_reader
from provisioning.packs.publish import Press
from tests.offline_queue.samples import config
from tests.provisioning.central.platform import HALL_FILE, ONE, ROOT, Platform
from tests.provisioning.packs.samples import INFO

CITY_PACK = INFO.pack
_TOML = """
[terminal]
id = "{terminal}"
name = "03 号机"
[site]
hall_id = "990100"
name = "示例"
zone = "示例"
hotline = "12345"
hall_file = "hall.json"
[paths]
state = "state"
run = "run"
[central]
url = "{url}"
token_file = "token"
platform_key_file = "platform.pub"
hall_key_file = "hall.key"
[devices.id_reader]
port = "none"
[items]
trust_root_file = "{root}"
"""


def main(*words: object) -> "subprocess.Popen[str]":
    command = [sys.executable, "-W", "error", str(ROOT / "main.py"), *map(str, words)]
    pipe = subprocess.PIPE
    return subprocess.Popen(command, cwd=ROOT, stdout=pipe, stderr=pipe, text=True)


def items(*words: object) -> tuple[int, str, str]:
    """`main.py items ...`: exit status and what it said."""
    process = main("items", *words)
    said, complained = process.communicate(timeout=60)
    return process.returncode, said, complained


def run_items(action: str, about: object, **options: object) -> int:
    """The same, said where it was started from: its exit status."""
    words = [word for name, value in options.items() for word in (f"--{name}", value)]
    status, said, complained = items(action, about, *words)
    print(said, end="")
    print(complained, end="", file=sys.stderr)
    return status


class World:
    """A platform, a terminal's service in this process, and its updater as a process."""

    def __init__(self, platform: Platform, folder: Path) -> None:
        self.platform, self.folder = platform, folder
        self.press = Press(platform.data)
        self.press.begin(SystemClock().now())
        self.config = config(folder, platform.url, platform.token(ONE), terminal_id=ONE)
        (folder / "hall.json").write_text(HALL_FILE.read_text(encoding="utf-8"), encoding="utf-8")
        keys = platform.data / "terminals" / ONE
        shutil.copy(keys / "platform-sign.pub", folder)
        root = keys / "packs-root.json"
        self.toml = folder / "terminal.toml"
        text = _TOML.format(terminal=ONE, url=platform.url, root=root)
        self.toml.write_text(text, encoding="utf-8")
        self.said: queue.SimpleQueue[HallView] = queue.SimpleQueue()
        self.service = Service(self.config, SystemClock())
        self.service.start()
        self.screen = connect(self.config.service_socket, self._heard, patience=10.0)
        self.updater = main("updater", "--config", self.toml, "--demo")

    def _heard(self, _peer: Peer, _envelope: Envelope, message: Any) -> None:
        if isinstance(message, HallView):
            self.said.put(message)

    def asks(self) -> None:
        """The terminal has something to ask: the answer says that there is a hint."""
        self.screen.request(SetNetwork(up=True), 10.0)

    def serves(self, version: int, pack: str = CITY_PACK) -> HallView:
        """What a screen hears once that version is installed."""
        self.asks()
        while True:
            said = self.said.get(timeout=40.0)
            if said.items_revision and self.installed(pack) == version:
                return said

    def installed(self, pack: str) -> int:
        db = open_reader(self.config.catalogue_file)
        query = "SELECT version FROM packs WHERE last IS NULL AND pack = ?"
        row = db.execute(query, (pack,)).fetchone()
        db.close()
        return int(row[0]) if row else 0

    def results(self, pack: str = CITY_PACK) -> list[dict[str, Any]]:
        """What the platform has heard of this pack on the terminal."""
        rows = self.platform.rows("SELECT item_id, status, why, data FROM central_itemresult")
        named = [(one, status, why, json.loads(data)) for one, status, why, data in rows]
        return [
            {"status": status, "why": why, **data}
            for item, status, why, data in named
            if item == f"catalogue.{pack}"
        ]

    def told(self, count: int, pack: str = CITY_PACK) -> None:
        """Wait until the platform has heard so much."""
        pause = threading.Event()
        for _ in range(300):
            if len(self.results(pack)) >= count:
                return
            pause.wait(0.1)
        raise AssertionError(f"told: {self.results(pack)}")

    def close(self) -> None:
        self.updater.send_signal(signal.SIGTERM)
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.updater.communicate(timeout=10)
        self.updater.kill()
        self.screen.close()
        self.service.stop()

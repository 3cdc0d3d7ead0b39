"""A real platform in its own process: HTTP on loopback, SQLite in a file, two terminals."""

import contextlib
import json
import os
import signal
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, Self

import requests
from django.core.management import call_command
from django.db import connections

from provisioning.central.conf import configure
from provisioning.central.setup import prepare

ROOT = Path(__file__).resolve().parents[3]
HALL_FILE = ROOT / "provisioning" / "sample" / "hall.json"
HALL = "990100"
ONE, TWO = "T00003", "T00005"
_SERVE = """
import sys
from pathlib import Path
from provisioning.central.server import run
data, port_file, world = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3] == "world"
sys.exit(run(data, "127.0.0.1", 0, port_file, world=world))
"""


def until(condition: Callable[[], bool], within_s: float = 15.0) -> None:
    pause, deadline = threading.Event(), time.monotonic() + within_s
    while not condition():
        assert time.monotonic() < deadline, "it did not happen in time"
        pause.wait(0.003)


@cache
def _tables() -> bytes:
    """The file of a platform's tables with nothing in them. To make them costs two seconds."""
    with tempfile.TemporaryDirectory() as folder:
        configure(Path(folder))
        call_command("migrate", verbosity=0, interactive=False)
        connections.close_all()
        return Path(folder, "central.sqlite3").read_bytes()


def prepared(data: Path) -> None:
    """As `prepare` with the sample's hall; a new platform has its tables at once."""
    if not (database := data / "central.sqlite3").exists():
        made = _tables()
        data.mkdir(mode=0o700, parents=True, exist_ok=True)
        database.write_bytes(made)
    prepare(data, HALL_FILE)


class Platform:
    def __init__(self, data: Path, world: bool = False) -> None:
        self.data = data
        self.mode = "world" if world else "plain"
        self._port_file = data / "port"
        self.process: subprocess.Popen[bytes] | None = None
        self.url = ""
        prepared(data)

    def limit(self, **limits: Any) -> None:
        """From the next start on."""
        (self.data / "limits.json").write_text(json.dumps(limits), encoding="ascii")

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def start(self) -> None:
        self._port_file.unlink(missing_ok=True)
        arguments = [sys.executable, "-W", "error", "-c", _SERVE]
        arguments += [str(self.data), str(self._port_file), self.mode]
        self.process = subprocess.Popen(arguments, cwd=ROOT)
        until(lambda: self._port_file.exists() or self._ended())
        self.url = f"http://127.0.0.1:{self._port_file.read_text().strip()}"

    def _ended(self) -> bool:
        return self.process is None or self.process.poll() is not None

    def stop(self, by: signal.Signals = signal.SIGTERM) -> int:
        assert self.process is not None
        if self.process.poll() is None:
            os.kill(self.process.pid, by)
        return self.process.wait(timeout=15)

    def token(self, terminal: str) -> str:
        return (self.data / "terminals" / terminal / "token").read_text().strip()

    def headers(self, terminal: str) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token(terminal)}"}

    def post(self, path: str, terminal: str, content: Any) -> requests.Response:
        return requests.post(
            f"{self.url}/api/v1/{path}", json=content, headers=self.headers(terminal), timeout=20
        )

    def send(self, terminal: str, records: list[Any], epoch: str = "e1") -> list[dict[str, Any]]:
        content = {"terminal_id": terminal, "epoch": epoch, "records": records}
        answer = self.post("records", terminal, content)
        assert answer.status_code == 200, answer.text
        return list(answer.json()["results"])

    def statuses(self, terminal: str, records: list[Any]) -> list[str]:
        return [one["status"] for one in self.send(terminal, records)]

    def lease(
        self, terminal: str, want: list[Any], have: list[str], epoch: str = "e1"
    ) -> list[dict[str, Any]]:
        content = {"terminal_id": terminal, "epoch": epoch, "have": have, "want": want}
        answer = self.post("leases", terminal, content)
        assert answer.status_code == 200, answer.text
        return list(answer.json()["leases"])

    def fault(self, kind: str, **more: int) -> None:
        answer = requests.post(f"{self.url}/_world/fault", json={"kind": kind, **more}, timeout=5)
        assert answer.status_code == 200

    def evidence(self) -> dict[str, Any]:
        token = (self.data / "admin_token").read_text().strip()
        answer = requests.get(
            f"{self.url}/halls/{HALL}/tickets.json",
            headers={"Authorization": f"Bearer {token}"},
            timeout=20,
        )
        assert answer.status_code == 200
        content: dict[str, Any] = answer.json()
        return content

    def rows(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        """Read the platform's file from outside, as another process."""
        with contextlib.closing(sqlite3.connect(self.data / "central.sqlite3", timeout=20)) as db:
            return db.execute(query, values).fetchall()

    def change(self, statement: str, *values: object) -> None:
        with contextlib.closing(sqlite3.connect(self.data / "central.sqlite3", timeout=20)) as db:
            db.execute(statement, values)
            db.commit()

    def doubled(self) -> int:
        """Effects beyond the first of each record: 0, unless dedupe was turned off."""
        query = "SELECT count(*) FROM central_record WHERE instr(key, '~') > 0"
        return int(self.rows(query)[0][0])

    def contents(self) -> dict[str, list[tuple[Any, ...]]]:
        """Every table of the platform but for when its terminals were last heard."""
        names = self.rows(
            "SELECT name FROM sqlite_master WHERE name LIKE 'central_%' AND type='table'"
        )
        tables = {name: self.rows(f"SELECT * FROM {name} ORDER BY 1") for (name,) in names}
        heard = "central_terminal"
        tables[heard] = self.rows(f"SELECT terminal_id, token_sha256, active FROM {heard}")
        return tables

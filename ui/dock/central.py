"""The demo's central platform: the real program on loopback, with faults on demand."""

import json
import time
from pathlib import Path
from typing import Any

from kiosk.link.plain_http import PlainSession
from ui.dock.processes import Background

START_LIMIT_S = 30.0


class Central:
    """`program` is the command line that precedes a subcommand, e.g. (python, main.py)."""

    def __init__(self, program: tuple[str, ...], folder: Path) -> None:
        self.data = folder / "central"
        self.data.mkdir(parents=True, exist_ok=True)
        port_file = self.data / "port"
        port_file.unlink(missing_ok=True)
        argv = [*program, "central", "--data", str(self.data), "--port", "0", "--sample"]
        argv += ["--world", "--kept", "--port-file", str(port_file)]
        self._process = Background("central", argv, folder)
        self._session = PlainSession()
        self.url = f"http://127.0.0.1:{self._wait_for(port_file)}"

    def _wait_for(self, port_file: Path) -> int:
        deadline = time.monotonic() + START_LIMIT_S
        while time.monotonic() < deadline and self._process.running:
            if port_file.exists() and port_file.read_text().strip():
                return int(port_file.read_text())
            time.sleep(0.05)
        raise RuntimeError("the central platform did not start; see central.log")

    def fault(self, kind: str) -> None:
        """none | 500 | html | empty | hang | drop_reply | redirect"""
        answer = self._session.post(self.url + "/_world/fault", json={"kind": kind}, timeout=10)
        answer.raise_for_status()

    def certificate(self, terminal_id: str, item_code: str, name: str, number: str) -> str:
        """One is made and given out at once; what its QR says."""
        order = {"terminal_id": terminal_id, "item_code": item_code, "name": name, "number": number}
        answer = self._session.post(self.url + "/_world/certificate", json=order, timeout=60)
        answer.raise_for_status()
        return str(answer.json()["code"])

    def identity(self, do: str, **what: str) -> dict[str, str]:
        """The phone, the licence, the text message or the U-key of somebody; see
        provisioning.central.identity.orders."""
        order = {"do": do, **what}
        answer = self._session.post(self.url + "/_world/identity", json=order, timeout=10)
        answer.raise_for_status()
        result: dict[str, str] = json.loads(answer.text)
        return result

    def holds(self, hall_id: str) -> dict[str, Any]:
        """Everything the platform holds of a hall, without personal data."""
        token = (self.data / "admin_token").read_text().strip()
        answer = self._session.get(
            f"{self.url}/halls/{hall_id}/tickets.json",
            headers={"Authorization": f"Bearer {token}"},
            timeout=10,
        )
        answer.raise_for_status()
        result: dict[str, Any] = json.loads(answer.text)
        return result

    def close(self) -> None:
        self._session.close()
        self._process.stop()

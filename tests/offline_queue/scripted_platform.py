"""A platform in this process that does what a test tells it: real HTTP over a real socket."""

import hashlib
import json
import threading
from collections.abc import Callable
from datetime import datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self

from tests.clock import MONDAY_MORNING


class ScriptedPlatform:
    """Keeps records by key once, leases blocks, and spoils the next answers as `script` says.

    `script` holds one word per coming request: ok, 500, 401, html, empty, redirect, drop_reply,
    reject, silent_receipt, garbled. Without a word the answer is right.
    """

    def __init__(self) -> None:
        self.script: list[str] = []
        self.records: dict[str, dict[str, Any]] = {}
        self.order: list[str] = []
        self.requests: list[tuple[str, dict[str, Any]]] = []
        self.leases: list[dict[str, Any]] = []
        self.now: Callable[[], datetime] = lambda: MONDAY_MORNING
        self.waiting = 7
        self.no_numbers = False
        platform = self

        class Handler(_Handler):
            owner = platform

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        self._thread = threading.Thread(target=lambda: self._server.serve_forever(0.01))

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    def bodies(self, kind: str) -> list[dict[str, Any]]:
        kept = [self.records[key] for key in self.order]
        return [record["body"] for record in kept if record["kind"] == kind]

    def answer(self, path: str, body: dict[str, Any], rejecting: bool) -> dict[str, Any]:
        content: dict[str, Any] = {}
        if path.endswith("/records"):
            content["results"] = [self._keep(record, rejecting) for record in body["records"]]
        elif path.endswith("/leases"):
            content["leases"] = [] if self.no_numbers else self._grant(body)
        groups = [
            {
                "group_id": "A",
                "waiting": self.waiting,
                "open_windows": ["1", "2"],
                "mean_service_s": 300,
            }
        ]
        now = self.now().isoformat()
        return content | {"time": now, "hall": {"as_of": now, "notices": [], "groups": groups}}

    def _keep(self, record: dict[str, Any], rejecting: bool) -> dict[str, str]:
        key, status = record["key"], "applied"
        if rejecting:
            status = "rejected"
        elif key in self.records:
            same = _print(self.records[key]["body"]) == _print(record["body"])
            status = "already" if same else "conflict"
        else:
            self.records[key] = record
            self.order.append(key)
        return {"key": key, "status": status, "detail": ""}

    def _grant(self, body: dict[str, Any]) -> list[dict[str, Any]]:
        granted = []
        for want in body["want"]:
            own = [
                one
                for one in self.leases
                if (one["group_id"], one["business_date"])
                == (want["group_id"], want["business_date"])
            ]
            lost = [one for one in own if one["lease_id"] not in body["have"]]
            if not lost and len(own) * 50 < 900:
                first = len(own) * 50 + 1
                lost = [
                    {
                        "lease_id": f"{want['group_id']}-{want['business_date']}-{first}",
                        "group_id": want["group_id"],
                        "business_date": want["business_date"],
                        "first": first,
                        "last": first + 49,
                    }
                ]
                self.leases += lost
            granted += lost
        return granted


class _Handler(BaseHTTPRequestHandler):
    owner: ScriptedPlatform
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = 65536

    def do_GET(self) -> None:
        self._serve()

    def do_POST(self) -> None:
        self._serve()

    def log_message(self, format: str, *args: object) -> None:
        """Tests read `requests` instead."""

    def _serve(self) -> None:
        raw = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        body = json.loads(raw) if raw else {}
        owner = self.owner
        owner.requests.append((self.path, body))
        word = owner.script.pop(0) if owner.script else "ok"
        if word in ("ok", "reject", "drop_reply", "silent_receipt"):
            content = owner.answer(self.path, body, word == "reject")
            if word == "drop_reply":
                self.close_connection = True
                return
            if word == "silent_receipt":
                content.pop("results", None)
            self._reply(200, json.dumps(content).encode())
        elif word == "html":
            self._reply(200, "<html>请登录</html>".encode(), "text/html; charset=utf-8")
        elif word == "garbled":
            self._reply(200, b'{"results": [')
        elif word == "empty":
            self._reply(200, b"")
        elif word == "redirect":
            self._reply(302, b"", location=owner.url + "/login")
        else:
            self._reply(int(word), b'{"error": "told_to"}')

    def _reply(
        self, status: int, body: bytes, kind: str = "application/json", location: str = ""
    ) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        if location:
            self.send_header("Location", location)
        self.end_headers()
        self.wfile.write(body)


def _print(body: dict[str, Any]) -> str:
    return hashlib.sha256(json.dumps(body, sort_keys=True).encode()).hexdigest()

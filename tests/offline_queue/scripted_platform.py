"""A platform in this process that does what a test tells it: real HTTP over a real socket."""

import gzip
import json
from collections.abc import Callable
from datetime import datetime, timedelta
from email.utils import format_datetime
from typing import Any

from tests.clock import MONDAY_MORNING
from tests.offline_queue.scripted_books import Books, Raw
from tests.web import LOGIN, Handler, Web


class ScriptedPlatform(Web):
    """Keeps records by key once, leases blocks, and spoils the next answers as `script` says.

    `script` holds one word per coming request. Without a word the answer is right. A number is an
    HTTP status, `429:7` one with Retry-After, `503:date:7` one with a date 7 s after its own.
    ok, html, empty, redirect, garbled, html413: what the name says
    drop_reply: applied, and no answer; late: no answer, and applied after the next records
    again: right, and the records of an earlier request are applied once more
    reject: every record is; silent_receipt: no results; strange: receipts for other keys
    """

    def __init__(self) -> None:
        super().__init__(_Handler)
        self.script: list[str] = []
        self.books = Books()
        self.requests: list[tuple[str, Raw]] = []
        self.encodings: list[str] = []
        """Content-Encoding of each request with records."""
        self.tokens: list[str] = []
        self.connections: set[tuple[str, int]] = set()
        self.now: Callable[[], datetime] = lambda: MONDAY_MORNING
        self.waiting = 7
        self.no_numbers = False
        self.reads_gzip = True
        self.most_records = 200
        self.pace: Raw | None = None
        self.late: list[Raw] = []

    @property
    def records(self) -> dict[str, Raw]:
        return self.books.records

    @property
    def order(self) -> list[str]:
        return self.books.order

    @property
    def leases(self) -> list[Raw]:
        return self.books.leases

    def bodies(self, kind: str) -> list[Raw]:
        """Of all records of a kind, in the order in which they were applied."""
        kept = [self.records[key] for key in self.order]
        return [record["body"] for record in kept if record["kind"] == kind]

    def batches(self) -> list[Raw]:
        return [body for path, body in self.requests if path.endswith("/records")]

    def answer(self, path: str, body: Raw, word: str) -> Raw:
        content: Raw = {}
        if path.endswith("/records"):
            content["results"] = self.books.take(body, word == "reject")
            for batch in self.late:
                self.books.take(batch)
            self.late = []
            if word == "again":
                self.books.take(self.batches()[len(self.batches()) // 2])
            if word == "silent_receipt":
                del content["results"]
            if word == "strange":
                content["results"] = [{"key": "T9.x.1", "status": "applied"}]
        elif path.endswith("/leases"):
            content["leases"] = [] if self.no_numbers else self.books.grant(body)
        now = self.now().isoformat()
        group = {"group_id": "A", "waiting": self.waiting, "open_windows": ["1", "2"]}
        hall = {"as_of": now, "notices": [], "groups": [group | {"mean_service_s": 300}]}
        pace = {"pace": self.pace} if self.pace is not None else {}
        return content | {"time": now, "hall": hall} | pace


class _Handler(Handler):
    owner: ScriptedPlatform

    def do_GET(self) -> None:
        self._serve()

    def do_POST(self) -> None:
        self._serve()

    def _serve(self) -> None:
        owner, raw = self.owner, self.rfile.read(int(self.headers.get("Content-Length", 0)))
        encoding = self.headers.get("Content-Encoding", "")
        if encoding and not owner.reads_gzip:
            return self._json(415, {"error": "encoding"})
        body = json.loads(gzip.decompress(raw) if encoding else raw) if raw else {}
        owner.requests.append((self.path, body))
        owner.connections.add(self.client_address)
        owner.tokens.append(self.headers["Authorization"].removeprefix("Bearer "))
        if self.path.endswith("/records"):
            owner.encodings.append(encoding)
            if len(body["records"]) > owner.most_records:
                return self._json(413, {"error": "too_many"})
        word = owner.script.pop(0) if owner.script else "ok"
        if word == "late":
            owner.late += [body] if self.path.endswith("/records") else []
            self.close_connection = True
            return None
        if word in ("ok", "reject", "drop_reply", "again", "silent_receipt", "strange"):
            content = owner.answer(self.path, body, word)
            if word != "drop_reply":
                return self._json(200, content)
            self.close_connection = True
            return None
        return self._spoil(word)

    def _spoil(self, word: str) -> None:
        page, html = "<html>请登录</html>".encode(), {"Content-Type": "text/html; charset=utf-8"}
        if word in ("html", "html404", "html413"):
            self._reply(int(word.removeprefix("html") or 200), page, html)
        elif word in ("garbled", "empty"):
            self._reply(200, b'{"results": [' if word == "garbled" else b"")
        elif word == "redirect":
            self._reply(302, page, {"Location": f"{self.owner.url}/{LOGIN}"})
        else:
            status, _, after = word.partition(":")
            headers = {"Retry-After": after} if after else {}
            if after.startswith("date:"):
                until = self.owner.now() + timedelta(seconds=float(after[5:]))
                headers = {"Retry-After": format_datetime(until)}
            self._json(int(status), {"error": "told_to"}, headers)

    def date_time_string(self, timestamp: float | None = None) -> str:
        return format_datetime(self.owner.now())

    def _json(self, status: int, content: Raw, headers: dict[str, str] | None = None) -> None:
        self._reply(status, json.dumps(content).encode(), headers)

    def _reply(self, status: int, body: bytes, headers: dict[str, Any] | None = None) -> None:
        self.send_response(status)
        own = {"Content-Type": "application/json", "Content-Length": str(len(body))}
        for name, value in (own | (headers or {})).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

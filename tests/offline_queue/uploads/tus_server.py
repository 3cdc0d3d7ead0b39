"""A tus server in this process that does what a test tells it: real HTTP over a real socket."""

import base64
import contextlib
import hashlib
import json
import re
import socket
from collections.abc import Callable
from dataclasses import dataclass, field

from tests.clock import MONDAY_MORNING
from tests.web import Handler, Web

FILES = "/api/v1/files"


@dataclass
class Kept:
    """One upload: what was announced, and what has come."""

    length: int
    metadata: dict[str, str]
    content: bytearray = field(default_factory=bytearray)
    complete: bool = False


class TusServer(Web):
    """Knows an attachment by its id, like the platform: announced twice, it is the same upload.

    `script` holds one word per coming request, without a word the answer is right:
    a status (409 moves nothing, 404 and 410 forget the upload first), `drop` (done, no answer),
    `half` (half of the body is kept, no answer), `html`, `no_offset`, `elsewhere` (Location).
    """

    def __init__(self) -> None:
        super().__init__(_Handler)
        self.script: list[str] = []
        self.files: dict[str, Kept] = {}
        self.seen: list[tuple[str, str, int, int]] = []
        """Method, path, offset told, bytes that came."""
        self.most = 10**9
        """Larger bodies are refused (413)."""
        self.at_step: Callable[[str], None] = lambda _step: None
        """Called at a PATCH: `head` (nothing read), `body` (half of it read), `kept`, `told`."""

    @property
    def sent(self) -> int:
        """Bytes of content that came, all requests together."""
        return sum(count for *_, count in self.seen)

    def methods(self) -> list[str]:
        return [method for method, *_ in self.seen]

    def complete(self) -> dict[str, bytes]:
        """Content by attachment id."""
        return {
            one.metadata["attachment_id"]: bytes(one.content)
            for one in self.files.values()
            if one.complete
        }


class _Handler(Handler):
    owner: TusServer
    timeout = 20

    def do_GET(self) -> None:
        now = MONDAY_MORNING.isoformat()
        hall = {"as_of": now, "notices": [], "groups": []}
        self._json(200, {"time": now, "hall": hall})

    def do_POST(self) -> None:
        word = self._begin(0)
        if word is None:
            return
        metadata = {
            name: base64.b64decode(value).decode()
            for name, value in (
                pair.split(" ") for pair in self.headers["Upload-Metadata"].split(",")
            )
        }
        length = int(self.headers["Upload-Length"])
        name = metadata["attachment_id"][:12]
        self.owner.files.setdefault(name, Kept(length, metadata))
        place = f"http://elsewhere.invalid/{name}" if word == "elsewhere" else f"{FILES}/{name}"
        self._end(word, 201, {"Location": place})

    def do_HEAD(self) -> None:
        word = self._begin(0)
        if word is None:
            return
        kept = self._kept()
        if kept is None:
            self._end(word, 404, {})
            return
        place = {"Upload-Offset": str(len(kept.content)), "Upload-Length": str(kept.length)}
        self._end(word, 200, {} if word == "no_offset" else place)

    def do_PATCH(self) -> None:
        step = self.owner.at_step
        offset, length = int(self.headers["Upload-Offset"]), int(self.headers["Content-Length"])
        step("head")
        body = self.rfile.read(length // 2)
        step("body")
        body += self.rfile.read(length - len(body))
        word = self._begin(len(body), offset)
        if word is None:
            return
        kept = self._kept()
        if kept is None:
            self._end(word, 404, {})
        elif length > self.owner.most:
            self._end(word, 413, {})
        elif offset != len(kept.content):
            self._end(word, 409, {})
        else:
            kept.content += body[: len(body) // 2] if word == "half" else body
            step("kept")
            self._finish(kept, "drop" if word == "half" else word)
            step("told")

    def _finish(self, kept: Kept, word: str) -> None:
        if len(kept.content) == kept.length:
            if hashlib.sha256(kept.content).hexdigest() != kept.metadata["sha256"]:
                self.owner.files.pop(self._name())
                self._end(word, 422, {})
                return
            kept.complete = True
        self._end(word, 204, {"Upload-Offset": str(len(kept.content))})

    def _begin(self, count: int, offset: int = -1) -> str | None:
        """The word for this request; None where it has been answered."""
        owner = self.owner
        assert self.headers["Tus-Resumable"] == "1.0.0"
        assert self.headers["Authorization"] == "Bearer test-token"
        owner.seen.append((self.command, self.path, offset, count))
        word = owner.script.pop(0) if owner.script else "ok"
        if word == "html":
            self._reply(200, {"Content-Type": "text/html"}, "<html>请登录</html>".encode())
        elif re.fullmatch(r"\d{3}", word):
            if word in ("404", "410"):
                owner.files.pop(self._name(), None)
            more = {"Retry-After": "7"} if word in ("429", "503") else {}
            self._reply(int(word), {"Tus-Resumable": "1.0.0", **more})
        else:
            return word
        return None

    def _end(self, word: str, status: int, headers: dict[str, str]) -> None:
        if word == "drop":
            self.close_connection = True
            with contextlib.suppress(OSError):
                self.connection.shutdown(socket.SHUT_RDWR)
            return
        self._reply(status, {"Tus-Resumable": "1.0.0", **headers})

    def _kept(self) -> Kept | None:
        return self.owner.files.get(self._name())

    def _name(self) -> str:
        return self.path.rpartition("/")[2]

    def _json(self, status: int, content: object) -> None:
        self._reply(status, {"Content-Type": "application/json"}, json.dumps(content).encode())

    def _reply(self, status: int, headers: dict[str, str], body: bytes = b"") -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        if status != 204:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

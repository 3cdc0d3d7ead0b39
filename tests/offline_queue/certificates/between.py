"""What stands between a terminal and the real platform, and spoils some of its answers."""

import json
import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Self

import requests
from msgspec import Struct

from kiosk.values import replace

KEPT = ("Content-Type", "Retry-After")
Spoil = Callable[["Passed"], "Passed | None"]


class Passed(Struct, frozen=True):
    """A request and its answer, as the platform gave it."""

    method: str
    path: str
    status: int
    kind: str
    content: bytes

    @property
    def is_document(self) -> bool:
        return self.method == "GET" and "/copies/" in self.path

    @property
    def is_certificate(self) -> bool:
        """The description of one."""
        return self.path.startswith("/api/v1/certificates") and b'"certificate"' in self.content

    def instead(self, content: bytes, kind: str = "") -> "Passed":
        return replace(self, content=content, kind=kind or self.kind)


class Between:
    """`spoil` gets each answer and gives what the terminal gets: None for silence, until the test
    is over."""

    def __init__(self, url: str) -> None:
        self._to = url
        self.spoil: Spoil = _as_it_is
        self.lost: tuple[str, ...] = ()
        """Ends of paths: what is sent there never arrives: somebody on the way is busy."""
        self.passed: list[Passed] = []
        self.over = threading.Event()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        self._thread = threading.Thread(target=lambda: self._server.serve_forever(0.01))

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.over.set()
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    def again(self) -> None:
        """Nothing is spoilt, and who waits in silence is let go."""
        self.spoil, self.lost = _as_it_is, ()
        self.over.set()
        self.passed, self.over = [], threading.Event()

    def asked(self, part: str, method: str = "") -> int:
        """How many requests had this in their path."""
        return sum(part in one.path and method in one.method for one in self.passed)

    @property
    def certificate_id(self) -> str:
        """Of the certificate that the platform spoke of last."""
        answers = [one.content for one in self.passed if one.is_certificate]
        return str(json.loads(answers[-1])["certificate"]["certificate_id"])

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        between = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                self._pass(None)

            def do_POST(self) -> None:
                self._pass(self.rfile.read(int(self.headers["Content-Length"])))

            def _pass(self, body: bytes | None) -> None:
                if body is not None and self.path.endswith(between.lost or "\0"):
                    busy = b'{"error": "busy"}'
                    self._tell(Passed(self.command, self.path, 503, "application/json", busy))
                    return
                names = ("Authorization", "Content-Type", "Content-Encoding")
                headers = {name: self.headers[name] for name in names if name in self.headers}
                answer = requests.request(
                    self.command, between._to + self.path, data=body, headers=headers, timeout=30
                )
                kind = answer.headers.get("Content-Type", "")
                real = Passed(self.command, self.path, answer.status_code, kind, answer.content)
                between.passed.append(real)
                told = between.spoil(real)
                if told is None:
                    between.over.wait(60)
                    return
                self._tell(told)

            def _tell(self, told: Passed) -> None:
                self.send_response(told.status)
                self.send_header("Content-Type", told.kind)
                self.send_header("Content-Length", str(len(told.content)))
                self.end_headers()
                self.wfile.write(told.content)

            def log_message(self, *_: object) -> None:
                pass

        return Handler


def _as_it_is(passed: Passed) -> Passed:
    return passed

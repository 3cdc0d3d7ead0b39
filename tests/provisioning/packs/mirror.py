"""A folder of files over HTTP on loopback, whose answers a test spoils one by one."""

import contextlib
import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Self

Spoil = Callable[[str, bytes], bytes | int | None]
"""(path, right body) -> another body, a status, or None where the line breaks off."""


def right(_path: str, body: bytes) -> bytes:
    return body


def broken_at(part: str) -> Spoil:
    """The line breaks off in each file whose path has this part."""
    return lambda path, body: None if part in path else body


class Mirror:
    """Serves `folder` below /packs; `asked` are the paths, in their order."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.asked: list[str] = []
        self.spoil: Spoil = right
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_port}/packs"
        self._thread = threading.Thread(target=lambda: self._server.serve_forever(0.01))

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    def answer(self, path: str) -> bytes | int | None:
        self.asked.append(path)
        file = self.folder / path
        return self.spoil(path, file.read_bytes()) if file.is_file() else 404

    def _handler(self) -> type["_Handler"]:
        class Handler(_Handler):
            owner = self

        return Handler


class _Handler(BaseHTTPRequestHandler):
    owner: Mirror
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = 65536

    def do_GET(self) -> None:
        answer = self.owner.answer(self.path.removeprefix("/packs/"))
        if isinstance(answer, int):
            self.send_response(answer)
            self.send_header("Content-Length", "0")
            self.end_headers()
            return
        body = answer if answer is not None else b"{"
        self.send_response(200)
        portal = b"<html" in body[:20]
        self.send_header("Content-Type", "text/html" if portal else "application/octet-stream")
        self.send_header("Content-Length", str(len(body) + (answer is None) * 100))
        self.end_headers()
        with contextlib.suppress(ConnectionError):  # whoever asked has read enough
            self.wfile.write(body)
        if answer is None:
            self.close_connection = True

    def handle(self) -> None:
        with contextlib.suppress(ConnectionError):
            super().handle()

    def log_message(self, format: str, *args: object) -> None:
        """Not on the tests' screen."""

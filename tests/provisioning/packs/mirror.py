"""A folder of files over HTTP on loopback, whose answers a test spoils one by one."""

import contextlib
from collections.abc import Callable
from pathlib import Path

from tests.web import Handler, Web

Spoil = Callable[[str, bytes], bytes | int | None]
"""(path, right body) -> another body, a status, or None where the line breaks off."""


def right(_path: str, body: bytes) -> bytes:
    return body


def broken_at(part: str) -> Spoil:
    """The line breaks off in each file whose path has this part."""
    return lambda path, body: None if part in path else body


class Mirror(Web):
    """Serves `folder` below /packs; `asked` are the paths, in their order."""

    def __init__(self, folder: Path) -> None:
        super().__init__(_Handler)
        self.url += "/packs"
        self.folder = folder
        self.asked: list[str] = []
        self.spoil: Spoil = right

    def answer(self, path: str) -> bytes | int | None:
        self.asked.append(path)
        file = self.folder / path
        return self.spoil(path, file.read_bytes()) if file.is_file() else 404


class _Handler(Handler):
    owner: Mirror

    def do_GET(self) -> None:
        answer = self.owner.answer(self.path.removeprefix("/packs/"))
        if isinstance(answer, int):
            self.tell(answer)
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

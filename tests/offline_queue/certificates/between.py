"""What stands between a terminal and the real platform, and spoils some of its answers."""

import json
import threading
from collections.abc import Callable

import requests
from msgspec import Struct

from kiosk.values import replace
from tests.web import Handler, Web

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


class Between(Web):
    """`spoil` gets each answer and gives what the terminal gets: None for silence, until the test
    is over."""

    def __init__(self, url: str) -> None:
        super().__init__(_Handler)
        self.to = url
        self.spoil: Spoil = _as_it_is
        self.lost: tuple[str, ...] = ()
        """Ends of paths: what is sent there never arrives: somebody on the way is busy."""
        self.passed: list[Passed] = []
        self.over = threading.Event()

    def __exit__(self, *told: object) -> None:
        self.over.set()
        super().__exit__(*told)

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


class _Handler(Handler):
    owner: Between

    def do_GET(self) -> None:
        self._pass(None)

    def do_POST(self) -> None:
        self._pass(self.body())

    def _pass(self, body: bytes | None) -> None:
        between = self.owner
        if body is not None and self.path.endswith(between.lost or "\0"):
            self.tell(503, b'{"error": "busy"}')
            return
        names = ("Authorization", "Content-Type", "Content-Encoding")
        headers = {name: self.headers[name] for name in names if name in self.headers}
        answer = requests.request(
            self.command, between.to + self.path, data=body, headers=headers, timeout=30
        )
        kind = answer.headers.get("Content-Type", "")
        real = Passed(self.command, self.path, answer.status_code, kind, answer.content)
        between.passed.append(real)
        told = between.spoil(real)
        if told is None:
            between.over.wait(60)
            self.hang_up()
            return
        self.tell(told.status, told.content, told.kind)


def _as_it_is(passed: Passed) -> Passed:
    return passed

"""A platform that has booked certificates, and an errand that fetches them, step by step."""

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kiosk.certificates.check import Checked, Expected, Refusal
from kiosk.certificates.lists import Known, RevocationList, TrustList
from offline_queue.booked import parts
from offline_queue.booked.fetch import Fetching, Quota
from offline_queue.store.room_watch import RoomWatch
from offline_queue.store.writer import Store
from offline_queue.sync.errands import Round
from offline_queue.sync.line import Line
from offline_queue.sync.transport import Transport
from tests.clock import MONDAY_MORNING, FakeClock
from tests.offline_queue.booked.shelf import pdf
from tests.web import Handler, Web

KNOWN = Known(
    TrustList(1, MONDAY_MORNING, "HTTPS://X/V/", ()),
    RevocationList(1, MONDAY_MORNING, frozenset(), frozenset()),
)
Reply = tuple[int, str, bytes]


class Books(Web):
    """`spoil` may change any reply, by its path; None hangs up without one. `asked` are the paths
    in their order."""

    def __init__(self) -> None:
        super().__init__(_Handler)
        self.asked: list[str] = []
        self.pages, self.revoked = 2, False
        self.spoil: Callable[[str, Reply], Reply | None] = lambda _path, reply: reply

    def reply(self, path: str) -> Reply:
        name, _, rest = path.removeprefix("/api/v1/certificates/").partition("/")
        serial = name.split(".")[-3]
        if rest.startswith("copies/"):
            return 200, "application/pdf", pdf(serial, int(rest[-1]))
        if rest.startswith("preview"):
            return 200, "image/png", b"\x89PNG\r\n\x1a\n" + rest.encode()
        copies = [
            {
                "copy_no": number,
                "state": "sealed" if number == 1 else "held",
                "pages": self.pages,
                "length": len(pdf(serial, number)),
                "sha256": hashlib.sha256(pdf(serial, number)).hexdigest(),
            }
            for number in (1, 2)
        ]
        told = {"certificate_id": name, "type_name": "户口簿证明", "revoked": self.revoked}
        whole = {"certificate": told | {"copies": copies}, "time": MONDAY_MORNING.isoformat()}
        return 200, "application/json", json.dumps(whole).encode()


class _Handler(Handler):
    owner: Books

    def do_GET(self) -> None:
        books = self.owner
        books.asked.append(self.path.partition("certificates/")[2].partition("/")[2])
        reply = books.spoil(self.path, books.reply(self.path))
        if reply is None:
            self.hang_up()
            return
        status, kind, content = reply
        self.tell(status, content, kind)


@dataclass
class Checks:
    """Implements kiosk.ports.Checking: says what a test says, and remembers what was expected."""

    refusal: Refusal | None = None
    expected: list[Expected] = field(default_factory=list)

    def check(self, pdf: bytes, expected: Expected, known: Known, now: Any) -> Checked:
        self.expected.append(expected)
        return Checked(self.refusal)


class Errands:
    """The errand of a terminal over a line of its own."""

    def __init__(
        self, store: Store, state: Path, url: str, clock: FakeClock, quota: Quota | None = None
    ) -> None:
        self.checks, self.clock = Checks(), clock
        self.known: Known | None = KNOWN
        self.line = Line("platform", Transport(url, "t"), clock, lambda _low, high: high)
        self.room = RoomWatch(store, state, clock.now, clock.monotonic)
        folder = state / parts.FOLDER_NAME
        fetching = Fetching(
            store,
            self.line,
            folder,
            self.checks,
            lambda: self.known,
            self.room,
            clock,
            quota or Quota(),
        )
        self._round = Round(self.line, [fetching], clock, lambda _low, high: high)

    def step(self) -> float:
        rest = self._round.go()
        self.clock.advance(rest)
        return rest

    def go(self, steps: int = 30) -> None:
        for _ in range(steps):
            self.step()

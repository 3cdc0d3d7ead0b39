"""Questions as a screen asks them, the sample packages as a catalogue, platforms that misbehave."""

import json
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from kiosk.faults import Fault
from kiosk.identity import Assurance, SealedFor, bound_to
from kiosk.messages.hints import HintedItem
from kiosk.messages.items import ItemAnswer, ItemHit
from kiosk.messages.queries import QueryAnswered, RunQuery
from kiosk.messages.service import Refused
from kiosk.ports import Lines
from kiosk.values import replace
from offline_queue.queries import Queries, Told
from offline_queue.seal import KeyVault
from offline_queue.store.writer import Store
from offline_queue.sync.lookup import Lookup
from tests.clock import MONDAY_MORNING
from tests.kiosk.item_samples import FINES, ROOT, item
from tests.web import Handler, Web

JIA, YI = ("测试甲", "440524188001010014"), ("测试乙", "11010519491231002X")


class Samples:
    """Implements kiosk.ports.Catalogue over the sample packages."""

    def count(self, at: datetime) -> int:
        return 47

    region = "990100"

    def find(self, text: str, limit: int, at: datetime, region: str = "") -> tuple[ItemHit, ...]:
        return ()

    def ask(self, text: str, limit: int, at: datetime, region: str = "") -> tuple[ItemAnswer, ...]:
        return ()

    def hinted(self, at: datetime) -> tuple[HintedItem, ...]:
        return ()

    def category(
        self, number: int, limit: int, at: datetime, region: str = ""
    ) -> tuple[ItemHit, ...]:
        return ()

    def item(self, code: str, at: datetime, anywhere: bool = False) -> tuple[int, bytes] | None:
        content = self.file(code, "item.json", at)
        return None if content is None else (item(code).package_ver, content)

    def places(self, code: str) -> tuple[Lines, Lines]:
        return (), ()

    def codes(self, at: datetime) -> tuple[str, ...]:
        return tuple(sorted(one.name for one in ROOT.iterdir() if one.is_dir()))

    def having(self, name: str, at: datetime) -> tuple[str, ...]:
        return tuple(code for code in self.codes(at) if (ROOT / code / name).is_file())

    def file(self, code: str, name: str, at: datetime, anywhere: bool = False) -> bytes | None:
        path = ROOT / code / name
        return path.read_bytes() if path.is_file() else None


def question(code: str, request: str = "q-1", **inputs: str) -> RunQuery:
    """Of nobody."""
    version = item(code).package_ver
    return RunQuery(request, code, version, "NONE", Assurance.AL0, tuple(inputs.items()))


def by_card(vault: KeyVault, person: tuple[str, str], asked: RunQuery) -> RunQuery:
    name, number = person
    return replace(
        asked,
        credential="IDCARD",
        assurance=Assurance.AL2,
        holder_hash=vault.holder_hash(number),
        sealed=vault.seal(bound_to(SealedFor.QUERY, asked.request_id), name, number, "resident"),
    )


def vault_of(keys: Path) -> KeyVault:
    return KeyVault.load(keys / "platform.pub", keys / "hall.key")


def fines(request: str = "q-1") -> RunQuery:
    return question(FINES, request, what="all", state="all")


class Lies(Web):
    """A platform in this process that answers each question as `answer` says: bytes, or an object
    that is sent as JSON. None: it hangs until the test is over."""

    def __init__(self, answer: Callable[[dict[str, Any]], Any]) -> None:
        super().__init__(_Liar)
        self.asked: list[dict[str, Any]] = []
        self.over = threading.Event()
        self.answer = answer

    def __exit__(self, *told: object) -> None:
        self.over.set()
        super().__exit__(*told)


class _Liar(Handler):
    owner: Lies

    def do_POST(self) -> None:
        body = json.loads(self.body())
        self.owner.asked.append(body)
        answer = self.owner.answer(body)
        if answer is None:
            self.owner.over.wait(30)
            self.hang_up()
        elif isinstance(answer, bytes):
            self.tell(200, answer, "text/html")
        else:
            self.tell(200, json.dumps(answer).encode())


def good(body: dict[str, Any]) -> dict[str, Any]:
    """What a right answer to a question for fines is; tests spoil it."""
    now = MONDAY_MORNING.isoformat()
    row = {
        "plate": "示A·99019",
        "date": "2026-01-12",
        "place": "示例大道",
        "what": "超速",
        "points": 3,
        "fine": "200",
        "state": "未处理",
    }
    return {
        "request_id": body["request_id"],
        "item_code": body["item_code"],
        "holder_hash": body["holder_hash"],
        "as_of": now,
        "rows": [row],
        "more": False,
        "time": now,
    }


@dataclass
class Listener:
    """A peer that keeps what it is told."""

    told: list[Any] = field(default_factory=list)
    heard: threading.Event = field(default_factory=threading.Event)

    def send(self, message: object, re: int = 0) -> None:
        self.told.append(message)
        self.heard.set()


def queries_at(url: str, folder: Path, store: Store, cut: bool = False, **more: Any) -> Queries:
    """Against the platform at `url`, with the terminal's keys in `folder`."""
    lookup = Lookup(url, folder / "token", store, lambda: MONDAY_MORNING, lambda: cut)
    return Queries(Samples(), lookup, lambda: MONDAY_MORNING, **more)


def refused(answer: Told) -> Fault:
    assert isinstance(answer, Refused), answer
    return answer.fault


def rows(answer: Told) -> tuple[tuple[str, ...], ...]:
    assert isinstance(answer, QueryAnswered), answer
    return answer.rows


def members(asked: RunQuery) -> dict[str, Any]:
    return {name: getattr(asked, name) for name in RunQuery.__struct_fields__}

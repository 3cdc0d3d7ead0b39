"""A platform whose inbox a test fills: items signed, forged, late or of somebody else."""

import base64
import itertools
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from kiosk.signed import signed_bytes
from tests.clock import MONDAY_MORNING
from tests.offline_queue.scripted_platform import ScriptedPlatform

TERMINAL = "T00003"
HOUR = timedelta(hours=1)


class Signer:
    """One key of the platform."""

    def __init__(self, key_id: str = "k1") -> None:
        self.key_id = key_id
        self._key = Ed25519PrivateKey.generate()

    @property
    def public(self) -> bytes:
        return self._key.public_key().public_bytes_raw()

    def sign(self, item: dict[str, Any], terminal: str = TERMINAL) -> dict[str, Any]:
        signature = self._key.sign(signed_bytes(terminal, item))
        coded = base64.b64encode(signature).decode()
        return item | {"signature": coded, "key_id": self.key_id}


class InboxPlatform(ScriptedPlatform):
    """Answers with `items` after the cursor, as they are, `most` of them at a time."""

    def __init__(self) -> None:
        super().__init__()
        self.signer = Signer()
        self.items: list[Any] = []
        self.most = 100
        self.cursors: list[str] = []
        """What the terminal asked after."""
        self.cursor_told: Any = None
        """In place of the right one."""
        self._numbers = itertools.count(1)

    def item(self, kind: str, body: Any, **changes: Any) -> dict[str, Any]:
        """Not signed, valid for an hour."""
        number = next(self._numbers)
        plain = {
            "id": f"item-{number}",
            "seq": number,
            "kind": kind,
            "issued_at": self.now().isoformat(),
            "expires_at": (self.now() + HOUR).isoformat(),
            "body": body,
        }
        return plain | changes

    def add(self, kind: str, body: Any, **changes: Any) -> dict[str, Any]:
        """Signed, and in the inbox."""
        made = self.signer.sign(self.item(kind, body, **changes))
        self.items.append(made)
        return made

    def command(self, name: str, **more: Any) -> str:
        """A command in the inbox; its id."""
        changes = {k: more.pop(k) for k in ("id", "seq", "issued_at", "expires_at") if k in more}
        return str(self.add("command", {"name": name, **more}, **changes)["id"])

    def results(self) -> list[tuple[str, str, str]]:
        """(item, status, why) as they arrived."""
        return [(one["item_id"], one["status"], one["why"]) for one in self.bodies("result")]

    def answer(self, path: str, body: Any, word: str) -> dict[str, Any]:
        content: dict[str, Any] = super().answer(path, body, word)
        place = urlsplit(path)
        if place.path.endswith("/inbox"):
            after = parse_qs(place.query)["after"][0]
            self.cursors.append(after)
            content |= self._page(int(after))
        return content | {"inbox": self._waits()}

    def _waits(self) -> bool:
        asked = int(self.cursors[-1]) if self.cursors else 0
        return any(not _below(one, asked) for one in self.items)

    def _page(self, after: int) -> dict[str, Any]:
        open_ones = [one for one in self.items if not _below(one, after)]
        page = open_ones[: self.most]
        cursor = str(max([after, *(_number(one) for one in page)]))
        told = cursor if self.cursor_told is None else self.cursor_told
        more = len(open_ones) > len(page)
        return {"items": page, "cursor": told, "more": more}


def _number(item: Any) -> int:
    number = item.get("seq") if isinstance(item, dict) else None
    return number if isinstance(number, int) else 0


def _below(item: Any, after: int) -> bool:
    return 0 < _number(item) <= after


def at(moment: datetime = MONDAY_MORNING, **ago: float) -> str:
    """ISO text of a moment so long ago."""
    return (moment - timedelta(**ago)).isoformat()

"""One question to the platform and its answer, judged: shown whole, or not at all."""

import base64
import hashlib
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from kiosk.faults import Fault
from kiosk.items.codes import Credential
from kiosk.items.model import Query
from kiosk.items.rows import BadRows, read_rows
from kiosk.messages.queries import QueryAnswered, RunQuery
from kiosk.progress.receipt import FollowToken, Key, LocalNo, parse_key
from kiosk.progress.view import parse_view
from offline_queue.inbound.progress import LastKnown, last_known
from offline_queue.store.commits import StoreError
from offline_queue.store.writer import Store
from offline_queue.sync.answers import Answer, central_answer
from offline_queue.sync.asking import KnownCut, NotAnswered, Way
from offline_queue.sync.bearer import NoToken
from offline_queue.sync.hall import parse_time
from offline_queue.sync.transport import CutAdapter, NoReply

QUERIES = "/api/v1/queries"
PROGRESS = "/api/v1/progress"
_REFUSALS = frozenset({401, 403, 404, 422, 429})
"""The platform heard the question and does not answer it."""


class Lookup(Struct, frozen=True):
    """Thread-safe. `is_cut`: the platform is known not to answer; then it is not asked."""

    base_url: str
    token_file: Path
    store: Store
    now: Callable[[], datetime]
    is_cut: Callable[[], bool]
    cable: CutAdapter | None = None

    def rows(self, asked: RunQuery, query: Query) -> QueryAnswered:
        """Raises NotAnswered."""
        payload = self.ask(QUERIES, _wanted(asked)).payload
        echoed = {
            "request_id": asked.request_id,
            "item_code": asked.code,
            "holder_hash": asked.holder_hash,
        }
        for name, value in echoed.items():
            if payload.get(name) != value:
                raise NotAnswered(Fault.QUERY_NOT_OURS, f"{name} is another")
        try:
            found = read_rows(payload.get("rows"), query)
            as_of = parse_time(payload.get("as_of"))
        except BadRows as bad:
            raise NotAnswered(Fault.QUERY_NOT_OURS, str(bad)) from None
        except ValueError:
            raise NotAnswered(Fault.QUERY_NOT_OURS, "as_of is no time") from None
        more = payload.get("more") is True
        return QueryAnswered(asked.request_id, found, as_of=_text(as_of), more=more)

    def progress(self, asked: RunQuery) -> QueryAnswered:
        """Applications by receipt or card. Cut off: what was said last of that receipt, with its
        time. Raises NotAnswered."""
        by, key = _key(asked)
        try:
            answer = self.ask(PROGRESS, {"by": by, "key": key})
        except NotAnswered as refusal:
            known = self._last(key) if by == "receipt" else None
            if known is None or refusal.fault is Fault.QUERY_REFUSED:
                raise
            views = msgspec.json.encode([known.view])
            return QueryAnswered(
                asked.request_id, (), views, as_of=_text(known.at), last_known=True
            )
        found = _applications(answer.payload, by, key)
        at = answer.time or self.now()
        return QueryAnswered(asked.request_id, (), found, as_of=_text(at))

    def ask(self, path: str, body: Mapping[str, Any]) -> Answer:
        """Raises NotAnswered."""
        way = Way(self.base_url, self.token_file, self.is_cut, self.cable)
        try:
            with way.open() as transport:
                answer = central_answer(transport.send_json("POST", path, body), self.now())
        except KnownCut:
            detail = "the platform is known not to answer"
            raise NotAnswered(Fault.ITEM_NEEDS_NETWORK, detail) from None
        except NoToken as error:
            raise NotAnswered(Fault.QUERY_REFUSED, str(error)) from None
        except NoReply as error:
            raise NotAnswered(Fault.QUERY_NO_ANSWER, str(error)) from None
        if answer.fault is None:
            return answer
        if answer.status in _REFUSALS:
            raise NotAnswered(Fault.QUERY_REFUSED, answer.detail)
        if answer.fault is Fault.PLATFORM_NOT_OURS:
            raise NotAnswered(Fault.QUERY_NOT_OURS, answer.detail)
        raise NotAnswered(Fault.QUERY_NO_ANSWER, answer.detail)

    def _last(self, local_no: str) -> LastKnown | None:
        try:
            return self.store.call(lambda ledger: last_known(ledger, local_no))
        except StoreError:
            return None


def _wanted(asked: RunQuery) -> dict[str, Any]:
    identified = bool(asked.sealed)
    return {
        "request_id": asked.request_id,
        "item_code": asked.code,
        "version": asked.version,
        "credential": asked.credential,
        "assurance": asked.assurance.value,
        "inputs": dict(asked.inputs),
        "identity": "verified_offline" if identified else "none",
        "holder_hash": asked.holder_hash,
        "sealed": base64.b64encode(asked.sealed).decode("ascii"),
    }


def _key(asked: RunQuery) -> tuple[str, str]:
    """Who has a card needs no code. Raises NotAnswered where the code can be none."""
    if asked.credential != Credential.RECEIPT_CODE:
        if not asked.holder_hash:
            raise NotAnswered(Fault.QUERY_REFUSED, "nobody is identified")
        return "card", asked.holder_hash
    found: Key | None = parse_key(asked.inputs[0][1]) if asked.inputs else None
    if found is None:
        raise NotAnswered(Fault.QUERY_REFUSED, "not a code of a receipt")
    if isinstance(found, LocalNo):
        return "receipt", found.text
    return ("link" if isinstance(found, FollowToken) else "project"), found.text


def _applications(payload: Mapping[str, Any], by: str, key: str) -> bytes:
    """Raises NotAnswered where one of them cannot be read, or is not what was asked for."""
    found = payload.get("applications")
    about = hashlib.sha256(f"{by}|{key}".encode()).hexdigest()
    if payload.get("about") != about or not isinstance(found, list):
        raise NotAnswered(Fault.QUERY_NOT_OURS, "not about the key that was asked")
    try:
        views = [parse_view(one) for one in found]
    except ValueError:
        raise NotAnswered(Fault.QUERY_NOT_OURS, "an application cannot be read") from None
    if by == "receipt" and any(view.local_no != key for view in views):
        raise NotAnswered(Fault.QUERY_NOT_OURS, "another application")
    return msgspec.json.encode(found)


def _text(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds")

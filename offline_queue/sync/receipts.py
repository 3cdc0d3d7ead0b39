"""What an answer proves about each record of a batch. Pure."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from msgspec import Struct, field

from offline_queue.sync.backoff import clamp_s

_PLACE = re.compile(r"(?!.*\d{5})[A-Za-z0-9_$.\[\]` -]{1,120}\Z")
"""A place in a record, or a word of the platform's: nothing that could name a person."""
MOST_MISSING = 200
"""Attachments of one record that are looked for."""


class Receipts(Struct, frozen=True):
    """Sequence numbers. `busy`: tried later, after so many seconds at least. `refused`: never, and
    why. `conflicts` are those refused because the key is known with another content. `waits`: not
    tried, since something that it depends on is not there. `missing`: ids of attachments that the
    destination has not got, of records that it did not take. `unclear`: nothing certain said."""

    delivered: tuple[int, ...] = ()
    busy: Mapping[int, float] = field(default_factory=dict)
    refused: Mapping[int, str] = field(default_factory=dict)
    conflicts: tuple[int, ...] = ()
    waits: tuple[int, ...] = ()
    missing: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    unclear: tuple[int, ...] = ()

    @property
    def certain(self) -> bool:
        """The answer is about this batch: it says of at least one record what became of it."""
        return bool(self.delivered or self.busy or self.refused or self.waits)


def read_receipts(seqs: Mapping[str, int], results: Iterable[Any]) -> Receipts:
    """From a destination's `results`; `seqs` are the sequence numbers by key. Only what names a
    key of this batch counts, and only where all that names it says the same."""
    said: dict[str, Mapping[str, Any]] = {}
    torn: set[str] = set()
    for result in results:
        key = result.get("key") if isinstance(result, dict) else None
        if isinstance(key, str) and key in seqs:
            first = said.setdefault(key, result)
            if first.get("status") != result.get("status"):
                torn.add(key)
    by_status: dict[str, dict[int, Mapping[str, Any]]] = {}
    for key, seq in seqs.items():
        result = {} if key in torn else said.get(key, {})
        by_status.setdefault(str(result.get("status")), {})[seq] = result
    refused = {
        seq: f"{status}: {_place(one.get('detail'))}".rstrip(": ")
        for status in ("rejected", "conflict")
        for seq, one in by_status.get(status, {}).items()
    }
    busy = {seq: _seconds(one.get("retry_after")) for seq, one in by_status.get("busy", {}).items()}
    missing = {
        seq: ids
        for status in ("rejected", "waits")
        for seq, one in by_status.get(status, {}).items()
        if (ids := _ids(one.get("missing")))
    }
    known = {"applied", "already", "rejected", "conflict", "busy", "waits"}
    unclear = (seq for status, found in by_status.items() if status not in known for seq in found)
    return Receipts(
        delivered=(*by_status.get("applied", ()), *by_status.get("already", ())),
        busy=busy,
        refused=refused,
        conflicts=tuple(by_status.get("conflict", ())),
        waits=tuple(by_status.get("waits", ())),
        missing=missing,
        unclear=tuple(unclear),
    )


def _place(detail: Any) -> str:
    return detail if isinstance(detail, str) and _PLACE.match(detail) else ""


def _ids(value: Any) -> tuple[str, ...]:
    found = value if isinstance(value, list) else []
    return tuple(one for one in found if isinstance(one, str))[:MOST_MISSING]


def _seconds(value: Any) -> float:
    usable = isinstance(value, int | float) and not isinstance(value, bool)
    return clamp_s(value) if usable else 0.0

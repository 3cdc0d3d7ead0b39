"""Key, number and fingerprint of a record, also of one that may be malformed. Pure."""

import hashlib
from collections.abc import Iterable
from typing import Any

import msgspec


def fingerprint(body: dict[str, Any]) -> str:
    """SHA-256, hex, of the body as canonical JSON: keys sorted, no blanks, UTF-8."""
    return hashlib.sha256(msgspec.json.encode(body, order="deterministic")).hexdigest()


def number_of(key: str, terminal_id: str, epoch: str) -> int | None:
    """The seq in a key of the form `terminal.epoch.seq` of this epoch; None for any other key."""
    before, _, digits = key.rpartition(".")
    if before != f"{terminal_id}.{epoch}" or not digits.isdecimal():
        return None
    return int(digits) if digits == str(int(digits)) else None


def lowest_seq(raws: Iterable[Any]) -> int:
    """Of records that may be malformed; 0 where none can be read."""
    named = (raw.get("seq") for raw in raws if isinstance(raw, dict))
    return min((seq for seq in named if type(seq) is int and seq >= 0), default=0)


def word_of(raw: Any, name: str) -> str:
    """A text member of a record that may be malformed, so that its answer can be matched; "" if
    there is none."""
    text = raw.get(name) if isinstance(raw, dict) else None
    return text if isinstance(text, str) and len(text) <= 100 else ""

"""The negative list: what a destination other than the central platform never gets. Pure."""

from collections.abc import Mapping
from typing import Any

from offline_queue.outbox.rows import Record

Withheld = Mapping[str, frozenset[str]]
"""Fields by kind. A field is a name, or a path with dots into objects of the body."""

NEGATIVE = frozenset({"sealed", "holder_hash", "holder_mask"})
"""Of every kind: who the person is. A configuration adds to it and cannot take away."""


def negative_list(kinds: frozenset[str], added: Withheld) -> Withheld:
    """Of a destination that gets `kinds`."""
    return {kind: NEGATIVE | added.get(kind, frozenset()) for kind in kinds}


def shared(record: Record, withheld: Withheld) -> Mapping[str, Any]:
    """The body without what is withheld for its kind."""
    body: Mapping[str, Any] = record.body
    for field in withheld.get(record.kind, ()):
        body = _without(body, field.split("."))
    return body


def _without(body: Mapping[str, Any], path: list[str]) -> Mapping[str, Any]:
    name, *inner = path
    if name not in body:
        return body
    rest = {key: value for key, value in body.items() if key != name}
    if not inner:
        return rest
    value = body[name]
    if isinstance(value, list):
        return rest | {name: [_item(one, inner) for one in value]}
    return rest | {name: _item(value, inner)}


def _item(value: Any, path: list[str]) -> Any:
    return _without(value, path) if isinstance(value, dict) else value

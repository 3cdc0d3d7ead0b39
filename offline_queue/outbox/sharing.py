"""The negative list: what a destination other than the central platform never gets. Pure."""

from collections.abc import Mapping
from typing import Any

from offline_queue.outbox.rows import Record

Withheld = Mapping[str, frozenset[str]]
"""Fields by kind. A field is a name, or a path with dots into objects of the body."""

PERSON = frozenset({"sealed", "sealed_mobile", "holder_hash", "holder_mask", "session_id"})
"""Of every kind: who the person is, and what ties together all that they did."""
_CLOSED: Mapping[str, frozenset[str]] = {
    "ticket": frozenset({"request_id", "terminal_id", "means", "assurance", "identity"}),
    "evaluation": frozenset(
        {"ticket_id", "service_id", "number", "writing_evaluation", "real_name", "want_callback"}
    ),
    "service": frozenset({"service_id", "ticket_id", "number", "link"}),
    "application": frozenset({"follow", "identity"}),
    "cert_request": frozenset({"request_id", "identity", "pickup_hash"}),
}
"""Besides, what docs/platform.md classes as closed in kinds of which anything is to be shared. A
configuration adds to it and cannot take away. Kinds that are closed as a whole are the operator's
own events: they go where the configuration names them."""


def negative_list(kinds: frozenset[str], added: Withheld) -> Withheld:
    """Of a destination that gets `kinds`."""
    return {kind: closed(kind) | added.get(kind, frozenset()) for kind in kinds}


def closed(kind: str) -> frozenset[str]:
    """What of this kind stays with the terminal and the platform."""
    return PERSON | _CLOSED.get(kind, frozenset())


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

"""What may stand in the audit log: closed sets of events, of facts, and of the shapes of values.

Nothing here can hold a name, a number of a person, a mask or a hash of either: a value of another
shape is refused. Pure.
"""

import hashlib
import re
from collections.abc import Callable, Collection, Mapping
from typing import Any

import msgspec

from kiosk.faults import Fault
from kiosk.flow.states import State
from kiosk.identity import Assurance, Means
from kiosk.numbers import is_person_number
from kiosk.print_state import PrintState
from kiosk.room import RoomLevel

MOST_COUNT = 999_999_999
"""Nine digits: less than any number of a person or of a telephone."""

WHATS = frozenset(
    {
        "service.started",
        "service.stopped",
        "session.identified",
        "number.taken",
        "number.refused",
        "print.moved",
        "service.finished",
        "evaluation.given",
        "guide.corrected",
        "help.called",
        "platform.lost",
        "platform.found",
        "records.refused",
        "leases.received",
        "clock.wrong",
        "clock.right",
        "command.received",
        "command.refused",
        "command.done",
        "operator.looked",
        "operator.mended",
        "operator.retried",
        "operator.dropped",
        "operator.exported",
        "operator.backed_up",
        "operator.restored",
        "operator.adopted",
        "operator.rotated",
        "application.finished",
        "archive.made",
        "archive.destroyed",
        "room.changed",
        "room.refused",
        "catalogue.changed",
        "catalogue.refused",
        "catalogue.stale",
        "catalogue.fresh",
        "certificate.refused",
        "certificate.wished",
    }
)
"""Every event; `chain.began` besides, which the log writes itself."""

_UUID = re.compile(r"[0-9a-f]{8}(-?)[0-9a-f]{4}\1[1-8][0-9a-f]{3}\1[89ab][0-9a-f]{3}\1[0-9a-f]{12}")
_SHORT_ID = re.compile(r"[a-z]{1,10}-\d{1,6}")
_GROUP = re.compile(r"(?!(?:\D*\d){5})[A-Za-z][A-Za-z0-9_-]{0,19}")
_WORD = re.compile(r"[a-z][a-z_.-]{0,31}")
_VERSION = re.compile(r"\d{1,2}\.\d{1,3}(\.\d{1,3})?")
_NUMBER = re.compile(r"\d{17}")
_MANIFEST = re.compile(r"([0-9a-f]{8}-){7}[0-9a-f]{8}")
"""A digest in groups: no run of digits in it is long enough for a person's number, and no holder's
hash has this shape."""
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?[+-]\d\d:\d\d")

OTHER = "other"
"""Stands for an id from outside that has not the shape of one."""


class Unfit(ValueError):
    """Not for the log: a bug of the caller. The text names the fact, never its value."""


def _is_id(value: Any) -> bool:
    if not isinstance(value, str):
        return False
    if _UUID.fullmatch(value):
        return not _hides_a_person(value.replace("-", ""))
    return value == OTHER or _SHORT_ID.fullmatch(value) is not None


def _hides_a_person(digits: str) -> bool:
    return _NUMBER.search(digits) is not None and any(
        is_person_number(digits[n : n + 18]) for n in range(len(digits) - 17)
    )


def _matches(pattern: re.Pattern[str]) -> Callable[[Any], bool]:
    return lambda value: isinstance(value, str) and pattern.fullmatch(value) is not None


def _one_of(values: Collection[str]) -> Callable[[Any], bool]:
    return lambda value: isinstance(value, str) and value in values


def _is_count(value: Any) -> bool:
    return type(value) is int and 0 <= value <= MOST_COUNT


_FAULTS = frozenset(Fault) | {""}
_SCREENS = frozenset(State) | {OTHER}

FACTS: Mapping[str, Callable[[Any], bool]] = {
    "session": _is_id,
    "ticket": _is_id,
    "certificate": _matches(_MANIFEST),
    "slip": _is_id,
    "job": _is_id,
    "command": _is_id,
    "attachment": _is_id,
    "application": _is_id,
    "package": _is_id,
    "item": _is_id,
    "manifest": _matches(_MANIFEST),
    "staff": _matches(_MANIFEST),
    "group": _matches(_GROUP),
    "pack": _matches(_GROUP),
    "fault": _one_of(_FAULTS),
    "means": _one_of(frozenset(Means)),
    "assurance": _one_of(frozenset(Assurance)),
    "state": _one_of(frozenset(PrintState)),
    "screen": _one_of(_SCREENS),
    "level": _one_of(frozenset(RoomLevel)),
    "kind": _matches(_WORD),
    "name": _matches(_WORD),
    "result": _matches(_WORD),
    "version": _matches(_VERSION),
    "copy": _is_count,
    "count": _is_count,
    "seq": _is_count,
    "uid": _is_count,
    "key_id": _is_count,
    "free_mb": _is_count,
}


def event_text(what: str, facts: Mapping[str, Any]) -> str:
    """The event as JSON: `what` first, then the facts in the order of their names. Raises Unfit."""
    if what not in WHATS:
        raise Unfit("an event that the audit log does not know")
    for name, value in facts.items():
        shape = FACTS.get(name)
        if shape is None:
            raise Unfit("a fact that the audit log does not know")
        if not shape(value):
            raise Unfit(f"{name}: not a value for the audit log")
    ordered = {"what": what} | {name: facts[name] for name in sorted(facts)}
    return msgspec.json.encode(ordered).decode()


def check_moment(at: str) -> None:
    """Raises Unfit where it is not ISO 8601 with its offset."""
    if not _MOMENT.fullmatch(at):
        raise Unfit("at: not a time for the audit log")


def as_id(text: str) -> str:
    """An id that came from outside, or OTHER where it has not the shape of one."""
    return text if _is_id(text) else OTHER


def as_digest(text: str) -> str:
    """Stands for a long id from outside whose digits could be taken for a person's: its SHA-256."""
    digest = hashlib.sha256(text.encode()).hexdigest()
    return "-".join(digest[n : n + 8] for n in range(0, 64, 8))


def as_group(text: str) -> str:
    return text if _GROUP.fullmatch(text) else OTHER


def as_screen(text: str) -> str:
    return text if text in _SCREENS else OTHER

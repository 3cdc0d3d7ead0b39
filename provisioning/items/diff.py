"""What two versions of a catalogue differ in, and what citizens save by it."""

from collections.abc import Iterator, Mapping
from typing import Any

from msgspec import Struct

from kiosk.items.model import ServiceItem
from provisioning.items.lint.limits import HOURS
from provisioning.items.load import Loaded

_WORK_DAY_HOURS = 24.0 * 7 / 5
_LONGEST = 60


class Saved(Struct, frozen=True):
    """What fell away, less what came: below zero where there is more to do than before."""

    materials: int = 0
    steps: int = 0
    """Of the process."""
    days: float = 0
    """Promised work days, to one decimal."""
    fees: int = 0
    """Charges, those of third parties included."""
    fee_fen: int = 0

    def __add__(self, other: "Saved") -> "Saved":
        names = self.__struct_fields__
        pairs = {name: getattr(self, name) + getattr(other, name) for name in names}
        return Saved(**pairs | {"days": round(self.days + other.days, 1)})


class Change(Struct, frozen=True):
    path: str
    """JSON path in the newer package; entries of lists by their id, where they have one."""
    old: str
    new: str
    """Empty: it is not there."""


class ItemDiff(Struct, frozen=True):
    catalog_code: str
    name: str
    saved: Saved
    changes: tuple[Change, ...]


class CatalogueDiff(Struct, frozen=True):
    added: tuple[str, ...]
    """Catalogue codes."""
    removed: tuple[str, ...]
    items: tuple[ItemDiff, ...]
    """Only those that changed."""
    saved: Saved
    """Over all items that are in both."""


def compare(old: Mapping[str, Loaded], new: Mapping[str, Loaded]) -> CatalogueDiff:
    found = []
    for code in sorted(old.keys() & new.keys()):
        before, after = old[code], new[code]
        changes = tuple(_changes(before.document, after.document, "$"))
        if changes:
            saved = saved_by(before.item, after.item)
            found.append(ItemDiff(code, after.item.task_name.zh, saved, changes))
    total = Saved()
    for one in found:
        total += one.saved
    return CatalogueDiff(
        tuple(sorted(new.keys() - old.keys())),
        tuple(sorted(old.keys() - new.keys())),
        tuple(found),
        total,
    )


def saved_by(old: ServiceItem, new: ServiceItem) -> Saved:
    return Saved(
        materials=len(old.materials) - len(new.materials),
        steps=len(old.process) - len(new.process),
        days=round(_work_days(old) - _work_days(new), 1),
        fees=_charges(old) - _charges(new),
        fee_fen=_fen(old) - _fen(new),
    )


def _work_days(item: ServiceItem) -> float:
    return item.promise_day * HOURS[item.promise_type] / _WORK_DAY_HOURS


def _charges(item: ServiceItem) -> int:
    return len(item.fees) + len(item.intermediaries)


def _fen(item: ServiceItem) -> int:
    return sum(one.amount_fen for one in item.fees)


def _changes(old: Any, new: Any, path: str) -> Iterator[Change]:
    if isinstance(old, dict) and isinstance(new, dict):
        for name in sorted(old.keys() | new.keys()):
            yield from _changes(old.get(name), new.get(name), f"{path}.{name}")
    elif isinstance(old, list) and isinstance(new, list):
        before, after = _named(old), _named(new)
        for name in [*before, *(one for one in after if one not in before)]:
            yield from _changes(before.get(name), after.get(name), f"{path}[{name}]")
    elif old != new:
        yield Change(path, _short(old), _short(new))


def _named(entries: list[Any]) -> dict[Any, Any]:
    """By id, so that an entry that moved is no change; else by place."""
    ids = [one.get("id") for one in entries if isinstance(one, dict)]
    if len(ids) == len(entries) and all(isinstance(one, str) for one in ids):
        return dict(zip(ids, entries, strict=True))
    return dict(enumerate(entries))


def _short(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, dict):
        value = value.get("zh") or value.get("material_name") or value.get("id") or "{...}"
        return _short(value)
    text = "[...]" if isinstance(value, list) else str(value)
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"

"""What the answers of a printer say, as values. Pure.

An attribute that was not told is None, never a zero. Sources: RFC 8011, PWG 5100.13 (supplies,
trays), PWG 5100.7 (media-col-ready), RFC 3805 (levels). PROTOCOL.md has the tables.
"""

import re

from msgspec import Struct

from devices.a4_printer.ipp import Attributes, Message, Tag
from devices.a4_printer.protocol import OVER

LOW_PERCENT = 10
_SEVERITY = re.compile(r"-(report|warning|error)$")
_CONSUMED = ("toner", "ink", "marker", "developer")
_LEVEL = re.compile(r"(?:^|;)level=(-?\d+)(?:;|$)")
_SUPPLY_TYPE = re.compile(r"(?:^|;)type=([A-Za-z-]+)")
_CAPACITY = re.compile(r"(?:^|;)maxcapacity=(\d+)(?:;|$)")
_MOST_WORDS = 32
_LONGEST_WORD = 60


class JobSeen(Struct, frozen=True):
    """One job as the printer tells it. `reasons` without those that say nothing ("none")."""

    id: int | None
    name: str | None
    user: str | None
    state: int | None
    reasons: tuple[str, ...] = ()
    impressions: int | None = None

    @property
    def over(self) -> bool:
        return self.state in OVER


class Supply(Struct, frozen=True):
    """Toner or the like. `percent` 0 to 100; None where the device knows only that it is there or
    not even that."""

    percent: int | None
    low: int = LOW_PERCENT


class PrinterSeen(Struct, frozen=True):
    """None: not told. `reasons` without severity; `severe` are those told as -error."""

    state: int | None
    reasons: frozenset[str] | None
    severe: frozenset[str] = frozenset()
    accepting: bool | None = None
    queued: int | None = None
    formats: tuple[str, ...] | None = None
    ready: tuple[str, ...] | None = None
    ready_sizes: tuple[tuple[int, int], ...] = ()
    trays: tuple[int, ...] = ()
    supplies: tuple[Supply, ...] = ()
    operations: tuple[int, ...] = ()
    sides: tuple[str, ...] = ()
    most_copies: int = 1
    modes: tuple[str, ...] = ()
    model: str = ""
    up_time: int | None = None

    @property
    def detail(self) -> str:
        told = "--" if self.reasons is None else plain(tuple(sorted(self.reasons))) or "none"
        loaded = "" if self.ready is None else f" loaded={plain(self.ready[:3])}"
        return f"state={self.state or '-'} reasons={told}{loaded}"


def printer_seen(told: Attributes) -> PrinterSeen:
    reasons = words(told, "printer-state-reasons")
    accepting = number(told, "printer-is-accepting-jobs")
    copies = [value.data for value in told.get("copies-supported", ())]
    ranges = [data[1] for data in copies if isinstance(data, tuple) and len(data) == 2]
    return PrinterSeen(
        state=number(told, "printer-state"),
        reasons=None if reasons is None else _plain_reasons(reasons),
        severe=_plain_reasons(tuple(r for r in reasons or () if r.endswith("-error"))),
        accepting=None if accepting is None else bool(accepting),
        queued=number(told, "queued-job-count"),
        formats=words(told, "document-format-supported"),
        ready=words(told, "media-ready"),
        ready_sizes=_sizes(told),
        trays=tuple(_levels(told, "printer-input-tray")),
        supplies=_supplies(told),
        operations=numbers(told, "operations-supported"),
        sides=words(told, "sides-supported") or (),
        most_copies=max([1, *ranges]),
        modes=words(told, "print-color-mode-supported") or (),
        model=plain((word(told, "printer-make-and-model") or "",)),
        up_time=number(told, "printer-up-time"),
    )


def job_seen(attributes: Attributes) -> JobSeen:
    reasons = words(attributes, "job-state-reasons") or ()
    return JobSeen(
        number(attributes, "job-id"),
        word(attributes, "job-name"),
        word(attributes, "job-originating-user-name"),
        number(attributes, "job-state"),
        tuple(reason for reason in reasons if reason != "none"),
        number(attributes, "job-impressions-completed"),
    )


def jobs_seen(reply: Message) -> list[JobSeen]:
    return [job_seen(attributes) for attributes in reply.all_of(Tag.JOB)]


# --- attributes -----------------------------------------------------------------------------------


def number(attributes: Attributes, name: str) -> int | None:
    found = numbers(attributes, name)
    return found[0] if found else None


def numbers(attributes: Attributes, name: str) -> tuple[int, ...]:
    """Integers, enums and booleans; out-of-band values are left out."""
    values = attributes.get(name, ())
    return tuple(int(value.data) for value in values if isinstance(value.data, int))


def words(attributes: Attributes, name: str) -> tuple[str, ...] | None:
    """Keywords, names and the like; None where the attribute was not told."""
    values = [value.data for value in attributes.get(name, ())]
    found = tuple(data for data in values if isinstance(data, str))
    return found if found else None


def word(attributes: Attributes, name: str) -> str | None:
    found = words(attributes, name)
    return found[0] if found else None


def plain(told: tuple[str, ...]) -> str:
    """Keywords of a device for the operator: short, printable, no text of anybody."""
    kept = [_clean(word)[:_LONGEST_WORD] for word in told[:_MOST_WORDS]]
    return ",".join(kept)


def _clean(told: str) -> str:
    return "".join(c for c in told if c.isascii() and (c.isalnum() or c in "-_. "))


# --- supplies -------------------------------------------------------------------------------------


def _supplies(told: Attributes) -> tuple[Supply, ...]:
    """marker-levels are percent by CUPS' convention; printer-supply has its own capacity."""
    types = words(told, "marker-types") or ()
    levels, lows = numbers(told, "marker-levels"), numbers(told, "marker-low-levels")
    if levels and len(types) == len(levels):
        lows = lows if len(lows) == len(levels) else (LOW_PERCENT,) * len(levels)
        rows = zip(types, levels, lows, strict=True)
        return tuple(Supply(_percent(level, 100), low) for t, level, low in rows if _used_up(t))
    found = []
    for text in _octets(told, "printer-supply"):
        kind, level, most = (p.search(text) for p in (_SUPPLY_TYPE, _LEVEL, _CAPACITY))
        if kind and level and _used_up(kind[1]):
            capacity = int(most[1][:9]) if most else 100
            found.append(Supply(_percent(int(level[1][:9]), capacity)))
    return tuple(found)


def _used_up(kind: str) -> bool:
    return "waste" not in kind.lower() and kind.lower().startswith(_CONSUMED)


def _percent(level: int, capacity: int) -> int | None:
    """Negative levels: -1 no restriction, -2 unknown, -3 some left (RFC 3805)."""
    return None if level < 0 or capacity <= 0 else min(100, -(-level * 100 // capacity))


def _levels(told: Attributes, name: str) -> list[int]:
    found = (_LEVEL.search(text) for text in _octets(told, name))
    return [int(level[1][:9]) for level in found if level]


def _octets(told: Attributes, name: str) -> list[str]:
    values = (value.data for value in told.get(name, ()))
    return [data.decode("ascii", "replace") for data in values if isinstance(data, bytes)]


def _sizes(told: Attributes) -> tuple[tuple[int, int], ...]:
    """(width, length) in hundredths of a millimetre."""
    found = []
    for value in told.get("media-col-ready", ()):
        size = value.data.get("media-size", ()) if isinstance(value.data, dict) else ()
        for one in size:
            if isinstance(one.data, dict):
                x, y = number(one.data, "x-dimension"), number(one.data, "y-dimension")
                found += [(x, y)] if x is not None and y is not None else []
    return tuple(found)


def _plain_reasons(told: tuple[str, ...]) -> frozenset[str]:
    return frozenset(_SEVERITY.sub("", reason) for reason in told) - {"none"}

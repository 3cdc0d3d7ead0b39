"""Whom is asked about, and the shape of what comes back."""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, TypeAlias

from msgspec import field

from kiosk.numbers import birth_of
from kiosk.values import Private

Words: TypeAlias = dict[str, str]
Fact: TypeAlias = dict[str, Any]


class Asked(Private, frozen=True):
    """A person or organisation as identified, and what they chose. `today`: local date. Lives in
    memory for one certificate; its repr hides everything."""

    name: str
    number: str
    chosen: Mapping[str, str]
    today: date

    def pick(self, what: str, choices: Sequence[Any]) -> Any:
        """One of them, always the same for this number and word."""
        return choices[self.figure(what, 0, len(choices) - 1)]

    def figure(self, what: str, least: int, most: int) -> int:
        digest = hashlib.sha256(f"{what}|{self.number}".encode()).digest()
        return least + int.from_bytes(digest[:6], "big") % (most - least + 1)

    @property
    def sex(self) -> Words:
        odd = self.number[16:17] in ("1", "3", "5", "7", "9")
        return both("男", "male") if odd else both("女", "female")

    @property
    def birth(self) -> str:
        born = birth_of(self.number)
        return born.isoformat() if born else ""

    @property
    def period(self) -> tuple[str, str]:
        """As chosen, its first and last month as YYYY-MM; "" where it was left open."""
        return self.chosen.get("period_from", ""), self.chosen.get("period_to", "")

    def covers(self, month: str) -> bool:
        """That month lies in the chosen period."""
        first, last = self.period
        return first <= month <= (last or "9999")

    def months(self, most: int, since: str = "") -> list[str]:
        """The last `most` months of the chosen period as YYYY-MM, newest first: those before this
        month that are not before `since`."""
        first = max(since, self.period[0], "1900")
        found: list[str] = []
        at = 12 * self.today.year + self.today.month - 2
        while len(found) < most and (text := f"{at // 12:04d}-{at % 12 + 1:02d}") >= first:
            if self.covers(text):
                found.append(text)
            at -= 1
        return found


class Facts(Private, frozen=True):
    """`facts`: {"label", "value", "wide", "kind"}; `tables`: {"title", "columns", "rows", "empty"};
    `more`: single values by name. Texts are plain, or one for each language."""

    facts: tuple[Fact, ...] = ()
    tables: tuple[dict[str, Any], ...] = ()
    more: dict[str, Any] = field(default_factory=dict)


def both(zh: str, en: str) -> Words:
    return {"zh": zh, "en": en}


def fact(zh: str, en: str, value: Any, **more: Any) -> Fact:
    """`kind` "name", "number" or "address": masked in a preview."""
    return {"label": both(zh, en), "value": value if isinstance(value, dict) else str(value)} | more


def table(
    title: Words | None,
    columns: Sequence[Words],
    rows: Sequence[Sequence[Any]],
    masked: Sequence[int] = (),
    empty: Words | None = None,
) -> dict[str, Any]:
    """`masked`: the columns of names, which a preview does not show. `empty`: what stands there
    where there are no rows."""
    made: dict[str, Any] = {"columns": list(columns), "rows": [list(row) for row in rows]}
    made |= {"masked": list(masked)} if masked else {}
    made |= {"empty": empty} if empty else {}
    return made | ({"title": title} if title else {})


def who(asked: Asked) -> tuple[Fact, Fact]:
    return (
        fact("姓名", "Name", asked.name, kind="name"),
        fact("公民身份号码", "Citizen number", asked.number, kind="number"),
    )


def plain_facts(asked: Asked) -> Facts:
    return Facts(who(asked), more={"sex": asked.sex})


def money(fen: int) -> str:
    """1234567 -> 12,345.67"""
    return f"{fen // 100:,}.{fen % 100:02d}"


MONTH = both("年月", "Month")

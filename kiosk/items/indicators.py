"""What a rating of a bad service can name as its reason: the standard's indicators, as data.

GB/T 39735-2020: the set for services online, which a terminal's is. The sets are kept centrally and
no place edits them: another set is another version, and a rating says of which one its codes are.
"""

from msgspec import Struct

from kiosk.items.words import Words


class Indicator(Struct, frozen=True):
    code: str
    name: Words


class IndicatorSet(Struct, frozen=True):
    version: str
    indicators: tuple[Indicator, ...]

    @property
    def codes(self) -> frozenset[str]:
        return frozenset(one.code for one in self.indicators)

    def names(self, codes: tuple[str, ...], lang: str) -> tuple[str, ...]:
        """In the set's order; codes that it does not know are left out."""
        return tuple(one.name.say(lang) for one in self.indicators if one.code in codes)


def _set(version: str, *rows: tuple[str, str, str]) -> IndicatorSet:
    made = tuple(Indicator(code, Words(zh, (("en", en),))) for code, zh, en in rows)
    return IndicatorSet(version, made)


ONLINE = _set(
    "39735-2020.online.1",
    ("overall", "整体满意度", "Overall"),
    ("speed", "办事效率", "Speed"),
    ("guide", "办事指南精确度", "Accuracy of the guide"),
    ("ease", "办事便捷度", "Ease"),
    ("operation", "平台操作性", "Handling of the terminal"),
)
SETS = {ONLINE.version: ONLINE}
BAD = frozenset({1, 2})
"""Levels that count as 差评."""

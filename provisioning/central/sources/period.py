"""The period that was chosen: in words, and the months that are listed of it. Pure."""

from msgspec import Struct

from provisioning.central.sources.person import Asked, Fact, Words, both, fact

ALL_MONTHS = 12 * 200
NO_PAYMENTS = both("该时段无缴费记录", "No payments in this period")
_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)


class Listed(Struct, frozen=True):
    """`months` as YYYY-MM, newest first; `cut`: older ones of the period are not among them."""

    title: Words
    months: tuple[str, ...]
    cut: bool


def listed(asked: Asked, most: int, since: str, zh: str, en: str) -> Listed:
    """The months of the chosen period, the last `most` of them, under a title that says so."""
    months = asked.months(most + 1, since)
    if len(months) <= most:
        return Listed(both(zh, en), tuple(months), cut=False)
    title = both(f"{zh}（时段内最近{most}个月）", f"{en} (the last {most} months of the period)")
    return Listed(title, tuple(months[:most]), cut=True)


def last_month(asked: Asked) -> str:
    """The last one that is over."""
    at = 12 * asked.today.year + asked.today.month - 2
    return f"{at // 12:04d}-{at % 12 + 1:02d}"


def period(asked: Asked, since: str, until: str = "") -> Words:
    """As chosen; what was left open goes from `since` and to `until`, else to the last month."""
    chosen_from, chosen_to = asked.period
    first, last = chosen_from or since, chosen_to or until or last_month(asked)
    if first <= last:
        return _between(first, last)
    if chosen_from:
        return both(f"{_zh(first)}起", f"since {_en(first)}")
    return both(f"截至{_zh(last)}", f"until {_en(last)}")


def period_fact(words: Words) -> Fact:
    return fact("查询期间", "Period", words, wide=True)


def _between(first: str, last: str) -> Words:
    if first == last:
        return both(_zh(first), _en(first))
    return both(f"{_zh(first)}至{_zh(last)}", f"{_en(first)} to {_en(last)}")


def _zh(month: str) -> str:
    """2024-01 -> 2024年1月"""
    return f"{month[:4]}年{int(month[5:])}月"


def _en(month: str) -> str:
    return f"{_MONTHS[int(month[5:]) - 1]} {month[:4]}"

"""Border crossings."""

from datetime import date, timedelta

from provisioning.central.sources.period import period, period_fact
from provisioning.central.sources.person import Asked, Facts, both, fact, table, who

YEARS = 10
"""So far back the records go."""
_PORTS = (both("示例机场", "Sample airport"), both("示例口岸", "Sample crossing"))
_PLACES = (both("中国香港", "Hong Kong, China"), both("泰国", "Thailand"), both("日本", "Japan"))


def crossings(asked: Asked) -> Facts:
    since, today = f"{asked.today.year - YEARS}-{asked.today:%m}", f"{asked.today:%Y-%m}"
    rows = []
    for year in range(asked.today.year, asked.today.year - YEARS - 1, -1):
        for n in (2, 1)[asked.figure(f"journeys{year}", 0, 2) :]:
            out, home = _journey(asked, year, n)
            place = asked.pick(f"place{year}{n}", _PLACES)
            port = asked.pick(f"port{year}{n}", _PORTS)
            rows.append((home, both("入境", "entry"), place, port))
            rows.append((out, both("出境", "exit"), place, port))
    kept = [
        (day.isoformat(), *rest)
        for day, *rest in rows
        if day <= asked.today and since <= (month := f"{day:%Y-%m}") and asked.covers(month)
    ]
    columns = (
        both("日期", "Date"),
        both("出/入境", "Direction"),
        both("前往地/来自地", "To / from"),
        both("口岸", "Port"),
    )
    when = period(asked, since, today)
    facts = (
        *who(asked),
        fact("证件", "Document", both("普通护照 E99******", "passport E99******")),
        period_fact(when),
    )
    none = both("该时段无出入境记录", "No border crossings in this period")
    more = {"count": str(len(kept)), "period": when}
    return Facts(facts, (table(None, columns, kept, empty=none),), more)


def _journey(asked: Asked, year: int, half: int) -> tuple[date, date]:
    """Out and home again, in that half of the year."""
    out = date(year, 6 * half - 5 + asked.figure(f"month{year}{half}", 0, 4), 1)
    out += timedelta(days=asked.figure(f"day{year}{half}", 0, 27))
    return out, out + timedelta(days=asked.figure(f"stay{year}{half}", 3, 14))

"""Border crossings."""

from datetime import date, timedelta

from provisioning.central.sources.person import Asked, Facts, both, fact, table, who

_PORTS = (both("示例机场", "Sample airport"), both("示例口岸", "Sample crossing"))
_PLACES = (both("中国香港", "Hong Kong, China"), both("泰国", "Thailand"), both("日本", "Japan"))


def crossings(asked: Asked) -> Facts:
    journeys = asked.figure("journeys", 2, 9)
    first, last = asked.chosen.get("period_from", ""), asked.chosen.get("period_to", "9999-12")
    rows = []
    for n in range(journeys):
        out = asked.today - timedelta(days=120 * n + asked.figure(f"out{n}", 20, 90))
        home = out + timedelta(days=asked.figure(f"stay{n}", 3, 14))
        place, port = asked.pick(f"place{n}", _PLACES), asked.pick(f"port{n}", _PORTS)
        rows.append(_row(home, both("入境", "entry"), place, port))
        rows.append(_row(out, both("出境", "exit"), place, port))
    kept = [row for row in rows if first <= str(row[0])[:7] <= last]
    columns = (
        both("日期", "Date"),
        both("出/入境", "Direction"),
        both("前往地/来自地", "To / from"),
        both("口岸", "Port"),
    )
    facts = (
        *who(asked),
        fact("证件", "Document", both("普通护照 E99******", "passport E99******")),
        fact("查询期间", "Period", f"{first or '—'} / {'—' if last == '9999-12' else last}"),
    )
    return Facts(facts, (table(None, columns, kept),), {"count": str(len(kept))})


def _row(day: date, way: object, place: object, port: object) -> tuple[object, ...]:
    return day.isoformat(), way, place, port

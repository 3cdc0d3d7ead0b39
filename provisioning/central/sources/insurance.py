"""Social, pension and medical insurance."""

from provisioning.central.sources.period import (
    ALL_MONTHS,
    NO_PAYMENTS,
    listed,
    period,
    period_fact,
)
from provisioning.central.sources.person import (
    MONTH,
    Asked,
    Facts,
    Words,
    both,
    fact,
    money,
    table,
    who,
)

MOST_LISTED, RECENT = 36, 12
"""Months of which each is a row, where a longer period was chosen and where none was."""
_EMPLOYER = both("示例市某某科技有限公司", "Sample Technology Co., Ltd.")
_KINDS = {
    "pension": both("城镇职工基本养老保险", "Basic pension insurance"),
    "unemployment": both("失业保险", "Unemployment insurance"),
    "injury": both("工伤保险", "Work injury insurance"),
}
_OWN = {"pension": 80, "unemployment": 5, "injury": 0}
"""Of the base, in thousandths."""
_EMPLOYEES = both("职工基本医疗保险", "employees' medical insurance")
_MEDICAL = {
    "all": _EMPLOYEES,
    "employee": _EMPLOYEES,
    "resident": both("城乡居民基本医疗保险", "residents' medical insurance"),
    "maternity": both("生育保险", "maternity insurance"),
}
_STATE = both("参保缴费", "paying")
_BASE = both("缴费基数（元）", "Base (CNY)")
_PAID = both("个人缴费（元）", "Own share (CNY)")


def insured_since(asked: Asked) -> str:
    """The first month, the same for every insurance and for the housing fund."""
    return f"{asked.figure('since', 2006, 2021)}-07"


def social(asked: Asked) -> Facts:
    chosen = asked.chosen.get("insurance", "all")
    kinds = {one: name for one, name in _KINDS.items() if chosen in (one, "all")}
    since = insured_since(asked)
    paid = asked.months(ALL_MONTHS, since)
    spans = [(kind, paid[-1], paid[0], str(len(paid)), _STATE) for kind in kinds.values() if paid]
    columns = (
        both("险种", "Insurance"),
        both("起始年月", "From"),
        both("截止年月", "Until"),
        both("累计月数", "Months"),
        both("状态", "State"),
    )
    base = asked.figure("base", 4200, 22000) * 100
    most = MOST_LISTED if asked.period[0] else RECENT
    recent = listed(asked, most, since, "缴费明细", "Payments")
    own = base * sum(_OWN[kind] for kind in kinds) // 1000
    rows = [(month, money(base), money(own)) for month in recent.months]
    when = period(asked, since)
    facts = (*who(asked), fact("参保单位", "Employer", _EMPLOYER, wide=True), period_fact(when))
    tables = (
        table(None, columns, spans, empty=NO_PAYMENTS),
        table(recent.title, (MONTH, _BASE, _PAID), rows, empty=NO_PAYMENTS),
    )
    return Facts(facts, tables[: 2 if spans else 1], {"period": when})


def pension(asked: Asked) -> Facts:
    """Whole years, the last one before this. The account grows from the first one, whichever are
    listed."""
    since, end = insured_since(asked), asked.today.year - 1
    begun = int(since[:4])
    chosen_from, chosen_to = (asked.chosen.get(f"year_{one}", "") for one in ("from", "to"))
    first, last = int(chosen_from or begun), int(chosen_to or end)
    base = asked.figure("base", 4200, 16000) * 100
    rows, account, paid = [], 0, 0
    for year in range(begun, min(end, last) + 1):
        months = 13 - int(since[5:]) if year == begun else 12
        own = months * base * 8 // 100
        account = account * 103 // 100 + own
        if year >= first:
            paid += months
            row = (str(year), str(months), money(months * base), money(own), money(account))
            rows.append(row)
    columns = (
        both("年度", "Year"),
        both("缴费月数", "Months"),
        both("缴费工资（元）", "Wages (CNY)"),
        _PAID,
        both("累计储存额（元）", "Account (CNY)"),
    )
    until = min(end, last)
    in_account = (
        f"截至{until}年末个人账户累计储存额（元）",
        f"Account at the end of {until} (CNY)",
    )
    facts = (
        *who(asked),
        fact("参保单位", "Employer", _EMPLOYER, wide=True),
        fact("记录年度", "Years", _years(first, last, open_end=not chosen_to)),
        fact("缴费月数合计", "Months paid", paid),
        fact(*in_account, money(account)),
    )
    by_year = asked.chosen.get("kind") == "year"
    return Facts(facts, (table(None, columns, rows, empty=NO_PAYMENTS),) if by_year else ())


def _years(first: int, last: int, open_end: bool) -> Words:
    if first == last:
        return both(f"{first}年", str(first))
    if first < last:
        return both(f"{first}年至{last}年", f"{first} to {last}")
    return both(f"{first}年起", f"since {first}") if open_end else _until(last)


def _until(year: int) -> Words:
    return both(f"截至{year}年", f"until {year}")


def medical(asked: Asked) -> Facts:
    """The last twelve months where no begin was chosen. Who works is no insured resident."""
    chosen = asked.chosen.get("insurance", "all")
    since = insured_since(asked)
    year = asked.months(RECENT, since)
    begin = since if asked.period[0] or not year else year[-1]
    base = asked.figure("base", 4200, 22000) * 100
    own = base * (0 if chosen == "maternity" else 2) // 100
    paid = listed(asked, MOST_LISTED, begin, "缴费明细", "Payments")
    rows = [(m, money(base), money(own)) for m in paid.months if chosen != "resident"]
    title = paid.title if rows else both("缴费明细", "Payments")
    kind = fact("参保类型", "Kind", _MEDICAL.get(chosen, _MEDICAL["all"]))
    account = money(asked.figure("account", 90000, 900000))
    state = (
        fact("参保状态", "State", _STATE),
        fact("参保单位", "Employer", _EMPLOYER),
        *((fact("个人账户余额（元）", "Account (CNY)", account),) if chosen != "maternity" else ()),
    )
    if chosen == "resident":
        state = (fact("参保状态", "State", both("未参保", "not insured")),)
    facts = (*who(asked), kind, *state, period_fact(period(asked, begin)))
    columns = (MONTH, _BASE, _PAID)
    return Facts(facts, (table(title, columns, rows, empty=NO_PAYMENTS),))

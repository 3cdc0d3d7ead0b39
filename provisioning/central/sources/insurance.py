"""Social, pension and medical insurance."""

from provisioning.central.sources.person import (
    MONTH,
    Asked,
    Facts,
    both,
    fact,
    money,
    table,
    who,
)

_EMPLOYER = both("示例市某某科技有限公司", "Sample Technology Co., Ltd.")
_KINDS = {
    "pension": both("城镇职工基本养老保险", "Basic pension insurance"),
    "unemployment": both("失业保险", "Unemployment insurance"),
    "injury": both("工伤保险", "Work injury insurance"),
}
_STATE = both("参保缴费", "paying")
_BASE = both("缴费基数（元）", "Base (CNY)")
_PAID = both("个人缴费（元）", "Own share (CNY)")


def social(asked: Asked) -> Facts:
    chosen = asked.chosen.get("insurance", "all")
    kinds = _KINDS if chosen == "all" else {chosen: _KINDS.get(chosen, _KINDS["pension"])}
    since = f"{asked.today.year - asked.figure('years', 3, 20)}-07"
    months = asked.figure("months", 36, 236)
    rows = [(kind, since, f"{asked.today:%Y-%m}", str(months), _STATE) for kind in kinds.values()]
    columns = (
        both("险种", "Insurance"),
        both("起始年月", "From"),
        both("截止年月", "Until"),
        both("累计月数", "Months"),
        both("状态", "State"),
    )
    base = asked.figure("base", 4200, 22000) * 100
    paid = [(month, money(base), money(base * 8 // 100)) for month in asked.months(12)]
    facts = (*who(asked), fact("参保单位", "Employer", _EMPLOYER, wide=True))
    recent = table(both("近期缴费", "Recent months"), (MONTH, _BASE, _PAID), paid)
    return Facts(facts, (table(None, columns, rows), recent))


def pension(asked: Asked) -> Facts:
    end = asked.today.year - 1
    first = int(asked.chosen.get("year_from") or end - asked.figure("years", 4, 18))
    last = min(end, int(asked.chosen.get("year_to") or end))
    years = range(max(1992, first), last + 1)
    base = asked.figure("base", 4200, 16000) * 1200
    rows, account = [], 0
    for year in years:
        account = account * 103 // 100 + base * 8 // 100
        rows.append((str(year), "12", money(base), money(base * 8 // 100), money(account)))
    columns = (
        both("年度", "Year"),
        both("缴费月数", "Months"),
        both("缴费工资（元）", "Wages (CNY)"),
        _PAID,
        both("累计储存额（元）", "Account (CNY)"),
    )
    facts = (
        *who(asked),
        fact("参保单位", "Employer", _EMPLOYER),
        fact("累计缴费月数", "Months paid", 12 * len(years)),
        fact("个人账户累计储存额（元）", "Account in all (CNY)", money(account)),
    )
    by_year = asked.chosen.get("kind") == "year"
    return Facts(facts, (table(None, columns, rows),) if by_year else ())


def medical(asked: Asked) -> Facts:
    base = asked.figure("base", 4200, 22000) * 100
    paid = [(month, money(base), money(base * 2 // 100)) for month in asked.months(18)]
    facts = (
        *who(asked),
        fact("参保类型", "Kind", both("职工基本医疗保险", "employees' medical insurance")),
        fact("参保状态", "State", _STATE),
        fact("参保单位", "Employer", _EMPLOYER),
        fact("个人账户余额（元）", "Account (CNY)", money(asked.figure("account", 90000, 900000))),
    )
    return Facts(facts, (table(both("缴费明细", "Months"), (MONTH, _BASE, _PAID), paid),))

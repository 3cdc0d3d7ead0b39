"""Taxes, real estate and the housing fund."""

from datetime import date

from provisioning.central.sources.insurance import insured_since
from provisioning.central.sources.period import (
    ALL_MONTHS,
    listed,
    period,
    period_fact,
)
from provisioning.central.sources.person import MONTH, Asked, Facts, both, fact, money, table, who

MOST_LISTED = 96
"""Months of which each is a row, where a longer period was chosen."""
_RECORDS_SINCE = 2019
"""Of taxes."""
_DIGITS, _UNITS = "零壹贰叁肆伍陆柒捌玖", ("", "拾", "佰", "仟")
_EMPLOYER = both("示例市某某科技有限公司", "Sample Technology Co., Ltd.")


def in_words(fen: int) -> str:
    """An amount below 1,000,000,000,000 fen as cheques have it: 叁仟零伍元伍角整."""
    yuan, rest = divmod(fen, 100)
    jiao, cents = divmod(rest, 10)
    text = _whole(yuan) + "元" if yuan else ""
    if jiao:
        text += _DIGITS[jiao] + "角"
    if cents:
        text += ("零" if yuan and not jiao else "") + _DIGITS[cents] + "分"
    return (text or "零元") + ("" if cents else "整")


def _whole(yuan: int) -> str:
    text, gap = "", False
    for power, name in ((100_000_000, "亿"), (10_000, "万"), (1, "")):
        four = yuan // power % 10_000
        gap = bool(text) and (gap or four < 1000)
        if four:
            text += ("零" if gap else "") + _four(four) + name
            gap = False
    return text


def _four(number: int) -> str:
    text, gap = "", False
    for place in (3, 2, 1, 0):
        digit = number // 10**place % 10
        if digit:
            text += ("零" if gap and text else "") + _DIGITS[digit] + _UNITS[place]
            gap = False
        else:
            gap = True
    return text


def tax_record(asked: Asked) -> Facts:
    rows, total = [], 0
    since = f"{_RECORDS_SINCE}-01"
    taxed = listed(asked, MOST_LISTED, since, "纳税明细", "Months")
    for month in taxed.months:
        income = asked.figure(f"income{month}", 9000, 19000) * 100
        tax = max(0, income - 500_000) * 3 // 100
        total += tax
        rows.append((month, both("工资薪金所得", "wages"), money(income), money(tax)))
    columns = (
        both("税款所属期", "Period"),
        both("所得项目", "Income"),
        both("收入额（元）", "Amount (CNY)"),
        both("已缴税额（元）", "Tax (CNY)"),
    )
    when = period(asked, since)
    in_all = ("所列月份税额合计（元）", "Tax of the months listed (CNY)")
    facts = (
        *who(asked),
        period_fact(when),
        fact("扣缴义务人", "Withheld by", _EMPLOYER),
        fact(*in_all if taxed.cut else ("税额合计（元）", "Tax in all (CNY)"), money(total)),
    )
    none = both("该时段无纳税记录", "No tax in this period")
    title = taxed.title if taxed.cut else None
    return Facts(facts, (table(title, columns, rows, empty=none),), {"period": when})


def tax_payment(asked: Asked) -> Facts:
    """A few in each year, each on its day."""
    known = (one for one in _payments(asked) if one[0] <= asked.today)
    paid = [one for one in known if asked.covers(f"{one[0]:%Y-%m}")]
    total = sum(amount for *_, amount in paid)
    rows = [(no, kind, day.isoformat(), money(amount)) for day, no, kind, amount in paid]
    columns = (
        both("原凭证号", "Voucher"),
        both("税种", "Tax"),
        both("入（退）库日期", "Date"),
        both("实缴金额（元）", "Paid (CNY)"),
    )
    when = period(asked, f"{_RECORDS_SINCE}-01", f"{asked.today:%Y-%m}")
    more = {"total": money(total), "total_words": in_words(total), "period": when}
    none = both("该时段无缴税记录", "No tax was paid in this period")
    facts = (*who(asked), period_fact(when))
    return Facts(facts, (table(None, columns, rows, empty=none),), more)


def _payments(asked: Asked) -> list[tuple[date, str, dict[str, str], int]]:
    """(day, voucher, tax, fen), the oldest first."""
    kinds = (
        both("契税", "deed tax"),
        both("车辆购置税", "vehicle tax"),
        both("印花税", "stamp tax"),
    )
    found = []
    for year in range(_RECORDS_SINCE, asked.today.year + 1):
        for n, kind in enumerate(kinds):
            if n == len(kinds) - 1 or asked.figure(f"paid{year}{n}", 1, 5) == 1:
                month, day = (asked.figure(f"{w}{year}{n}", 1, m) for w, m in (("m", 4), ("d", 28)))
                voucher = f"9900{asked.figure(f'no{year}{n}', 10**9, 10**10 - 1)}"
                amount = asked.figure(f"tax{year}{n}", 3000, 880000)
                found.append((date(year, month + 4 * n, day), voucher, kind, amount))
    return sorted(found, key=lambda one: one[0])


def real_estate(asked: Asked) -> Facts:
    units = asked.figure("units", 0, 2)
    rows = [
        (
            f"示（2019）示例市不动产权第{asked.figure(f'no{n}', 1000000, 9999999)}号",
            f"示例市示例区示例花园{n + 3}号楼{n + 1}01室",
            f"{asked.figure(f'area{n}', 5200, 14000) / 100:.2f}",
            both("单独所有", "sole"),
        )
        for n in range(units)
    ]
    columns = (
        both("不动产权证号", "Certificate"),
        both("坐落", "Situated"),
        both("面积（㎡）", "Area (m²)"),
        both("共有情况", "Ownership"),
    )
    facts = (
        *who(asked),
        fact("登记套数", "Units", units),
        fact(
            "查询结果",
            "Result",
            both("有登记信息", "registered") if units else both("无登记信息", "nothing registered"),
        ),
    )
    return Facts(facts, (table(None, columns, rows),) if rows else ())


def housing_fund(asked: Asked) -> Facts:
    """The account holds what was deposited each month, and nothing was taken out."""
    monthly = asked.figure("monthly", 600, 5200) * 100
    since = insured_since(asked)
    whole = Asked(asked.name, asked.number, {}, asked.today).months(ALL_MONTHS, since)
    balance = {month: monthly * (len(whole) - n) for n, month in enumerate(whole)}
    deposits = listed(asked, MOST_LISTED, since, "缴存明细", "Deposits")
    entry = both("汇缴", "deposit")
    rows = [(m, entry, money(monthly), money(balance[m])) for m in deposits.months]
    columns = (
        MONTH,
        both("业务", "Entry"),
        both("金额（元）", "CNY"),
        both("余额（元）", "Balance"),
    )
    when = period(asked, since)
    number = f"9901{asked.figure('account', 10**7, 10**8 - 1)}"
    facts = (
        *who(asked),
        fact("个人账号", "Account", number, kind="number"),
        fact("缴存单位", "Employer", _EMPLOYER),
        fact("月缴存额（元）", "Monthly (CNY)", money(monthly)),
        fact("账户余额（元）", "Balance (CNY)", money(monthly * len(whole))),
        fact("缴存状态", "State", both("正常", "active")),
        fact("时段内缴存月数", "Months in the period", len(asked.months(ALL_MONTHS, since))),
        period_fact(when),
    )
    detailed = asked.chosen.get("kind", "detail") == "detail"
    none = both("该时段无缴存记录", "No deposits in this period")
    tables = (table(deposits.title, columns, rows, empty=none),) if detailed else ()
    return Facts(facts, tables, {"period": when})

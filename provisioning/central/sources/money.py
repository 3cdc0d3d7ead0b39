"""Taxes, real estate and the housing fund."""

from provisioning.central.sources.person import MONTH, Asked, Facts, both, fact, money, table, who

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
    for month in asked.months(24):
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
    facts = (
        *who(asked),
        fact("扣缴义务人", "Withheld by", _EMPLOYER),
        fact("税额合计（元）", "Tax in all (CNY)", money(total)),
    )
    return Facts(facts, (table(None, columns, rows),))


def tax_payment(asked: Asked) -> Facts:
    kinds = (
        both("契税", "deed tax"),
        both("车辆购置税", "vehicle tax"),
        both("印花税", "stamp tax"),
    )
    rows, total = [], 0
    for n, kind in enumerate(kinds):
        amount = asked.figure(f"tax{n}", 3000, 880000)
        total += amount
        day = f"{asked.today.year}-0{n + 1}-1{n}"
        rows.append((f"9900{asked.figure(f'no{n}', 10**9, 10**10 - 1)}", kind, day, money(amount)))
    columns = (
        both("原凭证号", "Voucher"),
        both("税种", "Tax"),
        both("入（退）库日期", "Date"),
        both("实缴金额（元）", "Paid (CNY)"),
    )
    more = {"total": money(total), "total_words": in_words(total)}
    return Facts(who(asked), (table(None, columns, rows),), more)


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
    monthly = asked.figure("monthly", 600, 5200) * 100
    balance = asked.figure("balance", 800_000, 21_000_000)
    rows = [(m, both("汇缴", "deposit"), money(monthly), "") for m in asked.months(18)]
    rows = [(*row[:3], money(balance - n * monthly)) for n, row in enumerate(rows)]
    columns = (
        MONTH,
        both("业务", "Entry"),
        both("金额（元）", "CNY"),
        both("余额（元）", "Balance"),
    )
    facts = (
        *who(asked),
        fact(
            "个人账号", "Account", f"9901{asked.figure('account', 10**7, 10**8 - 1)}", kind="number"
        ),
        fact("缴存单位", "Employer", _EMPLOYER),
        fact("月缴存额（元）", "Monthly (CNY)", money(monthly)),
        fact("账户余额（元）", "Balance (CNY)", money(balance)),
        fact("缴存状态", "State", both("正常", "active")),
    )
    detailed = asked.chosen.get("kind", "detail") == "detail"
    return Facts(facts, (table(None, columns, rows),) if detailed else ())

"""What the simulated registers say fits together: rows, spans, counts, totals and the period."""

from datetime import date
from itertools import pairwise
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from provisioning.central.sources import SOURCES, facts_of
from provisioning.central.sources.money import in_words
from provisioning.central.sources.person import Asked, Facts

NUMBERS = ("11010519491231002X", "990100194001010015", "990100194502020023")
DAYS = st.dates(date(2026, 1, 1), date(2040, 12, 31))
MONTHS = st.builds("{:04d}-{:02d}".format, st.integers(2004, 2040), st.integers(1, 12))
YEARS = st.integers(1992, 2040)
BY_PERIOD = sorted(
    {
        "social_insurance_record",
        "medical_insurance_record",
        "tax_record",
        "tax_payment",
        "housing_fund_record",
        "border_crossing_record",
    }
)
IN_TIME = {"年月", "税款所属期", "日期", "入（退）库日期", "起始年月"}
"""Columns that say when."""


@st.composite
def periods(draw: st.DrawFn) -> dict[str, str]:
    """Both ends, one or none; begun before they end."""
    first, last = sorted((draw(MONTHS), draw(MONTHS)))
    both = {"period_from": first, "period_to": last}
    return {name: both[name] for name in both if draw(st.booleans())}


def asked_of(number: str, chosen: dict[str, str], today: date) -> Asked:
    return Asked("测试甲", number, chosen, today)


def value(facts: Facts, label: str) -> str:
    """Of the fact that is called so."""
    (found,) = [one["value"] for one in facts.facts if label in one["label"]["zh"]]
    return str(found["zh"] if isinstance(found, dict) else found)


def fen(text: str) -> int:
    return int(text.replace(",", "").replace(".", ""))


def column(table: dict[str, Any], zh: str) -> list[str]:
    (at,) = [n for n, one in enumerate(table["columns"]) if one["zh"].startswith(zh)]
    return [row[at] for row in table["rows"]]


def within(month: str, chosen: dict[str, str], today: date) -> bool:
    first, last = chosen.get("period_from", ""), chosen.get("period_to", "9999")
    return first <= month <= min(last, f"{today:%Y-%m}")


def count(first: str, last: str) -> int:
    (a, b), (c, d) = (map(int, one.split("-")) for one in (first, last))
    return 12 * (c - a) + d - b + 1


@given(st.sampled_from(NUMBERS), periods(), DAYS, st.sampled_from(BY_PERIOD))
def test_every_row_lies_in_the_chosen_period_which_is_printed(
    number: str, chosen: dict[str, str], today: date, source: str
) -> None:
    facts = facts_of(source, asked_of(number, chosen, today))
    for table in facts.tables[-1:]:
        titles = [one["zh"] for one in table["columns"]]
        where = next(n for n, one in enumerate(titles) if one in IN_TIME)
        assert all(within(row[where][:7], chosen, today) for row in table["rows"])
    printed = value(facts, "查询期间")
    for month in chosen.values():
        assert f"{month[:4]}年{int(month[5:])}月" in printed


@given(st.sampled_from(NUMBERS), periods(), DAYS, st.sampled_from(sorted(SOURCES)))
def test_a_table_says_why_it_is_empty_in_both_languages(
    number: str, chosen: dict[str, str], today: date, source: str
) -> None:
    for table in facts_of(source, asked_of(number, chosen, today)).tables:
        assert table["rows"] or (
            table["empty"]["zh"].startswith("该时段无") and table["empty"]["en"]
        )
        assert all(len(row) == len(table["columns"]) for row in table["rows"])


@given(st.sampled_from(NUMBERS), periods(), DAYS, st.sampled_from(["all", "injury"]))
def test_a_span_of_insurance_has_as_many_months_as_it_says(
    number: str, chosen: dict[str, str], today: date, kind: str
) -> None:
    asked = asked_of(number, chosen | {"insurance": kind}, today)
    spans, *payments = facts_of("social_insurance_record", asked).tables
    for _, first, last, months, _ in spans["rows"]:
        assert count(first, last) == int(months)
        assert within(first, chosen, today) and within(last, chosen, today)
    for table in payments:
        listed = column(table, "年月")
        assert listed[0] == spans["rows"][0][2] and len(listed) <= int(spans["rows"][0][3])
        cut = len(listed) < int(spans["rows"][0][3])
        assert cut == ("最近" in table["title"]["zh"])
        assert count(listed[-1], listed[0]) == len(listed) == len(set(listed))
    assert len(spans["rows"]) in (0, 3 if kind == "all" else 1)
    assert bool(payments) == bool(spans["rows"])


@given(st.sampled_from(NUMBERS), YEARS, YEARS, DAYS)
def test_a_pension_record_of_some_years_adds_up_and_its_account_is_the_whole_one(
    number: str, one: int, other: int, today: date
) -> None:
    kind = {"kind": "year"}
    whole = facts_of("pension_rights_record", asked_of(number, kind, today)).tables[0]
    chosen = kind | {"year_from": str(min(one, other)), "year_to": str(max(one, other))}
    facts = facts_of("pension_rights_record", asked_of(number, chosen, today))
    rows = facts.tables[0]["rows"]
    years = range(min(one, other), max(one, other) + 1)
    assert rows == [row for row in whole["rows"] if int(row[0]) in years]
    assert value(facts, "缴费月数合计") == str(sum(int(row[1]) for row in rows))
    assert not rows or value(facts, "累计储存额") == rows[-1][4]


@given(st.sampled_from(NUMBERS), periods(), DAYS)
def test_taxes_add_up_to_their_totals(number: str, chosen: dict[str, str], today: date) -> None:
    asked = asked_of(number, chosen, today)
    record, paid = facts_of("tax_record", asked), facts_of("tax_payment", asked)
    total = sum(map(fen, column(record.tables[0], "已缴税额")))
    assert fen(value(record, "税额合计")) == total
    total = sum(map(fen, column(paid.tables[0], "实缴金额")))
    assert fen(paid.more["total"]) == total and paid.more["total_words"] == in_words(total)


@given(st.sampled_from(NUMBERS), periods(), DAYS)
def test_a_housing_fund_grows_by_what_is_deposited(
    number: str, chosen: dict[str, str], today: date
) -> None:
    facts = facts_of("housing_fund_record", asked_of(number, chosen, today))
    (table,) = facts.tables
    balances = list(map(fen, column(table, "余额")))
    monthly = fen(value(facts, "月缴存额"))
    assert all(a - b == monthly for a, b in pairwise(balances))
    assert all(0 < one <= fen(value(facts, "账户余额")) for one in balances)
    listed, all_ = len(balances), int(value(facts, "时段内缴存月数"))
    assert listed == all_ or (listed < all_ and "最近" in table["title"]["zh"])


@given(st.sampled_from(NUMBERS), periods(), DAYS, st.integers(1, 400))
def test_the_border_was_crossed_on_the_same_days_whenever_one_asks(
    number: str, chosen: dict[str, str], today: date, later: int
) -> None:
    def rows(day: date) -> list[Any]:
        facts = facts_of("border_crossing_record", asked_of(number, chosen, day))
        assert facts.more["count"] == str(len(facts.tables[0]["rows"]))
        return list(facts.tables[0]["rows"])

    then = date.fromordinal(today.toordinal() + later)
    before = {row[0] for row in rows(today)}
    after = {row[0] for row in rows(then)}
    old = f"{then.year - 10}-{then:%m}"
    assert {day for day in before if day[:7] >= old} <= after
    assert all(day <= today.isoformat() for day in before)


def test_a_chosen_year_is_the_year_on_the_paper() -> None:
    chosen = {"period_from": "2024-01", "period_to": "2024-12"}
    facts = facts_of("social_insurance_record", asked_of(NUMBERS[0], chosen, date(2026, 11, 22)))
    spans, payments = facts.tables
    assert {tuple(row[1:4]) for row in spans["rows"]} == {("2024-01", "2024-12", "12")}
    assert column(payments, "年月") == [f"2024-{month:02d}" for month in range(12, 0, -1)]
    assert facts.more["period"] == {
        "zh": "2024年1月至2024年12月",
        "en": "January 2024 to December 2024",
    }
    for period, words in (
        ({"period_from": "2024-03", "period_to": "2024-03"}, "2024年3月"),
        ({"period_to": "1999-12"}, "截至1999年12月"),
        ({"period_from": "2026-11"}, "2026年11月起"),
    ):
        asked = asked_of(NUMBERS[0], period, date(2026, 11, 22))
        assert facts_of("social_insurance_record", asked).more["period"]["zh"] == words


@given(st.sampled_from(NUMBERS), periods(), DAYS)
def test_a_medical_record_is_of_the_insurance_that_was_chosen(
    number: str, chosen: dict[str, str], today: date
) -> None:
    def of(kind: str) -> Facts:
        asked = asked_of(number, chosen | {"insurance": kind}, today)
        return facts_of("medical_insurance_record", asked)

    assert not of("resident").tables[0]["rows"] and value(of("resident"), "状态") == "未参保"
    assert "居民" in value(of("resident"), "类型")
    assert value(of("maternity"), "类型") == "生育保险"
    assert set(column(of("maternity").tables[0], "个人缴费")) <= {"0.00"}
    assert of("employee") == of("all") and "职工" in value(of("all"), "类型")

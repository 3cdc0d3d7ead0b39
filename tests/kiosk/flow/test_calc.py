"""A calculation, question by question, and what comes out."""

import pytest

from kiosk.flow.states import State
from kiosk.flow.typed import YES
from kiosk.items.codes_flow import FieldType
from kiosk.texts.language import LANGUAGES
from tests.kiosk.flow.bench import Bench, texts_on
from tests.kiosk.flow.test_items import WITH_ITEMS, open_item
from tests.kiosk.item_samples import SHARES, calc_of, sample_input

LOAN = "992000903000"
"""公积金贷款试算."""
LARGE = ("1000000", "100000", "20000", "300000")
"""Price, balance, income and wish."""


@pytest.fixture
def bench() -> Bench:
    return Bench().ready(WITH_ITEMS)


def fill(bench: Bench, code: str) -> None:
    for field in calc_of(code).inputs:
        assert bench.where() is State.CALC
        text = sample_input(field)
        if field.type in (FieldType.CHOICE, FieldType.YES_NO):
            bench.touch("answer", text)
        else:
            for char in text:
                bench.touch("key", char)
            bench.touch("next")


@pytest.mark.row("S054")
@pytest.mark.parametrize("code", [SHARES, LOAN])
def test_a_calculation_is_driven_by_its_package_alone(bench: Bench, code: str) -> None:
    assert open_item(bench, code) is State.ITEM
    assert bench.touch("begin") is State.CALC
    fill(bench, code)
    assert bench.where() is State.CALC_RESULT
    card = bench.screen.card
    assert card is not None
    assert len(card.facts) == len(calc_of(code).results)
    *notes, last = card.note.splitlines()
    assert last == calc_of(code).disclaimer.zh
    assert notes == [f"{one.label.zh}：{one.note.zh}" for one in calc_of(code).results if one.note]


def result(bench: Bench, code: str, *values: str) -> dict[str, str]:
    """Of these answers and numbers, by the labels."""
    open_item(bench, code)
    bench.touch("begin")
    for field, text in zip(calc_of(code).inputs, values, strict=True):
        if field.type in (FieldType.CHOICE, FieldType.YES_NO):
            bench.touch("answer", text)
            continue
        for char in text:
            bench.touch("key", char)
        bench.touch("next")
    card = bench.screen.card
    assert card is not None
    return {fact.label: fact.value for fact in card.facts}


def test_a_rate_is_told_as_exactly_as_it_is_reckoned_with(bench: Bench) -> None:
    told = result(bench, LOAN, *("second", "one", "12", "30"), *LARGE, "20")
    assert told["年利率"] == "3.075 %"
    told = result(bench, LOAN, *("first", "one", "12", "30"), *LARGE, "20")
    assert told["年利率"] == "2.6 %"


def test_a_result_that_is_nothing_says_why(bench: Bench) -> None:
    told = result(bench, LOAN, *("first", "one", "5", "30"), *LARGE, "20")
    assert told["大约最多能贷"] == "0.00 元"
    assert "不满 6 个月" in texts_on(bench.screen)


def test_an_english_page_has_no_chinese_sentence(bench: Bench) -> None:
    """But for the name of the button that leads to the Chinese one."""
    bench.touch("lang")
    told = result(bench, SHARES, "staff", "three", "local", "first", "100", "90", "20")
    assert told["Check"] == LANGUAGES["en"].say("calc_text_in_chinese")
    card = bench.screen.card
    assert card is not None and card.note.isascii()
    bench.touch("lang")
    assert "请核对" in texts_on(bench.screen)


def test_a_number_out_of_range_is_told_with_the_range(bench: Bench) -> None:
    open_item(bench, LOAN)
    bench.touch("begin")
    for field in calc_of(LOAN).inputs:
        if field.type in (FieldType.CHOICE, FieldType.YES_NO):
            bench.touch("answer", sample_input(field))
            continue
        if field.maximum is not None:
            for char in f"{int(field.maximum)}9":
                bench.touch("key", char)
            assert bench.touch("next") is State.CALC
            assert bench.screen.keypad is not None
            assert f"{field.maximum:f}".rstrip("0").rstrip(".") in bench.screen.keypad.error
            return
    pytest.fail("no field has a maximum")


def test_back_leads_to_the_field_before_with_what_was_typed(bench: Bench) -> None:
    open_item(bench, LOAN)
    bench.touch("begin")
    first = calc_of(LOAN).inputs[0]
    text = sample_input(first)
    if first.type in (FieldType.CHOICE, FieldType.YES_NO):
        bench.touch("answer", text)
    else:
        for char in text:
            bench.touch("key", char)
        bench.touch("next")
    bench.touch("back")
    assert bench.model.visit.inputs == ()
    assert bench.touch("back") is State.ITEM


def test_what_is_no_option_is_no_answer(bench: Bench) -> None:
    open_item(bench, SHARES)
    bench.touch("begin")
    bench.touch("answer", "no such option")
    assert bench.model.visit.inputs == ()
    bench.touch("answer", YES if calc_of(SHARES).inputs[0].type is FieldType.YES_NO else "")
    bench.touch("key", "x")
    assert bench.model.typed == ""


def test_only_one_point_and_no_more_decimals_than_the_field_has(bench: Bench) -> None:
    open_item(bench, SHARES)
    bench.touch("begin")
    for field in calc_of(SHARES).inputs:
        if field.type is FieldType.MONEY:
            for char in "0012..345.6":
                bench.touch("key", char)
            decimals = 2 if field.decimals is None else field.decimals
            whole, _, rest = bench.model.typed.partition(".")
            assert whole == "0"
            assert len(rest) <= decimals
            return
        if field.type in (FieldType.CHOICE, FieldType.YES_NO):
            bench.touch("answer", sample_input(field))
    pytest.fail("no field is money")


def test_once_more_begins_empty(bench: Bench) -> None:
    open_item(bench, SHARES)
    bench.touch("begin")
    fill(bench, SHARES)
    assert bench.touch("again") is State.CALC
    assert bench.model.visit.inputs == ()

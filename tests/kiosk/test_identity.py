"""How little of a person is shown, and how old somebody is today."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.flow.model import Holder
from kiosk.identity import Assurance, Means, age_on, mask_name, mask_number
from kiosk.values import replace
from tests.kiosk.samples import JIA, YI

QUICK = settings(max_examples=100, derandomize=True, database=None)
BORN = date(1948, 2, 29)


@pytest.mark.parametrize(
    ("name", "mask"),
    [
        ("测试甲", "测*甲"),
        ("测甲", "测*"),
        ("测", "*"),
        ("", "*"),
        ("  测试甲 ", "测*甲"),
        ("测试甲乙丙丁戊己庚", "测****庚"),
        ("\U00020000\U0002a6d6\U00030ede", "\U00020000*\U00030ede"),
        ("TEST JIA", "T****A"),
    ],
)
def test_names_keep_their_first_and_last_character(name: str, mask: str) -> None:
    assert mask_name(name) == mask


@QUICK
@given(st.text(alphabet="测试甲乙丙丁·abc", min_size=1, max_size=30))
def test_no_name_is_shown_whole(name: str) -> None:
    shown = mask_name(name)
    assert "*" in shown
    assert len(shown.replace("*", "")) <= 2


@QUICK
@given(st.text(alphabet="0123456789X", max_size=20))
def test_no_number_is_shown_whole(number: str) -> None:
    shown = mask_number(number)
    assert len(shown) == len(number)
    assert shown.count("*") == max(len(number) - 4, 0) or len(number) <= 4
    assert len(shown.replace("*", "")) <= 4


@pytest.mark.parametrize(
    ("today", "age"),
    [
        (date(2018, 2, 28), 69),
        (date(2018, 3, 1), 70),
        (date(2020, 2, 28), 71),
        (date(2020, 2, 29), 72),
        (date(1948, 2, 29), 0),
    ],
)
def test_a_year_is_full_on_the_birthday_itself(today: date, age: int) -> None:
    assert age_on(BORN, today) == age


def test_a_card_expires_after_its_last_day() -> None:
    card = replace(YI, valid_to=date(2026, 3, 2))
    assert not card.expired(date(2026, 3, 2))
    assert card.expired(date(2026, 3, 3))
    assert not JIA.expired(date(9999, 12, 31))


def test_no_text_made_of_a_person_names_the_person() -> None:
    holder = Holder(YI.name, YI.id_no, "resident", YI.birth, Means.IDCARD, Assurance.AL2)
    for text in (repr(YI), str(YI), f"{YI}", repr(holder), str([holder]), repr({"card": YI})):
        for secret in (YI.name, YI.id_no, "1949", YI.address):
            assert secret not in text

"""What may be chosen for a certificate: each field by its type, and spans in their order."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.items.parse import load_json, parse_item
from kiosk.items.tools import Certificate
from provisioning.central.certificates.data import BadChoice, chosen_of
from tests.provisioning.central.certificates.certificates import ITEMS

SOCIAL, PENSION, TAX = "992000501000", "992000502000", "992000801000"
TODAY = date(2026, 11, 22)
DEFAULTS = {"insurance": "all", "purpose": "self"}


def terms(code: str) -> Certificate:
    item = parse_item(load_json((ITEMS / code / "item.json").read_bytes()))
    assert item.certificate is not None
    return item.certificate


def test_what_has_a_default_may_be_left_out_and_nothing_else_that_is_required() -> None:
    assert chosen_of(terms(SOCIAL), {}, TODAY) == DEFAULTS
    with pytest.raises(BadChoice, match="period_from"):
        chosen_of(terms(TAX), {}, TODAY)
    with pytest.raises(BadChoice, match="period_to"):
        chosen_of(terms(TAX), {"period_from": "2024-01", "period_to": ""}, TODAY)


@pytest.mark.parametrize(
    ("code", "chosen"),
    [
        (SOCIAL, {"period_from": "2024-12", "period_to": "2024-01"}),
        (SOCIAL, {"period_from": "2099-01"}),
        (SOCIAL, {"period_to": "2026-12"}),
        *(
            (SOCIAL, {"period_from": text})
            for text in ("x", "2024-13", "2024-1", "202401", "2024W")
        ),
        *((SOCIAL, {"period_to": text}) for text in ("0000-01", "２０２４-01", "2024-01-01")),
        (PENSION, {"year_from": "2020", "year_to": "2019"}),
        (PENSION, {"year_to": "2027"}),
        *((PENSION, {"year_from": text}) for text in ("1991", "2e3", "NaN", "-2020", "２０２０")),
    ],
)
def test_no_month_no_year_the_wrong_order_and_what_is_still_to_come(
    code: str, chosen: dict[str, str]
) -> None:
    with pytest.raises(BadChoice) as bad:
        chosen_of(terms(code), chosen, TODAY)
    assert not any(value in str(bad.value) for value in chosen.values() if len(value) > 1)


@given(st.dates(date(2004, 1, 1), TODAY), st.dates(date(2004, 1, 1), TODAY))
def test_a_period_is_taken_in_its_order_alone(one: date, other: date) -> None:
    first, last = f"{one:%Y-%m}", f"{other:%Y-%m}"
    chosen = {"period_from": first, "period_to": last}
    if first <= last:
        assert chosen_of(terms(SOCIAL), chosen, TODAY) == DEFAULTS | chosen
    else:
        with pytest.raises(BadChoice):
            chosen_of(terms(SOCIAL), chosen, TODAY)


@given(st.text(max_size=20), st.sampled_from(("period_from", "insurance", "year_from", "kind")))
def test_any_text_is_a_choice_or_a_bad_one(text: str, name: str) -> None:
    for code in (SOCIAL, PENSION, TAX):
        try:
            chosen_of(terms(code), {name: text}, TODAY)
        except BadChoice as bad:
            assert len(text) < 2 or f" {text}" not in str(bad)

"""What a citizen may choose of a span: the screen and the platform judge by the same rule."""

from datetime import date

import pytest

from kiosk.items.codes_flow import FieldType
from kiosk.items.spans import begin_of, ends_before, is_still_to_come
from kiosk.values import replace
from tests.kiosk.item_samples import item

TODAY = date(2026, 3, 2)
PROOF = "992000501000"


@pytest.mark.parametrize(
    ("begin", "end", "wrong"),
    [
        ("202401", "202412", False),
        ("202412", "202401", True),
        ("2024-12", "2024-01", True),
        ("2024-01", "2024-01", False),
        ("9", "10", False),
        ("100", "20", True),
        ("", "202401", False),
        ("202401", "", False),
    ],
)
def test_an_end_before_its_begin(begin: str, end: str, wrong: bool) -> None:
    assert ends_before(begin, end) is wrong


def test_only_an_end_has_a_begin() -> None:
    assert begin_of("period_to") == "period_from"
    assert begin_of("period_from") == begin_of("purpose") == ""


@pytest.mark.parametrize(
    ("name", "kind", "value", "wrong"),
    [
        ("period_to", FieldType.MONTH, "202603", False),
        ("period_to", FieldType.MONTH, "202604", True),
        ("period_from", FieldType.MONTH, "2026-04", True),
        ("day_to", FieldType.DATE, "2026-03-02", False),
        ("day_to", FieldType.DATE, "20260303", True),
        ("year_to", FieldType.INTEGER, "2027", True),
        ("count_to", FieldType.INTEGER, "2027", False),
        ("month", FieldType.MONTH, "209901", False),
        ("period_to", FieldType.MONTH, "", False),
    ],
)
def test_a_time_that_is_still_to_come(name: str, kind: FieldType, value: str, wrong: bool) -> None:
    certificate = item(PROOF).certificate
    assert certificate is not None
    field = replace(certificate.options[0], id=name, type=kind)
    assert is_still_to_come(field, value, TODAY) is wrong

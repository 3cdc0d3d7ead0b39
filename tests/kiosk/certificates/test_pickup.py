"""Codes on slips survive being read by people."""

from hypothesis import given
from hypothesis import strategies as st

from kiosk.certificates.pickup import ALPHABET, as_meant, code_of, grouped, pickup_hash

numbers = st.integers(0, 2**60 - 1)


@given(numbers)
def test_a_code_is_understood_however_it_is_typed(number: int) -> None:
    code = code_of(number)
    assert len(code) == 12 and set(code) <= set(ALPHABET)
    spoken = grouped(code).lower().replace("0", "o").replace("1", "l")
    assert as_meant(f" {spoken} ") == code


@given(numbers, numbers)
def test_two_numbers_have_two_codes(one: int, other: int) -> None:
    assert (code_of(one) == code_of(other)) is (one == other)


@given(st.text(max_size=20))
def test_what_is_no_code_is_none(text: str) -> None:
    found = as_meant(text)
    assert found == "" or set(found) <= set(ALPHABET)


def test_the_hash_is_the_one_that_the_manual_says() -> None:
    assert pickup_hash("7KQ2M9XWE4TA") == (
        "eefc315705a063c73e3d68ce22f431e65866d77fdbc5ac92225e88a8975d4de8"
    )

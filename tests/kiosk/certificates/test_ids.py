"""Ids of certificates and their check character."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.certificates.ids import BadId, CertificateId, parse_id
from kiosk.numbers.alphanumeric import mod_37_36

ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
TYPE, ISSUER = "11990100MB09900168002", "11990100MB09900168"
texts = st.text(ALPHABET, min_size=1, max_size=60)


def test_check_character_is_the_one_of_a_published_example() -> None:
    """The example of the Global Release Identifier (ISRC's sister), which uses the same system."""
    assert mod_37_36("A12425GABC1234002") == "M"


def verified(text: str) -> bool:
    """ISO 7064's own test of a text with its check character: the last sum is 1 modulo 36."""
    product = 36
    for character in text[:-1]:
        product = ((product + ALPHABET.index(character)) % 36 or 36) * 2 % 37
    return (product + ALPHABET.index(text[-1])) % 36 == 1


@given(texts)
def test_check_character_passes_the_standards_own_test(text: str) -> None:
    assert verified(text + mod_37_36(text))


@given(texts, st.data())
def test_any_one_wrong_character_is_found(text: str, data: st.DataObject) -> None:
    whole = text + mod_37_36(text)
    place = data.draw(st.integers(0, len(whole) - 1))
    other = data.draw(st.sampled_from([one for one in ALPHABET if one != whole[place]]))
    wrong = whole[:place] + other + whole[place + 1 :]
    assert mod_37_36(wrong[:-1]) != wrong[-1]


@given(st.text(ALPHABET, min_size=1, max_size=22), st.integers(1, 999))
def test_an_id_is_read_as_it_was_written(serial: str, version: int) -> None:
    one = CertificateId(TYPE, ISSUER, serial, version)
    assert str(one) == f"1.2.156.3005.2.{TYPE}.{ISSUER}.{serial}.{version:03d}.{one.check}"
    assert parse_id(str(one)) == one


@pytest.mark.parametrize(
    "text",
    [
        "",
        "1.2.156.3005.2.",
        f"1.2.156.3005.2.{TYPE}.{ISSUER}.7KQ2M9XWE4TA.001",
        f"1.2.156.3005.3.{TYPE}.{ISSUER}.7KQ2M9XWE4TA.001.A",
        f"1.2.156.3005.2.{TYPE}.{ISSUER}.7kq2m9xwe4ta.001.A",
        f"1.2.156.3005.2.{TYPE}.{ISSUER}.7KQ2M9XWE4TA.001.A\n",
        f"1.2.156.3005.2.{TYPE}.{ISSUER}.7KQ2M9XWE4TA.000.A",
        f"1.2.156.3005.2.{TYPE}.{ISSUER}..001.A",
    ],
)
def test_what_is_no_id_is_refused_without_its_value(text: str) -> None:
    with pytest.raises(BadId) as refused:
        parse_id(text)
    assert ISSUER not in str(refused.value)


def test_a_wrong_check_character_is_refused() -> None:
    right = str(CertificateId(TYPE, ISSUER, "7KQ2M9XWE4TA"))
    with pytest.raises(BadId):
        parse_id(right[:-1] + ("0" if right[-1] != "0" else "1"))

"""The four kinds of card, and blocks that no card should hold."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from devices.id_reader.text_block import (
    decode_new_address,
    decode_text_block,
    former_number,
)
from kiosk.faults import Fault
from kiosk.identity import CardKind, IdentityCard
from tests.devices.id_reader import vectors
from tests.devices.id_reader.vectors import RESIDENT, with_field

KINDS = {
    "resident_male_long_term": CardKind.RESIDENT,
    "resident_female_minority": CardKind.RESIDENT,
    "resident_supplementary_plane_name": CardKind.RESIDENT,
    "hk_residence_permit": CardKind.HMT_RESIDENCE,
    "foreigner_2017": CardKind.FOREIGNER_2017,
    "foreigner_2023": CardKind.FOREIGNER_2023,
}
SEX = {"男": "1", "女": "2"}
EXTRAS = {
    "name_en": "name_en",
    "nationality": "nationality",
    "permit_no": "pass_no",
    "former_no": "derived_previous_id_no",
}
Y_CARD = vectors.BLOCKS["foreigner_2023"]


def card_of(block: bytes) -> IdentityCard:
    card = decode_text_block(block)
    assert isinstance(card, IdentityCard)
    return card


@pytest.mark.parametrize("name", vectors.BLOCKS)
def test_a_card_of_each_kind_is_decoded(name: str) -> None:
    card, told = card_of(vectors.BLOCKS[name]), vectors.DECODED[name]
    assert card.kind is KINDS[name]
    assert card.name == told.get("name", told.get("name_cn"))
    for field in ("id_no", "address", "issuer", "nation"):
        if field in told:
            assert getattr(card, field) == (told[field] or "")
    for field in ("birth", "valid_from", "valid_to"):
        if field in told:
            assert getattr(card, field) == vectors.day(told[field])
    if "sex_text" in told:
        assert card.sex == SEX[told["sex_text"]]
    assert card.long_term == (told.get("valid_to_raw") == "长期")
    for field, key in EXTRAS.items():
        assert getattr(card, field) == told.get(key, ""), field


def test_a_foreigner_without_a_chinese_name_keeps_the_english_one() -> None:
    old = with_field(vectors.BLOCKS["foreigner_2017"], 158, " " * 15)
    assert card_of(old).name == card_of(old).name_en == "SPECIMEN, TEST"
    long_name = "SPECIMEN " * 4 + "TEST LAST"
    new = with_field(Y_CARD, 0, " " * 15)
    new = with_field(new, 52, long_name[:35])
    new = with_field(new, 220, long_name[35:].ljust(11))
    assert card_of(new).name == card_of(new).name_en == long_name


def test_the_number_of_the_former_card() -> None:
    """Of the vectors: the Y card's holder had the I card."""
    former = card_of(vectors.BLOCKS["foreigner_2017"]).id_no
    assert card_of(Y_CARD).former_no == former
    assert former_number("911999188505050016", "UTO", "001") == former


@pytest.mark.parametrize("association", ["   ", "\0\0\0", "0  ", "A01", "００１", "\ue8630\ue863"])
def test_a_card_without_a_former_one(association: str) -> None:
    card = card_of(with_field(Y_CARD, 250, association))
    assert card.former_no == ""
    assert card.id_no == "911999188505050016"


def test_a_former_number_needs_a_nationality() -> None:
    assert card_of(with_field(Y_CARD, 242, "   ")).former_no == ""
    assert card_of(with_field(Y_CARD, 242, "U1O")).former_no == ""


def test_how_often_a_card_was_issued() -> None:
    assert card_of(vectors.BLOCKS["hk_residence_permit"]).issue_count == "01"
    assert card_of(with_field(Y_CARD, 32, "07")).issue_count == "07"
    assert card_of(RESIDENT).issue_count == ""
    assert card_of(vectors.BLOCKS["foreigner_2017"]).issue_count == ""


def test_nul_padding_and_private_use_characters() -> None:
    block = with_field(RESIDENT, 0, "测\ue863".ljust(15, "\0"))
    assert card_of(block).name == "测\ue863"


def test_text_that_is_not_utf_16_is_a_fault() -> None:
    assert decode_text_block(with_field(RESIDENT, 0, "\ud842")) is Fault.CARD_BAD_TEXT
    assert decode_text_block(with_field(RESIDENT, 52, "\udfb7")) is Fault.CARD_BAD_TEXT


@pytest.mark.parametrize("at", [36, 188, 204])
@pytest.mark.parametrize("day", ["19490231", "20201301", "0000", "2020010a", "２０２００１０１"])
def test_an_impossible_date_is_a_fault(at: int, day: str) -> None:
    assert decode_text_block(with_field(RESIDENT, at, day.ljust(8))) is Fault.CARD_BAD_TEXT


def test_blank_fields() -> None:
    no_birth = with_field(RESIDENT, 36, " " * 8)
    assert card_of(no_birth).birth is None
    assert decode_text_block(with_field(RESIDENT, 0, " " * 15)) is Fault.CARD_BAD_TEXT
    assert decode_text_block(with_field(RESIDENT, 204, " " * 8)) is Fault.CARD_BAD_TEXT
    assert decode_text_block(with_field(RESIDENT, 122, " " * 18)) is Fault.CARD_BAD_NUMBER
    assert decode_text_block(b"") is Fault.CARD_BAD_TEXT
    assert decode_text_block(RESIDENT[:255]) is Fault.CARD_BAD_TEXT


def test_a_wrong_check_digit_is_a_fault() -> None:
    wrong = with_field(RESIDENT, 122, "440524188001010015")
    assert decode_text_block(wrong) is Fault.CARD_BAD_NUMBER
    wrong = with_field(vectors.BLOCKS["foreigner_2017"], 122, "UTO110085050514")
    assert decode_text_block(wrong) is Fault.CARD_BAD_NUMBER


def test_an_expired_card_says_so_and_its_repr_says_nothing() -> None:
    card = card_of(vectors.BLOCKS["hk_residence_permit"])
    assert not card.expired(date(2025, 1, 1))
    assert card.expired(date(2025, 1, 2))
    assert card.name not in repr(card) and card.id_no not in repr(card)


@settings(max_examples=100)
@given(st.binary(min_size=0, max_size=300), st.sampled_from(["I", "J", "Y", " "]))
def test_no_bytes_raise(data: bytes, mark: str) -> None:
    block = with_field(data.ljust(256), 248, mark)
    assert isinstance(decode_text_block(block), IdentityCard | Fault)


@settings(max_examples=100)
@given(st.sampled_from(sorted(vectors.BLOCKS)), st.integers(0, 255), st.integers(0, 255))
def test_no_changed_byte_of_a_real_card_raises(name: str, at: int, value: int) -> None:
    block = bytearray(vectors.BLOCKS[name])
    block[at] = value
    assert isinstance(decode_text_block(block), IdentityCard | Fault)


@settings(max_examples=100)
@given(st.text(max_size=20), st.text(max_size=4), st.text(max_size=4))
def test_a_former_number_is_a_good_one_or_none(number: str, nation: str, association: str) -> None:
    assert len(former_number(number, nation, association)) in (0, 15)


@settings(max_examples=100)
@given(st.binary(max_size=80))
def test_no_newest_address_raises(data: bytes) -> None:
    address = decode_new_address(data)
    assert address is Fault.CARD_BAD_TEXT or len(address) <= 40

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.ssc_reader.apdu import SIZES, Tag
from devices.ssc_reader.records import decode_person, generation_of, is_card_number, value_of
from kiosk.faults import Fault
from kiosk.identity import CardKind, IdentityCard
from tests.devices.ssc_reader.vectors import APDUS, CARD_NUMBERS, records

Values = dict[Tag, bytes]


def values(*names: str) -> Values:
    """What is read of the files of these vectors."""
    found = {}
    for name in names:
        for tag, record in records(name).items():
            if tag in SIZES:
                value = value_of(Tag(tag), record)
                assert value is not None, tag
                found[Tag(tag)] = value
    return found


PERSON = values("ef05_version_nul_padded", "ef06_read_all_v2")


def changed(**fields: bytes) -> IdentityCard | Fault:
    return decode_person(PERSON | {Tag[name]: value for name, value in fields.items()})


def person(**fields: bytes) -> IdentityCard:
    card = changed(**fields)
    assert isinstance(card, IdentityCard)
    return card


def test_the_card_of_the_vectors() -> None:
    assert decode_person(PERSON) == IdentityCard(
        kind=CardKind.SOCIAL_SECURITY,
        name="测试甲",
        id_no="440524188001010014",
        sex="1",
        nation="01",
        birth=date(1880, 1, 1),
        issuer="915600000211000011000001",
        valid_from=date(2020, 1, 1),
        valid_to=date(2030, 1, 1),
        card_no="T0000001X",
        generation="2.0",
    )


def test_a_character_may_straddle_both_parts_of_the_name() -> None:
    name = "ef06_name_straddles_boundary"
    card = decode_person(PERSON | values(name))
    assert isinstance(card, IdentityCard)
    assert card.name == APDUS[name]["decoded"]["name"]


def test_a_name_padded_before_its_extension_is_one_name() -> None:
    assert person(NAME="测试".encode("gb18030") + b"\0", NAME_EXTENSION=b"Yi").name == "测试Yi"


def test_characters_of_four_bytes() -> None:
    name = "\U00020bb7\ue000".encode("gb18030")
    assert person(NAME=name).name == "\U00020bb7\ue000"


def test_blank_fields_are_absent() -> None:
    (blank,) = values("ef06_empty_cn").values()
    card = person(
        BIRTH=blank, VALID_FROM=blank, VALID_TO=blank, NATION=b"\xff", ISSUER=b"\xff" * 12,
        CARD_NUMBER=bytes(9), SEX=b"\xff", NAME_EXTENSION=b"\xff" * 20, VERSION=bytes(4),
    )  # fmt: skip
    assert (card.birth, card.valid_from, card.valid_to) == (None, None, None)
    assert (card.nation, card.issuer, card.card_no, card.sex) == ("", "", "", "")
    assert (card.name, card.generation) == ("测试甲", "1.0")


@pytest.mark.parametrize(
    ("version", "generation"),
    [("", "1.0"), ("1.0", "1.0"), ("2.0", "2.0"), ("3.00", "3.0"), ("9.0", ""), ("3", "")],
)
def test_generation(version: str, generation: str) -> None:
    assert generation_of(version) == generation


def test_generation_of_a_newer_card() -> None:
    version = values("ef05_version_3")[Tag.VERSION]
    assert person(VERSION=version).generation == "3.0"


@pytest.mark.parametrize(
    "fields",
    [
        {"NAME": b""},
        {"NUMBER": bytes(18)},
        {"NUMBER": b"\xff" * 18},
        {"NAME": b"\xb2"},
        {"NAME": b"A\0B"},
        {"NAME": b"\x1b[2J"},
        {"BIRTH": bytes.fromhex("18800230")},
        {"BIRTH": bytes.fromhex("1880FFFF")},
        {"VALID_TO": bytes.fromhex("20AB0101")},
        {"ISSUER": bytes.fromhex("91FF56")},
    ],
)
def test_what_cannot_be_decoded_is_bad_data(fields: dict[str, bytes]) -> None:
    assert changed(**fields) is Fault.SSC_BAD_DATA


@pytest.mark.parametrize(
    "fields",
    [
        {"NUMBER": b"440524188001010015"},
        {"NUMBER": b"44052418800101001"},
        {"CARD_NUMBER": b"T00000010"},
        {"CARD_NUMBER": b"T0000001"},
    ],
)
def test_numbers_that_do_not_add_up(fields: dict[str, bytes]) -> None:
    assert changed(**fields) is Fault.SSC_BAD_NUMBER


@pytest.mark.parametrize("vector", CARD_NUMBERS)
def test_check_character_of_a_card_number(vector: dict[str, object]) -> None:
    assert is_card_number(str(vector["value"])) is vector["valid"]


@pytest.mark.parametrize("number", ["", "00000001X", "d2143569X", "D214356９X", "D2143569XX"])
def test_no_card_number(number: str) -> None:
    assert not is_card_number(number)


@given(st.characters(codec="ascii", categories=["Lu"]), st.integers(0, 9_999_999))
def test_just_one_check_character_fits(letter: str, digits: int) -> None:
    first8 = f"{letter}{digits:07}"
    assert sum(is_card_number(first8 + check) for check in "0123456789X") == 1


@pytest.mark.parametrize(
    "record",
    [b"", b"\x07", b"\x08\x09" + bytes(9), b"\x07\x09" + bytes(8), b"\x07\x09" + bytes(10)],
)
def test_another_record_or_one_of_another_length(record: bytes) -> None:
    assert value_of(Tag.CARD_NUMBER, record) is None


def test_of_a_longer_card_number_the_first_nine_bytes_are_read() -> None:
    longer = b"T0000001X1234567"
    for record in (b"\x07\x10" + longer, b"\x07\x10" + longer[:9]):
        assert value_of(Tag.CARD_NUMBER, record) == b"T0000001X"


@given(st.sampled_from(Tag), st.binary(max_size=300))
def test_any_record_gives_a_value_that_fits_or_nothing(tag: Tag, record: bytes) -> None:
    value = value_of(tag, record)
    assert value is None or len(value) <= SIZES[tag]


@given(st.dictionaries(st.sampled_from(Tag), st.binary(max_size=30)))
def test_any_values_give_a_card_or_a_fault(fields: Values) -> None:
    for candidate in (fields, PERSON | fields):
        card = decode_person(candidate)
        assert isinstance(card, IdentityCard) or card in (Fault.SSC_BAD_DATA, Fault.SSC_BAD_NUMBER)

"""Records of EF05 and EF06 as a person. Pure; source: PROTOCOL.md, "Records".

Whatever the bytes are, the answer is a card or a fault; no exception leaves and nothing is logged.
"""

import unicodedata
from collections.abc import Mapping
from datetime import date

from devices.ssc_reader.apdu import SIZES, Tag
from kiosk.faults import Fault
from kiosk.identity import CardKind, IdentityCard
from kiosk.numbers import is_person_number, organisation_check_character

GENERATIONS = ("1.0", "2.0", "3.0")


class _Undecodable(Exception):
    """Carries nothing: its text must not hold a person."""


def value_of(tag: Tag, record: bytes) -> bytes | None:
    """The value in a record of tag, length and value; None where it is not that record.

    Of a value that is longer than the field, the field's bytes are enough.
    """
    if len(record) < 2 or record[0] != tag:
        return None
    declared, value = record[1], record[2:]
    needed = min(declared, SIZES[tag])
    return value[:needed] if needed <= len(value) <= declared else None


def is_card_number(number: str) -> bool:
    """Nine characters, the first a letter, with the check character of organisation codes."""
    first8 = number[:8]
    if len(number) != 9 or not (first8.isascii() and first8.isalnum() and first8.isupper()):
        return False
    if not first8[0].isalpha():
        return False
    return number[8] == organisation_check_character(first8)


def generation_of(version: str) -> str:
    """1.0, 2.0 or 3.0; a blank version is 1.0, and one that is not known gives ""."""
    if not version:
        return GENERATIONS[0]
    return version[:3] if version[:3] in GENERATIONS else ""


def decode_person(values: Mapping[Tag, bytes]) -> IdentityCard | Fault:
    """The card's holder, or SSC_BAD_DATA (encoding, dates, no name or number) or SSC_BAD_NUMBER.

    A record that is not in `values` is blank. Sex and nation stay the card's own codes (GB/T
    2261.1, GB/T 3304).
    """
    try:
        card = _decode(values)
    except _Undecodable:
        return Fault.SSC_BAD_DATA
    sound = is_person_number(card.id_no) and (not card.card_no or is_card_number(card.card_no))
    return card if sound else Fault.SSC_BAD_NUMBER


def _decode(values: Mapping[Tag, bytes]) -> IdentityCard:
    def raw(tag: Tag) -> bytes:
        return values.get(tag, b"")

    # joined before decoding, since a character may straddle the parts; no byte of one is padding
    name = _text(_unpadded(raw(Tag.NAME)) + _unpadded(raw(Tag.NAME_EXTENSION)))
    number = _text(raw(Tag.NUMBER))
    if not (name and number):
        raise _Undecodable
    return IdentityCard(
        kind=CardKind.SOCIAL_SECURITY,
        name=name,
        id_no=number,
        sex=_text(raw(Tag.SEX)),
        nation=_digits(raw(Tag.NATION)),
        birth=_date(raw(Tag.BIRTH)),
        issuer=_digits(raw(Tag.ISSUER)),
        valid_from=_date(raw(Tag.VALID_FROM)),
        valid_to=_date(raw(Tag.VALID_TO)),
        card_no=_text(raw(Tag.CARD_NUMBER)),
        generation=generation_of(_text(raw(Tag.VERSION))),
    )


def _unpadded(value: bytes) -> bytes:
    """Type an: right-padded with 00. A record that is all FF was never written."""
    return value.rstrip(b"\0 ") if value.strip(b"\xff") else b""


def _text(value: bytes) -> str:
    try:
        text = _unpadded(value).decode("gb18030")
    except UnicodeDecodeError:
        raise _Undecodable from None
    if any(unicodedata.category(character) == "Cc" for character in text):
        raise _Undecodable
    return text


def _digits(value: bytes) -> str:
    """Type cn: packed digits, right-padded with F."""
    digits = value.hex().rstrip("f")
    if not digits.isdigit() and digits:
        raise _Undecodable
    return digits


def _date(value: bytes) -> date | None:
    digits = _digits(value)
    if not digits:
        return None
    if len(digits) != 8:
        raise _Undecodable
    try:
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        raise _Undecodable from None

"""Numbers of persons: residents, residence permits of Hong Kong, Macao and Taiwan, foreigners.

All 18-character forms share the check character of GB 11643 and the birth date at characters 7 to
14; the first character routes: 9 is a foreigner (2023), 81, 82 and 83 followed by 0000 a residence
permit, everything else a resident. The 15-character form of foreigners (2017) stands alone.
"""

from datetime import date
from enum import StrEnum

from msgspec import Struct

from kiosk.numbers.codes import province_name

_ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_ID_CHECKS = "10X98765432"
_FOREIGNER_WEIGHTS = (7, 3, 1)
_HMT_REGIONS = ("810000", "820000", "830000")
_CENTURIES = (1900, 2000)


class NumberKind(StrEnum):
    RESIDENT = "id18"
    HMT_RESIDENCE = "hmt_permit18"
    FOREIGNER_2017 = "foreigner15"
    FOREIGNER_2023 = "foreigner18"


class PersonNumber(Struct, frozen=True):
    """A number whose check character and date are right. Repr hides everything."""

    kind: NumberKind
    value: str
    """In its normal form."""
    birth: date | None
    """None for the 15-character form: its year has two digits."""
    sex: str
    """GB/T 2261.1: 1 male, 2 female; empty for the 15-character form."""
    province: str
    """Name by GB/T 2260, empty where the code is in no table: advisory only."""

    def __repr__(self) -> str:
        return f"PersonNumber({self.kind.value}, ***)"


def normal_number(text: str) -> str:
    """As typed, in its normal form: a check character x becomes X. Nothing else is mended."""
    return text[:-1] + "X" if len(text) == 18 and text.endswith("x") else text


def person_number(text: str) -> PersonNumber | None:
    """The number of any kind, also with a small x; None where a hard check fails."""
    value = normal_number(text)
    if is_foreigner_number_2017(value):
        province = province_name(value[3:5])
        return PersonNumber(NumberKind.FOREIGNER_2017, value, None, "", province)
    if not is_person_number(value):
        return None
    sex = "1" if value[16] in "13579" else "2"
    kind, province = NumberKind.RESIDENT, province_name(value[:2])
    if is_hmt_number(value):
        kind = NumberKind.HMT_RESIDENCE
    elif is_foreigner_number_2023(value):
        kind, province = NumberKind.FOREIGNER_2023, province_name(value[1:3])
    return PersonNumber(kind, value, birth_of(value), sex, province)


def id_check_character(first17: str) -> str:
    """Check character of a resident ID number (GB 11643-1999, ISO 7064 MOD 11-2)."""
    if len(first17) != 17 or not _digits(first17):
        raise ValueError("17 digits are needed")
    total = sum(int(c) * w for c, w in zip(first17, _ID_WEIGHTS, strict=True))
    return _ID_CHECKS[total % 11]


def birth_of(id_no: str) -> date | None:
    """Birth date in characters 7 to 14, or None where they are not a calendar date."""
    if len(id_no) != 18 or not _digits(id_no[6:14]):
        return None
    return _calendar(int(id_no[6:10]), id_no[10:14])


def is_person_number(id_no: str) -> bool:
    """True for an 18-character number, in its normal form and of any kind, with a calendar birth
    date and the right check character."""
    if len(id_no) != 18 or not _digits(id_no[:17]):
        return False
    return birth_of(id_no) is not None and id_check_character(id_no[:17]) == id_no[17]


def is_hmt_number(id_no: str) -> bool:
    """True for the number of a residence permit: 810000 Hong Kong, 820000 Macao, 830000 Taiwan."""
    return id_no[:6] in _HMT_REGIONS and is_person_number(id_no)


def is_foreigner_number_2023(id_no: str) -> bool:
    """True for 9, 2 digits of province, 3 of ISO country, birth date, 3 of sequence, check."""
    return id_no[:1] == "9" and is_person_number(id_no)


def foreigner_check_digit(first14: str) -> str:
    """Check digit of a foreigner's 15-character number: 3 letters and 11 digits before it; weights
    7 3 1 all along, letters count A=10 to Z=35, modulo 10."""
    if len(first14) != 14 or not (_letters(first14[:3]) and _digits(first14[3:])):
        raise ValueError("3 letters and 11 digits are needed")
    total = sum(int(c, 36) * _FOREIGNER_WEIGHTS[i % 3] for i, c in enumerate(first14))
    return str(total % 10)


def is_foreigner_number_2017(number: str) -> bool:
    """True for alpha-3 nationality, 4 digits of region, YYMMDD, sequence and the right check. The
    date must be in the calendar of 19YY or of 20YY."""
    if len(number) != 15 or not (_letters(number[:3]) and _digits(number[3:])):
        return False
    born = (_calendar(century + int(number[7:9]), number[9:13]) for century in _CENTURIES)
    return any(born) and foreigner_check_digit(number[:14]) == number[14]


def _calendar(year: int, month_day: str) -> date | None:
    try:
        return date(year, int(month_day[:2]), int(month_day[2:]))
    except ValueError:
        return None


def _digits(text: str) -> bool:
    return text.isascii() and text.isdigit()


def _letters(text: str) -> bool:
    return text.isascii() and text.isalpha() and text.isupper()

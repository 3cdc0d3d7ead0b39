"""Check digits and structure of person and organisation numbers.

Checksum and calendar date are hard checks; region tables are advisory and not used here, since
abolished county codes stay valid for life.
"""

from datetime import date

_ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_ID_CHECKS = "10X98765432"

_USCC_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_USCC_WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)


def id_check_character(first17: str) -> str:
    """Check character of a resident ID number (GB 11643-1999, ISO 7064 MOD 11-2)."""
    if len(first17) != 17 or not (first17.isascii() and first17.isdigit()):
        raise ValueError("17 digits are needed")
    total = sum(int(c) * w for c, w in zip(first17, _ID_WEIGHTS, strict=True))
    return _ID_CHECKS[total % 11]


def birth_of(id_no: str) -> date | None:
    """Birth date in characters 7 to 14, or None where they are not a calendar date."""
    if len(id_no) != 18 or not (id_no[6:14].isascii() and id_no[6:14].isdigit()):
        return None
    try:
        return date(int(id_no[6:10]), int(id_no[10:12]), int(id_no[12:14]))
    except ValueError:
        return None


def is_person_number(id_no: str) -> bool:
    """True for an 18-character number with a calendar birth date and the right check character."""
    if len(id_no) != 18 or not (id_no[:17].isascii() and id_no[:17].isdigit()):
        return False
    return birth_of(id_no) is not None and id_check_character(id_no[:17]) == id_no[17]


def is_credit_code(code: str) -> bool:
    """True for an 18-character unified social credit code with the right check (GB 32100-2015)."""
    if len(code) != 18 or any(c not in _USCC_ALPHABET for c in code):
        return False
    values = [_USCC_ALPHABET.index(c) for c in code]
    total = sum(v * w for v, w in zip(values[:17], _USCC_WEIGHTS, strict=True))
    return (31 - total % 31) % 31 == values[17]

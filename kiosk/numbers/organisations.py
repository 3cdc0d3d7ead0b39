"""The unified social credit code of organisations (GB 32100-2015) and the organisation code in it
(GB 11714)."""

_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)

_ORGANISATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
_ORGANISATION_CHECKS = {10: "X", 11: "0"}

_DEPARTMENTS = {
    "1": "机构编制",
    "2": "外交",
    "3": "司法行政",
    "4": "文化",
    "5": "民政",
    "6": "旅游",
    "7": "宗教",
    "8": "工会",
    "9": "工商",
    "A": "军队",
    "N": "农业",
    "Y": "其他",
}
"""First character: the department that registers."""


def is_credit_code(code: str) -> bool:
    """True for 18 characters of the alphabet, in capitals: department, kind of organisation, six
    digits of region, organisation code and the right check character."""
    if len(code) != 18 or any(c not in _ALPHABET for c in code):
        return False
    if code[0] not in _DEPARTMENTS or not code[2:8].isdigit():
        return False
    values = [_ALPHABET.index(c) for c in code]
    total = sum(v * w for v, w in zip(values[:17], _WEIGHTS, strict=True))
    return (31 - total % 31) % 31 == values[17]


def credit_code_department(code: str) -> str:
    """What kind of department registered the organisation; empty where unknown."""
    return _DEPARTMENTS.get(code[:1], "")


def organisation_check_character(first8: str) -> str:
    """Check character of an organisation code (GB 11714): digits and capitals, A=10 to Z=35."""
    if len(first8) != 8 or not (first8.isascii() and first8.isalnum()) or first8 != first8.upper():
        raise ValueError("8 digits or capital letters are needed")
    total = sum(int(c, 36) * w for c, w in zip(first8, _ORGANISATION_WEIGHTS, strict=True))
    check = 11 - total % 11
    return _ORGANISATION_CHECKS.get(check, str(check))


def has_organisation_code(code: str) -> bool:
    """True where characters 9 to 17 of a credit code are a valid organisation code. A soft check:
    no standard read here says that every credit code must pass it."""
    return is_credit_code(code) and organisation_check_character(code[8:16]) == code[16]

"""Ids of certificates (GB/T 36904-2018, 电子证照标识), with a check character (ISO 7064 MOD 37,36).

    1.2.156.3005.2.<type, 21>.<issuer, 18>.<serial>.<version, 3>.<check, 1>

The type is the credit code of the department that defined it and 3 characters of its own. The check
character is over type, issuer, serial and version written together.
"""

import re

from msgspec import Struct

from kiosk.numbers.alphanumeric import mod_37_36

ROOT = "1.2.156.3005.2"
_PARTS = re.compile(
    r"(?P<type>[0-9A-Z]{21})\.(?P<issuer>[0-9A-Z]{18})\.(?P<serial>[0-9A-Z]{1,22})"
    r"\.(?P<version>[0-9]{3})\.(?P<check>[0-9A-Z])\Z"
)


class BadId(ValueError):
    """Not the id of a certificate; the text says what is wrong, without the value."""


class CertificateId(Struct, frozen=True):
    """`type_code` 21, `issuer` 18, `serial` 1 to 22 characters, digits and capitals; `version` 1 to
    999. Raises BadId."""

    type_code: str
    issuer: str
    serial: str
    version: int = 1

    def __post_init__(self) -> None:
        if not _PARTS.match(self._parts("0")) or not 1 <= self.version <= 999:
            raise BadId("type, issuer, serial or version is not of the agreed form")

    @property
    def check(self) -> str:
        return mod_37_36(f"{self.type_code}{self.issuer}{self.serial}{self.version:03d}")

    def _parts(self, check: str) -> str:
        return f"{self.type_code}.{self.issuer}.{self.serial}.{self.version:03d}.{check}"

    def __str__(self) -> str:
        return f"{ROOT}.{self._parts(self.check)}"


def parse_id(text: str) -> CertificateId:
    """Raises BadId."""
    root, dot, rest = text[: len(ROOT)], text[len(ROOT) : len(ROOT) + 1], text[len(ROOT) + 1 :]
    found = _PARTS.match(rest)
    if root != ROOT or dot != "." or found is None:
        raise BadId("not the form of a certificate's id")
    one = CertificateId(found["type"], found["issuer"], found["serial"], int(found["version"]))
    if one.check != found["check"]:
        raise BadId("the check character is wrong")
    return one

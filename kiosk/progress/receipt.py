"""The number on a receipt (本地流水号), and what a citizen types or shows to find an application.

    local_no = terminal 6 | yyMMdd 6 | number of the day 5 | check character 1
    check    = ISO/IEC 7064 MOD 37,36 over the 17 before it: finds every single wrong character

It is made at the terminal, so it is printed at once, also while the terminal is cut off. It counts
upwards and is no secret: what it opens must say nothing of a person. The link of a receipt's QR has
a token of its own, of 128 random bits.
"""

import re
import unicodedata
from datetime import date, datetime

from msgspec import Struct

from kiosk.numbers.alphanumeric import mod_37_36

LENGTH = 18
MOST = 99999
_TERMINAL = re.compile(r"[A-Z0-9]{6}\Z")
_SHAPE = re.compile(r"[A-Z0-9]{6}\d{11}[A-Z0-9]\Z")
_BETWEEN = re.compile(r"[\s\-_.·—–]+")
_LINK = re.compile(r"https?://[^\s/]+/follow/([A-Za-z0-9_-]{22,64})/?\Z")
_PROJECT = re.compile(r"\d{4}-\d{6}-\d{2}-\d{2}-\d{6}\Z")
_DIGITS = str.maketrans({"O": "0", "I": "1", "L": "1"})
"""Letters that are read for digits on paper."""


class LocalNo(Struct, frozen=True):
    text: str

    @property
    def terminal(self) -> str:
        return self.text[:6]

    @property
    def day(self) -> date:
        return datetime.strptime(self.text[6:12], "%y%m%d").date()

    @property
    def number(self) -> int:
        return int(self.text[12:17])

    @property
    def grouped(self) -> str:
        """As it is printed, so that a person can read it aloud: three groups of six."""
        return " ".join((self.text[:6], self.text[6:12], self.text[12:]))


class FollowToken(Struct, frozen=True):
    """Of the link in a receipt's QR."""

    text: str


class ProjectCode(Struct, frozen=True):
    """统一项目代码 of an investment project: year-region-class-kind-number, 24 characters."""

    text: str


Key = LocalNo | FollowToken | ProjectCode


def make_local_no(terminal: str, day: date, number: int) -> LocalNo:
    """`number` counts 1 to MOST within the terminal's day. Raises ValueError."""
    if not _TERMINAL.match(terminal):
        raise ValueError("a receipt needs a terminal id of 6 capitals and digits")
    if not 1 <= number <= MOST:
        raise ValueError(f"a terminal makes 1 to {MOST} receipts a day")
    body = f"{terminal}{day:%y%m%d}{number:05}"
    return LocalNo(body + mod_37_36(body))


def parse_local_no(text: str) -> LocalNo | None:
    """What a citizen types: full-width characters, small letters and what stands between groups are
    accepted, and letters where only digits can be. None where it is no receipt's number."""
    plain = _BETWEEN.sub("", unicodedata.normalize("NFKC", text)).upper()
    if len(plain) != LENGTH or not plain.isascii():
        return None
    plain = plain[:6] + plain[6:17].translate(_DIGITS) + plain[17]
    if not _SHAPE.match(plain) or mod_37_36(plain[:17]) != plain[17]:
        return None
    try:
        datetime.strptime(plain[6:12], "%y%m%d")
    except ValueError:
        return None
    return None if plain[12:17] == "00000" else LocalNo(plain)


def parse_key(text: str) -> Key | None:
    """What a scanner read from a receipt, or a citizen typed. None where it finds nothing."""
    if len(text) > 300:
        return None
    text = text.strip()
    link = _LINK.match(text)
    if link:
        return FollowToken(link.group(1))
    project = unicodedata.normalize("NFKC", text)
    if _PROJECT.match(project):
        return ProjectCode(project)
    return parse_local_no(text)

"""Synthetic persons and their cards: samples of the standards, and numbers of region 99."""

from msgspec import Struct

from kiosk.messages.sims import PutSocialCard
from kiosk.numbers import id_check_character

_FIELDS = (30, 2, 4, 16, 70, 36, 30, 16, 16, 36)
"""Lengths in bytes of the fields of a resident card's text block (GA 490)."""


class Person(Struct, frozen=True):
    name: str
    id_no: str
    sex: str = "1"
    nation: str = "01"
    valid_from: str = "20200101"
    valid_to: str = "长期"

    @property
    def text_hex(self) -> str:
        """The 256-byte text block of this person's card, as hexadecimal digits."""
        birth = self.id_no[6:14]
        texts = (
            self.name,
            self.sex,
            self.nation,
            birth,
            "测试省测试市测试路1号",
            self.id_no,
            "测试市公安局",
            self.valid_from,
            self.valid_to,
            "",
        )
        pairs = zip(texts, _FIELDS, strict=True)
        return b"".join(_field(text, size) for text, size in pairs).hex()

    def social_card(self, kind: str = "social") -> PutSocialCard:
        """This person's social security card; `kind` as in PutSocialCard."""
        return PutSocialCard(
            name=self.name,
            id_no=self.id_no,
            sex=self.sex,
            nation=self.nation,
            birth=self.id_no[6:14],
            valid_to="20991231",
            kind=kind,
        )


def _field(text: str, size: int) -> bytes:
    """UTF-16LE, padded with spaces."""
    raw = text.encode("utf-16-le")
    return raw + " ".encode("utf-16-le") * ((size - len(raw)) // 2)


ELDER = Person("测试甲", "440524188001010014")
WOMAN_WITH_X = Person("测试乙", "11010519491231002X", sex="2", nation="56")


def person(number: int, name: str = "") -> Person:
    """The synthetic person with this number (0 to 999) of region 99, born 1 January 1940."""
    first17 = f"990101{19400101}{number:03d}"
    id_no = first17 + id_check_character(first17)
    sex = "1" if number % 2 else "2"
    return Person(name or f"测试{_digits(number)}", id_no, sex=sex)


def born(year: int) -> Person:
    """A synthetic person of region 99, born 1 January of that year."""
    first17 = f"990101{year}0101000"
    return Person("测试新", first17 + id_check_character(first17))


def registered(number: int) -> Person:
    """One of the eight (0 to 7) of region 990100 whom the sample's register knows; to anybody else
    no certificate is given."""
    first17 = f"990100{1941 + number}0101{number + 1:03d}"
    sex = "2" if number % 2 else "1"
    return Person(
        f"测试{'丙丁戊己庚辛壬癸'[number]}", first17 + id_check_character(first17), sex=sex
    )


def _digits(number: int) -> str:
    return "".join("零一二三四五六七八九"[int(digit)] for digit in str(number))


EXPIRED = Person("测试丙", person(998).id_no, sex="2", valid_from="20000101", valid_to="20100101")
RARE_NAME = Person("测\U00020bb7\U0002a6a5", person(997).id_no)
WRONG_DIGIT = Person("测试丁", person(996).id_no[:-1] + "0")
CANARY = Person("测试金丝雀", person(995).id_no)
"""A name and a number that occur nowhere else, looked for in memory, files and logs."""

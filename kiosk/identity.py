"""A person as read from a card, and how little of it the screen shows."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class CardKind(StrEnum):
    RESIDENT = "resident"
    HMT_RESIDENCE = "hmt_residence"
    FOREIGNER_2017 = "foreigner_2017"
    FOREIGNER_2023 = "foreigner_2023"


class Means(StrEnum):
    """How a person was identified; credential words of code list CL-22."""

    IDCARD = "IDCARD"
    TYPED = "IDNO"
    NONE = "NONE"


class Assurance(StrEnum):
    """Code list CL-23: AL0 anonymous, AL1 knows a code, AL2 one physical credential."""

    AL0 = "AL0"
    AL1 = "AL1"
    AL2 = "AL2"


@dataclass(frozen=True, slots=True)
class IdentityCard:
    """The text block of an ID card (GA 490), decoded. Dates are None where the card has none.

    `valid_to` None with `long_term` true means 长期. Repr hides everything: exception texts and
    logs must never carry a person.
    """

    kind: CardKind
    name: str
    id_no: str
    sex: str = ""
    nation: str = ""
    birth: date | None = None
    address: str = ""
    issuer: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    long_term: bool = False

    def __repr__(self) -> str:
        return f"IdentityCard({self.kind.value}, ***)"

    def expired(self, today: date) -> bool:
        return self.valid_to is not None and self.valid_to < today


def age_on(birth: date, today: date) -> int:
    """Full years (周岁), reached on the birthday itself."""
    return today.year - birth.year - ((today.month, today.day) < (birth.month, birth.day))


def mask_name(name: str) -> str:
    """测试甲 -> 测*甲; 测甲 -> 测*. Works by character, so supplementary-plane names stay whole."""
    chars = list(name.strip())
    if len(chars) <= 1:
        return "*"
    if len(chars) == 2:
        return chars[0] + "*"
    return chars[0] + "*" * min(len(chars) - 2, 4) + chars[-1]


def mask_number(id_no: str) -> str:
    """First two and last two characters (ST-63 recommends less than 6+4 on public screens)."""
    text = id_no.strip()
    if len(text) <= 4:
        return "*" * len(text)
    return text[:2] + "*" * (len(text) - 4) + text[-2:]

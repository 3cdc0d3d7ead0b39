"""A person as read from a card, and how little of it the screen shows."""

from datetime import date
from enum import StrEnum

from msgspec import Struct


class CardKind(StrEnum):
    RESIDENT = "resident"
    HMT_RESIDENCE = "hmt_residence"
    FOREIGNER_2017 = "foreigner_2017"
    FOREIGNER_2023 = "foreigner_2023"
    SOCIAL_SECURITY = "social_security"


class Means(StrEnum):
    """How a person was identified; credential words of code list CL-22."""

    IDCARD = "IDCARD"
    IDCARD_FACE = "IDCARD_FACE"
    SSCARD = "SSCARD"
    QR_APP = "QR_APP"
    EID = "EID"
    EBL = "EBL"
    SMS = "SMS"
    UKEY = "UKEY"
    STAFF = "STAFF"
    """A hall employee vouches for who was identified before; no word of CL-22."""
    TYPED = "IDNO"
    NONE = "NONE"


COMPANIES = frozenset({Means.EBL, Means.UKEY})
"""Means whose holder is a company. The number alone does not tell: one person's in some thirty is
written as a company's could be."""


class SealedFor(StrEnum):
    """What an identity was sealed for; the platform opens it for nothing else."""

    NUMBER = ""
    QUERY = "query"
    MINE = "mine"
    CERTIFICATE = "certificate"
    WISH = "wish"
    SIGN_ON = "sign_on"


def bound_to(purpose: SealedFor, request_id: str) -> str:
    """What is authenticated with a sealed identity; of a number and a rating the id alone."""
    return f"{purpose}:{request_id}" if purpose else request_id


class Assurance(StrEnum):
    """Code list CL-23: AL0 anonymous, AL1 knows a code, AL2 one physical credential, AL3 with face
    or PIN too, AL4 with staff too. They compare as they rank."""

    AL0 = "AL0"
    AL1 = "AL1"
    AL2 = "AL2"
    AL3 = "AL3"
    AL4 = "AL4"


class IdentityCard(Struct, frozen=True):
    """What an ID card's text block or a social security card says of its holder, decoded.

    Dates are None where the card has none. `valid_to` None with `long_term` true means 长期. Repr
    hides everything: exception texts and logs must never carry a person.
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
    name_en: str = ""
    """English name of a foreigner's card, both parts joined."""
    nationality: str = ""
    """ISO 3166-1 alpha-3 of a foreigner's card."""
    permit_no: str = ""
    """Travel-permit number of a residence permit for Hong Kong, Macao and Taiwan residents."""
    issue_count: str = ""
    """How often the permit was issued, or the foreigner's card renewed."""
    card_version: str = ""
    """Version of a foreigner's card of 2017, whose `issuer` is the code of an authority."""
    former_no: str = ""
    """15-character number of the former card, computed from a Y card's association field."""
    newest_address: str = ""
    """Address written to the chip after issue, where there is one."""
    card_no: str = ""
    """Social security card number (not the ID number)."""
    generation: str = ""
    """Specification of a social security card: 1.0, 2.0, 3.0."""
    photo: bytes = b""
    """PNG of the chip photo where a decoder is provisioned; empty: photo not available here."""

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

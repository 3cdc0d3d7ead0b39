"""The text block of an ID card (GA 490): 256 bytes of UTF-16LE in one of four layouts. Pure.

Whatever the bytes are, the answer is a card or a fault; nothing is raised and nothing is logged.
"""

from collections.abc import Callable
from datetime import date

from msgspec import Struct

from kiosk.faults import Fault
from kiosk.identity import CardKind, IdentityCard
from kiosk.numbers import foreigner_check_digit, is_foreigner_number_2017, is_person_number

TEXT_LENGTH = 256
NEW_ADDRESS_LENGTH = 70
LONG_TERM = "长期"
_MARK = (248, 250)


Span = tuple[int, int]
"""First byte of a field and the one after its last."""


class _Undecodable(Exception):
    """Carries nothing: its text must not hold a person."""


class _Layout(Struct, frozen=True):
    """Byte ranges of the fields; PROTOCOL.md, "Text block", has the same as tables."""

    kind: CardKind
    number: Span
    sex: Span
    birth: Span
    name: Span = (0, 30)
    valid_from: Span = (188, 204)
    valid_to: Span = (204, 220)
    nation: Span | None = None
    address: Span | None = None
    issuer: Span | None = None
    name_en: tuple[Span, ...] = ()
    """In one or two pieces, joined before they are decoded."""
    nationality: Span | None = None
    permit_no: Span | None = None
    issue_count: Span | None = None
    association: Span | None = None
    card_version: Span | None = None


_RESIDENT = _Layout(
    CardKind.RESIDENT,
    number=(122, 158),
    sex=(30, 32),
    birth=(36, 52),
    nation=(32, 36),
    address=(52, 122),
    issuer=(158, 188),
)
_HMT = _Layout(
    CardKind.HMT_RESIDENCE,
    number=(122, 158),
    sex=(30, 32),
    birth=(36, 52),
    address=(52, 122),
    issuer=(158, 188),
    permit_no=(220, 238),
    issue_count=(238, 242),
)
_FOREIGNER_2017 = _Layout(
    CardKind.FOREIGNER_2017,
    number=(122, 152),
    sex=(120, 122),
    birth=(220, 236),
    name=(158, 188),
    name_en=((0, 120),),
    nationality=(152, 158),
    issuer=(240, 248),
    card_version=(236, 240),
)
_FOREIGNER_2023 = _Layout(
    CardKind.FOREIGNER_2023,
    number=(122, 158),
    sex=(30, 32),
    birth=(36, 52),
    name_en=((52, 122), (220, 242)),
    nationality=(242, 248),
    issue_count=(32, 36),
    association=(250, 256),
)
_BY_MARK = {b"I\0": _FOREIGNER_2017, b"J\0": _HMT, b"Y\0": _FOREIGNER_2023}


def decode_text_block(block: bytes | bytearray) -> IdentityCard | Fault:
    """The card, or CARD_BAD_TEXT (encoding, dates, no name) or CARD_BAD_NUMBER (check digit).

    Sex and nation stay the card's own codes (GB/T 2261.1, GB/T 3304). Characters outside the BMP
    and of the private use area pass unchanged. The birth date of a resident card is the field's,
    not the one inside the number. A foreigner without a Chinese name is named by the English one.
    """
    if len(block) < TEXT_LENGTH:
        return Fault.CARD_BAD_TEXT
    layout = _BY_MARK.get(bytes(block[slice(*_MARK)]), _RESIDENT)
    try:
        card = _decode(block, layout)
    except _Undecodable:
        return Fault.CARD_BAD_TEXT
    return card if _number_fits(card) else Fault.CARD_BAD_NUMBER


def decode_new_address(data: bytes | bytearray) -> str | Fault:
    """The newest address (command 30 03): 70 bytes of UTF-16LE."""
    try:
        return _text(data)
    except _Undecodable:
        return Fault.CARD_BAD_TEXT


def former_number(number: str, nationality: str, association: str) -> str:
    """The 15-character number of the card before a Y card; "" where there was none.

    `number` has 18 digits, `association` is the Y card's field of 3 digits, blank without a former
    card. What does not yield a valid number counts as none.
    """
    if len(number) != 18 or len(association) != 3:
        return ""
    first14 = f"{nationality}{number[1:3]}{association[:2]}{number[8:14]}{association[2]}"
    try:
        former = first14 + foreigner_check_digit(first14)
    except ValueError:
        return ""
    return former if is_foreigner_number_2017(former) else ""


def _decode(block: bytes | bytearray, layout: _Layout) -> IdentityCard:
    def field(*where: Span | None) -> str:
        return _text(b"".join(block[slice(*span)] for span in where if span is not None))

    name_en = field(*layout.name_en)
    name = field(layout.name) or name_en
    end = field(layout.valid_to)
    if not (name and end):
        # a card whose end cannot be read must not pass as one that never expires
        raise _Undecodable
    number, nationality = field(layout.number), field(layout.nationality)
    return IdentityCard(
        kind=layout.kind,
        name=name,
        id_no=number,
        sex=field(layout.sex),
        nation=field(layout.nation),
        birth=_date(field(layout.birth)),
        address=field(layout.address),
        issuer=field(layout.issuer),
        valid_from=_date(field(layout.valid_from)),
        valid_to=None if end == LONG_TERM else _date(end),
        long_term=end == LONG_TERM,
        name_en=name_en,
        nationality=nationality,
        permit_no=field(layout.permit_no),
        issue_count=field(layout.issue_count),
        card_version=field(layout.card_version),
        former_no=former_number(number, nationality, field(layout.association)),
    )


def _text(field: bytes | bytearray) -> str:
    try:
        return field.decode("utf-16-le").rstrip(" \0")
    except UnicodeDecodeError:
        raise _Undecodable from None


def _date(text: str) -> date | None:
    if not text:
        return None
    if len(text) != 8 or not (text.isascii() and text.isdigit()):
        raise _Undecodable
    try:
        return date(int(text[:4]), int(text[4:6]), int(text[6:]))
    except ValueError:
        raise _Undecodable from None


def _number_fits(card: IdentityCard) -> bool:
    check: Callable[[str], bool] = (
        is_foreigner_number_2017 if card.kind is CardKind.FOREIGNER_2017 else is_person_number
    )
    return check(card.id_no)

"""The text block of an ID card (GA 490): 256 bytes of UTF-16LE in one of four layouts. Pure.

Whatever the bytes are, the answer is a card or a fault; nothing is raised and nothing is logged.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from kiosk.faults import Fault
from kiosk.identity import CardKind, IdentityCard
from kiosk.numbers import is_person_number

TEXT_LENGTH = 256
LONG_TERM = "长期"
_MARK = (248, 250)
_PASSPORT_WEIGHTS = (7, 3, 1)


Span = tuple[int, int]
"""First byte of a field and the one after its last."""


class _Undecodable(Exception):
    """Carries nothing: its text must not hold a person."""


@dataclass(frozen=True, slots=True)
class _Layout:
    """Byte ranges of the fields. A name in several pieces is joined before it is decoded."""

    kind: CardKind
    names: tuple[tuple[Span, ...], ...]
    """The first that is not blank is the name."""
    number: Span
    sex: Span
    birth: Span
    valid_from: Span = (188, 204)
    valid_to: Span = (204, 220)
    nation: Span | None = None
    address: Span | None = None
    issuer: Span | None = None


_CHINESE_FIRST = ((0, 30),)

_RESIDENT = _Layout(
    CardKind.RESIDENT,
    names=(_CHINESE_FIRST,),
    number=(122, 158),
    sex=(30, 32),
    birth=(36, 52),
    nation=(32, 36),
    address=(52, 122),
    issuer=(158, 188),
)
_HMT = _Layout(
    CardKind.HMT_RESIDENCE,
    names=(_CHINESE_FIRST,),
    number=(122, 158),
    sex=(30, 32),
    birth=(36, 52),
    address=(52, 122),
    issuer=(158, 188),
)
_FOREIGNER_2017 = _Layout(
    CardKind.FOREIGNER_2017,
    names=(((158, 188),), ((0, 120),)),
    number=(122, 152),
    sex=(120, 122),
    birth=(220, 236),
)
_FOREIGNER_2023 = _Layout(
    CardKind.FOREIGNER_2023,
    names=(_CHINESE_FIRST, ((52, 122), (220, 242))),
    number=(122, 158),
    sex=(30, 32),
    birth=(36, 52),
)
_BY_MARK = {b"I\0": _FOREIGNER_2017, b"J\0": _HMT, b"Y\0": _FOREIGNER_2023}


def decode_text_block(block: bytes | bytearray) -> IdentityCard | Fault:
    """The card, or CARD_BAD_TEXT (encoding, dates, no name) or CARD_BAD_NUMBER (check digit).

    Sex and nation stay the card's own codes (GB/T 2261.1, GB/T 3304). Characters outside the BMP
    and of the private use area pass unchanged. The birth date of a resident card is the field's,
    not the one inside the number.
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


def is_foreigner_number_2017(number: str) -> bool:
    """15 characters: 3 letters of nationality, 11 digits, check by weights 7 3 1, mod 10."""
    if len(number) != 15 or not (number.isascii() and number[:3].isalpha()):
        return False
    if not (number[:3].isupper() and number[3:].isdigit()):
        return False
    total = sum(int(c, 36) * _PASSPORT_WEIGHTS[i % 3] for i, c in enumerate(number[:14]))
    return total % 10 == int(number[14])


def _decode(block: bytes | bytearray, layout: _Layout) -> IdentityCard:
    def field(where: Span | None) -> str:
        return "" if where is None else _text(block[slice(*where)])

    name = next(filter(None, (_joined(block, pieces) for pieces in layout.names)), "")
    if not name:
        raise _Undecodable
    end = field(layout.valid_to)
    if not end:
        # a card whose end cannot be read must not pass as one that never expires
        raise _Undecodable
    return IdentityCard(
        kind=layout.kind,
        name=name,
        id_no=field(layout.number),
        sex=field(layout.sex),
        nation=field(layout.nation),
        birth=_date(field(layout.birth)),
        address=field(layout.address),
        issuer=field(layout.issuer),
        valid_from=_date(field(layout.valid_from)),
        valid_to=None if end == LONG_TERM else _date(end),
        long_term=end == LONG_TERM,
    )


def _joined(block: bytes | bytearray, pieces: tuple[Span, ...]) -> str:
    return _text(b"".join(block[slice(*piece)] for piece in pieces))


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

"""A social security card's chip without the wire: what it holds and how it answers. Pure.

It knows more commands than the terminal may send (passwords, challenges, the bank's application),
so that a test can tell a command that was never sent from one that was not understood.
"""

from dataclasses import dataclass, field

from devices.ssc_reader.apdu import APPLICATION, SIZES, Tag
from kiosk.messages.sims import PutSocialCard

ATR = bytes.fromhex("3B6D000053530000000000110000000001")
MUTE_ATR = bytes(40)
"""No card may answer a reset with more than 33 bytes: the service finds that it did not answer."""
BANK = bytes.fromhex("A000000333010101")
KINDS = ("social", "needs_auth", "locked", "bank", "mute")

_FCI = b"\x6f\x1c\x84\x0f" + APPLICATION + bytes.fromhex("A50988011E9F0C03860103")
_CARD_ID = bytes.fromhex("110000D1560000050000000100000000")
_CARD_CLASS = b"3"
_BIRTHPLACE = 0x0C
_FILES = {
    b"\xef\x05": (1, 2, *range(Tag.VERSION, Tag.CARD_NUMBER + 1)),
    b"\xef\x06": (
        *(Tag.NUMBER, Tag.NAME, Tag.NAME_EXTENSION, Tag.SEX, Tag.NATION, _BIRTHPLACE, Tag.BIRTH),
    ),
}


class Unfit(Exception):
    """A field does not fit its record; the text names the field."""


def records_of(card: PutSocialCard) -> dict[int, bytes]:
    """Values by tag, padded to their sizes. Raises Unfit."""
    name = _encoded("name", card.name, SIZES[Tag.NAME] + SIZES[Tag.NAME_EXTENSION])
    first, rest = name[: SIZES[Tag.NAME]], name[SIZES[Tag.NAME] :]
    if card.generation == "1.0" and rest.strip(b"\0"):
        raise Unfit("name: a card of generation 1.0 has no name extension")
    records = {
        1: _CARD_ID,
        2: _CARD_CLASS,
        Tag.VERSION: _encoded("generation", card.generation, SIZES[Tag.VERSION]),
        Tag.ISSUER: _packed("issuer", card.issuer, SIZES[Tag.ISSUER]),
        Tag.VALID_FROM: _packed("valid_from", card.valid_from, SIZES[Tag.VALID_FROM]),
        Tag.VALID_TO: _packed("valid_to", card.valid_to, SIZES[Tag.VALID_TO]),
        Tag.CARD_NUMBER: _encoded("card_no", card.card_no, SIZES[Tag.CARD_NUMBER]),
        Tag.NUMBER: _encoded("id_no", card.id_no, SIZES[Tag.NUMBER]),
        Tag.NAME: first,
        Tag.NAME_EXTENSION: rest,
        Tag.SEX: _encoded("sex", card.sex, SIZES[Tag.SEX]),
        Tag.NATION: _packed("nation", card.nation, SIZES[Tag.NATION]),
        _BIRTHPLACE: _packed("id_no", card.id_no[:6], 3),
        Tag.BIRTH: _packed("birth", card.birth, SIZES[Tag.BIRTH]),
    }
    if card.generation == "1.0":
        del records[Tag.NAME_EXTENSION]
    return records


def _encoded(field_name: str, text: str, size: int) -> bytes:
    data = text.encode("gb18030", "replace")
    if len(data) > size:
        raise Unfit(f"{field_name}: {len(data)} bytes, {size} fit")
    return data.ljust(size, b"\0")


def _packed(field_name: str, digits: str, size: int) -> bytes:
    if len(digits) > 2 * size or set(digits) - set("0123456789"):
        raise Unfit(f"{field_name}: up to {2 * size} digits")
    return bytes.fromhex(digits.ljust(2 * size, "f"))


@dataclass(slots=True)
class Chip:
    """Answers on T=0: data waits behind 61xx, a wrong length gets 6Cxx. Raises Unfit when made."""

    card: PutSocialCard
    unknown: int = 0
    """Commands that no such card knows, or that came without power."""
    _records: dict[int, bytes] = field(default_factory=dict)
    _powered: bool = False
    _selected: bool = False
    _file: bytes = b""
    _waiting: bytes = b""

    def __post_init__(self) -> None:
        if self.card.kind not in KINDS:
            raise Unfit(f"kind: {self.card.kind!r} is none of {', '.join(KINDS)}")
        self._records = records_of(self.card)

    @property
    def atr(self) -> bytes:
        return MUTE_ATR if self.card.kind == "mute" else ATR

    def power(self, on: bool) -> None:
        """Also what a reset does: nothing stays selected."""
        self._powered = on
        self._selected, self._file, self._waiting = False, b"", b""

    def answer(self, command: bytes) -> bytes:
        waiting, self._waiting = self._waiting, b""
        if not self._powered or len(command) < 5:
            return self._strange(0x6F00)
        match command[:2]:
            case b"\x00\xa4":
                return self._select(command)
            case b"\x00\xc0":
                return self._rest(waiting, command[4])
            case b"\x00\xb2":
                return self._read(command)
            case b"\x00\x20":
                return _sw(0x63C3)
            case b"\x00\x84":
                return bytes.fromhex("00112233445566779000")
        return self._strange(0x6D00)

    def _strange(self, sw: int) -> bytes:
        self.unknown += 1
        return _sw(sw)

    def _select(self, command: bytes) -> bytes:
        how, name = command[2], command[5 : 5 + command[4]]
        if how == 0x04:
            self._selected = False
            if name == BANK:
                return _sw(0x9000)
            if name != APPLICATION or self.card.kind == "bank":
                return _sw(0x6A82)
            if self.card.kind == "locked":
                return _sw(0x9303)
            self._selected = True
            self._waiting = _FCI
            return _sw(0x6100 | len(_FCI))
        if not self._selected or name not in _FILES:
            return _sw(0x6A82)
        self._file = name
        return _sw(0x9000)

    def _rest(self, waiting: bytes, length: int) -> bytes:
        if not waiting:
            return self._strange(0x6F00)
        if length != len(waiting):
            self._waiting = waiting
            return _sw(0x6C00 | len(waiting))
        return waiting + _sw(0x9000)

    def _read(self, command: bytes) -> bytes:
        tag, how, length = command[2:5]
        if self._selected and how >> 3:
            self._file = b"\xef" + bytes([how >> 3])
        if self._file not in _FILES:
            return _sw(0x6901)
        if self._file == b"\xef\x06" and self.card.kind == "needs_auth":
            return _sw(0x6982)
        tags = [t for t in _FILES[self._file] if t in self._records]
        chosen = tags if how & 7 == 5 and tag == 1 else [tag]
        if how & 7 not in (0, 5) or not set(chosen) <= set(tags):
            return _sw(0x6A83)
        data = b"".join(bytes([t, len(self._records[t])]) + self._records[t] for t in chosen)
        return data + _sw(0x9000) if length == len(data) else _sw(0x6C00 | len(data))


def _sw(word: int) -> bytes:
    return word.to_bytes(2, "big")

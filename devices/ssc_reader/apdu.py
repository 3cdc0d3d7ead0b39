"""Command APDUs that this terminal may send to a card, and one command until its whole answer.

The commands are a closed set: the social security application is the only one that can be selected,
its two files with the holder in them the only ones that can be read, and no password can be sent.
Pure; source: PROTOCOL.md, "Commands" and "Answers".
"""

from enum import IntEnum

from msgspec import Struct

from kiosk.values import Private

APPLICATION = bytes.fromhex("7378312E73682EC9E7BBE1B1A3D5CF")
"""`sx1.sh.社会保障` in GBK."""
SELECT_APPLICATION = b"\x00\xa4\x04\x00" + bytes([len(APPLICATION)]) + APPLICATION
SELECT_EF05 = bytes.fromhex("00A4020002EF05")
SELECT_EF06 = bytes.fromhex("00A4020002EF06")

MOST_BYTES = 258
"""In one reply: 256 of data and the status word."""
MOST_DATA = 512
"""In all replies to one command; the longest record has 32."""
MOST_REPLIES = 8
"""To one command: a card that announces ever more data is given up."""

OK = 0x9000
RECORD_NOT_FOUND = 0x6A83


class Tag(IntEnum):
    """Records that are read; EF05 first, then EF06."""

    VERSION = 0x03
    ISSUER = 0x04
    VALID_FROM = 0x05
    VALID_TO = 0x06
    CARD_NUMBER = 0x07
    NUMBER = 0x08
    NAME = 0x09
    NAME_EXTENSION = 0x4E
    SEX = 0x0A
    NATION = 0x0B
    BIRTH = 0x0D


SIZES = {
    Tag.VERSION: 4,
    Tag.ISSUER: 12,
    Tag.VALID_FROM: 4,
    Tag.VALID_TO: 4,
    Tag.CARD_NUMBER: 9,
    Tag.NUMBER: 18,
    Tag.NAME: 30,
    Tag.NAME_EXTENSION: 20,
    Tag.SEX: 1,
    Tag.NATION: 1,
    Tag.BIRTH: 4,
}
"""Bytes of each record's value; tag and length come before it."""

_READ = b"\x00\xb2"
_GET_RESPONSE = b"\x00\xc0\x00\x00"


def read_record(tag: Tag) -> bytes:
    """The first record with this tag in the selected file."""
    return _READ + bytes([tag, 0, SIZES[tag] + 2])


def permitted(command: bytes) -> bool:
    """Whether `command` is one that this terminal may send. The last byte of a read is free."""
    if command in (SELECT_APPLICATION, SELECT_EF05, SELECT_EF06):
        return True
    if len(command) != 5:
        return False
    is_read = command[:2] == _READ and command[2] in SIZES and command[3] == 0
    return is_read or command[:4] == _GET_RESPONSE


class Answer(Private, frozen=True):
    """All data of one command, and its last status word."""

    data: bytes
    sw: int


class Malformed(Struct, frozen=True):
    """No answer to this command: too short, too long, or without an end."""


class Exchange:
    """One command and what the card makes of it: follows 61xx (fetch xx more) and, once, 6Cxx
    (repeat with length xx), as cards on T=0 want it. `sent` is the command that is due."""

    def __init__(self, command: bytes) -> None:
        self.sent = command
        self._data = b""
        self._replies = 0
        self._corrected = False

    def on_reply(self, reply: bytes) -> Answer | Malformed | None:
        """None where `sent` is to be sent now."""
        self._replies += 1
        if not 2 <= len(reply) <= MOST_BYTES or self._replies > MOST_REPLIES:
            return Malformed()
        sw1, sw2 = reply[-2:]
        if sw1 == 0x6C and len(self.sent) == 5 and not self._corrected:
            self._corrected = True
            self.sent = self.sent[:4] + bytes([sw2])
            return None
        self._data += reply[:-2]
        if len(self._data) > MOST_DATA:
            return Malformed()
        if sw1 == 0x61:
            self.sent = _GET_RESPONSE + bytes([sw2])
            return None
        return Answer(self._data, sw1 << 8 | sw2)

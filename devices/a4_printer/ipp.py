"""IPP messages as bytes (RFC 8010 section 3): encode, and decode with limits. Pure.

Values keep their tag, because the tag says more than the value: `no-value` and `unknown` are not
zero, and a media name may be a keyword or a name.
"""

import struct
from enum import IntEnum
from typing import Union

from msgspec import Struct

MOST_BYTES = 256 * 1024
"""Longest attribute part that is decoded. Everything we ask for is under 20 kB."""
MOST_VALUES = 4_000
MOST_DEPTH = 8
"""Collections in collections; media-col-ready needs 2."""


class BadMessage(Exception):
    """Not an IPP message, or one beyond the limits. The text holds nothing of its content."""


class Tag(IntEnum):
    OPERATION = 0x01
    JOB = 0x02
    END = 0x03
    PRINTER = 0x04
    UNSUPPORTED = 0x05
    UNKNOWN = 0x12
    NO_VALUE = 0x13
    INTEGER = 0x21
    BOOLEAN = 0x22
    ENUM = 0x23
    OCTETS = 0x30
    DATE = 0x31
    RESOLUTION = 0x32
    RANGE = 0x33
    COLLECTION = 0x34
    TEXT_LANGUAGE = 0x35
    NAME_LANGUAGE = 0x36
    END_COLLECTION = 0x37
    TEXT = 0x41
    NAME = 0x42
    KEYWORD = 0x44
    URI = 0x45
    URI_SCHEME = 0x46
    CHARSET = 0x47
    LANGUAGE = 0x48
    MIME = 0x49
    MEMBER = 0x4A


class Value(Struct, frozen=True):
    """`data`: int, bool, str, bytes (octets, date), a tuple of int (range: low, high; resolution:
    x, y, units), Attributes of a collection, or None (out of band: unknown, no-value)."""

    tag: int
    data: Union[int, str, bytes, tuple[int, ...], "Attributes", None]


Attributes = dict[str, tuple[Value, ...]]


class Group(Struct, frozen=True):
    tag: int
    attributes: Attributes


class Message(Struct, frozen=True):
    """`code` is the operation of a request, the status of a reply."""

    code: int
    request_id: int
    groups: tuple[Group, ...]
    version: tuple[int, int] = (2, 0)

    def all_of(self, tag: Tag) -> list[Attributes]:
        """The attributes of each group of this kind."""
        return [group.attributes for group in self.groups if group.tag == tag]

    def first_of(self, tag: Tag) -> Attributes:
        return next(iter(self.all_of(tag)), {})


_HEADER = struct.Struct(">BBHI")
_NUMBERS = {
    Tag.INTEGER: struct.Struct(">i"),
    Tag.ENUM: struct.Struct(">i"),
    Tag.BOOLEAN: struct.Struct(">?"),
    Tag.RANGE: struct.Struct(">ii"),
    Tag.RESOLUTION: struct.Struct(">iib"),
}


# --- encode -------------------------------------------------------------------------------------


def encode(message: Message) -> bytes:
    """The message; a document follows it as it is. Raises struct.error for an impossible value."""
    out = bytearray(_HEADER.pack(*message.version, message.code, message.request_id))
    for group in message.groups:
        out.append(group.tag)
        for name, values in group.attributes.items():
            for index, value in enumerate(values):
                _write(out, "" if index else name, value)
    out.append(Tag.END)
    return bytes(out)


def _write(out: bytearray, name: str, value: Value) -> None:
    if isinstance(value.data, dict):
        _put(out, Tag.COLLECTION, name, b"")
        for member, values in value.data.items():
            _put(out, Tag.MEMBER, "", member.encode())
            for one in values:
                _write(out, "", one)
        _put(out, Tag.END_COLLECTION, "", b"")
    else:
        _put(out, value.tag, name, _plain(value))


def _plain(value: Value) -> bytes:
    data = value.data
    if data is None:
        return b""
    if isinstance(data, str):
        return data.encode()
    if isinstance(data, bytes):
        return data
    number = _NUMBERS[Tag(value.tag)]
    return number.pack(*data) if isinstance(data, tuple) else number.pack(data)


def _put(out: bytearray, tag: int, name: str, data: bytes) -> None:
    encoded = name.encode()
    out += struct.pack(">BH", tag, len(encoded)) + encoded + struct.pack(">H", len(data)) + data


# --- decode -------------------------------------------------------------------------------------


def decode(data: bytes) -> tuple[Message, int]:
    """The message and where it ends in `data` (a document may follow). Raises BadMessage."""
    if len(data) < _HEADER.size:
        raise BadMessage("shorter than a header")
    major, minor, code, request_id = _HEADER.unpack_from(data)
    reader = _Reader(data, _HEADER.size)
    groups = reader.groups()
    return Message(code, request_id, tuple(groups), (major, minor)), reader.at


class _Reader:
    """Every step moves forward, so that it ends whatever the bytes are."""

    def __init__(self, data: bytes, at: int) -> None:
        self._data = data
        self.at = at
        self._values = 0

    def groups(self) -> list[Group]:
        found: list[Group] = []
        name = ""
        while (tag := self._byte()) != Tag.END:
            if tag < 0x10:
                found.append(Group(tag, {}))
                name = ""
                continue
            if not found:
                raise BadMessage("an attribute outside any group")
            given, raw = self._field().decode("utf-8", "replace"), self._field()
            name = given or name
            if not name:
                raise BadMessage("a value without a name")
            attributes = found[-1].attributes
            attributes[name] = (*attributes.get(name, ()), self._value(tag, raw, 0))
        return found

    def _value(self, tag: int, raw: bytes, depth: int) -> Value:
        self._values += 1
        if self._values > MOST_VALUES:
            raise BadMessage("too many values")
        if tag == Tag.COLLECTION:
            return Value(tag, self._members(depth + 1))
        if tag < 0x20:
            return Value(tag, None)
        if tag in _NUMBERS:
            return Value(tag, _number(Tag(tag), raw))
        if tag in (Tag.TEXT_LANGUAGE, Tag.NAME_LANGUAGE):
            return Value(tag, _without_language(raw))
        if tag >= 0x40:
            return Value(tag, raw.decode("utf-8", "replace"))
        return Value(tag, raw)

    def _members(self, depth: int) -> Attributes:
        if depth > MOST_DEPTH:
            raise BadMessage("collections too deep")
        members: Attributes = {}
        name = ""
        while True:
            tag = self._byte()
            if tag < 0x10 or self._field():
                raise BadMessage("a collection that does not end")
            raw = self._field()
            if tag == Tag.END_COLLECTION:
                return members
            if tag == Tag.MEMBER:
                name = raw.decode("utf-8", "replace")
            elif name:
                members[name] = (*members.get(name, ()), self._value(tag, raw, depth))
            else:
                raise BadMessage("a member without a name")

    def _byte(self) -> int:
        if self.at >= min(len(self._data), MOST_BYTES):
            raise BadMessage("cut off, or too long")
        self.at += 1
        return self._data[self.at - 1]

    def _field(self) -> bytes:
        size = self._byte() << 8 | self._byte()
        self.at += size
        if self.at > len(self._data):
            raise BadMessage("cut off")
        return self._data[self.at - size : self.at]


def _number(tag: Tag, raw: bytes) -> int | tuple[int, ...]:
    if len(raw) != _NUMBERS[tag].size:
        raise BadMessage("a number of the wrong size")
    numbers: tuple[int, ...] = _NUMBERS[tag].unpack(raw)
    return numbers if len(numbers) > 1 else numbers[0]


def _without_language(raw: bytes) -> str:
    """RFC 8010 3.9: length, language, length, text."""
    if len(raw) < 4:
        raise BadMessage("a text with language, cut off")
    start = 4 + int.from_bytes(raw[:2], "big")
    text = raw[start:]
    if len(text) != int.from_bytes(raw[start - 2 : start], "big"):
        raise BadMessage("a text with language, cut off")
    return text.decode("utf-8", "replace")

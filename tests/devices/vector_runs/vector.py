"""One vector of a file: what it states, and what was found otherwise.

Every field that is neither a note nor looked at by the run counts against the vector: nothing that
a file states is passed over in silence.
"""

from collections.abc import Iterator, Mapping
from typing import Any

NOTES = frozenset({"name", "origin", "note", "notes", "meaning", "layout"})
"""Fields for the reader of the file; they state nothing that could be compared."""

_MISSING = object()


class Malformed(Exception):
    """The vector is not of the shape of its section; the text says how."""


class Book:
    """The whole file, for vectors that name others."""

    def __init__(self, sections: Mapping[str, Any]) -> None:
        self.sections = sections

    def entries(self, section: str) -> list[Mapping[str, Any]]:
        """The vectors of a section, [] where there is none. A section of one vector may be bare."""
        content = self.sections.get(section, [])
        return [content] if isinstance(content, Mapping) else list(content)

    def hex_of(self, name: str, *sections: str) -> bytes | None:
        """The bytes of the vector with this name in one of `sections`."""
        for section in sections:
            for entry in self.entries(section):
                if entry.get("name") == name:
                    return bytes.fromhex(entry.get("hex") or entry["text_hex"])
        return None


class Vector:
    def __init__(self, fields: Any, book: Book, inside: str = "") -> None:
        if not isinstance(fields, Mapping):
            raise Malformed(f"{inside or 'the vector'} is no object")
        self.fields: Mapping[str, Any] = fields
        self.book = book
        self.reasons: list[str] = []
        self._inside = inside
        self._seen: set[str] = set()
        self._children: list[Vector] = []

    def __contains__(self, field: str) -> bool:
        return field in self.fields

    def __iter__(self) -> Iterator[str]:
        return iter(self.fields)

    @property
    def name(self) -> str:
        return str(self.fields.get("name") or self.fields.get("value") or "")

    def take(self, field: str) -> Any:
        """The field's value, looked at from now on. Raises Malformed where it is missing."""
        value = self.fields.get(field, _MISSING)
        if value is _MISSING:
            raise Malformed(f"{self._inside}{field} is missing")
        self._seen.add(field)
        return value

    def text(self, field: str) -> str:
        value = self.take(field)
        if not isinstance(value, str):
            raise Malformed(f"{self._inside}{field} is no text")
        return value

    def data(self, field: str) -> bytes:
        try:
            return bytes.fromhex(self.text(field))
        except ValueError:
            raise Malformed(f"{self._inside}{field} is not hexadecimal") from None

    def child(self, field: str) -> "Vector":
        child = Vector(self.take(field), self.book, f"{self._inside}{field}.")
        self._children.append(child)
        return child

    def same(self, field: str, got: object) -> None:
        """`got` is what the code says; nothing where the vector does not state the field."""
        if field in self.fields:
            stated = self.take(field)
            if stated != got or isinstance(stated, bool) is not isinstance(got, bool):
                self.fail(f"{field}: stated {stated!r}, is {got!r}")

    def alike(self, field: str, got: object) -> None:
        """As `same`, but a blank field may be stated as "" or as null."""
        if field in self.fields and not got and self.fields[field] in ("", None):
            self.take(field)
        else:
            self.same(field, got)

    def equal(self, what: str, stated: object, got: object) -> None:
        if stated != got:
            self.fail(f"{what}: stated {shown(stated)}, is {shown(got)}")

    def fail(self, reason: str) -> None:
        self.reasons.append(self._inside + reason)

    def verdict(self) -> list[str]:
        """Every reason against it, also for fields that no run looked at."""
        unknown = [field for field in self.fields if field not in self._seen | NOTES]
        own = [*self.reasons, *(f"{self._inside}{f}: unknown field" for f in unknown)]
        return own + [reason for child in self._children for reason in child.verdict()]


def shown(value: object) -> str:
    return bytes(value).hex().upper() if isinstance(value, bytes | bytearray) else repr(value)

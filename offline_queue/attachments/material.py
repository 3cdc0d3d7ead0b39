"""What an attachment is, and where it comes from: the words that travel in the record. Pure."""

import base64
from collections.abc import Iterable
from enum import Enum
from typing import Any

from msgspec import Struct

from kiosk.values import Private


class Trust(Enum):
    """How sure it is that this is the original (guideline 108 of 2016 on the technical system)."""

    A = "A"
    """Given by the authority's own system, under its seal."""
    B = "B"
    """Compared with the original by staff."""
    C = "C"
    """Handed in by the citizen, a scan: the original is still to be seen."""
    D = "D"
    """Made by the citizen, who vouches for it."""


class Attachment(Private, frozen=True):
    """`size` in bytes; `sha256` and `sm3` of the plain content, 64 hexadecimal digits each.

    Either `key` (32 bytes, of its file) or, up to INLINE_BYTES, `content` is there.
    """

    attachment_id: str
    media_type: str
    size: int
    sha256: str
    sm3: str
    key: bytes = b""
    content: bytes = b""

    @property
    def in_file(self) -> bool:
        return bool(self.key)


class Material(Struct, frozen=True):
    """An attachment with its provenance. `name` as the item calls it, `source` and `device` ASCII
    words ("scan", a model's name), `taken_at` ISO 8601 with offset."""

    attachment: Attachment
    name: str
    source: str
    device: str
    taken_at: str
    trust: Trust

    def body(self) -> dict[str, Any]:
        """As the record carries it, which is sealed and authenticated as a whole; `content` in
        base64 where it has no file."""
        one = self.attachment
        facts = {
            "attachment_id": one.attachment_id,
            "name": self.name,
            "media_type": one.media_type,
            "size": one.size,
            "sha256": one.sha256,
            "sm3": one.sm3,
            "source": self.source,
            "taken_at": self.taken_at,
            "device": self.device,
            "trust": self.trust.value,
        }
        if not one.in_file:
            facts["content"] = base64.b64encode(one.content).decode("ascii")
        return facts


def in_files(materials: Iterable[Material]) -> tuple[Attachment, ...]:
    """Those that the record must wait for."""
    return tuple(one.attachment for one in materials if one.attachment.in_file)

"""Headers of tus 1.0 (core, creation, expiration) as values. Pure."""

import base64
import binascii
import re

from msgspec import Struct

from provisioning.central.exchange.wire import Malformed

VERSION = "1.0.0"
EXTENSIONS = "creation,expiration"
MEDIA_TYPE = "application/offset+octet-stream"
LONGEST_METADATA = 1000
_OTHERS = frozenset({"record", "media_type"})
"""Names that may come too. No other: a file's name may be a person's, and metadata are kept."""
_ID = re.compile(r"[\x21-\x7e]{1,64}\Z")
_DIGEST = re.compile(r"[0-9a-f]{64}\Z")


class Wanted(Struct, frozen=True):
    """What a terminal announces: `length` in bytes, `sha256` of them in hex. `header`: its metadata
    as they came."""

    attachment_id: str
    length: int
    sha256: str
    header: str


def read_wanted(length: str, metadata: str) -> Wanted:
    """Raises Malformed."""
    size = whole_number(length, "Upload-Length")
    if len(metadata) > LONGEST_METADATA:
        raise Malformed("not acceptable at Upload-Metadata")
    values = _metadata(metadata)
    attachment_id, sha256 = values.get("attachment_id", ""), values.get("sha256", "")
    if set(values) - {"attachment_id", "sha256"} - _OTHERS:
        raise Malformed("not acceptable at Upload-Metadata, which has a name that is not known")
    if not _ID.match(attachment_id):
        raise Malformed("not acceptable at Upload-Metadata attachment_id")
    if not _DIGEST.match(sha256):
        raise Malformed("not acceptable at Upload-Metadata sha256")
    return Wanted(attachment_id, size, sha256, metadata)


def whole_number(text: str, where: str) -> int:
    """Raises Malformed."""
    if not (text.isascii() and text.isdigit() and len(text) <= 15):
        raise Malformed(f"not acceptable at {where}")
    return int(text)


def _metadata(header: str) -> dict[str, str]:
    """`name base64, name base64`; a value that is no text, or a name that comes twice, is ""."""
    values: dict[str, str] = {}
    for pair in header.split(","):
        name, _, coded = pair.strip().partition(" ")
        try:
            value = base64.b64decode(coded.strip(), validate=True).decode("ascii")
        except (binascii.Error, ValueError):
            value = ""
        values[name] = "" if name in values else value
    return values

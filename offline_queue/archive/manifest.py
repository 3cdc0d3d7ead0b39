"""What a package says of itself: every part with its digests, who vouches for it, and the audit
entries about it. Pure.

A manifest is JSON with the keys sorted by code point, no spaces, nothing escaped that need not be,
UTF-8. Its SM3 digest, in eight groups of eight hexadecimal digits, stands for the whole package:
the terminal, its audit log and the platform each keep it.
"""

import json
from collections.abc import Sequence
from typing import Any, Literal

import msgspec
from cryptography.hazmat.primitives.hashes import SHA256, SM3, Hash
from msgspec import Struct

from offline_queue.attachments.material import Material, Trust
from offline_queue.audit.chain import Entry

FORMAT = "zizhu-archive-1"
FORM, SIGNATURE, LOG = "form.json", "signature.json", "log.jsonl"
JSON_TYPE = "application/json"
SIGNED = "signature"
"""The source of a material that is a signature, and the field of an application that holds one."""
GROUP = 8

_ENDINGS = {
    "application/pdf": ".pdf",
    "image/jpeg": ".jpg",
    "image/png": ".png",
    "image/tiff": ".tif",
}


class Part(Struct, frozen=True, kw_only=True):
    """`name` within the package. `sha256` and `sm3` hexadecimal, of the plain content of `size`
    bytes. `trust` A to D as attachments.material has it, "" for what the terminal itself wrote.
    `attachment_id` "" for what was no attachment."""

    name: str
    role: Literal["form", "material", "signature", "log"]
    media_type: str
    size: int
    sha256: str
    sm3: str
    title: str = ""
    source: str = ""
    device: str = ""
    taken_at: str = ""
    trust: Literal["A", "B", "C", "D", ""] = ""
    attachment_id: str = ""


class Mark(Struct, frozen=True):
    """An entry of the audit log: its number and its hash in the chain, hexadecimal."""

    seq: int
    hash: str


class Manifest(Struct, frozen=True, kw_only=True):
    """`made_at` ISO 8601 with offset; `software` the version of this program; `item_version` ""
    where the application names none."""

    format: str = FORMAT
    package_id: str
    application_id: str
    terminal_id: str
    made_at: str
    software: str
    item_code: str
    item_version: str
    parts: tuple[Part, ...]
    audit: tuple[Mark, ...]


class BadManifest(ValueError):
    """Not a manifest of this format. No content is in the text."""


def canonical(value: Any) -> bytes:
    """Raises ValueError where it has no one form: NaN, a lone surrogate."""
    text = json.dumps(
        value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False
    )
    return text.encode()


def encode(manifest: Manifest) -> bytes:
    """Raises ValueError."""
    return canonical(msgspec.to_builtins(manifest))


def decode(raw: bytes) -> Manifest:
    """Raises BadManifest, also where it is not in its canonical form."""
    try:
        manifest = msgspec.json.decode(raw, type=Manifest)
        if manifest.format != FORMAT or encode(manifest) != raw:
            raise BadManifest("not of this format")
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        raise BadManifest("cannot be read") from None
    return manifest


def digest(raw: bytes) -> bytes:
    """SM3 of an encoded manifest."""
    sm3 = Hash(SM3())
    sm3.update(raw)
    return sm3.finalize()


def grouped(digest: bytes) -> str:
    """How the digest of a manifest is written everywhere."""
    text = digest.hex()
    return "-".join(text[at : at + GROUP] for at in range(0, len(text), GROUP))


def part_of(
    name: str,
    role: Literal["form", "signature", "log"],
    content: bytes,
    at: str,
    trust: Trust | None,
) -> Part:
    """Of what was made here at the time `at`."""
    sha256, sm3 = Hash(SHA256()), Hash(SM3())
    sha256.update(content)
    sm3.update(content)
    return Part(
        name=name,
        role=role,
        media_type="application/jsonl" if role == "log" else JSON_TYPE,
        size=len(content),
        sha256=sha256.finalize().hex(),
        sm3=sm3.finalize().hex(),
        source="terminal",
        taken_at=at,
        trust=trust.value if trust else "",
    )


def part_of_material(number: int, material: Material) -> Part:
    """`number` from 1, in the order of the application."""
    one = material.attachment
    role: Literal["signature", "material"] = (
        "signature" if material.source == SIGNED else "material"
    )
    return Part(
        name=f"{role}-{number:02d}{_ENDINGS.get(one.media_type, '.bin')}",
        role=role,
        media_type=one.media_type,
        size=one.size,
        sha256=one.sha256,
        sm3=one.sm3,
        title=material.name,
        source=material.source,
        device=material.device,
        taken_at=material.taken_at,
        trust=material.trust.value,
        attachment_id=one.attachment_id,
    )


def log_of(entries: Sequence[Entry]) -> bytes:
    """The audit entries themselves, one JSON object a line."""
    return b"".join(
        canonical({"seq": one.seq, "at": one.at, "event": one.event, "hash": one.hash.hex()})
        + b"\n"
        for one in entries
    )


def marks_of(entries: Sequence[Entry]) -> tuple[Mark, ...]:
    return tuple(Mark(one.seq, one.hash.hex()) for one in entries)

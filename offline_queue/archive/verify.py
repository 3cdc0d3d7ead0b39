"""A package verified by its hashes: what the row says, what the audit log says, every part."""

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Protocol, TypeVar

from msgspec import Struct

from offline_queue.archive import rows
from offline_queue.archive.manifest import (
    LOG,
    BadManifest,
    Manifest,
    Mark,
    Part,
    decode,
    digest,
)
from offline_queue.archive.rows import Content, Line
from offline_queue.attachments.material import Attachment
from offline_queue.attachments.sealed_file import Damaged, Digests, Reader
from offline_queue.audit.chain import read_event
from offline_queue.store.ledger import Ledger
from offline_queue.vault.cipher import Unreadable

T = TypeVar("T")

ROW_CHANGED = "its row was changed, or its key is lost"
MANIFEST_CHANGED = "its manifest is not the one that was noted"
LOG_DIFFERS = "the audit log names another manifest, or no longer holds what the package says"
PARTS_DIFFER = "it holds other parts than its manifest names"
LAST = 2**63 - 1
GONE = "there is no such package here"


class Call(Protocol):
    """Runs a function in a transaction of its own: `Store.call` is one."""

    def __call__(self, work: Callable[[Ledger], T], /) -> T: ...


class NotWhole(Exception):
    """The text says what is wrong: one of those above, or a part and what is wrong with it."""


class Package(Struct, frozen=True):
    """Opened, and its manifest right. `folder` holds the files of attachments."""

    line: Line
    manifest: Manifest
    content: Content
    folder: Path

    def reader(self, part: Part) -> Reader | None:
        """Of a part in a file, None for one in the row. Raises Damaged."""
        key = self.content.keys.get(part.attachment_id) if part.attachment_id else None
        if key is None:
            return None
        one = Attachment(part.attachment_id, part.media_type, part.size, part.sha256, part.sm3, key)
        return Reader(self.folder, one)


def opened(call: Call, package_id: str, folder: Path) -> Package:
    """Raises NotWhole."""
    found = call(partial(_read, package_id=package_id))
    if found is None:
        raise NotWhole(GONE)
    line, content, noted = found
    if content is None:
        raise NotWhole(ROW_CHANGED)
    try:
        manifest = decode(content.manifest)
    except BadManifest:
        raise NotWhole(MANIFEST_CHANGED) from None
    if digest(content.manifest) != line.manifest or manifest.package_id != package_id:
        raise NotWhole(MANIFEST_CHANGED)
    if not noted.agrees(line, manifest):
        raise NotWhole(LOG_DIFFERS)
    return Package(line, manifest, content, folder)


def check(package: Package) -> None:
    """Read every part to its end. Not on the store's turn. Raises NotWhole."""
    manifest, content = package.manifest, package.content
    named = {one.name for one in manifest.parts if one.attachment_id not in content.keys}
    files = {one.attachment_id for one in manifest.parts} & content.keys.keys()
    if named != content.inline.keys() or files != content.keys.keys():
        raise NotWhole(PARTS_DIFFER)
    for part in manifest.parts:
        try:
            reader = package.reader(part)
            if reader is not None:
                with reader:
                    reader.check()
                continue
        except Damaged as error:
            raise NotWhole(f"{part.name}: {error.why}") from None
        _check_inline(part, content.inline[part.name])
    if not any(one.name == LOG for one in manifest.parts):
        raise NotWhole(PARTS_DIFFER)


def _check_inline(part: Part, content: bytes) -> None:
    seen = Digests()
    seen.update(content)
    if (seen.size, *seen.texts()) != (part.size, part.sha256, part.sm3):
        raise NotWhole(f"{part.name}: changed")


class _Noted(Struct, frozen=True):
    """What the audit log holds of it: the manifest that it noted, "" for none, and hashes by
    number. Entries before `first` were pruned after the centre had them, and say nothing."""

    manifest: str
    hashes: Mapping[int, str]
    first: int

    def agrees(self, line: Line, manifest: Manifest) -> bool:
        noted_at = max((mark.seq for mark in manifest.audit), default=0) + 1
        if noted_at >= self.first and self.manifest != line.manifest_text:
            return False
        return all(self._has(mark) for mark in manifest.audit)

    def _has(self, mark: Mark) -> bool:
        return mark.seq < self.first or self.hashes.get(mark.seq) == mark.hash


def _read(ledger: Ledger, package_id: str) -> tuple[Line, Content | None, _Noted] | None:
    line = rows.line(ledger, package_id)
    if line is None:
        return None
    try:
        content = rows.load(ledger, package_id)
        marks = decode(content.manifest).audit if content else ()
    except (Unreadable, BadManifest):
        return line, None, _Noted("", {}, 0)
    return line, content, _noted(ledger, package_id, marks)


def _noted(ledger: Ledger, package_id: str, marks: tuple[Mark, ...]) -> _Noted:
    (first,) = ledger.execute("SELECT ifnull(min(seq), ?) FROM audit", (LAST,)).fetchone()
    hashes = {}
    for mark in marks:
        row = ledger.execute(
            "SELECT CAST(hash AS BLOB) FROM audit WHERE seq = ?", (mark.seq,)
        ).fetchone()
        if row is not None:
            hashes[mark.seq] = bytes(row[0]).hex()
    # It was noted right after the last of them, in the same commit.
    last = max((mark.seq for mark in marks), default=0)
    row = ledger.execute(
        "SELECT CAST(event AS BLOB) FROM audit WHERE seq = ?", (last + 1,)
    ).fetchone()
    event = read_event(row[0].decode(errors="replace")) if row else {}
    mine = event.get("package") == package_id and event.get("what") == "archive.made"
    return _Noted(str(event.get("manifest", "")) if mine else "", hashes, int(first))

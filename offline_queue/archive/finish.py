"""An application is finished: its record, its package and the audit entries, all in one commit.

What its package holds in files was on the disk before (attachments.store.keep), so the package is
whole as soon as it is there.
"""

import uuid
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from msgspec import Struct

from kiosk import VERSION
from offline_queue.archive import rows
from offline_queue.archive.manifest import (
    FORM,
    LOG,
    SIGNED,
    Manifest,
    Part,
    canonical,
    digest,
    encode,
    grouped,
    log_of,
    marks_of,
    part_of,
    part_of_material,
)
from offline_queue.archive.manifest import SIGNATURE as SIGNATURE_FILE
from offline_queue.archive.rows import Content, Line
from offline_queue.attachments import rows as attachments
from offline_queue.attachments.material import Material, Trust
from offline_queue.attachments.sealed_file import stored_bytes
from offline_queue.audit import log as audit
from offline_queue.audit.chain import Entry, read_event
from offline_queue.audit.facts import OTHER, as_id
from offline_queue.store.ledger import Ledger

KIND = "application"
LOOK_BACK = 500
"""Entries of the audit log in which those about an application are looked for."""


class Made(Struct, frozen=True):
    """`seq`: of the record; `manifest`: the digest as manifest.grouped writes it."""

    seq: int
    package_id: str
    manifest: str


def finish(
    ledger: Ledger,
    application: Mapping[str, Any],
    at: str,
    materials: Sequence[Material],
    session_id: str = "",
    owed: int | None = None,
) -> Made:
    """`application`: the fields of its record, with `application_id` and `item_code`, without
    `materials`. `at`: ISO 8601 with offset. `session_id`: whose audit entries belong to it. Inside
    a transaction; an application that was finished before is not finished twice."""
    application_id = str(application["application_id"])
    before = rows.of_application(ledger, application_id)
    if before is not None:
        return Made(before.seq, before.package_id, before.manifest_text)
    package_id = _new_id()
    entries = _logged(ledger, application_id, at, materials, session_id)
    own = _own_contents(application, entries)
    manifest = _manifest(ledger, package_id, application, at, materials, own, entries)
    raw = encode(manifest)
    text = grouped(digest(raw))
    body = {**application, "manifest": text}
    seq = attachments.put(ledger, KIND, body, at, materials, application_id, owed)
    files = [one.attachment for one in materials if one.attachment.in_file]
    named = zip(materials, manifest.parts[len(own) :], strict=True)
    inline = {p.name: m.attachment.content for m, p in named if not m.attachment.in_file}
    content = Content(raw, own | inline, {one.attachment_id: one.key for one in files})
    size = sum(stored_bytes(one.size) for one in files)
    made = int(datetime.fromisoformat(at).timestamp() * 1000)
    line = Line(package_id, seq, made, None, size, digest(raw), rows.WAITING)
    rows.insert(ledger, line, application_id, content, content.keys)
    known = as_id(application_id)
    audit.append(ledger, at, "archive.made", package=package_id, application=known, manifest=text)
    return Made(seq, package_id, text)


def _new_id() -> str:
    """Fit for the audit log, which takes no id that looks like a person's number."""
    while as_id(one := uuid.uuid4().hex) == OTHER:
        continue
    return one


def _logged(
    ledger: Ledger, application_id: str, at: str, materials: Sequence[Material], session_id: str
) -> list[Entry]:
    """The entries about this application, of which the last one says that it is finished."""
    known = as_id(application_id)
    count = len(materials)
    last = audit.append(
        ledger,
        at,
        "application.finished",
        application=known,
        session=as_id(session_id),
        count=count,
    )
    wanted = {
        ("application", known),
        ("session", as_id(session_id)),
        *(("attachment", one.attachment.attachment_id) for one in materials),
    }
    wanted = {pair for pair in wanted if pair[1] != OTHER}
    recent = audit.read(ledger, last - LOOK_BACK, LOOK_BACK)
    return [
        one
        for one in recent
        if one.seq == last or not wanted.isdisjoint(_pairs(read_event(one.event)))
    ]


def _pairs(event: Mapping[str, Any]) -> set[tuple[str, str]]:
    return {(name, value) for name, value in event.items() if isinstance(value, str)}


def _own_contents(application: Mapping[str, Any], entries: Sequence[Entry]) -> dict[str, bytes]:
    """What is no attachment, by its name in the package."""
    form = {name: value for name, value in application.items() if name != SIGNED}
    own = {FORM: canonical(form)}
    if application.get(SIGNED):
        own[SIGNATURE_FILE] = canonical(application[SIGNED])
    return own | {LOG: log_of(entries)}


def _manifest(
    ledger: Ledger,
    package_id: str,
    application: Mapping[str, Any],
    at: str,
    materials: Sequence[Material],
    own: Mapping[str, bytes],
    entries: Sequence[Entry],
) -> Manifest:
    return Manifest(
        package_id=package_id,
        application_id=str(application["application_id"]),
        terminal_id=ledger.terminal,
        made_at=at,
        software=VERSION,
        item_code=str(application["item_code"]),
        item_version=str(application.get("task_version", "")),
        parts=(
            *(_own_part(name, content, at) for name, content in own.items()),
            *(part_of_material(number, one) for number, one in enumerate(materials, 1)),
        ),
        audit=marks_of(entries),
    )


def _own_part(name: str, content: bytes, at: str) -> Part:
    if name == LOG:
        return part_of(name, "log", content, at, None)
    return part_of(name, "form" if name == FORM else "signature", content, at, Trust.D)

"""Which attachments a record has: written with it, and it waits until they have been delivered.

What an attachment is and the key of its file are sealed under the data key of the day; with the row
goes the key, and what is left of the file is noise. Every function takes the ledger inside a
transaction of the store.
"""

import base64
from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from offline_queue.attachments.material import Attachment, Material, in_files
from offline_queue.outbox import rows as outbox
from offline_queue.outbox.aside import Aside, SetAside, bring_back, put_aside
from offline_queue.outbox.streams import CENTRAL
from offline_queue.store.ledger import Ledger


def put(
    ledger: Ledger,
    kind: str,
    body: Mapping[str, Any],
    at: str,
    materials: Sequence[Material],
    about: str = "",
    owed: int | None = None,
) -> int:
    """As `outbox.rows.put`, with `materials` in the body; its sequence number. It waits for those
    that are in files."""
    files = in_files(materials)
    whole = {**body, "materials": [one.body() for one in materials]}
    seq = outbox.put(ledger, kind, whole, at, about, owed, parts=bool(files))
    for attachment in files:
        add(ledger, seq, attachment)
    return seq


def add(ledger: Ledger, seq: int, attachment: Attachment) -> None:
    """One that `store.keep` made a file of, to a record that was put with `parts`."""
    facts = {
        "media_type": attachment.media_type,
        "size": attachment.size,
        "sha256": attachment.sha256,
        "sm3": attachment.sm3,
        "key": base64.b64encode(attachment.key).decode("ascii"),
    }
    place = _place(attachment.attachment_id, seq)
    sealed = ledger.cipher.seal(msgspec.json.encode(facts), place)
    ledger.execute(
        "INSERT INTO attachments (attachment_id, seq, key_id, sealed) VALUES (?, ?, ?, ?)",
        (attachment.attachment_id, seq, ledger.cipher.current, sealed),
    )


def of(ledger: Ledger, seq: int) -> tuple[Attachment, ...]:
    """Those of one record, by id. Raises Unreadable."""
    return _load(ledger, "seq = ? ORDER BY attachment_id", seq)


def load(ledger: Ledger, attachment_id: str) -> Attachment | None:
    """Raises Unreadable."""
    return next(iter(_load(ledger, "attachment_id = ?", attachment_id)), None)


def delivered(ledger: Ledger, attachment_id: str, dest: int = CENTRAL) -> bool:
    """This destination has it. True where its record has all of them now and can go."""
    ledger.execute(
        "INSERT INTO uploads (dest, attachment_id, address, sent, done)"
        " SELECT ?, attachment_id, '', 0, 1 FROM attachments WHERE attachment_id = ?"
        " ON CONFLICT DO UPDATE SET done = 1",
        (dest, attachment_id),
    )
    waits = ledger.execute(
        "SELECT seq FROM aside WHERE dest = ?1 AND state = ?3"
        " AND seq = (SELECT seq FROM attachments WHERE attachment_id = ?2)"
        " AND NOT EXISTS (SELECT 1 FROM attachments WHERE attachments.seq = aside.seq"
        " AND attachment_id NOT IN (SELECT attachment_id FROM uploads WHERE dest = ?1 AND done))",
        (dest, attachment_id, Aside.PARTS),
    ).fetchone()
    return waits is not None and bring_back(ledger, dest, int(waits[0]))


def lost(ledger: Ledger, attachment_id: str, why: str) -> bool:
    """Its file is not what it was (`why` as sealed_file has it): the record becomes a dead letter
    for each destination that has not got this one. True where there was any."""
    waiting = ledger.execute(
        "SELECT dest, seq, attempts FROM aside WHERE state = ?2"
        " AND seq = (SELECT seq FROM attachments WHERE attachment_id = ?1) AND dest NOT IN"
        " (SELECT dest FROM uploads WHERE attachment_id = ?1 AND done)",
        (attachment_id, Aside.PARTS),
    ).fetchall()
    for dest, seq, attempts in waiting:
        put_aside(ledger, dest, SetAside(seq, Aside.DEAD, attempts, why=why))
    return bool(waiting)


def known(ledger: Ledger) -> frozenset[str]:
    """Ids of all whose files must be there; those of records that are gone are forgotten."""
    ledger.execute(
        "DELETE FROM attachments WHERE NOT EXISTS"
        " (SELECT 1 FROM outbox WHERE outbox.seq = attachments.seq)"
    )
    return frozenset(row[0] for row in ledger.execute("SELECT attachment_id FROM attachments"))


def _load(ledger: Ledger, where: str, value: int | str) -> tuple[Attachment, ...]:
    found = ledger.execute(
        f"SELECT attachment_id, seq, key_id, sealed FROM attachments WHERE {where}", (value,)
    ).fetchall()
    return tuple(_opened(ledger, *row) for row in found)


def _opened(ledger: Ledger, attachment_id: str, seq: int, key_id: int, sealed: bytes) -> Attachment:
    plain = ledger.cipher.open(key_id, sealed, _place(attachment_id, seq))
    facts = msgspec.json.decode(plain)
    return Attachment(
        attachment_id=attachment_id,
        media_type=facts["media_type"],
        size=facts["size"],
        sha256=facts["sha256"],
        sm3=facts["sm3"],
        key=base64.b64decode(facts["key"]),
    )


def _place(attachment_id: str, seq: int) -> bytes:
    return f"attachment.{attachment_id}.{seq}".encode()

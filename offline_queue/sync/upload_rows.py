"""How far each attachment has come to a destination. Functions run inside a transaction."""

from collections.abc import Collection

from msgspec import Struct

from offline_queue.attachments import rows
from offline_queue.attachments.material import Attachment
from offline_queue.attachments.sealed_file import UNREADABLE
from offline_queue.outbox.aside import Aside, SetAside, bring_back, put_aside
from offline_queue.outbox.streams import KINDS, SECOND
from offline_queue.store.ledger import Ledger
from offline_queue.vault.cipher import Unreadable

# Attachments that ?1 has not got, of records that may still go there. One that an operator has
# sent again before its parts were there needs them too.
_FROM = (
    " FROM attachments JOIN outbox USING (seq)"
    " LEFT JOIN aside ON aside.dest = ?1 AND aside.seq = attachments.seq"
    " LEFT JOIN uploads ON uploads.dest = ?1 AND uploads.attachment_id = attachments.attachment_id"
    f" WHERE (owed & ?1 OR aside.state IN ({Aside.LATER:d}, {Aside.PARTS:d}))"
    " AND ifnull(done, 0) = 0"
)


def _waiting(ledger: Ledger, dest: int) -> str:
    """_FROM without the kinds whose attachments are withheld from this destination."""
    return f"{_FROM} AND kind NOT IN ({_bare(ledger, dest)})"


def _bare(ledger: Ledger, dest: int) -> str:
    return ", ".join(f"'{kind}'" for kind in sorted(bare_kinds(ledger, dest) & KINDS.keys()))


def bare_kinds(ledger: Ledger, dest: int) -> frozenset[str]:
    """Kinds of records that go to a destination without their attachments."""
    return ledger.second_bare if dest == SECOND else frozenset()


class Part(Struct, frozen=True):
    """The attachment that is next, and its record. `address` "" where it was not announced yet."""

    attachment: Attachment
    seq: int
    epoch: str
    address: str


def next_part(ledger: Ledger, dest: int) -> Part | None:
    """Of the most urgent record that needs one."""
    _complete(ledger, dest)
    columns = "attachments.attachment_id, attachments.seq, ifnull(address, '')"
    query = (
        f"SELECT {columns} {_waiting(ledger, dest)}"
        " ORDER BY prio, attachments.seq, attachments.attachment_id LIMIT 1"
    )
    while (row := ledger.execute(query, (dest,)).fetchone()) is not None:
        attachment_id, seq, address = row
        try:
            attachment = rows.load(ledger, attachment_id)
        except Unreadable:
            attachment = None
        if attachment is not None:
            return Part(attachment, seq, ledger.epoch_of(seq), address)
        refuse(ledger, dest, seq, UNREADABLE)
    return None


def _complete(ledger: Ledger, dest: int) -> None:
    """No record waits for parts of which none is left to send, or that are withheld there."""
    # the state is a literal, or the partial index cannot be used
    found = ledger.execute(
        f"SELECT seq FROM aside WHERE dest = ?1 AND state = {Aside.PARTS:d} AND (NOT EXISTS"
        " (SELECT 1 FROM attachments WHERE attachments.seq = aside.seq AND attachment_id NOT IN"
        " (SELECT attachment_id FROM uploads WHERE dest = ?1 AND done))"
        " OR EXISTS (SELECT 1 FROM outbox WHERE outbox.seq = aside.seq"
        f" AND kind IN ({_bare(ledger, dest)})))",
        (dest,),
    ).fetchall()
    for (seq,) in found:
        bring_back(ledger, dest, seq)


def set_address(ledger: Ledger, dest: int, attachment_id: str, address: str) -> bool:
    """Announced there, nothing sent. False where nobody needs it any more: its record was dropped,
    or is a dead letter."""
    ledger.execute(
        "INSERT INTO uploads (dest, attachment_id, address, sent)"
        " SELECT ?, attachment_id, ?, 0 FROM attachments WHERE attachment_id = ?"
        " ON CONFLICT DO UPDATE SET address = excluded.address, sent = 0",
        (dest, address, attachment_id),
    )
    return _needed(ledger, dest, attachment_id)


def set_sent(ledger: Ledger, dest: int, attachment_id: str, sent: int) -> bool:
    """As `set_address`."""
    ledger.execute(
        "UPDATE uploads SET sent = ? WHERE dest = ? AND attachment_id = ?",
        (sent, dest, attachment_id),
    )
    return _needed(ledger, dest, attachment_id)


def _needed(ledger: Ledger, dest: int, attachment_id: str) -> bool:
    query = f"SELECT count(*) {_waiting(ledger, dest)} AND attachments.attachment_id = ?2"
    (count,) = ledger.execute(query, (dest, attachment_id)).fetchone()
    return int(count) > 0


def forget(ledger: Ledger, dest: int, attachment_id: str) -> None:
    """The destination does not know it any more: announce it anew."""
    ledger.execute(
        "DELETE FROM uploads WHERE dest = ? AND attachment_id = ?", (dest, attachment_id)
    )


def again(ledger: Ledger, dest: int, seq: int, wanted: Collection[str]) -> bool:
    """The destination misses some that it was told to have: they come once more, and the record
    waits for them. False where none of them is one of its files."""
    row = ledger.execute("SELECT kind FROM outbox WHERE seq = ?", (seq,)).fetchone()
    if row is None or row[0] in bare_kinds(ledger, dest):
        return False
    own = ledger.execute("SELECT attachment_id FROM attachments WHERE seq = ?", (seq,)).fetchall()
    lost = {one for (one,) in own} & set(wanted)
    for attachment_id in lost:
        forget(ledger, dest, attachment_id)
    if lost:
        put_aside(ledger, dest, SetAside(seq, Aside.PARTS, why="missing"))
    return bool(lost)


def refuse(ledger: Ledger, dest: int, seq: int, why: str) -> None:
    """It will never be there: its record is a dead letter for this destination."""
    put_aside(ledger, dest, SetAside(seq, Aside.DEAD, attempts=1, why=why))

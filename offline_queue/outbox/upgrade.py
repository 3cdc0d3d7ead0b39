"""What an earlier version left in clear text is sealed: records keep their numbers and keys, and
nothing of it stays behind in free pages or in the log.
"""

import json
import logging

from offline_queue.numbers.ticket_rows import holder_mark, sealed_mask
from offline_queue.outbox import rows
from offline_queue.outbox.aside import Aside, SetAside, put_aside
from offline_queue.outbox.streams import CENTRAL
from offline_queue.store.commits import StoreError
from offline_queue.store.ledger import Ledger
from offline_queue.store.writer import Store

log = logging.getLogger("offline_queue.outbox")

_REST = "plain_rest"
"""In the table `meta` from then on until the files have been scrubbed."""


def bring_up(store: Store) -> int:
    """How many records were sealed now. The files are scrubbed after it; where that fails (a full
    disk) it is tried again at the next start. Raises StoreError where they could not be sealed."""
    sealed = store.call(seal_plain, relief=True)
    if store.call(_has_rest):
        try:
            scrub(store)
            store.call(_no_rest)
        except StoreError as error:
            log.error("%s traces of an earlier version are still there", error)
    return sealed


def scrub_at_start(ledger: Ledger) -> None:
    """Let the next `bring_up` scrub, whatever happens before it."""
    ledger.execute("INSERT OR REPLACE INTO meta VALUES (?, '')", (_REST,))


def scrub(store: Store) -> None:
    """Write the database anew and empty its log: nothing that was overwritten or dropped is left
    in the files. Needs as much room again for a while. Raises StoreError."""
    with store.alone() as ledger:
        ledger.execute("VACUUM")
        ledger.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()


def seal_plain(ledger: Ledger) -> int:
    """How many records there were. Inside one transaction: all of them or none."""
    left = "SELECT count(*) FROM sqlite_master WHERE name = 'outbox_plain'"
    if not ledger.execute(left).fetchone()[0]:
        return 0
    plain = ledger.execute("SELECT seq, kind, created_at, body, dead FROM outbox_plain").fetchall()
    for seq, kind, created_at, body, dead in plain:
        content = json.loads(body)
        number = (ledger.epoch_of(seq), seq)
        rows.write(ledger, number, kind, content, created_at, str(content.get("ticket_id", "")))
        if dead is not None:
            put_aside(ledger, CENTRAL, SetAside(seq, Aside.DEAD, 1, why=dead))
    ledger.execute("PRAGMA secure_delete = ON")  # what is dropped here is not sealed
    ledger.execute("DROP TABLE outbox_plain")
    ledger.execute("PRAGMA secure_delete = FAST")
    ledger.undone()
    _seal_holders(ledger)
    scrub_at_start(ledger)
    return len(plain)


def _seal_holders(ledger: Ledger) -> None:
    found = ledger.execute(
        "SELECT ticket_id, holder_hash, holder_mask FROM tickets WHERE holder_hash || holder_mask"
        " <> ''"
    ).fetchall()
    ledger.executemany(
        "UPDATE tickets SET holder_hash = ?, mask_key = ?, holder_mask = ? WHERE ticket_id = ?",
        [
            (holder_mark(ledger, holder), *sealed_mask(ledger, ticket_id, mask), ticket_id)
            for ticket_id, holder, mask in found
        ],
    )


def _has_rest(ledger: Ledger) -> bool:
    row = ledger.execute("SELECT count(*) FROM meta WHERE key = ?", (_REST,)).fetchone()
    return bool(row[0])


def _no_rest(ledger: Ledger) -> None:
    ledger.execute("DELETE FROM meta WHERE key = ?", (_REST,))

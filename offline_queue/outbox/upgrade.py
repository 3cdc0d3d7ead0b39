"""Rows that an earlier version left in clear text are sealed, with their numbers and keys."""

import json

from offline_queue.outbox import rows
from offline_queue.outbox.aside import Aside, SetAside, put_aside
from offline_queue.outbox.streams import CENTRAL
from offline_queue.store.ledger import Ledger


def seal_plain(ledger: Ledger) -> int:
    """How many there were. Inside one transaction: all of them or none."""
    left = "SELECT count(*) FROM sqlite_master WHERE name = 'outbox_plain'"
    if not ledger.execute(left).fetchone()[0]:
        return 0
    plain = ledger.execute("SELECT seq, kind, created_at, body, dead FROM outbox_plain").fetchall()
    for seq, kind, created_at, body, dead in plain:
        content = json.loads(body)
        number = (rows.epoch_of(ledger, seq), seq)
        rows.write(ledger, number, kind, content, created_at, str(content.get("ticket_id", "")))
        if dead is not None:
            put_aside(ledger, CENTRAL, SetAside(seq, Aside.DEAD, 1, why=dead))
    ledger.execute("DROP TABLE outbox_plain")
    ledger.undone()
    return len(plain)

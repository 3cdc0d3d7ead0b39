"""A new beginning on old rows: what another copy of the file may have given is not given again.

Rows that wait keep the keys that they were made with, so what the platform has already is answered
`already`. New rows get a new epoch; leased numbers are forgotten, and the platform never hands out
those of an older epoch again.
"""

import uuid

from offline_queue.audit import log
from offline_queue.backup import machine
from offline_queue.backup.machine import Sources, Verdict
from offline_queue.store.ledger import Ledger


def begin_anew(ledger: Ledger, sources: Sources, at: str, what: str) -> None:
    """Inside a transaction. `what` is the audit log's word for why, `at` ISO 8601 with offset."""
    ledger.begin_epoch(uuid.uuid4().hex[:12])
    ledger.execute("DELETE FROM leases")
    machine.accept(ledger, sources)
    log.append(ledger, at, what)


def adopt(ledger: Ledger, sources: Sources, at: str) -> Verdict:
    """Where the disk was MOVED, this machine is right from now on. Inside a transaction."""
    verdict = machine.recognise(ledger, sources)
    if verdict is Verdict.MOVED:
        begin_anew(ledger, sources, at, "operator.adopted")
    return verdict

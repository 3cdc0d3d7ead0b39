"""Opens disks as the power left them, with the production code, each in a process of its own:
`python -m tests.offline_queue.powercut.opener`, one folder a line on standard input.

Answers one line of JSON, `Found` or why it could not be opened.
"""

import logging
import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec

from offline_queue.archive import rows as archive
from offline_queue.archive.verify import NotWhole, check, opened
from offline_queue.attachments import rows as attachments
from offline_queue.attachments.sealed_file import Damaged, Reader
from offline_queue.attachments.store import FOLDER_NAME
from offline_queue.attachments.sweeper import Sweeper
from offline_queue.outbox import rows as outbox
from offline_queue.outbox import upgrade
from offline_queue.outbox.aside import Aside
from offline_queue.outbox.streams import CENTRAL
from offline_queue.printing import journal
from offline_queue.store.ledger import Ledger
from offline_queue.store.writer import Store
from tests.offline_queue.powercut.run import AT, BALLAST_BYTES, STATE
from tests.offline_queue.powercut.verdict import Found


def look(folder: Path) -> Found:
    """As the service starts: open, seal what is in clear, close what printed, sweep."""
    state = folder / STATE
    store = Store(state, BALLAST_BYTES)
    store.call(upgrade.seal_plain, relief=True)
    before = store.call(_jobs)
    store.call(lambda ledger: journal.settle_orphans(ledger, (), AT), relief=True)
    found = store.call(_found)
    found.jobs, found.jobs_after = before, store.call(_jobs)
    found.files = {one: _whole(store, state, one) for one in store.call(attachments.known)}
    found.lost = Sweeper(store, state).sweep()
    packed = store.call(lambda ledger: archive.lines(ledger, "", 1000))
    found.packages = {one.package_id: _packed(store, state, one.package_id) for one in packed}
    found.next_seq = store.call(lambda ledger: outbox.put(ledger, "help", {"n": -1}, AT))
    store.close()
    return found


def _found(ledger: Ledger) -> Found:
    rows = ledger.execute(f"SELECT {outbox.COLUMNS} FROM outbox ORDER BY seq").fetchall()
    records = [outbox.unsealed(ledger, row) for row in rows]
    owed = ledger.execute("SELECT seq, owed FROM outbox").fetchall()
    asides = ledger.execute("SELECT seq, state FROM aside WHERE dest = ?", (CENTRAL,)).fetchall()
    return Found(
        integrity=ledger.execute("PRAGMA integrity_check").fetchone()[0],
        foreign=len(ledger.execute("PRAGMA foreign_key_check").fetchall()),
        records={one.seq: (one.epoch, one.kind, one.body.get("n", 0)) for one in records},
        owed=[seq for seq, bits in owed if bits & CENTRAL],
        later=[seq for seq, state in asides if state != Aside.DEAD],
        dead=[seq for seq, state in asides if state == Aside.DEAD],
        told=sorted(str(one.body["ticket_id"]) for one in records if one.kind == "ticket"),
        ended=[_ended(one.body) for one in records if one.kind in ("print", "cert_copy")],
        tickets=dict(ledger.execute("SELECT request_id, ticket_no FROM tickets").fetchall()),
        ticket_ids=[r[0] for r in ledger.execute("SELECT ticket_id FROM tickets ORDER BY 1")],
        leases=ledger.execute("SELECT first, last, next FROM leases ORDER BY first").fetchall(),
        taken=[row[0] for row in ledger.execute("SELECT seq FROM tickets ORDER BY seq")],
        epoch=ledger.epoch,
        destroyed=[str(one.body["package_id"]) for one in records if one.kind == "destroyed"],
    )


def _ended(body: Mapping[str, Any]) -> str:
    """The print job whose end is told; that of a certificate is named as it is."""
    return str(body.get("job_id") or body["certificate_id"])


def _jobs(ledger: Ledger) -> dict[str, str]:
    return dict(ledger.execute("SELECT job_id, state FROM print_jobs").fetchall())


def _whole(store: Store, state: Path, attachment_id: str) -> str:
    """ "" where the file is what it was, else what is wrong with it."""
    one = store.call(lambda ledger: attachments.load(ledger, attachment_id))
    assert one is not None
    try:
        with Reader(state / FOLDER_NAME, one) as reader:
            reader.check()
    except Damaged as error:
        return error.why
    return ""


def _packed(store: Store, state: Path, package_id: str) -> str:
    """ "" where the package is whole."""
    try:
        check(opened(store.call, package_id, state / FOLDER_NAME))
    except NotWhole as error:
        return str(error)
    return ""


def main() -> None:
    logging.disable()
    for line in sys.stdin:
        read, write = os.pipe()
        child = os.fork()
        if child == 0:
            _answer(Path(line.rstrip("\n")), write)
        os.close(write)
        with os.fdopen(read, "rb") as pipe:
            answer = pipe.read()
        _, status = os.waitpid(child, 0)
        print((answer or msgspec.json.encode(f"ended with {status}")).decode(), flush=True)


def _answer(folder: Path, write: int) -> None:
    try:
        found: Found | str = look(folder)
    except BaseException as error:  # noqa: BLE001  whatever it is, this disk was not opened
        found = f"{type(error).__name__}: {error}"
    os.write(write, msgspec.json.encode(found))
    os._exit(0)


if __name__ == "__main__":
    main()

"""What is done while power may go: each workload uses the production code as the service does."""

import io
import sqlite3
from functools import partial

from kiosk.print_state import PrintState
from offline_queue.attachments import rows as attachments
from offline_queue.attachments.material import Material, Trust
from offline_queue.attachments.store import FOLDER_NAME, keep
from offline_queue.attachments.sweeper import Sweeper
from offline_queue.numbers.tickets import Given
from offline_queue.outbox import upgrade
from offline_queue.outbox.claims import Settlement
from offline_queue.printing import journal
from offline_queue.printing.journal import Thing
from offline_queue.store.ballast import Ballast
from offline_queue.store.commits import StoreError
from offline_queue.store.ledger import Ledger
from offline_queue.store.writer import Store
from tests.offline_queue import samples
from tests.offline_queue.powercut import former
from tests.offline_queue.powercut.archiving import archive
from tests.offline_queue.powercut.run import AT, NOW, Run, Workload, claims, take

MINUTE = 60_000


def first_start(run: Run) -> None:
    """Folder, device key, database, first record: all of it new."""
    run.begin()
    store = run.store()
    for n in range(8):
        run.put(store, [n])


def put(run: Run) -> None:
    """One by one and in groups."""
    store = run.store()
    run.begin()
    n = 0
    while n < 160:
        size = 7 if n % 5 == 0 else 1
        run.put(store, range(n, n + size))
        n += size


def open_again(run: Run) -> None:
    """Closed and opened in between: each close checkpoints and removes the log."""
    run.begin()
    for life in range(6):
        store = run.store()
        for n in range(life * 10, life * 10 + 8):
            run.put(store, [n])
        store.close()


def acknowledge(run: Run) -> None:
    """Again and again until nothing is left, so that the last number lives on in no row."""
    store, mine = run.store(), claims()
    run.begin()
    for start in range(0, 160, 8):
        run.put(store, range(start, start + 8))
        while batch := take(store, mine, most=5):
            run.settle(store, mine, Settlement(tuple(one.seq for one in batch)))


def retry(run: Run) -> None:
    """Some are to come later, some are refused for good, the rest is delivered."""
    store, mine = run.store(), claims()
    for start in range(0, 90, 15):
        run.put(store, range(start, start + 15))
    run.begin()
    for turn in range(40):
        now = NOW + turn * MINUTE
        seqs = [one.seq for one in take(store, mine, now)]
        later = dict.fromkeys(seqs[::3], (now + 2 * MINUTE, "busy"))
        dead = dict.fromkeys(seqs[1::7], "rejected")
        gone = tuple(seq for seq in seqs if seq not in later and seq not in dead)
        run.settle(store, mine, Settlement(gone, later, dead))


def migration(run: Run) -> None:
    """A database of version 0.2 with rows in clear text, some of them refused."""
    run.did(plain=former.make(run.state, 60))
    run.begin()
    store = run.store()
    store.call(upgrade.seal_plain, relief=True)
    run.did(sealed=True)
    for n in range(1000, 1006):
        run.put(store, [n])


def tickets(run: Run) -> None:
    """A number moves the cursor of its lease; some have paper."""
    store = run.store()
    samples.lease(store, last=30)
    samples.lease(store, first=31, last=80)
    run.begin()
    for turn in range(60):
        _ticket(run, store, on_paper=turn % 3 == 0)


def printing(run: Run) -> None:
    """Tickets and certificates in turn."""
    store = run.store()
    samples.lease(store, last=50)
    run.begin()
    ends = (PrintState.PRINTED, PrintState.FAILED, PrintState.UNKNOWN)
    for turn in range(16):
        job_id = _copy(run, store, turn) if turn % 2 else _ticket(run, store, on_paper=True)
        way = (PrintState.RENDERING, PrintState.SPOOLED, PrintState.PRINTING, ends[turn % 3])
        for state in way:
            run.will(job=[job_id, state.value])
            samples.move(store, job_id, state, relief=True)
            run.did(job=[job_id, state.value])


def _ticket(run: Run, store: Store, on_paper: bool) -> str:
    wanted = samples.wish(on_paper=on_paper)
    run.will(request=wanted.request_id)
    given = samples.take(store, wanted)
    assert isinstance(given, Given), given
    job_id = given.job.job_id if given.job else ""
    run.did(ticket=[wanted.request_id, given.ticket.ticket_no])
    if job_id:
        run.did(job=[job_id, PrintState.RESERVED.value])
    return job_id


def _copy(run: Run, store: Store, turn: int) -> str:
    """A print job whose certificate has the same name, for the verdict."""
    name = f"copy-{turn}"
    thing = (Thing.CERTIFICATE, name, name, "zh", AT, 1)
    store.call(lambda ledger: journal.reserve(ledger, name, *thing))
    run.did(job=[name, PrintState.RESERVED.value])
    return name


def attachment(run: Run) -> None:
    """Files first, then their record; some are delivered and swept meanwhile."""
    store = run.store()
    sweeper = Sweeper(store, run.state)
    run.begin()
    for n in range(12):
        kept = [
            keep(run.state / FOLDER_NAME, io.BytesIO(bytes([n]) * size), "image/jpeg", inline=0)
            for size in (20_000 + n, 70_000 - n)[: 1 + n % 2]
        ]
        materials = [Material(one, "表", "scan", "sim", AT, Trust.C) for one in kept]
        run.will(put=[n])
        seq = store.call(partial(_attach, n=n, materials=materials))
        ids = [one.attachment_id for one in kept]
        run.did(put={seq: n}, attached=ids)
        if n % 4 == 3:
            run.will(deliver=[seq], detach=ids)
            store.call(partial(_deliver, ids=ids), relief=True)
            run.settle(store, claims(), Settlement((seq,)))
            sweeper.sweep()


def _attach(ledger: Ledger, n: int, materials: list[Material]) -> int:
    return attachments.put(ledger, "application", {"n": n}, AT, materials)


def _deliver(ledger: Ledger, ids: list[str]) -> None:
    for one in ids:
        attachments.delivered(ledger, one)


def ballast(run: Run) -> None:
    """The disk is full, acknowledging gets the ballast's room, then there is room again."""
    store, mine = run.store(), claims()
    for start in range(0, 60, 20):
        run.put(store, range(start, start + 20))
    limit = _Limit(store)
    run.begin()
    n = 100
    for _ in range(4):
        limit.set(12)
        try:
            while True:
                run.put(store, [n])
                n += 1
        except StoreError:
            run.did(refused=[n])
        limit.lifted_by_ballast = True
        run.put(store, [n + 1], relief=True)
        assert not limit.lifted_by_ballast
        n += 2
        batch = take(store, mine)
        run.settle(store, mine, Settlement(tuple(one.seq for one in batch)))
        limit.lift()


class _Limit:
    """How far the database may grow, which is what a full disk means to it."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.lifted_by_ballast = False
        limit, release = self, Ballast.release

        def released(self: Ballast) -> bool:
            held = release(self)
            if held and limit.lifted_by_ballast:
                limit._set(store._ledger, 1_000_000)
                limit.lifted_by_ballast = False
            return held

        Ballast.release = released  # type: ignore[method-assign]

    def set(self, pages_more: int) -> None:
        self.lifted_by_ballast = False
        have = self._store.call(lambda c: c.execute("PRAGMA page_count").fetchone()[0])
        self._store.call(partial(self._set, pages=have + pages_more))

    def lift(self) -> None:
        self._store.call(partial(self._set, pages=1_000_000))

    def _set(self, connection: sqlite3.Connection, pages: int) -> None:
        connection.execute(f"PRAGMA max_page_count = {pages}").fetchone()


WORKLOADS: dict[str, Workload] = {
    one.__name__: one
    for one in (
        first_start,
        put,
        open_again,
        acknowledge,
        retry,
        migration,
        tickets,
        printing,
        attachment,
        archive,
        ballast,
    )
}

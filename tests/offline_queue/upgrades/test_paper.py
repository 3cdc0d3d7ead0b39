"""A database of version 0.3, with print jobs in every state, under this program."""

import hashlib
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest
from sqlite_utils import Database

from kiosk.faults import Fault
from kiosk.print_state import PrintState
from offline_queue.numbers.tickets import Given, print_again
from offline_queue.printing import journal
from offline_queue.printing.journal import Thing
from offline_queue.store import database, meta, schema
from offline_queue.store.ledger import Ledger
from offline_queue.store.writer import Store
from tests.clock import MONDAY_MORNING
from tests.offline_queue.samples import at, bodies, new_id

AT = MONDAY_MORNING.isoformat()
S = PrintState
RELEASED = "ff0c73ecdd87cc5f"
"""Of the tables as 0.3.0 was released with them."""


def _of_0_3(connection: sqlite3.Connection) -> None:
    schema.migrations.apply(Database(connection, execute_plugins=False), stop_before="0004_paper")


@pytest.fixture
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A job in each state, in this order, each of its own ticket; the last ticket has another."""
    folder = tmp_path / "state"
    with monkeypatch.context() as former:
        former.setattr(database, "migrate", _of_0_3)
        store = Store(folder, ballast_bytes=4096)
        store.call(_fill)
        store.close()
    return folder


def _fill(ledger: Ledger) -> None:
    for number, state in enumerate((*PrintState, S.PRINTED), 1):
        ticket = f"ticket-{min(number, len(PrintState))}"
        ledger.execute(
            "INSERT OR IGNORE INTO tickets (ticket_id, request_id, ticket_no, group_id, seq,"
            " business_date, taken_at, minute, priority, windows, holder_hash, holder_mask, since)"
            " VALUES (?, ?, 'A001', 'A', ?, ?, ?, 541, 'normal', '[]', '', '', '')",
            (ticket, f"r-{number}", number, AT[:10], AT),
        )
        copy_no = 1 + number // (len(PrintState) + 1)
        ledger.execute(
            "INSERT INTO print_jobs (job_id, ticket_id, request_id, copy_no, lang, state,"
            " changed_at, on_paper) VALUES (?, ?, ?, ?, 'zh', ?, ?, 1)",
            (f"job-{number}", ticket, f"r-{number}", copy_no, state.value, AT),
        )


@pytest.fixture
def store(state: Path) -> Iterator[Store]:
    opened = Store(state, ballast_bytes=4096)
    yield opened
    opened.close()


def test_every_job_is_one_of_a_ticket_in_its_order(store: Store) -> None:
    rows = store.call(
        lambda c: c.execute(
            "SELECT job_id, thing, about, state, copy_no, on_paper FROM print_jobs"
        ).fetchall()
    )
    states = [one.value for one in (*PrintState, S.PRINTED)]
    assert [(row[0], row[3]) for row in rows] == [
        (f"job-{n}", state) for n, state in enumerate(states, 1)
    ]
    tickets = store.call(lambda c: c.execute("SELECT ticket_id FROM tickets").fetchall())
    assert {row[1] for row in rows} == {"ticket"}
    assert {(row[2],) for row in rows} <= set(tickets)
    jobs = store.call(lambda c: journal.jobs_of(c, Thing.TICKET, rows[-1][2]))
    assert [(job.job_id, job.copy_no, job.on_paper) for job in jobs] == [
        ("job-8", 1, True),
        ("job-9", 2, True),
    ]
    assert not store.call(lambda c: c.execute("PRAGMA foreign_key_check").fetchall())


def test_what_was_being_printed_is_settled_and_told(store: Store, state: Path) -> None:
    settled = store.call(lambda c: journal.settle_orphans(c, (), AT))
    assert [(job.job_id, job.state, job.fault) for job in settled] == [
        ("job-1", S.FAILED, Fault.PRINT_INTERRUPTED),
        ("job-2", S.FAILED, Fault.PRINT_INTERRUPTED),
        ("job-3", S.UNKNOWN, Fault.PRINT_INTERRUPTED),
        ("job-4", S.UNKNOWN, Fault.PRINT_INTERRUPTED),
    ]
    told = [(one["job_id"], one["state"]) for one in bodies(state, "print")]
    assert told == [(job.job_id, job.state.value) for job in settled]
    again = store.call(
        lambda c: print_again(c, settled[-1].about, new_id(), "zh", at(MONDAY_MORNING))
    )
    assert isinstance(again, Given) and again.job is not None
    assert (again.job.copy_no, again.to_print) == (2, True)


def test_jobs_go_with_their_tickets_still(store: Store) -> None:
    """Nothing deletes them by itself any more."""
    for days, left in ((7, 9), (8, 0)):
        day = MONDAY_MORNING.date() + timedelta(days=days)
        store.call(partial(meta.forget_old, today=day))
        (count,) = store.call(lambda c: c.execute("SELECT count(*) FROM print_jobs").fetchone())
        assert count == left


def test_the_migrations_of_0_3_are_still_the_released_ones(tmp_path: Path) -> None:
    query = "SELECT sql FROM sqlite_master WHERE name NOT LIKE '%sqlite_%' ORDER BY name"
    with closing(sqlite3.connect(tmp_path / "new")) as new:
        _of_0_3(new)
        text = "\n".join(str(row[0]) for row in new.execute(query))
    assert hashlib.sha256(text.encode()).hexdigest()[:16] == RELEASED

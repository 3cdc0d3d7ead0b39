"""How large the log gets, who else may open the file, and a queue of a million records."""

import contextlib
import os
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from offline_queue.outbox import rows as outbox
from offline_queue.outbox.claims import Claims, Settlement
from offline_queue.outbox.streams import CENTRAL
from offline_queue.store.database import FILE_NAME, AlreadyRunning
from offline_queue.store.ledger import Ledger
from offline_queue.store.writer import Store
from tests.offline_queue.powercut.run import AT, body_of, take

ROOT = Path(__file__).resolve().parents[3]
LOG_MOST = 8 * 1024 * 1024
COMMITS, SOAK_COMMITS = 20_000, 200_000
MILLION = 1_000_000

HOLDER = """
import pathlib, sys
from offline_queue.store.writer import Store
store = Store(pathlib.Path(sys.argv[1]), ballast_bytes=4096)
store.call(lambda c: c.execute("INSERT INTO meta VALUES ('held', '1')").rowcount)
print("ready", flush=True)
sys.stdin.read()
"""


def test_a_second_process_neither_writes_nor_reads_and_takes_over_after_a_kill(
    tmp_path: Path,
) -> None:
    command = [sys.executable, "-c", HOLDER, str(tmp_path)]
    with subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as holder:
        assert holder.stdout and holder.stdout.readline() == "ready\n"
        for _ in range(3):
            with pytest.raises(AlreadyRunning):
                Store(tmp_path)
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            snapshot(tmp_path)
        os.kill(holder.pid, signal.SIGKILL)
    store = Store(tmp_path, ballast_bytes=4096)
    held = store.call(lambda c: c.execute("SELECT value FROM meta WHERE key = 'held'").fetchone())
    assert held == ("1",)
    store.close()


def snapshot(state: Path) -> None:
    """A tool that reads while the service runs, and would keep its snapshot."""
    with contextlib.closing(
        sqlite3.connect(state / FILE_NAME, timeout=0.0, isolation_level=None)
    ) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM meta").fetchone()


def bound(state: Path, commits: int) -> None:
    """The log after so many commits, while again and again somebody wants to read."""
    store, log = Store(state, ballast_bytes=4096), state / f"{FILE_NAME}-wal"
    claims = Claims(CENTRAL)
    for number in range(commits // 2):
        store.call(lambda ledger: outbox.put(ledger, "help", {"n": 0}, AT))
        if number % 50 == 0:
            for batch in iter(lambda: take(store, claims, most=100), ()):
                said = Settlement(tuple(one.seq for one in batch))
                store.call(lambda ledger, said=said: claims.settle(ledger, said))  # type: ignore[misc]
        store.call(lambda c: c.execute("UPDATE outbox_floor SET seq = seq").rowcount)
        if number % 1000 == 0:
            with pytest.raises(sqlite3.OperationalError, match="locked"):
                snapshot(state)
            assert log.stat().st_size <= LOG_MOST
    assert log.stat().st_size <= LOG_MOST
    store.close()
    assert not log.exists()


@pytest.mark.slow
def test_the_log_stays_small(tmp_path: Path) -> None:
    bound(tmp_path, COMMITS)


@pytest.mark.soak
def test_the_log_stays_small_for_long(tmp_path: Path) -> None:
    bound(tmp_path, SOAK_COMMITS)


@pytest.mark.slow
@pytest.mark.row("S128")
def test_a_million_records_wait(tmp_path: Path) -> None:
    store = Store(tmp_path, ballast_bytes=4096)
    store.call(real)
    for first in range(501, MILLION, 50_000):
        last = min(first + 49_999, MILLION)
        store.call(lambda ledger, a=first, b=last: filler(ledger, a, b))  # type: ignore[misc]
    store.close()
    store, claims = Store(tmp_path, ballast_bytes=4096), Claims(CENTRAL)
    assert store.call(outbox.backlog).pending == MILLION
    for batch in range(4):
        records = take(store, claims, most=100)
        assert [one.seq for one in records] == list(range(batch * 100 + 1, batch * 100 + 101))
        said = Settlement(tuple(one.seq for one in records))
        store.call(lambda ledger, said=said: claims.settle(ledger, said))  # type: ignore[misc]
    assert store.call(lambda ledger: outbox.put(ledger, "help", {"n": 0}, AT)) == MILLION + 1
    assert store.call(outbox.backlog).pending == MILLION - 399
    assert store.call(claims.floor) == 401
    store.close()


def real(ledger: Ledger) -> None:
    for n in range(500):
        outbox.put(ledger, "help", body_of(n), AT)


def filler(ledger: Ledger, first: int, last: int) -> None:
    """Rows that look like sealed ones; nobody opens them here."""
    ledger.execute(
        "WITH RECURSIVE n(seq) AS (SELECT ? UNION ALL SELECT seq + 1 FROM n WHERE seq < ?)"
        " INSERT INTO outbox SELECT n.seq, kind, prio, about, created, owed, key_id,"
        " randomblob(60) FROM n, outbox WHERE outbox.seq = 1",
        (first, last),
    )
    ledger.undone()

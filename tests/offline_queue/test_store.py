"""The writer thread and its database."""

import sqlite3
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from kiosk.faults import Fault
from offline_queue.store import database
from offline_queue.store.commits import StoreError
from offline_queue.store.database import CannotOpen, open_database
from offline_queue.store.writer import Store
from tests.offline_queue.samples import outside


def test_what_resolved_is_on_the_disk(store: Store, tmp_path: Path) -> None:
    store.call(lambda c: c.execute("INSERT INTO meta VALUES ('seen', 'yes')").rowcount)
    assert outside(tmp_path / "state", "SELECT value FROM meta WHERE key = 'seen'") == [("yes",)]


def test_one_failing_request_does_not_take_the_others_along(store: Store) -> None:
    entered, release = threading.Event(), threading.Event()

    def block(connection: sqlite3.Connection) -> None:
        entered.set()
        assert release.wait(10)

    first = store.submit(block)
    assert entered.wait(10)  # everything that follows waits together and shares one commit
    good = store.submit(lambda c: c.execute("INSERT INTO meta VALUES ('a', '')").rowcount)
    twice = store.submit(lambda c: c.execute("INSERT INTO meta VALUES ('a', '')").rowcount)
    bug = store.submit(_bug)
    last = store.submit(lambda c: c.execute("INSERT INTO meta VALUES ('b', '')").rowcount)
    release.set()
    assert (first.result(10), good.result(10), last.result(10)) == (None, 1, 1)
    with pytest.raises(StoreError) as refused:
        twice.result(10)
    assert refused.value.fault is Fault.STORE_ERROR
    with pytest.raises(KeyError):
        bug.result(10)
    keys = store.call(lambda c: c.execute("SELECT key FROM meta ORDER BY key").fetchall())
    assert keys == [("a",), ("b",)]


def _bug(connection: sqlite3.Connection) -> None:
    raise KeyError("no such key")


def test_a_failed_request_leaves_nothing_of_itself(store: Store) -> None:
    def half(connection: sqlite3.Connection) -> None:
        connection.execute("INSERT INTO meta VALUES ('half', '')")
        connection.execute("INSERT INTO meta VALUES ('half', '')")

    with pytest.raises(StoreError):
        store.call(half)
    assert store.call(lambda c: c.execute("SELECT count(*) FROM meta").fetchone()) == (0,)


def test_a_closed_store_refuses(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.close()
    store.close()
    with pytest.raises(StoreError):
        store.submit(lambda c: None)


def test_a_second_service_is_refused_with_clear_words(store: Store, tmp_path: Path) -> None:
    program = (
        "import sys, pathlib\n"
        "from offline_queue.store.database import AlreadyRunning, open_database\n"
        "try: open_database(pathlib.Path(sys.argv[1]))\n"
        "except AlreadyRunning as error: print(error)\n"
    )
    command = [sys.executable, "-c", program, str(tmp_path / "state")]
    done = subprocess.run(command, capture_output=True, text=True, timeout=20, check=True)
    assert "another service is using" in done.stdout


def test_settings_that_durability_rests_on_are_read_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    connection = open_database(tmp_path / "good")
    assert connection.execute("PRAGMA synchronous").fetchone() == (2,)
    assert connection.execute("PRAGMA page_size").fetchone() == (1024,)
    assert not (tmp_path / "good" / "queue.sqlite3-shm").exists()  # one process, no shared memory
    connection.close()
    settings = [
        (name, "NORMAL" if name == "synchronous" else value, expected)
        for name, value, expected in database._SETTINGS
    ]
    monkeypatch.setattr(database, "_SETTINGS", tuple(settings))
    with pytest.raises(CannotOpen, match="synchronous is 1, 2 is needed"):
        open_database(tmp_path / "bad")


def test_a_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    (tmp_path / "queue.sqlite3").write_bytes(b"this is not a database, it is a text " * 40)
    with pytest.raises(CannotOpen, match="not a database"):
        open_database(tmp_path)


def test_a_database_of_an_earlier_start_is_opened_as_it_is(tmp_path: Path) -> None:
    first = Store(tmp_path)
    first.call(lambda c: c.execute("INSERT INTO meta VALUES ('kept', '1')").rowcount)
    first.close()
    second = Store(tmp_path)
    assert second.call(lambda c: c.execute("SELECT value FROM meta").fetchall()) == [("1",)]
    second.close()

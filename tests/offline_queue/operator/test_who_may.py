"""Who is answered, and what is said where nobody can answer."""

import os
import sqlite3
import warnings
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from kiosk.config import TerminalConfig
from kiosk.messages.operator import AskQueue, AskRecords, RetryRecords, Standing
from offline_queue.operator import listing, stopped
from offline_queue.operator.ask import NoAnswer, ask
from offline_queue.service import Service
from offline_queue.store.database import RESTORING, open_database
from offline_queue.store.writer import Store
from tests.clock import FakeClock
from tests.offline_queue.operator.conftest import this_machine
from tests.offline_queue.operator.scene import fill, typed
from tests.offline_queue.samples import config, put_help
from tests.offline_queue.upgrades.make_fixtures import HERE

NOBODY = 65534


@pytest.fixture
def cfg(tmp_short: Path) -> TerminalConfig:
    return config(tmp_short)


@pytest.fixture
def service(cfg: TerminalConfig, clock: FakeClock) -> Iterator[Service]:
    made = Service(cfg, clock, read_machine=this_machine)
    made.start()
    yield made
    made.stop()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become somebody else")
def test_another_user_is_not_answered_even_where_the_socket_lets_him_in(
    cfg: TerminalConfig, service: Service
) -> None:
    fill(service.store)
    for place in (cfg.base, cfg.run, cfg.service_socket):
        place.chmod(0o777)  # so that it is the service that refuses, not the file system
    reading, writing = os.pipe()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # threads run: the child uses none
        child = os.fork()
    if child == 0:
        try:
            os.setgid(NOBODY)
            os.setuid(NOBODY)
            try:
                ask(cfg, RetryRecords((3,)))
                said = "answered"
            except NoAnswer as error:
                said = str(error)
            os.write(writing, said.encode())
        finally:
            os._exit(0)
    os.close(writing)
    os.waitpid(child, 0)
    with os.fdopen(reading) as pipe:
        assert "hung up" in pipe.read()
    dead = ask(cfg, AskRecords(Standing.DEAD))
    assert 3 in [line.seq for line in dead.lines], "and nothing was changed"


def test_a_service_that_holds_the_file_but_does_not_listen(
    cfg: TerminalConfig, service: Service
) -> None:
    cfg.service_socket.rename(cfg.run / "elsewhere")
    for message in (AskQueue(), RetryRecords((1,))):
        with pytest.raises(NoAnswer, match="do it as the user of the service"):
            ask(cfg, message)
    (cfg.run / "elsewhere").rename(cfg.service_socket)


def test_where_nothing_was_recorded_nothing_is_made(cfg: TerminalConfig) -> None:
    for words in (("status",), ("list",), ("show", 1), ("retry", 1), ("adopt",)):
        with pytest.raises(NoAnswer, match="recorded nothing yet"):
            typed(cfg, *words)
    assert not list(cfg.state.glob("*")) if cfg.state.exists() else True


def test_an_older_database_is_looked_at_only_by_its_own_program(cfg: TerminalConfig) -> None:
    cfg.state.mkdir()
    old = (HERE / "v0.1.0" / "queue.sqlite3").read_bytes()
    (cfg.state / "queue.sqlite3").write_bytes(old)
    for words in (("status",), ("list",), ("show", 41), ("backup", cfg.base / "copy")):
        with pytest.raises(NoAnswer, match="earlier version: start the terminal once"):
            typed(cfg, *words)
    assert (cfg.state / "queue.sqlite3").read_bytes() == old


def test_a_newer_database_is_not_touched(cfg: TerminalConfig) -> None:
    open_database(cfg.state).close()
    with closing(sqlite3.connect(cfg.state / "queue.sqlite3")) as db:
        later = "SELECT NULL, migration_set, '0099_later', applied_at FROM _sqlite_migrations"
        db.execute(f"INSERT INTO _sqlite_migrations {later} LIMIT 1")
        db.commit()
    for words in (("status",), ("retry", 1), ("adopt",)):
        with pytest.raises(NoAnswer, match="newer version"):
            typed(cfg, *words)


def test_while_a_restore_is_half_done_nothing_is_opened(cfg: TerminalConfig) -> None:
    open_database(cfg.state).close()
    (cfg.state / RESTORING).touch()
    for words in (("list",), ("retry", 1)):
        with pytest.raises(NoAnswer, match="restore was cut off"):
            typed(cfg, *words)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a file away")
def test_changing_a_stopped_queue_as_another_user_is_refused(cfg: TerminalConfig) -> None:
    open_database(cfg.state).close()
    os.chown(cfg.state / "queue.sqlite3", NOBODY, NOBODY)
    with pytest.raises(NoAnswer, match="sudo -u nobody"):
        typed(cfg, "retry", 1)


def test_looking_changes_no_byte(cfg: TerminalConfig) -> None:
    store = Store(cfg.state)
    scene = fill(store)
    store.close()
    path = cfg.state / "queue.sqlite3"
    before = path.read_bytes()
    for words in (("status",), ("list",), ("show", scene.dead)):
        typed(cfg, *words)
    assert path.read_bytes() == before


def test_a_long_queue_is_looked_through_in_stretches(
    cfg: TerminalConfig, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """And no stretch keeps the writer longer than so many records."""
    store = Store(cfg.state)
    put_help(store, 25)
    scene = fill(store)
    store.close()
    monkeypatch.setattr(listing, "STRETCH", 10)
    with stopped.for_looking(cfg) as ledger:
        assert len(listing.list_records(ledger, AskRecords()).lines) == 10
    typed(cfg, "list", "--kind", "application")
    table = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in table[1:]] == [str(scene.older), str(scene.younger)]


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become somebody else")
def test_who_may_not_look_into_the_folder_is_told_so(cfg: TerminalConfig) -> None:
    open_database(cfg.state).close()
    cfg.base.chmod(0o755)
    cfg.state.chmod(0o700)
    os.seteuid(NOBODY)
    try:
        with pytest.raises(NoAnswer, match="do it as the user of the service"):
            typed(cfg, "status")
    finally:
        os.seteuid(0)

"""A stopped terminal whose disk is full or read-only: looked at all the same, backed up, and on a
full disk mended."""

import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from offline_queue.operator import elsewhere
from offline_queue.store.ballast import FILE_NAME as BALLAST
from offline_queue.store.database import CannotOpen
from offline_queue.store.writer import Store
from tests.offline_queue.command_line import ROOT, apart, here, write_config
from tests.offline_queue.disks import Somebody, small_disk

pytestmark = pytest.mark.slow

Said = pytest.CaptureFixture[str]
DEAD, OLDER = 3, 7
"""Of what `fill` makes, by its number."""
_KILLED = """
import os, sys
from pathlib import Path
from offline_queue.audit import log
from offline_queue.store.writer import Store
from tests.offline_queue.operator.scene import AT, fill
store = Store(Path(sys.argv[1]), 262144)
fill(store)
store.call(lambda ledger: log.begin(ledger, "T00003"))
store.call(lambda ledger: log.append(ledger, AT, "help.called"))
if sys.argv[2] == "stopped":
    store.close()
os._exit(0)
"""


@pytest.fixture(params=["stopped", "killed"])
def disk(request: pytest.FixtureRequest, tmp_short: Path) -> Iterator[Path]:
    """All of a terminal that has stopped, or was killed, is on it; it has its ballast."""
    with small_disk(tmp_short / "disk", 4) as folder:
        Store(folder / "state", 262144).close()
        program = [sys.executable, "-c", _KILLED, str(folder / "state"), request.param]
        subprocess.run(program, cwd=ROOT, check=True)
        write_config(folder)
        (folder / "run").mkdir()
        yield folder


@pytest.fixture
def other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Another disk, with the usual temporary folder; nothing may stay there."""
    place = tmp_path / "temporary"
    place.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(place))
    yield place
    assert not list(place.iterdir())


def _read_only(disk: Path) -> None:
    subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)


def _look(disk: Path, said: Said) -> None:
    file = disk / "terminal.toml"
    assert here(file, "queue", "status", "--json") == 0
    status = json.loads(said.readouterr().out)
    assert (status["pending"], status["dead"], status["second_dead"]) == (4, 3, 1)
    assert here(file, "queue", "list", "--json") == 0
    assert {line["seq"] for line in json.loads(said.readouterr().out)} == set(range(1, 9))
    assert here(file, "queue", "show", str(DEAD)) == 0
    assert "<text of 22>" in said.readouterr().out
    assert here(file, "queue", "archive", "verify") == 0
    assert "0 packages" in said.readouterr().out
    assert here(file, "audit", "verify") == 0
    assert "whole: 2 entries" in said.readouterr().out
    assert here(file, "audit", "list") == 0
    assert "help.called" in said.readouterr().out


def test_a_read_only_disk_is_looked_at_and_backed_up(
    disk: Path, other: Path, tmp_path: Path, capsys: Said, caplog: pytest.LogCaptureFixture
) -> None:
    file = disk / "terminal.toml"
    _read_only(disk)
    _look(disk, capsys)
    assert here(file, "queue", "backup", str(tmp_path / "copy")) == 0
    assert "4 records waiting, 3 dead" in capsys.readouterr().out
    assert "not in the audit log" in caplog.text
    done = apart(file, "queue", "retry", str(DEAD))
    assert done.returncode == 3 and "state cannot be written" in done.stderr
    done = apart(file, "queue", "show", str(DEAD), "--reveal")
    assert done.returncode == 3 and "cannot be used" in done.stderr and not done.stdout
    subprocess.run(["mount", "-o", "remount,rw", str(disk)], check=True)
    assert here(file, "queue", "restore", str(tmp_path / "copy")) == 0


def test_a_full_disk_is_looked_at_backed_up_and_mended(
    disk: Path, other: Path, tmp_path: Path, capsys: Said
) -> None:
    file = disk / "terminal.toml"
    Somebody(disk).leave(0)
    _look(disk, capsys)
    assert here(file, "queue", "retry", str(DEAD)) == 0
    assert here(file, "queue", "drop", str(OLDER), "--yes") == 0
    assert not (disk / "state" / BALLAST).exists()
    capsys.readouterr()
    assert here(file, "queue", "list", "--json") == 0
    found = {line["seq"]: line["standing"] for line in json.loads(capsys.readouterr().out)}
    assert OLDER not in found and found[DEAD] == "waiting"
    Somebody(disk).leave(0)
    assert here(file, "queue", "backup", str(tmp_path / "copy")) == 0
    assert "5 records waiting" in capsys.readouterr().out


def test_while_it_is_copied_no_service_can_start(
    disk: Path, other: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = []

    def copy(_source: Path, _target: Path) -> None:
        program = "import sys, sqlite3\ndb = sqlite3.connect(sys.argv[1], timeout=0)\n"
        program += "db.execute('PRAGMA locking_mode = EXCLUSIVE')\n"
        program += "db.execute('SELECT * FROM meta')\n"
        done = subprocess.run(
            [sys.executable, "-c", program, str(disk / "state" / "queue.sqlite3")],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        )
        seen.append(done.stderr.strip().splitlines()[-1])
        raise OSError(5, "Input/output error", "queue.sqlite3")

    monkeypatch.setattr(shutil, "copyfile", copy)
    path = disk / "state" / "queue.sqlite3"
    with pytest.raises(CannotOpen, match="Input/output error"), elsewhere.copied(path):
        pass
    assert seen == ["sqlite3.OperationalError: database is locked"]


def test_where_no_other_disk_has_room_it_says_what_to_name(
    disk: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Said
) -> None:
    (disk / "tmp").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(disk / "tmp"))
    monkeypatch.setattr(elsewhere, "OTHERS", (str(tmp_path / "nowhere"),))
    _read_only(disk)
    assert here(disk / "terminal.toml", "queue", "status") == 3
    assert "name a folder on another disk in TMPDIR" in capsys.readouterr().err

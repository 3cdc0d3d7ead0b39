"""Syncs that fail, a disk that turns read-only: the caller is told, and asking again is safe."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from kiosk.faults import Fault
from offline_queue.store.database import CannotOpen
from offline_queue.store.writer import Store
from tests.offline_queue.disks import small_disk
from tests.offline_queue.samples import given, lease, wish

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[3]
NOT_STORED = Fault.STORE_ERROR.value


@pytest.fixture(scope="module")
def shim(tmp_path_factory: pytest.TempPathFactory) -> Path:
    compiler = shutil.which("gcc")
    if compiler is None:
        pytest.skip("no gcc to make the failing disk with")
    library = tmp_path_factory.mktemp("shim") / "bad_disk.so"
    source = Path(__file__).with_name("bad_disk.c")
    options = ["-shared", "-fPIC", "-O1", "-Wall", "-Werror"]
    subprocess.run([compiler, *options, "-o", library, source, "-ldl"], check=True)
    return library


def child(shim: Path, mode: str, state: Path, count: int = 0) -> dict[str, Any]:
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "tests.offline_queue.faults.bad_disk_child",
            mode,
            state,
            str(count),
        ],
        cwd=ROOT,
        env=os.environ | {"LD_PRELOAD": str(shim)},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer | {"log": done.stderr}


def tickets(state: Path) -> dict[str, str]:
    """What a start after it finds, by request."""
    store = Store(state, ballast_bytes=4096)
    found = store.call(lambda c: c.execute("SELECT request_id, ticket_no FROM tickets").fetchall())
    told = store.call(lambda c: c.execute("SELECT count(*) FROM outbox").fetchone()[0])
    store.close()
    assert told == len(found)
    return dict(found)


@pytest.mark.row("CP-11")
@pytest.mark.parametrize("failures", [2, 3])
def test_a_failed_sync_is_told_and_asking_again_has_one_effect(
    shim: Path, tmp_path: Path, failures: int
) -> None:
    got = child(shim, "failing_sync", tmp_path, failures)
    first, refused, second, third = got["told"]
    assert refused.startswith(NOT_STORED) and got["fault"] == NOT_STORED
    assert got["after"] is None
    assert (first, second, third) == ("A001", "A002", "A003")
    assert tickets(tmp_path) == {"first": "A001", "second": "A002", "third": "A003"}


def test_one_failed_sync_is_made_good_by_writing_anew_and_is_in_the_log(
    shim: Path, tmp_path: Path
) -> None:
    got = child(shim, "failing_sync", tmp_path, 1)
    assert got["told"] == ["A001", "A002", "A002", "A003"]
    assert "SQLITE_IOERR" in got["log"]
    assert tickets(tmp_path) == {"first": "A001", "second": "A002", "third": "A003"}


def test_what_was_refused_may_be_there_after_a_start_and_is_there_once(
    shim: Path, tmp_path: Path
) -> None:
    """A sync that failed proves nothing either way: unknown, until the same request asks again."""
    got = child(shim, "failing_for_good", tmp_path)
    assert [one[:7] for one in got["told"]] == ["A001", NOT_STORED, NOT_STORED]
    found = tickets(tmp_path)
    assert found in ({"first": "A001"}, {"first": "A001", "second": "A002"})
    store = Store(tmp_path, ballast_bytes=4096)
    assert given(store, wish(request_id="second")).ticket_no == "A002"
    assert given(store, wish(request_id="third")).ticket_no == "A003"
    store.close()
    assert tickets(tmp_path) == {"first": "A001", "second": "A002", "third": "A003"}


def test_a_disk_that_turns_read_only_refuses_and_serves_again(shim: Path, tmp_path: Path) -> None:
    got = child(shim, "read_only", tmp_path)
    assert [one[:7] for one in got["told"]] == ["A001", NOT_STORED, NOT_STORED, "A002", "A003"]
    assert (got["seen"], got["fault"], got["after"]) == (1, NOT_STORED, None)
    assert tickets(tmp_path) == {"first": "A001", "second": "A002", "third": "A003"}


@pytest.fixture
def own_disk(tmp_path: Path) -> Iterator[Path]:
    with small_disk(tmp_path / "disk", 4) as folder:
        yield folder


def test_a_start_on_a_read_only_disk_is_refused_in_clear_words(own_disk: Path) -> None:
    store = Store(own_disk / "state", ballast_bytes=4096)
    lease(store)
    assert given(store, wish(request_id="first")).ticket_no == "A001"
    store.close()
    subprocess.run(["mount", "-o", "remount,ro", str(own_disk)], check=True)
    with pytest.raises(CannotOpen, match=r"queue\.sqlite3 cannot be used: .*"):
        Store(own_disk / "state", ballast_bytes=4096)
    subprocess.run(["mount", "-o", "remount,rw", str(own_disk)], check=True)
    assert tickets(own_disk / "state") == {"first": "A001"}

"""The power goes at any moment: nothing acknowledged is lost, no disk is left that does not open.

The negative controls do one thing wrong each and must lose something, or the test has no teeth.
"""

import contextlib
import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from offline_queue.store.database import open_database
from tests.offline_queue.powercut import strace
from tests.offline_queue.powercut.controls import CONTROLS
from tests.offline_queue.powercut.cuts import Opener, lay_out, losses
from tests.offline_queue.powercut.disk import Cut, Disk
from tests.offline_queue.powercut.recording import KEPT, record
from tests.offline_queue.powercut.run import STATE
from tests.offline_queue.powercut.trace import Op, load, save
from tests.offline_queue.powercut.workloads import WORKLOADS

SEED = "power"
CUTS = 8
SOAK_CUTS = 200
CONTROL_CUTS = 40

watched = pytest.mark.skipif(
    not strace.permitted(), reason="strace is not here or may not watch: the kept trace stands in"
)
proves = pytest.mark.row("CP-11")


@pytest.fixture(scope="module")
def opener() -> Iterator[Opener]:
    with Opener() as running:
        yield running


def survives(ops: tuple[Op, ...], name: str, cuts: int, opener: Opener, folder: Path) -> None:
    lost = losses(ops, f"{SEED}.{name}", cuts, opener)
    if lost:
        save(folder / f"{name}.trace", ops)
        words = "\n".join(str(one) for one in lost[:5])
        pytest.fail(f"{len(lost)} of {cuts} cuts of {folder / name}.trace:\n{words}")


@watched
@proves
@pytest.mark.slow
@pytest.mark.parametrize("name", WORKLOADS)
def test_the_power_goes_at_any_moment(name: str, opener: Opener, tmp_path: Path) -> None:
    survives(record([name], tmp_path)[name], name, CUTS, opener, tmp_path)


@watched
@pytest.mark.soak
@pytest.mark.parametrize("name", WORKLOADS)
def test_the_power_goes_two_thousand_times(name: str, opener: Opener, tmp_path: Path) -> None:
    survives(record([name], tmp_path)[name], name, SOAK_CUTS, opener, tmp_path)


@watched
@pytest.mark.slow
@pytest.mark.parametrize("name", CONTROLS)
def test_what_is_done_wrong_is_seen(name: str, opener: Opener, tmp_path: Path) -> None:
    found = losses(record([name], tmp_path)[name], f"{SEED}.{name}", CONTROL_CUTS, opener)
    words = [word for loss in found for word in loss.complaints]
    assert any(word.startswith("lost: ") for word in words), words


@proves
def test_the_power_goes_during_a_run_that_was_recorded_before(
    opener: Opener, tmp_path: Path
) -> None:
    survives(load(KEPT), KEPT.stem, 2 * CUTS, opener, tmp_path)


def test_the_kept_trace_without_its_syncs_loses_records(opener: Opener) -> None:
    """The control where strace may not watch."""
    careless = tuple(op for op in load(KEPT) if op.act.value != "sync")
    found = losses(careless, SEED, CUTS, opener)
    assert any(word.startswith("lost: ") for loss in found for word in loss.complaints)


def test_the_kept_trace_is_of_the_present_schema(tmp_path: Path) -> None:
    """Else make it anew: python -m tests.offline_queue.powercut.recording."""
    disk = Disk()
    for op in load(KEPT):
        disk.do(op)
    disk.settle()
    (tmp_path / "kept").mkdir()
    lay_out(disk.image(Cut.DROP, random.Random(SEED)), tmp_path / "kept")
    assert schema(tmp_path / "kept" / STATE) == schema(tmp_path / "fresh" / STATE)


def schema(state: Path) -> list[str]:
    with contextlib.closing(open_database(state)) as ledger:
        found = ledger.execute("SELECT sql FROM sqlite_master WHERE sql > ''")
        return sorted(" ".join(row[0].split()) for row in found.fetchall())


def test_the_same_seed_cuts_the_same_disks(opener: Opener) -> None:
    careless = tuple(op for op in load(KEPT) if op.act.value != "sync")
    first, second = (losses(careless, SEED, 4, opener) for _ in range(2))
    assert first == second

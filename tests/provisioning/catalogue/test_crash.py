"""Killed or without power in mid-install, the catalogue is one published version, never between."""

import json
import random
import subprocess
import sys
from pathlib import Path

import pytest

from provisioning.catalogue.check import check
from provisioning.catalogue.errors import Damaged
from provisioning.catalogue.finding import Search
from provisioning.catalogue.reader import Reader
from tests.offline_queue.powercut import strace
from tests.offline_queue.powercut.cuts import lay_out
from tests.offline_queue.powercut.disk import Cut, Disk
from tests.offline_queue.powercut.trace import Act, Op
from tests.provisioning.catalogue.victim import DISK, FILE, SAID, VERSIONS, content

ROOT = Path(__file__).resolve().parents[3]
KILLS = 15
CUTS = 40


def victim(folder: Path, *arguments: str) -> list[str]:
    module = "tests.provisioning.catalogue.victim"
    return [sys.executable, "-m", module, str(folder), *arguments]


def version_of(file: Path) -> int:
    """The installed version, 0 for none; it is whole and can be searched."""
    check(file)
    with Reader(file) as reader:
        view = reader.view()
        packs = view.packs()
        if not packs:
            assert view.all() == ()
            return 0
        assert packs[0].root == content(packs[0].version).root
        hits = Search(view).find(f"事项的第{packs[0].version}版")
        assert hits and hits[0].why == f"事项的第{packs[0].version}版"
        return packs[0].version


@pytest.mark.slow
def test_killed_in_mid_install_what_was_installed_stays_and_the_next_one_goes_on(
    tmp_path: Path,
) -> None:
    subprocess.run(victim(tmp_path, str(KILLS)), cwd=ROOT, check=True, timeout=120)
    said = [json.loads(line)["did"] for line in (tmp_path / SAID).read_text().splitlines()]
    assert said == sorted(said) and len(said) >= KILLS // 3, "versions came one after the other"
    found = version_of(tmp_path / DISK / FILE)
    assert said[-1] <= found <= said[-1] + KILLS, "each kill may leave one that was not said"


@pytest.mark.slow
@pytest.mark.skipif(not strace.permitted(), reason="strace is not here or may not watch")
def test_the_power_goes_at_any_moment_of_an_install(tmp_path: Path) -> None:
    text = strace.record(victim(tmp_path), tmp_path / "strace.txt", ROOT)
    ops = strace.parse(text, {"v": (tmp_path / DISK, tmp_path / SAID)})["v"]
    assert sum(op.act is Act.SAY for op in ops) == VERSIONS
    dice = random.Random(20260302)
    seen = set()
    for number in range(CUTS):
        at = dice.randint(1, len(ops))
        found, said = after(ops[:at], (Cut.DROP, Cut.TORN)[number % 2], number, tmp_path)
        assert found in (said, said + 1), f"cut after {at} operations"
        seen.add(found)
    assert len(seen) > VERSIONS // 2


def after(ops: tuple[Op, ...], cut: Cut, number: int, folder: Path) -> tuple[int, int]:
    """The version that the disk has after a cut, and the last that was said to be installed."""
    disk, said = Disk(), 0
    for op in ops:
        disk.do(op)
        if op.act is Act.SAY:
            said = int(op.said["did"])
    place = folder / f"cut-{number}"
    place.mkdir()
    lay_out(disk.image(cut, random.Random(number)), place)
    file = place / FILE
    try:
        return version_of(file), said
    except FileNotFoundError:
        return 0, said
    except Damaged as error:  # the first moments of a new file
        assert said == 0 and "not a catalogue" in str(error), error
        return 0, said

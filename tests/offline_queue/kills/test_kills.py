"""`kill -9` at any step of producing, sending, migrating and attaching."""

import random
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from tests.offline_queue.kills.consumer import URL
from tests.offline_queue.powercut.cuts import ROOT, Opener
from tests.offline_queue.powercut.run import DISK, SAID
from tests.offline_queue.powercut.verdict import complaints, promised
from tests.offline_queue.scripted_platform import ScriptedPlatform

SEED = "kill"
KILLS = 8
SOAK_KILLS = 80
CONSUMER_KILLS = 16
SOAK_CONSUMER_KILLS = 300
NAMES = (
    "first_start",
    "put",
    "open_again",
    "acknowledge",
    "retry",
    "migration",
    "tickets",
    "printing",
    "attachment",
    "archive",
)
SPOILT = ("drop_reply", "503", "again", "late", "silent_receipt", "html")


class Victims:
    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.offline_queue.kills.victim"],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def live(self, name: str, folder: Path, at_step: int = 0) -> tuple[str, int]:
        """How a life ended, and its steps where it was not killed."""
        assert self._process.stdin and self._process.stdout
        self._process.stdin.write(f"{name}\t{folder}\t{at_step}\n")
        self._process.stdin.flush()
        how, steps = self._process.stdout.readline().split("\t")
        return how, int(steps)

    def close(self) -> None:
        self._process.communicate(timeout=30)


@pytest.fixture(scope="module")
def victims() -> Iterator[Victims]:
    made = Victims()
    yield made
    made.close()


@pytest.fixture(scope="module")
def opener() -> Iterator[Opener]:
    with Opener() as running:
        yield running


def said(folder: Path) -> list[dict[str, Any]]:
    file = folder / SAID
    lines = file.read_bytes().splitlines() if file.exists() else []
    return [msgspec.json.decode(line) for line in lines]


def killed(
    name: str, kills: int, victims: Victims, opener: Opener, folder: Path
) -> Iterator[tuple[str, list[str]]]:
    """Where it was killed, and what was wrong afterwards, of each life; the first one ends well."""
    how, steps = victims.live(name, folder / "0")
    dice = random.Random(f"{SEED}.{name}")
    for life in range(kills + 1):
        here, at_step = folder / str(life), dice.randint(1, steps) if life else 0
        if life:
            how, _ = victims.live(name, here, at_step)
        assert how == "ended 0" or (life and how == "killed")  # threads' steps have no fixed order
        words = said(here)
        if any("begin" in line for line in words):
            yield f"step {at_step} of {steps}", complaints(words, opener.look(here / DISK))


@pytest.mark.slow
@pytest.mark.row("CP-11")
@pytest.mark.parametrize("name", ["put", "migration", "attachment", "retry"])
def test_killed_at_any_step(name: str, victims: Victims, opener: Opener, tmp_path: Path) -> None:
    for where, wrong in killed(name, KILLS, victims, opener, tmp_path):
        assert wrong == [], where


@pytest.mark.soak
@pytest.mark.parametrize("name", NAMES)
def test_killed_many_times(name: str, victims: Victims, opener: Opener, tmp_path: Path) -> None:
    for where, wrong in killed(name, SOAK_KILLS, victims, opener, tmp_path):
        assert wrong == [], where


@pytest.mark.slow
def test_what_is_told_before_its_commit_is_lost_by_a_kill(
    victims: Victims, opener: Opener, tmp_path: Path
) -> None:
    """The control: it ends with the first loss."""
    lives = killed("told_before_commit", 12 * KILLS, victims, opener, tmp_path)
    assert any(word.startswith("lost: ") for _, wrong in lives for word in wrong)


def consumed(kills: int, victims: Victims, folder: Path, platform: ScriptedPlatform) -> None:
    """Lives one after the other, then one that sends what is left."""
    folder.mkdir()
    (folder / URL).write_text(platform.url, encoding="ascii")
    dice, deaths = random.Random(f"{SEED}.consume"), 0
    while deaths < kills:
        platform.script[:] = dice.choices(["ok", *SPOILT], [12, 4, 1, 1, 1, 1, 1], k=20)
        how, _ = victims.live("consume", folder, dice.randint(1, 900))
        assert how in ("killed", "ended 0")
        deaths += how == "killed"
    platform.script.clear()
    assert victims.live("consume", folder)[0] == "ended 0"


def sent(folder: Path, platform: ScriptedPlatform) -> None:
    """Everything acknowledged has one effect at the platform, under numbers without a gap."""
    promise = promised(said(folder))
    ns = [body["n"] for body in platform.bodies("help")]
    assert len(set(ns)) == len(ns), "a record had two effects"
    assert set(promise.put.values()) <= set(ns), "an acknowledged record never came"
    assert set(ns) <= {n for group in promise.wanted for n in group}
    seqs = sorted(record["seq"] for record in platform.books.records.values())
    assert seqs == list(range(1, len(seqs) + 1)), "a number was left out"
    by_number = {record["seq"]: record["body"]["n"] for record in platform.books.records.values()}
    assert promise.put.items() <= by_number.items(), "a record came under another number"
    assert len(platform.books.order) == len(set(platform.books.order))


@pytest.mark.slow
@pytest.mark.row("S128", "CP-11")
def test_killed_while_sending(victims: Victims, tmp_path: Path) -> None:
    with ScriptedPlatform() as platform:
        consumed(CONSUMER_KILLS, victims, tmp_path / "life", platform)
        sent(tmp_path / "life", platform)


@pytest.mark.soak
def test_killed_many_times_while_sending(victims: Victims, tmp_path: Path) -> None:
    with ScriptedPlatform() as platform:
        consumed(SOAK_CONSUMER_KILLS, victims, tmp_path / "life", platform)
        sent(tmp_path / "life", platform)


@pytest.mark.slow
def test_a_platform_that_does_not_keep_what_it_saw_has_doubles(
    victims: Victims, tmp_path: Path
) -> None:
    """The control: kills and lost answers do make records come twice."""
    with ScriptedPlatform() as platform:
        platform.books.dedupe = False
        consumed(CONSUMER_KILLS // 2, victims, tmp_path / "life", platform)
        assert len(platform.books.order) > len(set(platform.books.order))

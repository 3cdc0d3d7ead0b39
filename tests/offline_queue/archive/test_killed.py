"""`kill -9` at any step of finishing, delivering, destroying: the package or the record that it
was destroyed, never neither, never half."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pytest

from kiosk.messages.audit import AuditState
from offline_queue.archive import rows
from offline_queue.archive.finish import KIND
from offline_queue.archive.retention import KIND as DESTROYED
from offline_queue.attachments.sweeper import Sweeper
from offline_queue.audit.verify import verify
from offline_queue.outbox import rows as outbox
from offline_queue.store.writer import Store
from tests.offline_queue.archive.samples import wrong_with
from tests.offline_queue.kills.lives import KILLED, WELL, Lives

ROOT = Path(__file__).resolve().parents[3]
SEED = 20260302
BEFORE = 12
"""Kills before the destruction begins, besides every step of it."""


@pytest.fixture(scope="module")
def lives() -> Iterator[Lives]:
    with Lives("tests.offline_queue.archive.victim") as one:
        yield one


def said(folder: Path) -> dict[str, int]:
    """The step of each word."""
    path = folder / "said"
    lines = path.read_text().splitlines() if path.exists() else []
    return {word: int(step) for word, step in (line.split() for line in lines)}


@dataclass
class Found:
    """After a start: what is wrong with each package that is there, and which are told as gone."""

    wrong: dict[str, str]
    records: int
    destroyed: list[str]
    audited: list[str]
    log: AuditState


def look(folder: Path) -> Found:
    state = folder / "state"
    store = Store(state, ballast_bytes=4096)
    Sweeper(store, state).sweep()
    kept = store.call(partial(rows.lines, after="", most=9))
    kinds = store.call(lambda c: c.execute("SELECT seq, kind FROM outbox ORDER BY seq").fetchall())
    gone = [store.call(partial(outbox.load, seq=seq)) for seq, kind in kinds if kind == DESTROYED]
    query = "SELECT event ->> 'package' FROM audit WHERE event ->> 'what' = 'archive.destroyed'"
    found = Found(
        wrong={one.package_id: wrong_with(store, state, one.package_id) for one in kept},
        records=sum(kind == KIND for _, kind in kinds),
        destroyed=[one.body["package_id"] for one in gone if one is not None],
        audited=[name for (name,) in store.call(lambda c: c.execute(query).fetchall())],
        log=verify(store.call, "T00003"),
    )
    store.close()
    return found


def complaints(folder: Path) -> list[str]:
    words, found = said(folder), look(folder)
    made = [word.partition(":")[2] for word in words if word.startswith("made:")]
    may_go = {word.partition(":")[2] for word in words if word.startswith("delivering:")}
    wrong = [f"{one}: {why}" for one, why in found.wrong.items() if why]
    for one in made:
        if (one in found.wrong) is (one in found.destroyed):
            wrong.append(f"{one}: neither package nor record of its end, or both")
        if one in found.destroyed and one not in may_go:
            wrong.append(f"{one}: destroyed before anybody had it")
    if found.destroyed != found.audited:
        wrong.append("the audit log and the platform are told different things")
    if found.log.why:
        wrong.append(f"audit log: {found.log.why}")
    packages = len(found.wrong) + len(found.destroyed)
    if packages < found.records or packages > 2:
        wrong.append(f"{packages} packages, {found.records} applications")
    return wrong


@pytest.mark.slow
@pytest.mark.row("S088", "CP-11")
def test_killed_at_every_step_of_the_destruction_and_at_many_before(
    lives: Lives, tmp_path: Path
) -> None:
    assert lives.live(tmp_path / "whole", 0) == WELL
    words = said(tmp_path / "whole")
    found = look(tmp_path / "whole")
    assert len(found.wrong) == len(found.destroyed) == 1 and not complaints(tmp_path / "whole")
    begun, first, last = words["begun"], words["destroying"], words["end"]
    steps = random.Random(SEED).sample(range(begun + 1, first), BEFORE)
    for at_step in (*steps, *range(first, last + 1)):
        here = tmp_path / str(at_step)
        assert lives.live(here, at_step) == KILLED, at_step
        assert complaints(here) == [], f"step {at_step} of {last}"


@pytest.mark.slow
def test_a_removal_without_its_record_is_caught(lives: Lives, tmp_path: Path) -> None:
    """The control."""
    lives.live(tmp_path / "whole", 0, "spoilt")
    assert any("neither" in one for one in complaints(tmp_path / "whole"))

"""End to end: each record has its effect once, in the order of its thing, whatever happens."""

from collections import Counter
from pathlib import Path

import pytest

from offline_queue.outbox import rows as outbox
from offline_queue.outbox.aside import Aside, bring_back
from offline_queue.outbox.streams import CENTRAL
from offline_queue.store.ledger import Ledger
from tests.offline_queue.scripted_platform import ScriptedPlatform
from tests.offline_queue.sync.world import SPOILED, World

ROUNDS = 100


def _live(world: World) -> None:
    """Citizens come, and meanwhile: kills, lost and late answers, replays, jumps, cuts."""
    chance = world.chance
    for _ in range(ROUNDS):
        world.put(chance.randint(0, 12), poison=0.02)
        world.platform.script = [
            chance.choice(SPOILED) if chance.random() < 0.4 else "ok" for _ in range(6)
        ]
        if chance.random() < 0.25:
            world.cable.kill_in, world.cable.early = chance.randint(1, 4), chance.random() < 0.3
        if chance.random() < 0.1:
            world.jump()
        world.cable.cut = chance.random() < 0.1
        for _ in range(chance.randint(0, 4)):
            world.step()
    world.cable.cut, world.cable.kill_in = False, 0
    world.platform.script = []


def _mend(ledger: Ledger) -> int:
    """An operator takes the poison out of what is parked, and sends it again. How many."""
    query = "SELECT seq FROM aside WHERE state = ?"
    dead = [seq for (seq,) in ledger.execute(query, (Aside.DEAD,)).fetchall()]
    for seq in dead:
        record = outbox.load(ledger, seq)
        assert record is not None and record.body["poison"]
        outbox.replace(ledger, seq, {"n": record.body["n"]})
        bring_back(ledger, CENTRAL, seq)
    return len(dead)


def _until_settled(world: World) -> int:
    """Until nothing is left at all; how many poisonous records were mended on the way."""
    mended = 0
    for number in range(3000):
        world.step()
        waits = world.store.call(outbox.backlog)
        if number % 20 == 19:
            mended += world.store.call(_mend)
        if waits.pending + waits.dead == 0:
            return mended
    raise AssertionError("the queue does not get empty")


@pytest.mark.slow
@pytest.mark.row("CP-11")
@pytest.mark.row("S128")
@pytest.mark.parametrize("seed", [1, 2])
def test_each_record_has_its_effect_once_and_in_the_order_of_its_thing(
    seed: int, platform: ScriptedPlatform, tmp_path: Path
) -> None:
    world = World(tmp_path, platform, seed)
    _live(world)
    mended = _until_settled(world)
    assert world.lives > 10 and mended > 5
    keys = [key for key, _, _ in world.put_keys]
    assert Counter(platform.order) == Counter(keys)
    applied = {key: place for place, key in enumerate(platform.order)}
    poisoned = {body["n"] for batch in platform.batches() for body in _poisoned(batch)}
    for thing in {about for _, _, about in world.put_keys if about}:
        mine = [
            key
            for n, (key, kind, about) in enumerate(world.put_keys)
            if about == thing and not (world.skipped(kind) and n in poisoned)
        ]
        assert [applied[key] for key in mine] == sorted(applied[key] for key in mine), thing
    world.close()


def _poisoned(batch: dict[str, list[dict[str, dict[str, int]]]]) -> list[dict[str, int]]:
    return [one["body"] for one in batch["records"] if one["body"].get("poison")]


@pytest.mark.slow
def test_control_a_platform_that_forgets_what_it_has_shows_duplicates(
    platform: ScriptedPlatform, tmp_path: Path
) -> None:
    """Without the receiver's half the same life doubles records: the test above can fail."""
    platform.books.dedupe = False
    world = World(tmp_path, platform, seed=1)
    _live(world)
    _until_settled(world)
    times = Counter(platform.order)
    assert set(times) == {key for key, _, _ in world.put_keys}
    assert sum(count - 1 for count in times.values()) > 100
    world.close()

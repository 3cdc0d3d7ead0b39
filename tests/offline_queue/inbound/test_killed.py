"""The power goes at any point between an item's arrival and its result."""

import random
import shutil
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from kiosk.clock import SystemClock
from offline_queue.inbound import seen
from offline_queue.inbound.seen import State
from offline_queue.store.writer import Store
from tests.offline_queue.inbound.inbox_platform import InboxPlatform
from tests.offline_queue.inbound.terminal import Hands, Terminal
from tests.offline_queue.kills.lives import KILLED, WELL, Lives

ROOT = Path(__file__).resolve().parents[3]
COMMANDS = 40
ENOUGH = 12
"""Kills without which the run has shown nothing."""

Start = Callable[[], Terminal]


@pytest.mark.slow
def test_killed_anywhere_no_command_is_lost_and_none_is_run_twice(
    tmp_path: Path, platform: InboxPlatform
) -> None:
    platform.now = SystemClock().now
    platform.most = 7
    ids = {platform.command("test_device", part=f"d{n}"): f"d{n}" for n in range(COMMANDS)}
    dice = random.Random(20260302)
    kills = 0
    victim = "tests.offline_queue.inbound.victim"
    with Lives(victim, tmp_path, platform.url, platform.signer.public.hex()) as lives:
        while (how := lives.live(dice.randrange(1, 60))) == KILLED:
            kills += 1
            assert kills < 500
    assert how == WELL
    done = Counter((tmp_path / "journal").read_text().split())
    told = platform.results()
    assert Counter(item for item, _, _ in told) == Counter(list(ids)), "one result for each"
    for item, status, why in told:
        assert (status, why) in (("done", ""), ("unknown", "interrupted"))
        assert done[ids[item]] == 1 or (status == "unknown" and done[ids[item]] == 0)
    unknown = sum(status == "unknown" for _, status, _ in told)
    assert kills >= ENOUGH and 0 < unknown <= kills


def test_a_command_that_was_begun_when_the_power_went_is_unknown(
    platform: InboxPlatform, start: Start, hands: Hands
) -> None:
    terminal = start()
    first = platform.command("lock")

    class PowerCut(BaseException):
        pass

    def cut() -> None:
        raise PowerCut

    hands.on_call = cut
    with pytest.raises(PowerCut):
        terminal.go()
    hands.on_call = lambda: None
    second = platform.command("unlock")
    start().go()
    assert [call[0] for call in hands.calls] == ["lock", "unlock"]
    assert platform.results() == [(first, "unknown", "interrupted"), (second, "done", "")]


def test_a_command_that_was_only_stored_is_carried_out_at_the_next_start(
    platform: InboxPlatform, start: Start, hands: Hands, monkeypatch: pytest.MonkeyPatch
) -> None:
    item = platform.command("lock")
    with monkeypatch.context() as without:
        without.setattr("offline_queue.inbound.commands.Commands.run", lambda _self: 0)
        start().go(1)
    assert not hands.calls
    start().go()
    assert [call[0] for call in hands.calls] == ["lock"]
    assert platform.results() == [(item, "done", "")]


def test_a_database_that_was_brought_back_runs_no_command_of_before_again(
    tmp_path: Path, platform: InboxPlatform, start: Start, hands: Hands
) -> None:
    state, copy = tmp_path / "state", tmp_path / "copy"
    terminal = start()
    platform.add("policy", {"name": "idle.seconds", "value": 60})
    terminal.go()
    terminal.close()
    terminal.store.close()
    shutil.copytree(state, copy)
    terminal = start()
    before = platform.command("lock")
    terminal.go()
    terminal.close()
    terminal.store.close()
    shutil.rmtree(state)
    shutil.copytree(copy, state)
    _new_epoch(state)
    terminal = start()
    terminal.go()
    after = platform.command("unlock")
    platform.add("policy", {"name": "idle.seconds", "value": 90})
    terminal.go()
    assert [call[0] for call in hands.calls] == ["lock", "unlock"]
    assert (before, "refused", "before_restore") in platform.results()
    assert (after, "done", "") in platform.results()
    policy = "SELECT value FROM policies"
    assert terminal.store.call(lambda c: c.execute(policy).fetchall()) == [("90",)]


def _new_epoch(state: Path) -> None:
    """As whoever brings a copy back does."""
    store = Store(state, ballast_bytes=4096)
    store.call(
        lambda ledger: (
            ledger.execute(
                "INSERT INTO epochs VALUES (?, 'other0other0')", (ledger.last_seq() + 1,)
            ).rowcount
        )
    )
    store.close()


def test_a_result_that_the_disk_did_not_take_is_written_later_and_nothing_is_done_again(
    platform: InboxPlatform, start: Start, hands: Hands
) -> None:
    terminal = start()
    item = platform.command("lock")
    refuse = (
        "CREATE TEMP TRIGGER full BEFORE INSERT ON outbox"
        " BEGIN SELECT raise(ABORT, 'disk full'); END"
    )
    store = terminal.store

    def fill() -> None:
        store.call(lambda c: c.execute(refuse).rowcount)

    hands.on_call = fill
    terminal.go(20)
    begun = store.call(lambda c: seen.open_command(c, State.BEGUN))
    assert begun is not None and begun.item_id == item
    store.call(lambda c: c.execute("DROP TRIGGER full").rowcount)
    terminal.go(20)
    assert len(hands.calls) == 1
    assert platform.results() == [(item, "done", "")]

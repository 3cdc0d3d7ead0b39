"""Items that come again, late, out of order, or by a clock that is wrong."""

import pytest

from kiosk.faults import Fault
from tests.clock import MONDAY_MORNING, FakeClock
from tests.offline_queue.inbound.inbox_platform import InboxPlatform, at
from tests.offline_queue.inbound.terminal import Hands, Terminal

LOCK = {"name": "lock", "text": "设备检修"}


def test_a_command_that_comes_again_is_refused_once_and_not_done_again(
    platform: InboxPlatform, terminal: Terminal, hands: Hands
) -> None:
    item = platform.command("lock")
    platform.cursor_told = "0"
    terminal.go(600)
    assert len(hands.calls) == 1
    assert platform.results() == [(item, "done", ""), (item, "refused", "repeated")]


def test_a_cursor_that_was_lost_repeats_nothing(
    platform: InboxPlatform, terminal: Terminal, hands: Hands
) -> None:
    item = platform.command("lock")
    platform.add("calendar", {"days": [{"day": "2026-03-07", "work": True}]})
    terminal.go()
    terminal.store.call(lambda c: c.execute("DELETE FROM cursors WHERE name = 'inbox'").rowcount)
    terminal.go()
    assert len(hands.calls) == 1
    assert platform.results() == [(item, "done", ""), (item, "refused", "repeated")]


def test_an_older_command_after_a_newer_one_is_outdated(
    platform: InboxPlatform, terminal: Terminal, hands: Hands
) -> None:
    """Somebody held back the order to lock until the order to unlock was through."""
    held_back = platform.signer.sign(platform.item("command", LOCK))
    unlock = platform.command("unlock")
    terminal.go()
    platform.items.append(held_back)
    platform.cursor_told = "0"
    terminal.go(35)
    assert [call[0] for call in hands.calls] == ["unlock"]
    assert (held_back["id"], "refused", "outdated") in platform.results()
    assert (unlock, "done", "") in platform.results()


@pytest.mark.parametrize("days", [-400, 400])
def test_a_wrong_clock_neither_keeps_an_old_command_alive_nor_ends_a_new_one(
    platform: InboxPlatform, terminal: Terminal, hands: Hands, clock: FakeClock, days: int
) -> None:
    platform.now = lambda: MONDAY_MORNING
    clock.advance(max(0, days) * 86400)
    if days < 0:
        clock.set(MONDAY_MORNING.replace(year=2025))
    old = platform.command("lock", expires_at=at(minutes=1))
    good = platform.command("unlock", expires_at=at(minutes=-5))
    terminal.go(1)
    assert hands.calls == [("unlock",)]
    assert platform.results() == [(old, "refused", "expired"), (good, "done", "")]


def test_a_command_that_expires_while_it_waits_is_not_begun(
    platform: InboxPlatform, terminal: Terminal, hands: Hands, clock: FakeClock
) -> None:
    first = platform.command("test_device", part="receipt_printer")
    second = platform.command("lock")
    hands.on_call = lambda: clock.advance(2 * 3600)
    terminal.go()
    terminal.go()
    assert [call[0] for call in hands.calls] == ["test_device"]
    assert platform.results() == [(first, "done", ""), (second, "refused", "expired")]


def test_the_page_of_a_portal_is_no_platform_without_inboxes(
    platform: InboxPlatform, terminal: Terminal
) -> None:
    """It is asked again as soon as it answers, not as late as one that has none."""
    platform.script = ["ok", "ok", "html404"]
    terminal.go(2)
    met = terminal.sync.contact.fault
    assert met is Fault.PLATFORM_NOT_OURS
    terminal.go(60)
    assert terminal.sync.contact.fault is None and platform.cursors

"""Items that are taken, and items that are refused: in the open, with a reason, and never done."""

from typing import Any

import pytest

from tests.clock import FakeClock
from tests.offline_queue.inbound.inbox_platform import InboxPlatform, Signer, at
from tests.offline_queue.inbound.terminal import Hands, Terminal
from tests.offline_queue.samples import outside

pytestmark = pytest.mark.slow

LOCK = {"name": "lock", "text": "设备检修"}


def _rows(terminal: Terminal, query: str) -> list[tuple[Any, ...]]:
    return terminal.store.call(lambda ledger: ledger.execute(query).fetchall())


def test_a_command_is_carried_out_once_and_its_result_comes_back(
    platform: InboxPlatform, terminal: Terminal, hands: Hands
) -> None:
    first = platform.command("lock", text="设备检修")
    second = platform.command("test_device", part="receipt_printer")
    terminal.go()
    assert hands.calls == [("lock", "设备检修"), ("test_device", "receipt_printer")]
    assert platform.results() == [(first, "done", ""), (second, "done", "")]
    terminal.go(600)
    assert len(hands.calls) == 2 and len(platform.results()) == 2
    assert platform.cursors[-1] == "2"


def test_commands_of_one_page_are_carried_out_in_the_order_of_their_numbers(
    platform: InboxPlatform, terminal: Terminal, hands: Hands
) -> None:
    platform.command("lock")
    platform.command("unlock")
    platform.items.reverse()
    terminal.go()
    assert [call[0] for call in hands.calls] == ["lock", "unlock"]


def _other_terminal(platform: InboxPlatform) -> Any:
    return platform.signer.sign(platform.item("command", LOCK), "T00004")


def _changed(platform: InboxPlatform) -> Any:
    signed = platform.signer.sign(platform.item("command", {"name": "unlock"}))
    return signed | {"body": LOCK}


def _renamed(platform: InboxPlatform) -> Any:
    """A command that was taken before comes again under another id."""
    return platform.items[0] | {"id": "again", "seq": 9}


def _postponed(platform: InboxPlatform) -> Any:
    signed = platform.signer.sign(platform.item("command", LOCK, expires_at=at(hours=1)))
    return signed | {"expires_at": at(hours=-1)}


def _revoked(platform: InboxPlatform) -> Any:
    return Signer("k1").sign(platform.item("command", LOCK))


REFUSED = {
    "unsigned": (lambda p: p.item("command", LOCK), "unsigned"),
    "unsigned policy": (lambda p: p.item("policy", {"name": "a", "value": 1}), "unsigned"),
    "unsigned trust": (
        lambda p: p.item("trust", {"change": "revoke", "key_id": "x"}),
        "unsigned",
    ),
    "changed": (_changed, "forged"),
    "for another terminal": (_other_terminal, "forged"),
    "under another id": (_renamed, "forged"),
    "with a later end": (_postponed, "forged"),
    "another key of the same name": (_revoked, "forged"),
    "unknown key": (lambda p: Signer("k9").sign(p.item("command", LOCK)), "unknown_key"),
    "no signature at all": (
        lambda p: p.signer.sign(p.item("command", LOCK)) | {"signature": "AAAA"},
        "forged",
    ),
    "signed data that was changed": (
        lambda p: p.signer.sign(p.item("calendar", {"days": []})) | {"body": {"days": [1]}},
        "forged",
    ),
    "expired": (
        lambda p: p.signer.sign(p.item("command", LOCK, expires_at=at(minutes=1))),
        "expired",
    ),
    "an expired policy": (
        lambda p: p.add("policy", {"name": "a", "value": 1}, expires_at=at(minutes=1)),
        "expired",
    ),
    "never ends": (
        lambda p: p.signer.sign(p.item("command", LOCK, expires_at=None)),
        "malformed",
    ),
    "unknown kind": (lambda p: p.signer.sign(p.item("dance", {})), "unknown_kind"),
    "unknown command": (
        lambda p: p.signer.sign(p.item("command", {"name": "format_disk"})),
        "malformed",
    ),
    "a path for a part": (
        lambda p: p.signer.sign(p.item("command", {"name": "restart", "part": "../sh"})),
        "malformed",
    ),
    "no body": (lambda p: p.item("command", None), "malformed"),
    "a fraction in it": (lambda p: p.item("policy", {"name": "a", "value": 0.5}), "malformed"),
    "no number": (lambda p: p.item("command", LOCK, seq="first"), "malformed"),
    "a booking of another terminal": (
        lambda p: p.item("booking", booking(terminal_id="T00004")),
        "other_terminal",
    ),
    "a booking of next week": (
        lambda p: p.item("booking", booking(day="2026-03-09")),
        "other_day",
    ),
    "a booking of yesterday": (
        lambda p: p.item("booking", booking(day="2026-03-01")),
        "other_day",
    ),
}


def booking(**changes: Any) -> dict[str, Any]:
    plain = {"booking_id": "b-1", "terminal_id": "T00003", "day": "2026-03-02"}
    return plain | {"group_id": "A", "holder_hash": "c3" * 32} | changes


@pytest.mark.parametrize(("make", "why"), REFUSED.values(), ids=REFUSED.keys())
def test_what_is_not_proved_or_not_ours_is_refused_and_told(
    platform: InboxPlatform, terminal: Terminal, hands: Hands, make: Any, why: str
) -> None:
    good = platform.command("unlock")
    bad = make(platform)
    platform.items = [*(one for one in platform.items if one is not bad), bad]
    last = platform.command("lock", seq=20)
    terminal.go()
    assert [call[0] for call in hands.calls] == ["unlock", "lock"]
    assert sorted(platform.results()) == sorted(
        [(good, "done", ""), (bad["id"], "refused", why), (last, "done", "")]
    )
    assert _rows(terminal, "SELECT count(*) FROM bookings") == [(0,)]
    assert _rows(terminal, "SELECT count(*) FROM policies") == [(0,)]


@pytest.mark.parametrize("junk", [None, 7, [], {}, {"id": 5}, {"id": "x" * 900}, "text"])
def test_what_is_no_item_at_all_stops_nothing_and_is_told_once(
    platform: InboxPlatform, terminal: Terminal, hands: Hands, junk: Any
) -> None:
    platform.items.append(junk)
    platform.command("lock")
    terminal.go(300)
    assert len(hands.calls) == 1
    assert platform.results().count(("", "refused", "malformed")) == 1
    assert len(platform.results()) == 2


@pytest.mark.parametrize("told", ["x" * 300, None, [], {"a": 1}])
def test_a_page_of_another_shape_is_not_taken(
    platform: InboxPlatform, terminal: Terminal, hands: Hands, told: Any
) -> None:
    platform.command("lock")
    platform.cursor_told = told
    page = platform._page
    if told is None:
        platform._page = lambda after: {"items": "none"}  # type: ignore[method-assign]
    terminal.go(1)
    assert not hands.calls
    platform.cursor_told, platform._page = None, page  # type: ignore[method-assign]
    terminal.go(600)
    assert len(hands.calls) == 1


def test_a_long_inbox_is_read_page_by_page(platform: InboxPlatform, terminal: Terminal) -> None:
    platform.most = 10
    for number in range(95):
        platform.add("policy", {"name": f"p{number}", "value": {"n": number}})
    terminal.go(60)
    assert _rows(terminal, "SELECT count(*) FROM policies") == [(95,)]
    assert platform.cursors[-1] == "95"


def test_the_platform_says_that_something_is_there(
    platform: InboxPlatform, terminal: Terminal, hands: Hands
) -> None:
    terminal.go(1)
    platform.command("lock")
    terminal.go(12)
    assert len(hands.calls) == 1


def test_a_platform_without_inboxes_is_no_fault(
    platform: InboxPlatform, terminal: Terminal
) -> None:
    platform.script = ["ok", "ok", "404"]
    terminal.go(60)
    assert terminal.sync.contact.fault is None
    assert len(platform.cursors) == 0
    terminal.go(600)
    assert len(platform.cursors) > 0


def test_calendar_policy_hint_and_revocations_are_kept(
    platform: InboxPlatform, terminal: Terminal
) -> None:
    days = [{"day": "2026-02-14", "work": True}, {"day": "2026-02-16", "work": False}]
    platform.items.append(platform.item("calendar", {"days": days}))
    platform.add("policy", {"name": "idle.seconds", "value": 60})
    platform.add("policy", {"name": "idle.seconds", "value": 90})
    platform.items.append(platform.item("catalogue_hint", {"version": "2026.3.1"}))
    platform.items.append(platform.item("revocation", {"subject": "copy", "ids": ["c1", "c2"]}))
    terminal.go()
    assert _rows(terminal, "SELECT * FROM calendar") == [("2026-02-14", 1), ("2026-02-16", 0)]
    assert _rows(terminal, "SELECT * FROM policies") == [("idle.seconds", "90")]
    hint = "SELECT value FROM cursors WHERE name = 'inbox.catalogue'"
    assert _rows(terminal, hint) == [("2026.3.1",)]
    assert len(_rows(terminal, "SELECT * FROM revocations")) == 2
    assert [status for _, status, _ in platform.results()] == ["done", "done"]


@pytest.mark.row("S132")
def test_a_booking_is_here_only_for_its_day_and_only_sealed(
    platform: InboxPlatform, terminal: Terminal, clock: FakeClock
) -> None:
    today, tomorrow = booking(), booking(booking_id="b-2", day="2026-03-03")
    later, other = booking(booking_id="b-3", day="2026-03-04"), booking(terminal_id="T00009")
    for body in (today, tomorrow, later, other):
        platform.items.append(platform.item("booking", body))
    terminal.go()
    kept = "SELECT booking_id FROM bookings ORDER BY day"
    assert _rows(terminal, kept) == [("b-1",), ("b-2",)]
    found = outside(terminal.folder, "SELECT hex(sealed) FROM bookings")
    assert all("c3c3" not in text and b"c3c3".hex() not in text.lower() for (text,) in found)
    clock.advance(86400)
    terminal.go(60)
    assert _rows(terminal, kept) == [("b-2",)]
    platform.items.append(
        platform.item("booking", booking(booking_id="b-2", day="2026-03-03", cancelled=True))
    )
    terminal.go(60)
    assert _rows(terminal, kept) == []

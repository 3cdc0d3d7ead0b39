"""Bookings as they come by the inbox: signed for this terminal, or they are nothing."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from offline_queue.booked import rows
from offline_queue.booked.rows import State
from offline_queue.store.writer import Store
from tests.clock import FakeClock
from tests.offline_queue.booked.shelf import ITEM, Shelf, certificate, heard
from tests.offline_queue.inbound.inbox_platform import InboxPlatform, Signer
from tests.offline_queue.inbound.terminal import Hands, Terminal
from tests.offline_queue.samples import HOLDER

DAY = "2026-03-03"


@pytest.fixture
def platform(clock: FakeClock) -> Iterator[InboxPlatform]:
    with InboxPlatform() as running:
        running.now = clock.now
        yield running


@pytest.fixture
def terminal(
    store: Store, platform: InboxPlatform, clock: FakeClock, tmp_path: Path
) -> Iterator[Terminal]:
    keys = {platform.signer.key_id: platform.signer.public}
    made = Terminal(tmp_path / "state", store, platform.url, clock, keys, Hands())
    yield made
    made.close()


def body(serial: str = "A1", **changes: Any) -> dict[str, Any]:
    plain = {"certificate_id": certificate(serial), "item_code": ITEM, "until": DAY}
    return plain | {"holder_hash": HOLDER} | changes


def state(shelf: Shelf, serial: str = "A1") -> State | None:
    found = shelf.store.call(lambda ledger: rows.load(ledger, certificate(serial)))
    return None if found is None else found.state


def test_a_booking_is_written_down_and_its_result_waits_for_the_documents(
    platform: InboxPlatform, terminal: Terminal, shelf: Shelf
) -> None:
    platform.add("certificate", body())
    terminal.go()
    assert state(shelf) is State.WANTED and platform.results() == []


def test_one_that_is_taken_back_is_told_at_once_and_goes(
    platform: InboxPlatform, terminal: Terminal, shelf: Shelf
) -> None:
    name = shelf.put("A1")
    item = platform.add("certificate", body(holder_hash="", cancelled=True))
    terminal.go()
    assert state(shelf) is State.TAKEN_BACK and not shelf.found() and not shelf.files
    assert platform.results() == [(item["id"], "done", "")]
    assert {str(one) for one in heard(shelf.reports(name))} <= {"void", "fetched", "held"}


def _unsigned(platform: InboxPlatform) -> Any:
    return platform.item("certificate", body())


def _by_another(platform: InboxPlatform) -> Any:
    return Signer("k2").sign(platform.item("certificate", body()))


def _for_another(platform: InboxPlatform) -> Any:
    return platform.signer.sign(platform.item("certificate", body()), "T00004")


def _with(platform: InboxPlatform, **changes: Any) -> Any:
    return platform.signer.sign(platform.item("certificate", body() | changes))


@pytest.mark.parametrize(
    ("make", "changes", "why"),
    [
        (_unsigned, {}, "unsigned"),
        (_by_another, {}, "unknown_key"),
        (_for_another, {}, "forged"),
        (_with, {"certificate_id": certificate("A1")[:-1] + "?"}, "malformed"),
        (_with, {"certificate_id": "1.2.156.3005.2.NOT.AN.ID.001.0"}, "malformed"),
        (_with, {"until": "2026-02-30"}, "malformed"),
        (_with, {"holder_hash": ""}, "malformed"),
        (_with, {"holder_hash": "测试甲"}, "malformed"),
    ],
)
def test_what_is_not_signed_for_this_terminal_or_names_nothing_is_refused(
    platform: InboxPlatform,
    terminal: Terminal,
    shelf: Shelf,
    make: Any,
    changes: dict[str, Any],
    why: str,
) -> None:
    item = make(platform, **changes)
    platform.items.append(item)
    terminal.go()
    assert not shelf.store.call(rows.every)
    assert platform.results() == [(item["id"], "refused", why)]


def test_the_same_booking_under_another_id_is_fetched_once(
    platform: InboxPlatform, terminal: Terminal, shelf: Shelf
) -> None:
    platform.add("certificate", body())
    second = platform.add("certificate", body())
    terminal.go()
    assert shelf.store.call(rows.every) == (certificate("A1"),)
    assert platform.results() == [(second["id"], "refused", "repeated")]


@pytest.mark.row("S093")
def test_one_booked_before_the_database_was_brought_back_may_be_on_paper_and_is_not_fetched(
    platform: InboxPlatform, terminal: Terminal, shelf: Shelf, clock: FakeClock
) -> None:
    """What was fetched and printed after the backup is not in it; the inbox is read from there."""
    platform.add("policy", {"name": "idle.seconds", "value": 60})
    terminal.go()
    before = platform.add("certificate", body())
    clock.advance(60)
    shelf.store.call(lambda ledger: ledger.begin_epoch("brought0back"))
    terminal.go()
    assert not shelf.store.call(rows.every)
    assert platform.results()[-1] == (before["id"], "refused", "before_restore")
    told = [(one["copy_no"], one["state"]) for one in platform.bodies("cert_copy")]
    assert told == [(1, "unknown")], "whoever holds the paper holds one that counts"
    clock.advance(60)
    taken_back = platform.add(
        "certificate",
        body(holder_hash="", cancelled=True),
        issued_at=(clock.now() - timedelta(seconds=90)).isoformat(),
    )
    platform.add("certificate", body("A2"))
    terminal.go()
    assert shelf.store.call(rows.every) == (certificate("A2"),)
    assert platform.results()[-1] == (taken_back["id"], "done", "")

"""A disk that fills up and empties again, as citizens and operators meet it."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from kiosk.config import TerminalConfig
from kiosk.faults import Fault
from kiosk.identity import Assurance, Means
from kiosk.messages.operator import AskQueue, QueueStatus
from kiosk.messages.ratings import Rate
from kiosk.messages.service import (
    AskHall,
    CallStaff,
    HallView,
    Identified,
    NumberTaken,
    PrintAgain,
    Recorded,
    Refused,
)
from kiosk.room import RoomLevel
from kiosk.texts.en import faults as en_faults
from kiosk.texts.zh import faults as zh_faults
from offline_queue import service as service_module
from offline_queue.audit.verify import verify
from offline_queue.service import Service
from offline_queue.store.room import MIB, Limits
from offline_queue.store.room_watch import BACKLOG_S, RoomWatch
from offline_queue.store.writer import Store
from tests.clock import FakeClock
from tests.offline_queue.audit.books import events
from tests.offline_queue.disks import LIMITS, Somebody, small_disk
from tests.offline_queue.samples import config, lease, new_id, wish
from tests.offline_queue.screen import Screen

BALLAST_BYTES = 256 * 1024


@pytest.fixture
def disk(tmp_short: Path) -> Iterator[Path]:
    with small_disk(tmp_short / "disk", 24) as folder:
        yield folder


class Terminal:
    """A service on a small disk, cut off, with a screen; and somebody who fills the disk."""

    def __init__(self, cfg: TerminalConfig, clock: FakeClock) -> None:
        self.service = Service(cfg, clock)
        lease(self.service.store, first=1, last=999)
        self.service.start()
        self.screen = Screen(cfg.service_socket)
        self.state, self.somebody = cfg.state, Somebody(cfg.state)

    def leave(self, free_bytes: int) -> None:
        self.somebody.leave(free_bytes)

    def tile(self) -> Fault | None:
        return self.screen.ask(AskHall(), HallView).businesses[0].refusal

    def status(self) -> QueueStatus:
        return self.screen.ask(AskQueue(), QueueStatus)

    def number(self) -> Fault | None:
        return self._told(wish())

    def rating(self) -> Fault | None:
        return self._told(Rate(new_id(), "s-1", "", 5))

    def help(self) -> Fault | None:
        return self._told(CallStaff(new_id(), "s-1", "trouble", Fault.DISK_FULL))

    def identified(self) -> Fault | None:
        return self._told(Identified(new_id(), "s-1", Means.IDCARD, Assurance.AL2))

    def _told(self, asked: object) -> Fault | None:
        answer = self.screen.peer.request(asked, timeout=10.0)
        if isinstance(answer, Refused):
            return answer.fault
        assert isinstance(answer, Recorded | NumberTaken)
        return None

    def close(self) -> None:
        self.screen.close()
        self.service.stop()


@pytest.fixture
def terminal(
    disk: Path, tmp_short: Path, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Terminal]:
    monkeypatch.setattr(service_module, "RoomWatch", partial(RoomWatch, limits=LIMITS))
    made = Terminal(config(tmp_short, state=disk), clock)
    yield made
    made.close()


WALK: list[tuple[float, RoomLevel, Fault | None, Fault | None]] = [
    (9.0, RoomLevel.NORMAL, None, None),
    (7.5, RoomLevel.LEAN, None, Fault.ROOM_LEAN),
    (9.0, RoomLevel.LEAN, None, Fault.ROOM_LEAN),
    (4.5, RoomLevel.TIGHT, None, Fault.ROOM_LEAN),
    (1.5, RoomLevel.FULL, Fault.DISK_FULL, Fault.ROOM_LEAN),
    (2.3, RoomLevel.FULL, Fault.DISK_FULL, Fault.ROOM_LEAN),
    (3.0, RoomLevel.TIGHT, None, Fault.ROOM_LEAN),
    (7.0, RoomLevel.LEAN, None, Fault.ROOM_LEAN),
    (11.0, RoomLevel.NORMAL, None, None),
]
"""MiB free; the level then; what who wants a number is told, and who rates."""


@pytest.mark.row("CP-11")
def test_a_disk_fills_and_empties_and_everybody_is_told(terminal: Terminal) -> None:
    for free_mib, level, number, rating in WALK:
        terminal.leave(int(free_mib * MIB))
        assert terminal.tile() is number, "told before a card is asked for"
        status = terminal.status()
        assert (status.room, status.fault is Fault.DISK_FULL) == (level, bool(number))
        assert (terminal.number(), terminal.rating()) == (number, rating)
        assert terminal.service._room.refusal("application") is {
            RoomLevel.TIGHT: Fault.ROOM_TIGHT,
            RoomLevel.FULL: Fault.DISK_FULL,
        }.get(level)
        assert (terminal.help(), terminal.identified()) == (None, None)
    assert terminal.status().left_out == ("evaluation 7", "ticket 2")
    for fault in (Fault.ROOM_LEAN, Fault.ROOM_TIGHT, Fault.DISK_FULL):
        assert zh_faults.FAULTS[fault].now and en_faults.FAULTS[fault].now


def test_every_change_and_all_that_was_refused_is_in_the_audit_log(terminal: Terminal) -> None:
    for free_mib, *_ in WALK:
        terminal.leave(int(free_mib * MIB))
        terminal.number()
        terminal.rating()
    store = terminal.service.store
    changes = events(store, "room.changed")
    assert [change["level"] for change in changes] == [
        "lean",
        "tight",
        "full",
        "tight",
        "lean",
        "normal",
    ]
    assert [change["free_mb"] for change in changes] == [7, 4, 1, 3, 7, 11]
    refused = [(one["kind"], one["count"]) for one in events(store, "room.refused")]
    assert sum(count for kind, count in refused if kind == "ticket") == 2
    assert sum(count for kind, count in refused if kind == "evaluation") == 7
    assert not verify(store.call, "T00003").why
    taken = events(store, "number.taken")
    assert len(taken) == 7 and not events(store, "number.refused")


def test_a_number_that_was_given_is_given_again_on_a_full_disk(terminal: Terminal) -> None:
    wanted = wish()
    first = terminal.screen.ask(wanted, NumberTaken)
    rating = Rate(new_id(), "s-1", first.ticket.ticket_id, 4)
    assert terminal.screen.ask(rating, Recorded)
    terminal.leave(int(1.5 * MIB))
    assert terminal.screen.ask(wanted, NumberTaken).ticket == first.ticket
    assert terminal.screen.ask(rating, Recorded), "it was kept, and that is said"
    copy = terminal.screen.ask(PrintAgain(new_id(), first.ticket.ticket_id), Refused)
    assert copy.fault in (Fault.DISK_FULL, Fault.PRINTER_HOST_LOST)
    assert terminal.status().left_out == ()


def test_a_quota_of_one_kind_leaves_the_others_alone(
    disk: Path, tmp_short: Path, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    limits = Limits(LIMITS.lean, LIMITS.tight, LIMITS.full, 0.25, {"evaluation": 3})
    monkeypatch.setattr(service_module, "RoomWatch", partial(RoomWatch, limits=limits))
    terminal = Terminal(config(tmp_short, state=disk), clock)
    assert [terminal.rating() for _ in range(3)] == [None] * 3
    clock.advance(BACKLOG_S)
    assert (terminal.rating(), terminal.number()) == (Fault.ROOM_LEAN, None)
    assert terminal.status().left_out == ("evaluation 1",)
    assert terminal.status().room is RoomLevel.NORMAL
    terminal.close()
    store = Store(disk, BALLAST_BYTES)
    assert [one["kind"] for one in events(store, "room.refused")] == ["evaluation"]
    store.close()

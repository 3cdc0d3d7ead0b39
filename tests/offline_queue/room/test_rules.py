"""Levels of room and what each refuses, as rules."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.faults import Fault
from kiosk.room import RoomLevel
from kiosk.texts.en import faults as en_faults
from kiosk.texts.zh import faults as zh_faults
from kiosk.values import replace
from offline_queue.outbox.streams import KINDS
from offline_queue.store.ballast import BALLAST_BYTES, ROOM_FACTOR
from offline_queue.store.room import (
    ALWAYS,
    DEFAULT,
    ORDER,
    Limit,
    Limits,
    Seen,
    level_after,
    refusal,
    refused_from,
)

SMALL = Limits(Limit(1000, 100, 10_000), Limit(500, 200, 20_000), Limit(100, 300, 30_000), 0.25, {})
N, L, T, F = RoomLevel
LEVELS = st.sampled_from(RoomLevel)
SEEN = st.builds(Seen, st.integers(0, 2000), st.integers(0, 500), st.integers(0, 50_000))


def down_and_up(*seen: Seen) -> list[RoomLevel]:
    level, levels = N, []
    for one in seen:
        level = level_after(level, one, SMALL)
        levels.append(level)
    return levels


def test_the_disk_fills_and_empties() -> None:
    free = [2000, 1000, 999, 500, 499, 100, 99, 0, 124, 125, 624, 625, 1249, 1250]
    levels = down_and_up(*(Seen(one) for one in free))
    assert levels == [N, N, L, L, T, T, F, F, F, T, T, L, L, N]


def test_a_backlog_grows_and_shrinks() -> None:
    rows = [0, 100, 101, 201, 301, 241, 240, 161, 160, 81, 80]
    levels = down_and_up(*(Seen(9999, one) for one in rows))
    assert levels == [N, N, L, T, F, F, T, T, L, L, N]
    sizes = [0, 10_001, 20_001, 30_001, 0]
    assert down_and_up(*(Seen(9999, 0, one) for one in sizes)) == [N, L, T, F, N]


@settings(max_examples=300, derandomize=True, database=None)
@given(LEVELS, SEEN)
def test_a_level_stays_while_nothing_changes(before: RoomLevel, seen: Seen) -> None:
    level = level_after(before, seen, SMALL)
    assert level_after(level, seen, SMALL) is level


@settings(max_examples=300, derandomize=True, database=None)
@given(LEVELS, SEEN, st.integers(0, 300), st.integers(0, 100))
def test_less_room_never_eases_a_level(before: RoomLevel, seen: Seen, less: int, more: int) -> None:
    worse = replace(seen, free=max(0, seen.free - less), rows=seen.rows + more)
    assert ORDER.index(level_after(before, worse, SMALL)) >= ORDER.index(
        level_after(before, seen, SMALL)
    )


TOLD = {
    "evaluation": (None, Fault.ROOM_LEAN, Fault.ROOM_LEAN, Fault.ROOM_LEAN),
    "application": (None, None, Fault.ROOM_TIGHT, Fault.DISK_FULL),
    "attachment": (None, None, Fault.ROOM_TIGHT, Fault.DISK_FULL),
    "ticket": (None, None, None, Fault.DISK_FULL),
    "print": (None, None, None, None),
    "cert_copy": (None, None, None, None),
    "help": (None, None, None, None),
    "auth": (None, None, None, None),
    "result": (None, None, None, None),
    "destroyed": (None, None, None, None),
    "service": (None, Fault.ROOM_LEAN, Fault.ROOM_LEAN, Fault.ROOM_LEAN),
}


@pytest.mark.row("CP-11")
@pytest.mark.parametrize("kind", TOLD)
def test_each_level_refuses_more_than_the_one_before(kind: str) -> None:
    assert tuple(refusal(kind, level, {}, SMALL) for level in RoomLevel) == TOLD[kind]


def test_every_kind_has_its_place() -> None:
    assert set(KINDS) >= set(ALWAYS)
    for kind, stream in KINDS.items():
        assert (refused_from(kind) is L) == (stream.optional and kind not in ALWAYS)


def test_every_refusal_has_words_in_every_language() -> None:
    faults = {fault for row in TOLD.values() for fault in row if fault}
    assert faults == {Fault.ROOM_LEAN, Fault.ROOM_TIGHT, Fault.DISK_FULL}
    for texts in (zh_faults.FAULTS, en_faults.FAULTS):
        assert len({texts[fault].title for fault in faults}) == 3


def test_a_kind_that_waits_too_long_is_refused_while_others_go_on() -> None:
    limits = replace(SMALL, quotas={"evaluation": 10, "application": 5})
    waiting = {"evaluation": 10, "application": 4}
    assert refusal("evaluation", N, waiting, limits) is Fault.ROOM_LEAN
    assert refusal("application", N, waiting, limits) is None
    assert refusal("application", N, {"application": 5}, limits) is Fault.ROOM_TIGHT
    assert refusal("ticket", N, {"ticket": 10**9}, limits) is None


def test_the_limits_of_production_fit_each_other() -> None:
    """The ballast comes back before FULL has ended, and does not bring FULL back."""
    assert BALLAST_BYTES >= 16 * 1024 * 1024
    restored_at = ROOM_FACTOR * BALLAST_BYTES
    after = Seen(restored_at - BALLAST_BYTES)
    assert level_after(F, after, DEFAULT) is not F
    frees = [limit.free for limit in (DEFAULT.lean, DEFAULT.tight, DEFAULT.full)]
    rows = [limit.rows for limit in (DEFAULT.lean, DEFAULT.tight, DEFAULT.full)]
    assert frees == sorted(frees, reverse=True) and rows == sorted(rows)

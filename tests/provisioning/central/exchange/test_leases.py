"""Blocks of numbers: no number of a group and date at two terminals, none burnt by a lost reply."""

import threading
from typing import Any

import pytest

from tests.provisioning.central.platform import ONE, TWO, Platform
from tests.provisioning.central.samples import own_day, record, ticket

Numbers = set[int]


def want(day: str, free: int = 0, group: str = "A") -> dict[str, Any]:
    return {"group_id": group, "business_date": day, "free": free}


def numbers(lease: dict[str, Any]) -> Numbers:
    return set(range(lease["first"], lease["last"] + 1))


@pytest.mark.row("S077")
def test_blocks_of_two_terminals_never_overlap(shared: Platform) -> None:
    """Both ask at the same time until nothing is left."""
    day = own_day()
    taken: dict[str, list[Numbers]] = {ONE: [], TWO: []}

    def take_all(terminal: str) -> None:
        have: list[str] = []
        while leases := shared.lease(terminal, [want(day)], have):
            have += [one["lease_id"] for one in leases]
            taken[terminal] += [numbers(one) for one in leases]

    threads = [threading.Thread(target=take_all, args=(one,)) for one in (ONE, TWO)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    blocks = taken[ONE] + taken[TWO]
    assert sum(len(block) for block in blocks) == len(set().union(*blocks)) == 999
    assert set().union(*blocks) == set(range(1, 1000))
    assert sorted(len(block) for block in blocks) == [49] + [50] * 19
    assert all(taken.values())


@pytest.mark.row("S077")
def test_lease_whose_reply_was_lost_is_handed_out_again(shared: Platform) -> None:
    day = own_day()
    shared.fault("drop_reply", count=1)
    with pytest.raises(OSError):
        shared.lease(ONE, [want(day)], [])
    (again,) = shared.lease(ONE, [want(day)], [])
    assert numbers(again) == set(range(1, 51)), "the block of the lost reply, not the next one"
    assert shared.rows("SELECT count(*) FROM central_lease WHERE business_date = ?", day) == [(1,)]
    assert shared.lease(ONE, [want(day)], []) == [again]
    (other,) = shared.lease(TWO, [want(day)], [])
    assert other["first"] == 51


def test_lost_lease_comes_back_even_when_none_is_needed(shared: Platform) -> None:
    day = own_day()
    (lost,) = shared.lease(ONE, [want(day)], [])
    assert shared.lease(ONE, [want(day, free=50)], []) == [lost]


def test_a_terminal_that_lost_its_database_never_gives_the_old_numbers_again(
    shared: Platform,
) -> None:
    """Some of them may be on paper already, given before the disk was replaced."""
    day = own_day()
    (old,) = shared.lease(ONE, [want(day)], [])
    (new,) = shared.lease(ONE, [want(day)], [], epoch="e2")
    assert not numbers(old) & numbers(new)


def test_next_block_only_below_half(shared: Platform) -> None:
    day = own_day()
    (first,) = shared.lease(ONE, [want(day)], [])
    have = [first["lease_id"]]
    assert shared.lease(ONE, [want(day, free=25)], have) == []
    (second,) = shared.lease(ONE, [want(day, free=24)], have)
    assert (second["first"], second["last"]) == (51, 100)


def test_block_sizes_and_counts_are_the_groups_own(shared: Platform) -> None:
    day = own_day()
    wants = [want(day, group=group) for group in "ABCD"] + [want(day), want(day, group="Z")]
    leases = shared.lease(ONE, wants, [])
    sizes = [(one["group_id"], len(numbers(one))) for one in leases]
    assert sizes == [("A", 50), ("B", 30), ("C", 20), ("D", 50)]


@pytest.mark.parametrize(
    "bad",
    [
        {"have": "all"},
        {"have": [1]},
        {"want": [{"group_id": "A"}]},
        {"want": [want("2031-13-01")]},
        {"want": [want("2031-01-01", free=-1)]},
        {"want": [want("2031-01-01")] * 101},
    ],
)
def test_malformed_request_for_leases_is_400(shared: Platform, bad: dict[str, Any]) -> None:
    answer = shared.post(
        "leases", ONE, {"terminal_id": ONE, "epoch": "e1", "have": [], "want": []} | bad
    )
    assert (answer.status_code, answer.json()["error"]) == (400, "malformed")


def test_number_outside_its_terminals_blocks_shows_as_such(shared: Platform) -> None:
    day = own_day()
    shared.lease(ONE, [want(day)], [])
    sent = [(ONE, 50), (ONE, 51), (TWO, 1)]
    for terminal, seq in sent:
        assert shared.statuses(terminal, [record("ticket", ticket(seq, day, terminal))]) == [
            "applied"
        ]
    rows = shared.rows(
        "SELECT terminal_id, seq, leased FROM central_ticket WHERE business_date = ?", day
    )
    assert {(terminal, seq): leased for terminal, seq, leased in rows} == {
        (ONE, 50): 1,
        (ONE, 51): 0,
        (TWO, 1): 0,
    }

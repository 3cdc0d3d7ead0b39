"""Tickets given out by terminals that could not see each other: the order of arrival decides
nothing."""

import itertools
import json
import random
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.queueing.parse import parse_groups
from provisioning.central.exchange.rules import Taken, microseconds, over_quota, standing
from tests.provisioning.central.platform import HALL_FILE, ONE, TWO, Platform
from tests.provisioning.central.samples import own_day, record, ticket

Wish = tuple[int, int, str]
"""(holder 0 to 2, second at which the number was taken, terminal)"""
wishes = st.lists(
    st.tuples(st.integers(0, 2), st.integers(0, 3), st.sampled_from([ONE, TWO])),
    min_size=1,
    max_size=8,
)


def holder(person: int) -> dict[str, str]:
    """A holder whose identity does not matter here; 0 is anonymous."""
    if person == 0:
        return {}
    return {"holder_hash": f"{person:064x}", "holder_mask": "测*", "identity": "typed"}


def records_of(made: list[Wish], day: str) -> list[dict[str, Any]]:
    bodies = [
        ticket(n, day, terminal, taken_at=f"{day}T08:00:0{second}+08:00", **holder(person))
        for n, (person, second, terminal) in enumerate(made, start=1)
    ]
    return [record("ticket", body) for body in bodies]


def expected(records: list[dict[str, Any]]) -> list[tuple[str, int, str]]:
    """Said again in other words than the platform's: sort, and the first of each person stands."""
    seen: set[str] = set()
    result = []
    for body in sorted((r["body"] for r in records), key=lambda b: (b["taken_at"], b["ticket_id"])):
        person = body["holder_hash"]
        result.append(
            (body["ticket_id"], 7, "duplicate_holder")
            if person in seen
            else (body["ticket_id"], 0, "")
        )
        seen |= {person} - {""}
    return sorted(result)


@pytest.mark.slow
@settings(max_examples=15)
@given(made=wishes, order=st.randoms(use_true_random=False))
def test_any_order_any_repetition_any_batches_give_the_same_end(
    shared: Platform, made: list[Wish], order: random.Random
) -> None:
    day = own_day()
    records = records_of(made, day)
    coming = records + order.choices(records, k=len(records))
    order.shuffle(coming)
    while coming:
        size = order.randint(1, len(coming))
        part, coming = coming[:size], coming[size:]
        for terminal in (ONE, TWO):
            sent = [one for one in part if one["body"]["terminal_id"] == terminal]
            assert set(shared.statuses(terminal, sent)) <= {"applied", "already"}
    states = shared.rows(
        "SELECT ticket_id, state, reason FROM central_ticket WHERE business_date = ? ORDER BY 1",
        day,
    )
    assert states == expected(records)


def test_later_arrival_of_the_earlier_ticket_takes_over(shared: Platform) -> None:
    day = own_day()
    late, early = records_of([(1, 3, ONE), (1, 1, TWO)], day)
    shared.send(ONE, [late])
    query = "SELECT seq, state, reason FROM central_ticket WHERE business_date = ? ORDER BY 1"
    assert shared.rows(query, day) == [(1, 0, "")]
    shared.send(TWO, [early])
    assert shared.rows(query, day) == [(1, 7, "duplicate_holder"), (2, 0, "")]


def test_other_group_or_day_is_no_duplicate(shared: Platform) -> None:
    first, second = own_day(), own_day()
    bodies = [
        ticket(1, first, **holder(1)),
        ticket(1, first, group_id="D", **holder(1)),
        ticket(1, second, **holder(1)),
    ]
    shared.send(ONE, [record("ticket", body) for body in bodies])
    query = "SELECT state FROM central_ticket WHERE business_date IN (?, ?)"
    assert shared.rows(query, first, second) == [(0,), (0,), (0,)]


def test_one_instant_written_in_two_ways_is_a_tie(shared: Platform) -> None:
    assert microseconds("2031-01-01T08:00:00.5+08:00") == microseconds(
        "2031-01-01T08:00:00.500000+08:00"
    )
    assert (
        microseconds("2031-01-01T08:00:01+08:00") - microseconds("2031-01-01T08:00:00.999999+08:00")
        == 1
    )


@given(st.sets(st.builds(Taken, st.integers(0, 3), st.text("ab", min_size=1)), min_size=1))
def test_exactly_one_stands_and_no_order_matters(claims: set[Taken]) -> None:
    winner = standing(claims)
    assert winner == standing(sorted(claims, reverse=True))
    assert sum(one.ticket_id == winner and one == min(claims) for one in claims) == 1


def group_c() -> Any:
    groups = parse_groups(json.loads(Path(HALL_FILE).read_text(encoding="utf-8"))["groups"])
    return next(one for one in groups if one.group_id == "C")


def test_quota_of_an_interval_flags_the_latest() -> None:
    """Construction: 60 numbers from 09:00 to 12:00, 60 from 13:30 to 17:00, 120 a day."""
    taken = [
        Taken(microseconds("2031-01-01T11:00:00+08:00") + n, f"{n:03d}") for n in range(62)
    ] + [Taken(microseconds("2031-01-01T14:00:00+08:00"), "afternoon")]
    random.Random(1).shuffle(taken)
    assert over_quota(taken, group_c()) == {"060", "061"}


def test_ticket_over_quota_stays_valid_and_is_flagged(shared: Platform) -> None:
    day = own_day()
    bodies = [
        ticket(n, day, group_id="C", taken_at=f"{day}T11:00:00.{n:06d}+08:00", channel="offline")
        for n in range(1, 63)
    ]
    cancelled = [
        ticket(900 + n, day, group_id="C", taken_at=f"{day}T11:00:00+08:00", **holder(1))
        for n in range(2)
    ]
    records = [record("ticket", body) for body in itertools.chain(bodies, cancelled)]
    assert set(shared.statuses(ONE, records)) == {"applied"}
    mine = [
        one
        for one in shared.evidence()["terminals"][0]["tickets"]
        if one["business_date"] == day and one["state"] == 0
    ]
    assert len(mine) == 63, "a cancelled one takes no place"
    assert [one["seq"] for one in mine if one["over_quota"]] == [60, 61, 62]


def test_waiting_counts_only_what_stands_today(shared: Platform) -> None:
    def told() -> tuple[str, int]:
        nothing = {"terminal_id": ONE, "epoch": "e1", "have": [], "want": []}
        hall = shared.post("leases", ONE, nothing).json()["hall"]
        groups = {one["group_id"]: one["waiting"] for one in hall["groups"]}
        return hall["as_of"][:10], groups["A"]

    today, before = told()
    records = records_of([(1, 1, ONE), (1, 2, ONE), (0, 3, ONE)], today)
    records += records_of([(2, 1, ONE)], own_day())
    shared.send(ONE, records + records)
    assert told() == (today, before + 2)

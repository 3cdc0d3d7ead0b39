"""Batches: numbers that came are known for ever, order is kept, and what cannot be is refused."""

import sqlite3
import threading
from importlib import import_module
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from django.db import connections, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.provisioning.central.platform import ONE, TWO, Platform, until
from tests.provisioning.central.samples import (
    application,
    auth,
    own_day,
    own_epoch,
    record,
    ticket,
)

pytestmark = pytest.mark.slow


def numbered(seq: int, epoch: str, body: dict[str, Any] | None = None, **more: Any) -> Any:
    """A record as a terminal numbers it; an `auth` if nothing is said."""
    kind = more.pop("kind", "auth")
    key = f"{more.pop('terminal', ONE)}.{epoch}.{seq}"
    return record(kind, body or auth(), key=key, seq=seq, **more)


def statuses(platform: Platform, records: list[Any], epoch: str, **more: Any) -> list[str]:
    content = {"terminal_id": ONE, "epoch": epoch, "records": records} | more
    answer = platform.post("records", ONE, content)
    assert answer.status_code == 200, answer.text
    return [one["status"] for one in answer.json()["results"]]


def gaps(platform: Platform, epoch: str) -> tuple[int, list[tuple[int, int]]]:
    """The watermark and the gaps below it."""
    query = "SELECT id, watermark FROM central_stream WHERE terminal_id = ? AND epoch = ?"
    ((stream, watermark),) = platform.rows(query, ONE, epoch)
    query = "SELECT first, last FROM central_gap WHERE stream_id = ? ORDER BY 1"
    return watermark, platform.rows(query, stream)


def forget_rows(platform: Platform, epoch: str) -> None:
    platform.change(
        "DELETE FROM central_auditevent WHERE record_id IN"
        " (SELECT id FROM central_record WHERE epoch = ?)",
        epoch,
    )
    platform.change("DELETE FROM central_record WHERE epoch = ?", epoch)


@pytest.mark.row("S128")
def test_number_that_came_is_already_even_after_its_row_was_pruned(shared: Platform) -> None:
    epoch = own_epoch()
    sent = [numbered(seq, epoch) for seq in (5, 6, 9)]
    assert statuses(shared, sent, epoch) == ["applied"] * 3
    assert gaps(shared, epoch) == (9, [(0, 4), (7, 8)])
    forget_rows(shared, epoch)
    assert statuses(shared, sent, epoch) == ["already"] * 3
    assert shared.rows("SELECT count(*) FROM central_record WHERE epoch = ?", epoch) == [(0,)]
    assert statuses(shared, [numbered(8, epoch), numbered(7, epoch)], epoch) == ["applied"] * 2
    assert gaps(shared, epoch) == (9, [(0, 4)])


def test_floor_closes_the_gaps_that_nothing_will_fill(shared: Platform) -> None:
    epoch = own_epoch()
    statuses(shared, [numbered(seq, epoch) for seq in (3, 7, 20)], epoch)
    assert gaps(shared, epoch) == (20, [(0, 2), (4, 6), (8, 19)])
    assert statuses(shared, [numbered(15, epoch)], epoch, floor=10) == ["applied"]
    assert gaps(shared, epoch) == (20, [(10, 14), (16, 19)])
    assert statuses(shared, [numbered(6, epoch)], epoch) == ["already"], "it will never come"
    assert statuses(shared, [numbered(40, epoch)], epoch, floor=40) == ["applied"]
    assert gaps(shared, epoch) == (40, [])


def test_records_by_priority_leave_one_gap_for_each_run(shared: Platform) -> None:
    """An outage's records come by urgency, not by number: what is remembered stays small."""
    epoch = own_epoch()
    urgent = [numbered(seq, epoch) for seq in range(100, 200, 2)]
    assert set(statuses(shared, urgent, epoch)) == {"applied"}
    assert len(gaps(shared, epoch)[1]) == 50
    rest = [numbered(seq, epoch) for seq in range(101, 200, 2)]
    statuses(shared, rest, epoch, floor=100)
    assert gaps(shared, epoch) == (199, [])


def test_floor_above_its_own_records_is_impossible_and_applies_nothing(shared: Platform) -> None:
    """It would make the platform take for known what it never saw."""
    epoch = own_epoch()
    records = [numbered(5, epoch), numbered(3, epoch)]
    for floor, sent in ((4, records), (1, []), (2, [{"seq": "x"}]), (2**53, records)):
        content = {"terminal_id": ONE, "epoch": epoch, "floor": floor, "records": sent}
        answer = shared.post("records", ONE, content)
        assert (answer.status_code, answer.json()["error"]) == (422, "impossible")
    assert statuses(shared, records, epoch, floor=3) == ["applied"] * 2


def test_number_and_key_must_agree(shared: Platform) -> None:
    epoch = own_epoch()
    wrong = numbered(5, epoch) | {"seq": 6}
    assert statuses(shared, [wrong], epoch) == ["rejected"]
    assert statuses(shared, [wrong | {"seq": 5}], epoch) == ["applied"]


def test_epochs_and_terminals_have_numbers_of_their_own(shared: Platform) -> None:
    epoch, later = own_epoch(), own_epoch()
    assert statuses(shared, [numbered(5, epoch)], epoch) == ["applied"]
    assert statuses(shared, [numbered(5, later)], later) == ["applied"]
    other = numbered(5, epoch, terminal=TWO)
    assert [one["status"] for one in shared.send(TWO, [other], epoch)] == ["applied"]


def test_nobody_uses_up_a_key_of_another_terminal(shared: Platform) -> None:
    epoch = own_epoch()
    sent = numbered(5, epoch)
    assert [one["status"] for one in shared.send(TWO, [sent], epoch)] == ["rejected"]
    assert statuses(shared, [sent], epoch) == ["applied"]


def test_rejected_number_stays_open(shared: Platform) -> None:
    epoch, body = own_epoch(), ticket(1, own_day())
    wrong = numbered(1, epoch, body | {"group_id": "Z"}, kind="ticket")
    assert statuses(shared, [wrong, numbered(2, epoch)], epoch) == ["rejected", "applied"]
    assert gaps(shared, epoch) == (2, [(0, 1)])
    assert statuses(shared, [wrong | {"body": body}], epoch) == ["applied"]


def test_refused_ticket_does_not_hold_up_its_print(shared: Platform) -> None:
    wrong = record("ticket", ticket(1, own_day(), group_id="Z"), about="aa01")
    assert shared.statuses(ONE, [wrong, record("auth", auth(), about="aa01")]) == [
        "rejected",
        "applied",
    ]


def test_after_a_refused_application_what_is_about_it_waits_and_nothing_else(
    shared: Platform,
) -> None:
    bad = record("application", application() | {"form": "no base64!"}, about="bb01")
    batch = [
        bad,
        record("auth", auth(), about="bb01"),
        record("auth", auth(), about="bb02"),
        record("auth", auth()),
        record("auth", auth(), about="bb01"),
    ]
    assert shared.statuses(ONE, batch) == ["rejected", "waits", "applied", "applied", "waits"]
    assert shared.statuses(ONE, batch[1:]) == ["applied", "already", "already", "applied"]


def test_after_a_conflict_what_is_about_it_waits(shared: Platform) -> None:
    first = record("auth", auth(), about="cc01")
    shared.send(ONE, [first])
    other = first | {"body": auth(session_id="other")}
    batch = [other, record("auth", auth(), about="cc01"), record("auth", auth(), about="")]
    assert shared.statuses(ONE, batch) == ["conflict", "waits", "applied"]


def test_records_about_nothing_never_wait(shared: Platform) -> None:
    bad = record("application", application() | {"form": "no base64!"})
    assert shared.statuses(ONE, [bad, record("auth", auth())]) == ["rejected", "applied"]


def test_key_that_is_being_applied_is_busy_for_another_request(inside: Path) -> None:
    """The first request waits for a lock on the database; the second is not kept waiting."""
    batches = import_module("provisioning.central.exchange.batches")
    terminal = import_module("provisioning.central.models").Terminal.objects.get(pk=ONE)
    first = record("auth", auth(), about="dd01")
    batch = [first, record("auth", auth(), about="dd01"), record("auth", auth())]
    outcomes: list[Any] = []

    def apply() -> None:
        outcomes.extend(batches.apply_batch(terminal, "e1", [first], 0))
        connections.close_all()

    lock = sqlite3.connect(inside / "central.sqlite3", isolation_level=None)
    lock.execute("BEGIN IMMEDIATE")
    applier = threading.Thread(target=apply)
    applier.start()
    until(lambda: first["key"] in batches.UNDER_WAY.keys)
    assert [one.status for one in batches.apply_batch(terminal, "e1", batch[:2], 0)] == [
        "busy",
        "waits",
    ]
    lock.close()
    applier.join(20)
    assert [one.status for one in outcomes] == ["applied"]
    again = [one.status for one in batches.apply_batch(terminal, "e1", batch, 0)]
    assert again == ["already", "applied", "applied"]
    assert not batches.UNDER_WAY.keys


@pytest.mark.parametrize("about", ["AA", "a", "0x", "aa" * 33, 7, None])
def test_about_that_is_none_is_rejected(shared: Platform, about: Any) -> None:
    assert shared.statuses(ONE, [record("auth", auth(), about=about)]) == ["rejected"]


def test_whole_numbers_may_be_written_with_a_point(shared: Platform) -> None:
    """To JSON 1.0 is 1, and some platforms write it so; 1.5 is refused."""
    epoch = own_epoch()
    sent = numbered(5, epoch) | {"seq": 5.0}
    assert statuses(shared, [sent, sent | {"seq": 5}], epoch) == ["applied", "already"]
    assert statuses(shared, [record("auth", auth(), seq=1.5)], epoch) == ["rejected"]


@given(
    st.lists(
        st.tuples(st.integers(0, 30), st.sampled_from(["note", "note", "note", "floor"])),
        max_size=40,
    )
)
@settings(max_examples=30, suppress_health_check=list(HealthCheck))
def test_watermark_and_gaps_are_a_set_of_numbers(
    inside: Path, steps: list[tuple[int, str]]
) -> None:
    """Against a plain set, in whatever order numbers and floors come."""
    seen = import_module("provisioning.central.exchange.seen")
    models = import_module("provisioning.central.models")
    stream = seen.stream_of(models.Terminal.objects.get(pk=ONE), own_epoch())
    come: set[int] = set()
    with transaction.atomic():
        for number, step in steps:
            if step == "note":
                assert seen.has_come(stream, number) is (number in come)
                seen.note(stream, number)
                come.add(number)
            else:
                seen.close_below(stream, number)
                come |= set(range(number))
        known = models.Stream.objects.get(pk=stream.pk)
        assert {n for n in range(35) if seen.has_come(known, n)} == come
        rows = models.Gap.objects.filter(stream=stream).order_by("first")
        spans = [(gap.first, gap.last) for gap in rows]
        assert all(first <= last for first, last in spans)
        assert all(one[1] + 1 < other[0] for one, other in pairwise(spans)), "none touch"

"""Answers of the agreed shape in which one value is wrong, too large, or of another age. Whatever
it is, the service lives, and what else was said is taken or refused as a whole."""

from collections.abc import Iterator
from datetime import timedelta
from functools import partial
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from offline_queue.inbound import seen
from offline_queue.inbound.take import Judge, read_page
from offline_queue.store.writer import Store
from offline_queue.sync.answers import Reply, central_answer
from offline_queue.sync.backoff import CAP_S
from offline_queue.sync.hall import MOST, YEARS
from offline_queue.sync.receipts import read_receipts
from tests.clock import MONDAY_MORNING
from tests.offline_queue.inbound.inbox_platform import TERMINAL, InboxPlatform

JSON = {"Content-Type": "application/json"}
NOW = MONDAY_MORNING.isoformat()
GROUP = {"group_id": "A", "waiting": 7, "open_windows": ["1"], "mean_service_s": 300}
ANSWER = {
    "time": NOW,
    "hall": {"as_of": NOW, "notices": ["今日正常"], "groups": [GROUP]},
    "pace": {"max_records": 50, "min_pause_s": 1.5},
    "inbox": True,
}
RESULTS = [
    {"key": "k", "status": "busy", "retry_after": 12},
    {"key": "l", "status": "rejected", "detail": "at $.body", "missing": ["a-1"]},
]
EVIL: st.SearchStrategy[Any] = st.sampled_from(
    [
        *(10**400, -(10**400), 10**30, 2**62, 2**63, -1, 1e308, True, None, "", [], {}),
        *("9999-12-31T23:59:59Z", "9999-12-31T23:59:59+08:00", "0001-01-01T00:00:00+08:00"),
        *("1999-12-31T23:59:59Z", "9999-12-31", "x" * 5000, "\u0000", ["x"] * 300),
    ]
)
Place = tuple[str | int, ...]


def places(value: Any, here: Place = ()) -> Iterator[Place]:
    yield here
    inner: Any = ()
    if isinstance(value, dict):
        inner = value.items()
    elif isinstance(value, list):
        inner = enumerate(value)
    for name, one in inner:
        yield from places(one, (*here, name))


def put(value: Any, place: Place, other: Any) -> Any:
    if not place:
        return other
    copy = value.copy()
    copy[place[0]] = put(value[place[0]], place[1:], other)
    return copy


def spoilt(value: Any) -> st.SearchStrategy[Any]:
    """As it comes out of an answer's bytes."""
    places_of = st.sampled_from([one for one in places(value) if one])
    changed = st.builds(partial(put, value), places_of, EVIL)
    return changed.map(lambda one: msgspec.json.decode(msgspec.json.encode(one)))


@given(spoilt(ANSWER))
def test_an_answer_is_taken_within_bounds_or_is_none(payload: Any) -> None:
    answer = central_answer(Reply(200, JSON, msgspec.json.encode(payload)), MONDAY_MORNING)
    if answer.fault is not None:
        return
    assert answer.time is not None and answer.time.year in YEARS
    assert answer.time + timedelta(days=400) > answer.time - timedelta(days=400)
    assert answer.pace is not None and 0 <= answer.pace.min_pause_s <= CAP_S
    for group in answer.hall.groups.values() if answer.hall else ():
        assert 0 <= group.waiting <= MOST and 0 <= group.mean_service_s <= MOST


@given(spoilt(RESULTS))
def test_receipts_are_read_or_unclear(results: Any) -> None:
    said = read_receipts({"k": 1, "l": 2}, results)
    assert all(0 <= seconds <= CAP_S for seconds in said.busy.values())


def items(platform: InboxPlatform) -> list[dict[str, Any]]:
    """One of each kind that needs no signature, and one that has one."""
    view = {"stage": "accepted", "days_left": 3}
    bodies = {
        "catalogue_hint": {"version": "7"},
        "calendar": {"days": [{"day": "2026-10-01", "work": False}]},
        "revocation": {"subject": "certificate.void", "ids": ["a"]},
        "progress": {"local_no": "L-1", "event": 3, "at": NOW, "view": view},
    }
    plain = [platform.item(kind, body) for kind, body in bodies.items()]
    return [*plain, platform.signer.sign(platform.item("command", {"name": "lock", "text": ""}))]


@pytest.mark.slow
@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    max_examples=200,
)
@given(data=st.data())
def test_the_inbox_goes_on_whatever_an_item_says(store: Store, data: st.DataObject) -> None:
    with InboxPlatform() as platform:
        page = {"items": items(platform), "cursor": "5", "more": False}
        judge = Judge(TERMINAL, {platform.signer.key_id: platform.signer.public})
    read = read_page(data.draw(spoilt(page)), MONDAY_MORNING)
    if read is not None:
        store.call(lambda ledger: ledger.execute("DELETE FROM inbox").rowcount)
        store.call(partial(judge.take, page=read))
        assert store.call(seen.cursor) == read.cursor

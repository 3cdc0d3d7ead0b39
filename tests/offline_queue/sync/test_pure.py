"""Back-off, breaker, receipts and the negative list: no thread, no socket, no clock."""

from datetime import timedelta
from email.utils import format_datetime

import msgspec
import pytest
from hypothesis import given as drawn
from hypothesis import strategies as st

from kiosk.faults import Fault
from offline_queue.outbox.rows import Record
from offline_queue.outbox.sharing import closed, negative_list, shared
from offline_queue.sync.answers import Pace, Reply, central_answer, plain_answer
from offline_queue.sync.backoff import CAP_S, pause_s, retry_after_s
from offline_queue.sync.breaker import NO_WAY, PROBE_CAP_S, Breaker
from offline_queue.sync.receipts import Receipts, read_receipts
from tests.clock import MONDAY_MORNING

Any_s = st.floats(allow_nan=True, allow_infinity=True)


@drawn(failures=st.integers(0, 10**9), share=st.floats(0, 1), asked=Any_s)
def test_a_pause_is_never_longer_than_the_cap(failures: int, share: float, asked: float) -> None:
    pause = pause_s(failures, lambda low, high: low + share * (high - low), asked)
    assert 0.0 <= pause <= CAP_S
    if 0 < asked <= CAP_S:
        assert pause >= asked


def test_the_whole_pause_is_jitter() -> None:
    assert [pause_s(n, lambda low, _high: low) for n in (1, 5, 50)] == [0.0, 0.0, 0.0]
    assert [pause_s(n, lambda _low, high: high) for n in (1, 2, 5, 50)] == [1.0, 2.0, 16.0, CAP_S]


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("", None),
        ("7", 7.0),
        (" 0 ", 0.0),
        ("9" * 4000, CAP_S),
        ("-3", None),
        ("1e3", None),
        ("٣", None),
        ("soon", None),
        ("Mon, 99 Mar 2026 09:00:00 GMT", None),
        (format_datetime(MONDAY_MORNING + timedelta(seconds=42)), 42.0),
        (format_datetime(MONDAY_MORNING - timedelta(seconds=42)), 0.0),
        (format_datetime(MONDAY_MORNING + timedelta(days=42)), CAP_S),
    ],
)
def test_retry_after_as_seconds_or_as_a_date(text: str, seconds: float | None) -> None:
    assert retry_after_s({"Retry-After": text}, MONDAY_MORNING) == seconds


def test_a_date_is_compared_with_the_date_of_the_answer_and_not_with_a_wrong_clock() -> None:
    wrong = MONDAY_MORNING - timedelta(days=400)
    until = format_datetime(MONDAY_MORNING + timedelta(seconds=9))
    headers = {"Retry-After": until, "Date": format_datetime(MONDAY_MORNING)}
    assert retry_after_s(headers, wrong) == 9.0


def test_the_breaker_opens_at_the_first_miss_and_closes_at_any_answer_of_ours() -> None:
    breaker = Breaker()
    assert not breaker.is_open and breaker.probe_in_s(max) == 0.0
    for fault in NO_WAY:
        assert breaker.after(fault).is_open
    for answer in (None, Fault.PLATFORM_ERROR, Fault.PLATFORM_REFUSED):
        assert not breaker.after(Fault.PLATFORM_UNREACHABLE).after(answer).is_open


def test_probes_become_rarer_and_never_stop() -> None:
    breaker, soonest, latest = Breaker(), [], []
    for _ in range(500):
        breaker = breaker.after(Fault.PLATFORM_UNREACHABLE)
        soonest.append(breaker.probe_in_s(lambda low, _high: low))
        latest.append(breaker.probe_in_s(lambda _low, high: high))
    assert min(soonest) > 0 and max(latest) == PROBE_CAP_S
    assert latest == sorted(latest)


def test_receipts_are_matched_by_key() -> None:
    seqs = {f"k.{n}": n for n in range(1, 10)}
    results = [
        {"key": "k.1", "status": "applied"},
        {"key": "k.2", "status": "conflict", "detail": "not acceptable at $.body"},
        {"key": "k.3", "status": "maybe"},
        {"key": "other", "status": "applied"},
        {"key": ["k.4"], "status": "applied"},
        "k.4",
        {},
        {"key": "k.5", "status": "busy", "retry_after": 12},
        {"key": "k.6", "status": "waits"},
        {"key": "k.7", "status": "already"},
        {"key": "k.8", "status": "applied"},
        {"key": "k.8", "status": "rejected"},
        {"key": "k.9", "status": ["applied"]},
    ]
    said = read_receipts(seqs, results)
    assert said == Receipts(
        delivered=(1, 7),
        busy={5: 12.0},
        refused={2: "conflict: not acceptable at $.body"},
        conflicts=(2,),
        waits=(6,),
        unclear=(3, 4, 8, 9),
    )
    assert said.certain
    assert not read_receipts(seqs, results[2:7]).certain


@pytest.mark.parametrize("later", ["5", True, None, -5, float("nan"), 1e300, [5]])
def test_a_time_that_makes_no_sense_delays_nothing_for_long(later: object) -> None:
    said = read_receipts({"k": 1}, [{"key": "k", "status": "busy", "retry_after": later}])
    assert 0 <= said.busy[1] <= CAP_S


@pytest.mark.parametrize("detail", ["name 测试甲", "at 440524188001010014", "x" * 500, "a\nb", 7])
def test_what_may_name_a_person_is_not_kept(detail: object) -> None:
    said = read_receipts({"k": 1}, [{"key": "k", "status": "rejected", "detail": detail}])
    assert said.refused == {1: "rejected"}


@pytest.mark.parametrize("word", ["张三丰", "id_110101199003078515", "Denied", "a" * 41, ""])
def test_only_a_plain_word_of_a_refusal_is_for_the_log(word: str) -> None:
    json = {"Content-Type": "application/json"}
    refused = plain_answer(Reply(422, json, msgspec.json.encode({"error": word})), MONDAY_MORNING)
    assert refused.detail == "status 422"
    known = plain_answer(Reply(422, json, b'{"error": "too_large"}'), MONDAY_MORNING)
    assert known.detail == "status 422 too_large"


@drawn(st.binary(max_size=60), st.integers(100, 599), st.sampled_from(["application/json", "x"]))
def test_no_reply_is_too_strange(content: bytes, status: int, kind: str) -> None:
    reply = Reply(status, {"Content-Type": kind}, content)
    assert central_answer(reply, MONDAY_MORNING).fault is not None
    answer = plain_answer(reply, MONDAY_MORNING)
    assert answer.fault is not None or (status == 200 and content.strip()[:1] == b"{")


def test_the_time_proves_the_platform_and_the_hall_need_not_come() -> None:
    json = {"Content-Type": "application/json; charset=utf-8"}
    bare = central_answer(Reply(200, json, b'{"results": []}'), MONDAY_MORNING)
    assert bare.fault is Fault.PLATFORM_NOT_OURS
    timed = b'{"results": [], "time": "2026-03-02T09:00:00+08:00"}'
    answer = central_answer(Reply(200, json, timed), MONDAY_MORNING)
    assert (answer.fault, answer.time, answer.hall) == (None, MONDAY_MORNING, None)
    assert answer.pace == Pace()


def test_the_negative_list_holds_for_every_kind_and_reaches_into_objects() -> None:
    withheld = negative_list(
        frozenset({"ticket", "application"}),
        {"application": frozenset({"applicant.id_no", "materials.sha256", "gone.a"})},
    )
    assert withheld["ticket"] == closed("ticket")
    body = {
        "sealed": "x",
        "applicant": {"id_no": "x", "town": "A"},
        "materials": [{"name": "form", "sha256": "x"}, "y"],
        "gone": 7,
    }
    record = Record(1, "e", "application", b"", "", body)
    assert shared(record, withheld) == {
        "applicant": {"town": "A"},
        "materials": [{"name": "form"}, "y"],
        "gone": 7,
    }
    assert shared(record, {}) == body

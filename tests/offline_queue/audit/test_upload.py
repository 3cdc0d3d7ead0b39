"""The log on its way to the centre: whatever that says or does not say, nothing is left out."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import pytest

from kiosk.faults import Fault
from offline_queue.audit.trail import EVERY_S, Trail
from offline_queue.audit.upload import (
    AGAIN_S,
    BATCH,
    NOT_TAKEN,
    NOT_TAKEN_S,
    AuditUpload,
    read_reply,
)
from offline_queue.store.ledger import Ledger
from offline_queue.store.writer import Store
from offline_queue.sync.answers import Answer, Reply
from offline_queue.sync.line import Read
from tests.clock import FakeClock
from tests.offline_queue.audit.books import TERMINAL, begin, entries, spoil, state, write


@dataclass
class Centre:
    """Keeps by epoch what comes, and says one of `says` instead of what is right."""

    says: list[Answer] = field(default_factory=list)
    kept: dict[str, dict[int, str]] = field(default_factory=dict)
    bodies: list[Mapping[str, Any]] = field(default_factory=list)
    loses: int = 0
    """So many answers do not arrive."""

    def post(self, path: str, body: Mapping[str, Any], read: Read) -> Answer:
        assert (path, read) == ("/api/v1/audit", read_reply)
        self.bodies.append(body)
        if self.says:
            return self.says.pop(0)
        have = self.kept.setdefault(body["epoch"], {})
        following = max(have, default=0) + 1
        if have and body["entries"][0]["seq"] > following and body["after"] >= following:
            return Answer(None, payload={"next": following})
        have |= {entry["seq"]: entry["hash"] for entry in body["entries"]}
        if self.loses:
            self.loses -= 1
            return Answer(Fault.PLATFORM_UNREACHABLE)
        return Answer(None, payload={"next": max(have) + 1})

    def hashes(self) -> dict[int, str]:
        return {seq: digest for have in self.kept.values() for seq, digest in have.items()}


def written(store: Store) -> dict[int, str]:
    return {entry.seq: entry.hash.hex() for entry in entries(store)}


def drain(upload: AuditUpload, centre: Centre) -> int:
    steps = 0
    while upload.step(centre):
        steps += 1
        assert steps < 100
    return steps


@pytest.fixture
def upload(store: Store, clock: FakeClock) -> AuditUpload:
    begin(store)
    return AuditUpload(store, TERMINAL, clock.monotonic)


def test_everything_arrives_in_batches_once(store: Store, upload: AuditUpload) -> None:
    write(store, 2 * BATCH + 7)
    centre = Centre()
    assert drain(upload, centre) == 3
    assert centre.hashes() == written(store)
    assert sum(len(body["entries"]) for body in centre.bodies) == 2 * BATCH + 8
    assert state(store).acknowledged == 2 * BATCH + 8
    assert not upload.step(centre) and len(centre.bodies) == 3, "nothing is asked for nothing"
    write(store)
    assert drain(upload, centre) == 1 and centre.hashes() == written(store)


def test_a_lost_answer_means_the_same_again_after_a_pause(
    store: Store, upload: AuditUpload, clock: FakeClock
) -> None:
    write(store, 5)
    centre = Centre(loses=1)
    assert not upload.step(centre)
    assert not upload.step(centre) and len(centre.bodies) == 1
    assert state(store).acknowledged == 0
    clock.advance(AGAIN_S)
    write(store, 3)
    drain(upload, centre)
    assert centre.bodies[1]["after"] == 0 and centre.hashes() == written(store)


@pytest.mark.parametrize(
    "said",
    [{}, {"next": "7"}, {"next": True}, {"next": 0}, {"next": 1}, {"next": None}, {"next": -4}],
)
def test_an_answer_that_says_nothing_acknowledges_nothing(
    store: Store, upload: AuditUpload, said: dict[str, Any], clock: FakeClock
) -> None:
    write(store, 5)
    centre = Centre([Answer(None, payload=said)])
    assert not upload.step(centre)
    assert state(store).acknowledged == 0
    clock.advance(AGAIN_S)
    drain(upload, centre)
    assert centre.hashes() == written(store)


def test_a_centre_that_has_lost_some_gets_them_again(store: Store, upload: AuditUpload) -> None:
    write(store, 9)
    centre = Centre()
    drain(upload, centre)
    epoch = centre.bodies[0]["epoch"]
    for seq in range(5, 11):
        del centre.kept[epoch][seq]
    write(store, 2)
    assert not upload.step(centre), "it asks for what it lacks"
    assert state(store).acknowledged == 4
    drain(upload, centre)
    assert centre.bodies[-1]["after"] == 4 and centre.hashes() == written(store)


def test_a_centre_that_knows_more_shows_that_the_tail_was_cut_off(
    store: Store, upload: AuditUpload, clock: FakeClock
) -> None:
    write(store, 5)
    centre = Centre([Answer(None, payload={"next": 12})])
    assert upload.step(centre)
    found = state(store)
    assert (found.broken, found.why, found.acknowledged) == (7, "tail", 6)
    store.call(lambda ledger: ledger.undone())
    write(store)
    assert entries(store)[-1].seq == 12, "its numbers stay missing"
    assert state(store).why == "gap"


def test_each_epoch_goes_by_itself(store: Store, upload: AuditUpload) -> None:
    write(store, 3)

    def new_epoch(ledger: Ledger) -> None:
        ledger.epoch, ledger.chain = "later", None

    first = store.call(lambda ledger: ledger.epoch)
    store.call(new_epoch)
    write(store, 2)
    centre = Centre()
    assert drain(upload, centre) == 2
    assert [body["epoch"] for body in centre.bodies] == [first, "later"]
    assert [len(body["entries"]) for body in centre.bodies] == [4, 3]
    assert centre.hashes() == written(store)


def test_what_was_spoilt_is_sent_as_it_is_but_no_longer_than_is_taken(
    store: Store, upload: AuditUpload
) -> None:
    write(store, 3)
    spoil(
        store,
        "UPDATE audit SET event = hex(zeroblob(1000000)), at = hex(zeroblob(500)) WHERE seq = 2",
        "UPDATE audit SET hash = zeroblob(5000) WHERE seq = 3",
    )
    centre = Centre()
    drain(upload, centre)
    second, third = centre.bodies[0]["entries"][1:3]
    assert (len(second["event"]), len(second["at"]), len(third["hash"])) == (4096, 64, 64)


def test_the_errand_waits_while_little_happens(store: Store, clock: FakeClock) -> None:
    trail = Trail(store, TERMINAL, clock, lambda: False)
    trail.start()
    centre = Centre()
    errand = trail.errand(centre)
    assert errand.run() == EVERY_S
    write(store, 3)
    assert 0 < errand.run() <= EVERY_S and len(centre.bodies) == 1
    clock.advance(EVERY_S)
    errand.run()
    assert len(centre.bodies) == 2 and centre.hashes() == written(store)


def test_an_older_platform_that_does_not_take_the_log_is_told_as_that_and_nothing_is_lost(
    store: Store, upload: AuditUpload, clock: FakeClock, caplog: pytest.LogCaptureFixture
) -> None:
    write(store, 5)
    headers = {"Content-Type": "application/json"}
    answer = read_reply(Reply(404, headers, b'{"error": "not_found"}'), clock.now())
    assert answer.fault is None, "it is no fault of the platform's"
    centre = Centre(says=[answer])
    assert not upload.step(centre)
    assert NOT_TAKEN in caplog.text and Fault.PLATFORM_ERROR.value not in caplog.text
    clock.advance(NOT_TAKEN_S - 1)
    assert not upload.step(centre) and len(centre.bodies) == 1
    clock.advance(1)
    assert drain(upload, centre) == 1 and centre.hashes() == written(store)


def test_a_page_of_somebody_else_is_not_an_older_platform(clock: FakeClock) -> None:
    page = Reply(404, {"Content-Type": "text/html"}, b"<html>")
    assert read_reply(page, clock.now()).fault is Fault.PLATFORM_NOT_OURS

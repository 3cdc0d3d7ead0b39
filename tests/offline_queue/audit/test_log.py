"""The log as it is written: whole whatever is rolled back, through epochs and pruning."""

import hashlib
import threading
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest

from kiosk import VERSION
from kiosk.faults import Fault
from kiosk.messages.audit import AuditPage, ListAudit
from offline_queue.audit import cursor, log
from offline_queue.audit.chain import Place, Verifier, genesis, link, read_event
from offline_queue.audit.cursor import Sent
from offline_queue.audit.trail import Trail
from offline_queue.audit.verify import PAGE, list_entries, verify
from offline_queue.store.commits import StoreError
from offline_queue.store.ledger import Ledger
from offline_queue.store.writer import Store
from offline_queue.sync.contact import Contact
from tests.clock import MONDAY_MORNING, FakeClock
from tests.offline_queue.audit.books import (
    AT,
    TERMINAL,
    begin,
    broken,
    entries,
    events,
    state,
    write,
)


def test_the_hash_is_the_one_that_the_documents_say() -> None:
    """docs/platform.md: a platform of others computes the same."""
    start = hashlib.new("sm3", b"zizhu/audit/v1\x00T00003\x00e1").digest()
    assert genesis("T00003", "e1") == start
    at, event = "2026-03-02T09:00:00+08:00", '{"what":"help.called"}'
    content = start + (7).to_bytes(8, "big") + (25).to_bytes(2, "big") + (at + event).encode()
    assert link(start, 7, at, event) == hashlib.new("sm3", content).digest()


def test_what_is_rolled_back_leaves_no_hole(store: Store) -> None:
    begin(store)
    write(store, 2)

    def half(ledger: Ledger) -> None:
        log.append(ledger, AT, "help.called")
        ledger.execute("INSERT INTO meta VALUES (NULL, NULL)")

    for _ in range(3):
        with pytest.raises(StoreError):
            store.call(half)
        write(store)
    assert [entry.seq for entry in entries(store)] == [1, 2, 3, 4, 5, 6]
    assert broken(store) == (0, "")


def test_one_that_fails_in_a_group_does_not_break_the_others(store: Store) -> None:
    begin(store)
    entered, release = threading.Event(), threading.Event()

    def block(_: Ledger) -> None:
        entered.set()
        assert release.wait(10)

    def bug(ledger: Ledger) -> None:
        log.append(ledger, AT, "help.called")
        raise KeyError("bug")

    first = store.submit(block)
    assert entered.wait(10)
    good = partial(log.append, at=AT, what="leases.received", count=1)
    futures = [store.submit(work) for work in (good, bug, good, bug, good)]
    release.set()
    first.result(10)
    assert [future.result(10) for future in futures[::2]] == [2, 3, 4]
    assert broken(store) == (0, "") and len(events(store, "help")) == 0


def test_a_refused_fact_leaves_nothing(store: Store) -> None:
    with pytest.raises(ValueError, match="ticket: not a value"):
        store.call(partial(log.append, at=AT, what="number.taken", ticket="11010519491231002X"))
    with pytest.raises(ValueError, match="at: not a time"):
        store.call(partial(log.append, at="yesterday", what="number.taken"))
    assert entries(store) == []


def test_the_log_goes_on_after_a_restart_and_in_a_new_epoch(tmp_path: Path) -> None:
    store = Store(tmp_path, ballast_bytes=1024)
    begin(store)
    write(store, 3)
    store.close()
    again = Store(tmp_path, ballast_bytes=1024)
    begin(again)
    write(again, 2)

    def new_epoch(ledger: Ledger) -> None:
        ledger.execute("INSERT INTO epochs VALUES (99, 'later')")
        ledger.epoch, ledger.chain = "later", None

    again.call(new_epoch)
    write(again, 2)
    heads = [(e.seq, read_event(e.event)) for e in entries(again) if "chain.began" in e.event]
    assert [seq for seq, _ in heads] == [1, 7]
    assert heads[1][1]["epoch"] == "later"
    assert heads[1][1]["after"] == entries(again)[5].hash.hex()
    assert broken(again) == (0, "")
    assert [chain.first for chain in again.call(cursor.chains)] == [1, 7]
    again.close()


def _centre_has(store: Store, seq: int) -> None:
    entry = entries(store)[seq - 1]
    store.call(lambda c: cursor.write_sent(c, Sent(Place(entry.seq, entry.hash), entry.seq)))


def test_only_what_the_centre_has_is_ever_dropped(store: Store) -> None:
    begin(store)
    write(store, 9)
    later = (MONDAY_MORNING + timedelta(days=400)).isoformat()
    assert store.call(partial(log.prune, before=later)) == 0
    _centre_has(store, 6)
    assert store.call(partial(log.prune, before=AT)) == 0, "they are too young"
    assert store.call(partial(log.prune, before=later)) == 6
    assert [entry.seq for entry in entries(store)] == [7, 8, 9, 10]
    found = state(store)
    assert (found.why, found.first, found.last, found.entries) == ("", 7, 10, 4)
    store.call(lambda ledger: ledger.undone())
    write(store)
    assert broken(store) == (0, "") and entries(store)[-1].seq == 11


def test_a_log_that_was_dropped_whole_goes_on(store: Store) -> None:
    begin(store)
    write(store, 4)
    _centre_has(store, 5)
    later = (MONDAY_MORNING + timedelta(days=400)).isoformat()
    assert store.call(partial(log.prune, before=later)) == 5
    store.call(lambda ledger: ledger.undone())
    write(store)
    assert [entry.seq for entry in entries(store)] == [6]
    assert broken(store) == (0, "")


def test_dropping_after_the_fact_breaks_it(store: Store) -> None:
    begin(store)
    write(store, 9)
    _centre_has(store, 6)
    later = (MONDAY_MORNING + timedelta(days=400)).isoformat()
    store.call(partial(log.prune, before=later))
    store.call(lambda c: c.execute("DELETE FROM audit WHERE seq = 7").rowcount)
    assert broken(store) == (8, "gap")


def test_a_long_log_is_verified_and_listed_page_by_page(store: Store) -> None:
    begin(store)

    def many(ledger: Ledger) -> None:
        for n in range(2 * PAGE + 10):
            log.append(ledger, AT, "leases.received" if n % 100 else "help.called", count=n)

    store.call(many)
    found = state(store)
    assert (found.entries, found.last, found.why) == (2 * PAGE + 11, 2 * PAGE + 11, "")
    first = list_entries(store.call, ListAudit())
    second = list_entries(store.call, ListAudit(after=first.next))
    third = list_entries(store.call, ListAudit(after=second.next))
    assert [len(page.lines) for page in (first, second, third)] == [PAGE, PAGE, 11]
    assert (first.more, third.more) == (True, False)
    helped = list_entries(store.call, ListAudit(what="help"))
    assert isinstance(helped, AuditPage) and len(helped.lines) == 11


def test_what_is_dropped_while_it_is_verified_is_not_missing(store: Store) -> None:
    begin(store)
    store.call(lambda ledger: [log.append(ledger, AT, "help.called") for _ in range(PAGE + 50)][-1])
    _centre_has(store, PAGE)
    later = (MONDAY_MORNING + timedelta(days=400)).isoformat()
    calls = 0

    def read(work: object) -> object:
        nonlocal calls
        calls += 1
        if calls == 2:  # after the anchor was read, before the first entries are
            assert store.call(partial(log.prune, before=later)) == PAGE
        return store.call(work)  # type: ignore[arg-type]

    found = verify(read, TERMINAL)  # type: ignore[arg-type]
    assert (found.why, found.first) == ("", PAGE + 1)


def test_the_service_leaves_its_own_traces(store: Store, clock: FakeClock) -> None:
    wrong = False
    trail = Trail(store, TERMINAL, clock, lambda: wrong)
    trail.start()
    unknown = Contact()
    up = Contact(network=unknown.network.UP)
    down = Contact(network=unknown.network.DOWN, fault=Fault.PLATFORM_UNREACHABLE)
    for contact in (unknown, down, down, up, up):
        trail.notice(contact)
    wrong = True
    trail.notice(up)
    trail.notice(up)
    wrong = False
    trail.notice(up)
    trail.stop()
    assert [event["what"] for event in events(store)] == [
        "chain.began",
        "service.started",
        "platform.lost",
        "platform.found",
        "clock.wrong",
        "clock.right",
        "service.stopped",
    ]
    assert events(store)[2]["fault"] == "NW-0101" and events(store)[1]["version"] == VERSION


def test_an_entry_costs_one_insert(store: Store) -> None:
    begin(store)
    write(store)
    said: list[str] = []

    def traced(ledger: Ledger) -> None:
        ledger.set_trace_callback(said.append)
        log.append(ledger, AT, "help.called")
        ledger.set_trace_callback(None)

    store.call(traced)
    assert len(said) == 1 and said[0].startswith("INSERT INTO audit")


def test_verifying_stops_at_the_first_that_is_wrong() -> None:
    verifier = Verifier(Place(4, b"\x01" * 32))
    verifier.end(6)
    assert verifier.broken is not None
    assert (verifier.broken.seq, verifier.broken.why) == (5, "tail")
    verifier.feed([])
    assert verifier.count == 0


def test_the_version_is_that_of_the_project() -> None:
    project = (Path(__file__).resolve().parents[3] / "pyproject.toml").read_text(encoding="utf-8")
    assert f'\nversion = "{VERSION}"\n' in project

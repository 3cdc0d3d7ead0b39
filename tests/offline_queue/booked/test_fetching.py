"""Booked certificates fetched over a failing line, from a platform that lies, onto a full disk."""

import os
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from kiosk.certificates.check import Refusal
from kiosk.certificates.copies import CopyState
from kiosk.faults import Fault
from offline_queue.attachments import store as files
from offline_queue.booked import parts
from offline_queue.booked.fetch import Quota
from offline_queue.store import room
from offline_queue.store.commits import StoreError
from offline_queue.store.writer import Store
from tests.clock import FakeClock
from tests.offline_queue.booked.books import Books, Errands
from tests.offline_queue.booked.shelf import Shelf, heard, pdf
from tests.offline_queue.samples import HOLDER, given, lease, wish

VOID = (CopyState.VOID, CopyState.VOID)


@pytest.fixture
def books() -> Iterator[Books]:
    with Books() as running:
        yield running


@pytest.fixture
def errands(store: Store, tmp_path: Path, books: Books, clock: FakeClock) -> Errands:
    return Errands(store, tmp_path / "state", books.url, clock)


def test_both_copies_and_the_pictures_come_and_then_it_is_offered(
    shelf: Shelf, books: Books, errands: Errands
) -> None:
    name = shelf.take("A1")
    errands.go()
    assert books.asked == ["", "copies/1", "copies/2", "preview?page=1", "preview?page=2"]
    expected = [(one.copy_no, one.holder_hash, one.certificate) for one in errands.checks.expected]
    assert expected == [(1, HOLDER, name), (2, HOLDER, name)]
    (ready,) = shelf.found()
    assert ready.type_name == "户口簿证明" and len(ready.preview) == ready.pages == 2
    paper = shelf.desk.paper(name, 1)
    assert paper is not None and paper.pdf == pdf("A1", 1)
    assert shelf.results() == [("item-A1", "done", "")]
    assert not shelf.reports(name)


def test_a_line_that_breaks_at_every_step_costs_nothing_twice(
    shelf: Shelf, books: Books, store: Store, tmp_path: Path, clock: FakeClock
) -> None:
    """Each exchange fails once in its own way, and the service starts anew after each."""
    shelf.take("A1")
    seen: Counter[str] = Counter()
    ways = iter([None, (500, "text/html", b"x"), (200, "text/html", b"portal"), None, None])

    def spoil(path: str, reply: Any) -> Any:
        seen[path] += 1
        return next(ways) if seen[path] == 1 else reply

    books.spoil = spoil
    for _ in range(12):
        errands = Errands(store, tmp_path / "state", books.url, clock)
        errands.step()
        errands.line.close()
        assert shelf.results() or not shelf.found(), "nothing in half is offered"
    assert set(seen.values()) == {2}
    assert len(shelf.found()) == 1 and shelf.results() == [("item-A1", "done", "")]


@pytest.mark.row("S083")
@pytest.mark.parametrize("refusal", list(Refusal))
def test_a_document_whose_seal_does_not_hold_is_not_kept(
    shelf: Shelf, errands: Errands, refusal: Refusal
) -> None:
    name = shelf.take("A1")
    errands.checks.refusal = refusal
    errands.go(6)
    assert not shelf.found() and not shelf.files
    assert shelf.results() == [("item-A1", "refused", refusal.value)]
    assert heard(shelf.reports(name)) == VOID


def _other_pdf(path: str, reply: Any) -> Any:
    return (200, reply[1], reply[2] + b"x") if "copies/2" in path else reply


def _no_picture(path: str, reply: Any) -> Any:
    return (200, reply[1], b"GIF89a") if "preview" in path else reply


def _not_there(path: str, reply: Any) -> Any:
    return (404, "application/json", b"{}") if "copies/1" in path else reply


def _another(path: str, reply: Any) -> Any:
    return (reply[0], reply[1], reply[2].replace(b".A1.", b".A2."))


def _printed(path: str, reply: Any) -> Any:
    return (reply[0], reply[1], reply[2].replace(b'"sealed"', b'"printed"'))


@pytest.mark.parametrize(
    ("lie", "why"),
    [
        (_other_pdf, "broken"),
        (_no_picture, "not_ours"),
        (_not_there, "gone"),
        (_another, "not_ours"),
        (_printed, "gone"),
    ],
)
def test_a_platform_that_contradicts_itself_leaves_nothing_here(
    shelf: Shelf, books: Books, errands: Errands, lie: Any, why: str
) -> None:
    name = shelf.take("A1")
    books.spoil = lie
    errands.go()
    assert not shelf.found() and not shelf.files
    assert shelf.results() == [("item-A1", "refused", why)]
    assert heard(shelf.reports(name)) == VOID


@pytest.mark.parametrize("status", [404, 409, 422])
@pytest.mark.parametrize("where", ["A1.001.", "copies/1", "copies/2", "preview?page=2"])
def test_the_page_of_a_portal_or_proxy_says_nothing_of_a_certificate(
    shelf: Shelf, books: Books, errands: Errands, where: str, status: int
) -> None:
    name = shelf.take("A1")
    pages = [(status, "text/html", b"<html>404 Not Found</html>")]
    books.spoil = lambda path, reply: pages.pop() if pages and where in path else reply
    errands.go()
    assert not pages and len(shelf.found()) == 1
    assert shelf.results() == [("item-A1", "done", "")] and not shelf.reports(name)


@pytest.mark.parametrize("where", ["copies/1", "copies/2", "preview?page=1", "preview?page=2"])
def test_one_that_goes_while_it_is_fetched_leaves_nothing_here(
    shelf: Shelf, books: Books, errands: Errands, where: str
) -> None:
    """Its last day ends, and another thread puts the booked ones in order."""
    name = shelf.take("A1")

    def spoil(path: str, reply: Any) -> Any:
        if where in path:
            shelf.clock.advance(2 * 86400.0)
            shelf.desk.settle()
        return reply

    books.spoil = spoil
    errands.go()
    assert not shelf.files and not shelf.store.call(parts.files)
    assert heard(shelf.reports(name)) == VOID and not shelf.results(), "and it is not told as done"


def test_what_an_earlier_version_left_of_one_that_went_goes_with_its_key(shelf: Shelf) -> None:
    shelf.put("A1")
    shelf.store.call(lambda ledger: ledger.execute("DELETE FROM booked").rowcount)
    assert shelf.files
    shelf.desk.settle()
    assert not shelf.files and not shelf.store.call(parts.files)


def test_one_that_is_revoked_while_it_is_fetched_is_not_kept(
    shelf: Shelf, books: Books, errands: Errands
) -> None:
    shelf.take("A1")
    books.revoked = True
    errands.go()
    assert shelf.results() == [("item-A1", "refused", "gone")] and not shelf.files


def test_without_lists_nothing_is_fetched_since_nothing_could_be_checked(
    shelf: Shelf, books: Books, errands: Errands
) -> None:
    shelf.take("A1")
    known, errands.known = errands.known, None
    errands.go(3)
    assert not books.asked
    errands.known = known
    errands.go()
    assert len(shelf.found()) == 1


def test_more_than_the_quota_is_refused_and_what_is_here_stays(
    shelf: Shelf, books: Books, store: Store, tmp_path: Path, clock: FakeClock
) -> None:
    errands = Errands(store, tmp_path / "state", books.url, clock, Quota(certificates=1))
    first = shelf.take("A1")
    errands.go(8)
    second = shelf.take("A2")
    errands.go(8)
    assert [one.certificate_id for one in shelf.found()] == [first]
    assert shelf.results()[-1] == ("item-A2", "refused", "no_room")
    assert heard(shelf.reports(second)) == VOID
    assert errands.room.left_out() == ("booked 1",)


def test_a_disk_that_runs_short_refuses_bookings_before_anything_else(
    shelf: Shelf, errands: Errands, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    lease(store)
    kept = shelf.put("A1")
    left = SimpleNamespace(f_bavail=200, f_frsize=room.MIB)
    monkeypatch.setattr(os, "statvfs", lambda _path: left)
    late = shelf.take("A2")
    errands.go(3)
    assert shelf.results() == [("item-A2", "refused", "no_room")]
    assert heard(shelf.reports(late)) == VOID
    assert [one.certificate_id for one in shelf.found()] == [kept]
    assert errands.room.refusal("ticket") is None and given(store, wish()).ticket_no


def test_a_disk_that_is_full_in_the_middle_gives_up_the_booking_and_no_more(
    shelf: Shelf, errands: Errands, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    lease(store)
    name = shelf.take("A1")
    kept, full = files.keep, iter([False, True])

    def keep(*asked: Any) -> Any:
        if next(full):
            raise StoreError(Fault.DISK_FULL, "ENOSPC")
        return kept(*asked)

    monkeypatch.setattr(files, "keep", keep)
    errands.go(8)
    assert shelf.results() == [("item-A1", "refused", "no_room")] and not shelf.files
    assert heard(shelf.reports(name)) == VOID
    assert given(store, wish()).ticket_no

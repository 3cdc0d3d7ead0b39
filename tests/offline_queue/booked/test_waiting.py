"""Certificates that wait on a terminal: found by their holder alone, printed once, and gone."""

from datetime import timedelta
from pathlib import Path

import pytest

from kiosk.certificates.copies import CopyState
from kiosk.certificates.ids import parse_id
from kiosk.certificates.lists import REVOKED_SUBJECT, revoked_mark
from kiosk.print_state import PrintState
from offline_queue.booked import rows
from offline_queue.store.database import KEY_NAME
from offline_queue.vault.device_key import FileKey
from offline_queue.vault.rotation import rotate_now
from tests.clock import MONDAY_MORNING
from tests.offline_queue.booked.shelf import ITEM, Shelf, certificate, heard, pdf
from tests.offline_queue.samples import HOLDER, OTHER

DAY = timedelta(days=1)
SECRETS = (
    "测试甲".encode(),
    b"440524188001010014",
    HOLDER.encode(),
    b"%PDF A",
    bytes.fromhex(HOLDER),
)


def everything(folder: Path) -> bytes:
    """Database, its log, and every file."""
    return b"".join(file.read_bytes() for file in folder.rglob("*") if file.is_file())


def test_its_holder_finds_it_and_nobody_else_does(shelf: Shelf) -> None:
    name = shelf.put("A1", pages=3)
    (ready,) = shelf.found()
    assert (ready.certificate_id, ready.copy_no, ready.pages) == (name, 1, 3)
    assert ready.held and len(ready.preview) == 3
    assert [one.certificate_id for one in shelf.found(code=ITEM)] == [name]
    assert not shelf.found(OTHER) and not shelf.found("") and not shelf.found(code="992000103000")


def test_what_is_not_here_whole_is_not_offered(shelf: Shelf) -> None:
    name = shelf.take("A1")
    assert not shelf.found()
    assert shelf.desk.paper(name, 1) is None


def test_nothing_of_the_person_is_on_the_disk_in_clear(
    shelf: Shelf, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    name = shelf.take("A2")
    shelf.put("A1")
    paper = shelf.desk.paper(certificate("A1"), 1)
    assert paper is not None and SECRETS[0] in paper.pdf, "or the canary would not sing"
    shelf.printed(certificate("A1"), 1, PrintState.UNKNOWN)
    on_disk = everything(tmp_path)
    assert name.encode() in on_disk
    for secret in SECRETS:
        assert secret not in on_disk
        assert secret not in caplog.text.encode() and secret not in repr(paper).encode()


@pytest.mark.row("S093")
def test_printed_once_it_is_gone_with_its_keys_and_the_second_copy_is_void(shelf: Shelf) -> None:
    name = shelf.put("A1")
    assert len(shelf.files) == 2
    paper = shelf.desk.paper(name, 1)
    assert paper is not None and paper.pdf == pdf("A1", 1)
    shelf.printed(name, 1, PrintState.PRINTED)
    assert shelf.reports(name) == [(1, "printed"), (2, "void")]
    assert heard(shelf.reports(name)) == (CopyState.PRINTED, CopyState.VOID)
    assert not shelf.found() and not shelf.files
    left = "SELECT (SELECT count(*) FROM booked) + (SELECT count(*) FROM booked_parts)"
    assert shelf.store.call(lambda ledger: ledger.execute(left).fetchone()) == (0,)
    assert shelf.desk.paper(name, 1) is None and shelf.desk.paper(name, 2) is None


@pytest.mark.row("S093")
@pytest.mark.parametrize("end", [PrintState.FAILED, PrintState.UNKNOWN])
def test_a_jam_offers_the_second_copy_which_opens_only_when_the_first_is_void(
    shelf: Shelf, end: PrintState
) -> None:
    name = shelf.put("A1")
    assert shelf.desk.paper(name, 2) is None, "the second one is not open"
    shelf.printed(name, 1, end)
    (ready,) = shelf.found()
    assert ready.copy_no == 2
    assert shelf.desk.paper(name, 1) is None, "one number is printed once"
    job = shelf.begin(name, 2)
    assert job is not None
    assert shelf.reports(name)[-1] == (1, "void"), "written down before the copy is used"
    assert heard(shelf.reports(name)) == (CopyState.VOID, CopyState.SEALED)
    rest = [PrintState.RENDERING, PrintState.SPOOLED, PrintState.PRINTING, PrintState.PRINTED]
    shelf.move(job, *rest)
    shelf.desk.settle()
    assert heard(shelf.reports(name)) == (CopyState.VOID, CopyState.PRINTED)
    assert not shelf.found() and not shelf.files


def test_while_it_is_in_the_printer_nothing_else_may_be_had(shelf: Shelf) -> None:
    name = shelf.put("A1")
    assert shelf.begin(name, 1) is not None
    assert not shelf.found()
    assert shelf.begin(name, 1) is None and shelf.begin(name, 2) is None
    shelf.clock.advance(5 * DAY.total_seconds())
    shelf.desk.settle()
    assert shelf.files, "its job is not over"


def test_two_taps_at_once_make_one_job(shelf: Shelf) -> None:
    name = shelf.put("A1")
    papers = [shelf.desk.paper(name, 1), shelf.desk.paper(name, 1)]
    assert all(papers)
    assert shelf.begin(name, 1) is not None
    for paper in papers:
        assert paper is not None and paper.opens is not None
        assert shelf.store.call(paper.opens) is False


def test_after_its_day_it_is_destroyed_and_void(shelf: Shelf) -> None:
    name = shelf.put("A1")
    shelf.clock.advance(DAY.total_seconds())
    assert shelf.found(), "the last day counts"
    shelf.clock.advance(DAY.total_seconds())
    assert not shelf.found() and not shelf.files
    assert heard(shelf.reports(name)) == (CopyState.VOID, CopyState.VOID)


def test_one_whose_paper_may_exist_stays_unknown_when_its_day_is_over(shelf: Shelf) -> None:
    name = shelf.put("A1")
    shelf.printed(name, 1, PrintState.UNKNOWN)
    shelf.clock.advance(3 * DAY.total_seconds())
    shelf.desk.settle()
    assert shelf.reports(name) == [(1, "unknown"), (2, "void")]
    assert heard(shelf.reports(name)) == (CopyState.UNKNOWN, CopyState.VOID)


@pytest.mark.parametrize("ready", [True, False])
def test_what_is_taken_back_is_destroyed(shelf: Shelf, ready: bool) -> None:
    name = (shelf.put if ready else shelf.take)("A1")
    shelf.take("A1", cancelled=True)
    shelf.desk.settle()
    assert not shelf.found() and not shelf.files
    assert heard(shelf.reports(name)) == (CopyState.VOID, CopyState.VOID)


def test_a_revocation_mark_from_the_inbox_destroys_it(shelf: Shelf) -> None:
    name = shelf.put("A1")
    other = shelf.put("A2")
    mark = revoked_mark(parse_id(name))
    told = "INSERT INTO revocations VALUES (?, ?)"
    shelf.store.call(lambda ledger: ledger.execute(told, (REVOKED_SUBJECT, mark)).rowcount)
    assert [one.certificate_id for one in shelf.found()] == [other]
    assert shelf.desk.paper(name, 1) is None
    assert heard(shelf.reports(name)) == (CopyState.VOID, CopyState.VOID)


def test_revoked_between_reading_and_printing_it_is_not_printed(shelf: Shelf) -> None:
    name = shelf.put("A1")
    paper = shelf.desk.paper(name, 1)
    assert paper is not None and paper.opens is not None
    shelf.take("A1", cancelled=True)
    assert shelf.store.call(paper.opens) is False


def test_a_document_that_was_changed_on_the_disk_is_void_and_the_other_one_is_offered(
    shelf: Shelf,
) -> None:
    name = shelf.put("A1")
    for number in (1, 2):
        path = shelf.folder / shelf.file_of(f"copy{number}")
        content = bytearray(path.read_bytes())
        content[-1] ^= 1
        path.write_bytes(content)
        assert [one.copy_no for one in shelf.found()] == [number]
        assert shelf.desk.paper(name, number) is None
    assert heard(shelf.reports(name)) == (CopyState.VOID, CopyState.VOID)
    assert not shelf.found() and not shelf.files


def test_a_row_moved_to_another_certificate_opens_nothing(shelf: Shelf) -> None:
    mine, theirs = shelf.put("A1"), shelf.put("A2", holder_hash=OTHER)
    change = "UPDATE booked_parts SET certificate_id = ? WHERE certificate_id = ? AND name = ?"
    shelf.store.call(
        lambda ledger: (
            ledger.execute("DELETE FROM booked_parts WHERE certificate_id = ?", (mine,)).rowcount
            + ledger.execute(change, (mine, theirs, "copy1")).rowcount
        )
    )
    assert shelf.desk.paper(mine, 1) is None


@pytest.mark.row("S093")
def test_a_database_brought_back_from_a_copy_prints_no_booked_certificate_again(
    shelf: Shelf,
) -> None:
    """It may have been printed since that copy was made."""
    name = shelf.put("A1")
    unproved = shelf.put("A2")
    shelf.printed(unproved, 1, PrintState.UNKNOWN)
    before = shelf.reports(unproved)
    shelf.store.call(lambda ledger: ledger.begin_epoch("otherepoch00"))
    assert not shelf.found()
    assert shelf.desk.paper(name, 1) is None and not shelf.files
    assert shelf.reports(name) == [(1, "unknown")]
    assert shelf.reports(unproved) == before


def test_a_file_whose_row_was_never_written_is_swept_at_the_start(shelf: Shelf) -> None:
    shelf.put("A1")
    (shelf.folder / "leftover.part").write_bytes(b"half")
    shelf.desk.recover()
    assert len(shelf.files) == 2


def test_the_same_certificate_never_comes_a_second_time(shelf: Shelf) -> None:
    name = shelf.put("A1")
    shelf.take("A1")
    shelf.printed(name, 1, PrintState.PRINTED)
    shelf.take("A1")
    assert not shelf.store.call(rows.every)
    assert [one[1:] for one in shelf.results()] == [("refused", "repeated")] * 2


def test_a_new_data_key_leaves_what_waits_readable(shelf: Shelf, tmp_path: Path) -> None:
    name = shelf.put("A1")
    key = FileKey(tmp_path / "state" / KEY_NAME)
    for day in (1, 2):
        rotate_now(shelf.store, key, MONDAY_MORNING.date() + day * DAY)
    assert len(shelf.found()) == 1
    paper = shelf.desk.paper(name, 2) or shelf.desk.paper(name, 1)
    assert paper is not None and paper.pdf == pdf("A1", 1)

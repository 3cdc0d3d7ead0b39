"""What a session sees: its revision, its day, its region; and how old that is."""

import sqlite3
import subprocess
import sys
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.clock import CHINA
from kiosk.items.codes import HandleArea
from kiosk.items.validity import Scope, scope
from provisioning.catalogue.content import PackContent
from provisioning.catalogue.places import _Place, is_here
from provisioning.catalogue.reader import Reader
from provisioning.catalogue.schema import open_reader
from provisioning.catalogue.writer import Writer
from tests.provisioning.catalogue.items import AT, PUBLISHER, code_of, delta, pack, package, some

ROOT = Path(__file__).resolve().parents[3]
FEW = some(5)
CHANGED = package(code_of(2), task_name="改了的事项")
HOURS_24 = timedelta(hours=24)


def codes(entries: object) -> list[str]:
    assert isinstance(entries, tuple)
    return [entry.code for entry in entries]


def test_a_session_keeps_its_revision_while_the_next_one_is_installed(
    file: Path, writer: Writer, reader: Reader
) -> None:
    writer.apply(pack(1, FEW), AT)
    session = reader.view()
    before = session.item(code_of(2))
    writer.apply(delta(1, 2, FEW, CHANGED, removed=code_of(4)), AT)
    assert session.item(code_of(2)) == before
    assert len(session.all()) == 5
    assert reader.view().item(code_of(2)) == CHANGED.document
    assert len(reader.view().all()) == 4


def test_a_reader_in_mid_question_keeps_no_install_waiting(file: Path, writer: Writer) -> None:
    """A read transaction is open in another connection during the whole install."""
    writer.apply(pack(1, FEW), AT)
    held = open_reader(file)
    held.execute("BEGIN")
    assert held.execute("SELECT count(*) FROM items WHERE last IS NULL").fetchone() == (5,)
    writer.apply(delta(1, 2, FEW, CHANGED, removed=code_of(4)), AT)
    assert held.execute("SELECT count(*) FROM items WHERE last IS NULL").fetchone() == (5,)
    held.execute("COMMIT")
    assert held.execute("SELECT count(*) FROM items WHERE last IS NULL").fetchone() == (4,)
    held.close()


def test_a_reader_in_another_process_sees_each_install_at_once(file: Path, writer: Writer) -> None:
    program = (
        "import sys; from pathlib import Path; from provisioning.catalogue.reader import Reader\n"
        "reader = Reader(Path(sys.argv[1]))\n"
        "for _ in sys.stdin: print(len(reader.view().all()), reader.newest(), flush=True)"
    )
    writer.apply(pack(1, FEW), AT)
    pipe = subprocess.PIPE
    command = [sys.executable, "-c", program, str(file)]
    with subprocess.Popen(command, cwd=ROOT, stdin=pipe, stdout=pipe, text=True) as other:
        assert other.stdin and other.stdout
        seen = []
        for version in (2, 3):
            print("", file=other.stdin, flush=True)
            seen.append(other.stdout.readline().split())
            writer.apply(pack(version, FEW[:version]), AT)
        other.stdin.close()
    assert seen == [["5", "1"], ["2", "2"]]


def test_a_reader_cannot_write(file: Path, writer: Writer) -> None:
    db = open_reader(file)
    for statement in ("DELETE FROM items", "CREATE TABLE x (y)", "PRAGMA user_version = 9"):
        with pytest.raises(sqlite3.OperationalError, match="readonly"):
            db.execute(statement)
    db.close()


def test_lists_by_category_theme_and_what_anybody_may_query(writer: Writer, reader: Reader) -> None:
    rows = (
        package(code_of(1), category=1, sort=2, themes=["birth", "work"]),
        package(code_of(2), category=1, sort=1, themes=["birth"]),
        package(code_of(3), category=2, flow_template="QUERY"),
        package(code_of(4), category=2, flow_template="QUERY", credentials=["IDCARD"]),
    )
    writer.apply(pack(1, rows), AT)
    view = reader.view()
    assert codes(view.by_category(1)) == [code_of(2), code_of(1)]
    assert codes(view.by_theme("birth")) == [code_of(2), code_of(1)]
    assert codes(view.by_theme("death")) == []
    assert codes(view.public_lists()) == [code_of(3)]
    assert view.counts() == {1: 2, 2: 2}
    assert view.entry(code_of(1)) is not None and view.entry("nothing") is None


@pytest.mark.row("S024")
def test_on_the_day_of_cancellation_an_item_disappears_with_the_network_off(
    writer: Writer, reader: Reader
) -> None:
    rows = (
        package(code_of(1)),
        package(code_of(2), plan_cancel_date="2026-03-03"),
        package(code_of(3), plan_effective_date="2026-03-03"),
        package(code_of(4), task_state="2"),
        package(code_of(5), is_service_terminals=False),
    )
    writer.apply(pack(1, rows), AT)
    view = reader.view()
    late = datetime(2026, 3, 2, 23, 59, tzinfo=CHINA)
    assert codes(view.visible(late, "990100")) == [code_of(1), code_of(2)]
    assert view.count_visible(late, "990100") == 2
    midnight = late + timedelta(minutes=1)
    assert codes(view.visible(midnight, "990100")) == [code_of(1), code_of(3)]
    assert view.count_visible(midnight, "990100") == 2
    assert [n for n in range(1, 6) if view.entry(code_of(n), midnight)] == [1, 3]
    allowed = view.visible(midnight, "990100", allowed=[code_of(5)])
    assert codes(allowed) == [code_of(1), code_of(3), code_of(5)]


REGIONS = st.sampled_from(
    ["00", "99", "990000", "990100", "990101", "990102", "990101001", "990101001003", "980000"]
)


@settings(max_examples=150)
@given(REGIONS, st.sampled_from(["", *HandleArea]), st.lists(REGIONS, max_size=3), REGIONS)
def test_where_an_item_is_shown_is_what_the_core_says(
    region: str, area: str, regions: list[str], terminal: str
) -> None:
    handled = HandleArea(area) if area else None
    place = _Place(region, handled, tuple(regions))
    assert is_here(region, area, " ".join(regions), terminal) == (
        scope(place, terminal) is not Scope.NONE
    )


@pytest.mark.row("S023")
def test_hashes_are_the_platforms_and_age_is_told(writer: Writer, reader: Reader) -> None:
    platform = pack(1, FEW)
    writer.apply(platform, AT)
    view = reader.view()
    assert view.hashes("hall") == {one.code: one.hash for one in platform.changed}
    assert view.packs()[0].root == platform.root
    now = AT + timedelta(hours=23)
    assert not reader.freshness(now, HOURS_24).stale
    assert reader.freshness(now + timedelta(hours=2), HOURS_24).stale
    writer.confirm("hall", now)
    fresh = reader.freshness(now + timedelta(hours=2), HOURS_24)
    assert (fresh.confirmed, fresh.stale) == (now, False)
    writer.apply(PackContent("other", PUBLISHER, 1, pack(1, ()).root, ()), AT)
    assert reader.freshness(now + timedelta(hours=2), HOURS_24).stale, "the oldest pack counts"


def test_an_empty_catalogue_is_stale_and_shows_nothing(writer: Writer, reader: Reader) -> None:
    assert reader.newest() == 0 and reader.view().all() == ()
    assert reader.freshness(AT, HOURS_24).stale


def test_a_file_that_was_made_anew_is_noticed(file: Path) -> None:
    with Writer(file) as writer:
        writer.apply(pack(1, FEW), AT)
    with Reader(file) as reader:
        for end in ("", "-wal", "-shm"):
            file.with_name(file.name + end).unlink(missing_ok=True)
        assert reader.was_replaced()
        with Writer(file) as writer:
            writer.apply(pack(1, FEW[:1]), AT)
        assert reader.was_replaced()
        assert len(reader.view().all()) == 5

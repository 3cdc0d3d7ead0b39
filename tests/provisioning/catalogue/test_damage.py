"""A file that is not what was installed is found out and said."""

import sqlite3
from pathlib import Path

import pytest

from provisioning.catalogue.check import check
from provisioning.catalogue.errors import Damaged
from provisioning.catalogue.reader import Reader
from provisioning.catalogue.schema import open_writer
from provisioning.catalogue.writer import Writer
from tests.provisioning.catalogue.items import AT, code_of, pack, package, some

PICTURE = {"flow.png": b"a picture" * 100}
FEW = (*some(5), package(code_of(7), files=PICTURE))
FORGED = "一个假的办理事项".encode()


@pytest.fixture
def installed(file: Path) -> Path:
    with Writer(file) as writer:
        writer.apply(pack(1, FEW), AT)
    check(file)
    return file


def change(file: Path, statement: str, *values: object) -> None:
    """As somebody with the disk in hand does."""
    db = sqlite3.connect(file)
    with db:
        assert db.execute(statement, values).rowcount > 0
    db.close()


def test_a_changed_document_is_found_by_the_check_and_when_it_is_read(installed: Path) -> None:
    change(
        installed,
        "UPDATE documents SET document = replace(document, '办理', '假的')"
        " WHERE item = (SELECT item FROM items WHERE code = ?)",
        code_of(3),
    )
    with pytest.raises(Damaged, match=f"{code_of(3)}: not the document"):
        check(installed)
    check(installed, deep=False)
    with Reader(installed) as reader:
        with pytest.raises(Damaged, match=code_of(3)):
            reader.item(code_of(3))
        assert reader.item(code_of(2)) is not None, "the others are served"


def test_a_changed_document_with_its_hash_changed_too_fails_the_root_hash(installed: Path) -> None:
    change(installed, "UPDATE items SET hash = ? WHERE code = ?", bytes(32), code_of(3))
    with pytest.raises(Damaged, match="hall 1: the rows are not those that were signed"):
        check(installed, deep=False)


def test_a_row_that_is_gone_or_smuggled_in_fails_the_root_hash(installed: Path) -> None:
    change(installed, "DELETE FROM items WHERE code = ?", code_of(3))
    with pytest.raises(Damaged, match="hall 1"):
        check(installed, deep=False)


def test_items_of_a_pack_that_is_not_installed_are_found(installed: Path) -> None:
    change(installed, "UPDATE items SET pack = 'smuggled' WHERE code = ?", code_of(3))
    change(installed, "DELETE FROM packs")
    with pytest.raises(Damaged, match="not installed"):
        check(installed, deep=False)


def test_a_changed_file_of_a_package_is_found_by_the_check_and_when_it_is_read(
    installed: Path,
) -> None:
    change(installed, "UPDATE files SET content = ?", FORGED)
    with pytest.raises(Damaged, match="file"):
        check(installed)
    with Reader(installed) as reader, pytest.raises(Damaged, match=r"flow\.png"):
        reader.view().file(code_of(7), "flow.png")


def test_an_item_that_the_search_does_not_know_is_found_by_the_check(installed: Path) -> None:
    change(installed, "DELETE FROM phrases WHERE item = 3")
    with pytest.raises(Damaged, match="cannot be found"):
        check(installed)


@pytest.mark.parametrize("keep", [0, 100, 5000, 20_000])
def test_a_torn_file_is_said_not_served(installed: Path, keep: int) -> None:
    content = installed.read_bytes()
    assert len(content) > 20_000
    installed.write_bytes(content[:keep])
    with pytest.raises(Damaged):
        check(installed)


def test_a_page_of_noise_is_found(installed: Path) -> None:
    content = bytearray(installed.read_bytes())
    middle = len(content) // 4096 // 2 * 4096
    content[middle : middle + 4096] = b"\xa5" * 4096
    installed.write_bytes(content)
    with pytest.raises(Damaged):
        check(installed)


def test_another_kind_of_file_is_refused_by_reader_and_writer(file: Path) -> None:
    db = sqlite3.connect(file)
    db.execute("CREATE TABLE other (x)")
    db.commit()
    db.close()
    with pytest.raises(Damaged, match="not a catalogue"):
        Reader(file)
    with pytest.raises(Damaged, match="not a catalogue"):
        Writer(file)
    file.write_bytes(b"not a database at all" * 500)
    with pytest.raises(Damaged):
        open_writer(file)


def test_a_file_that_is_not_there_is_not_made_by_a_reader(file: Path) -> None:
    with pytest.raises(FileNotFoundError):
        Reader(file)
    assert not file.exists()


def test_a_log_that_a_lost_file_left_behind_is_not_read_into_the_new_one(file: Path) -> None:
    with Writer(file) as writer:
        writer.apply(pack(1, FEW), AT)
        log = file.with_name(file.name + "-wal").read_bytes()
    assert log
    for end in ("", "-wal", "-shm"):
        file.with_name(file.name + end).unlink(missing_ok=True)
    file.with_name(file.name + "-wal").write_bytes(log)
    with Writer(file) as writer:
        assert writer.packs() == ()
    check(file)


def test_a_view_of_before_counts_what_it_shows(writer: Writer, reader: Reader, file: Path) -> None:
    """Also in a file of an earlier version, which has no index for it: its next writer makes it."""
    writer.apply(pack(1, (package(code_of(1)), package(code_of(2)), package(code_of(3)))), AT)
    before = reader.view()
    writer.apply(pack(2, (package(code_of(1)), package(code_of(2), sort=9))), AT)
    db = sqlite3.connect(file, isolation_level=None)
    for _ in range(2):
        assert [view.count_visible(AT, "990100") for view in (before, reader.view())] == [3, 2]
        assert len(before.visible(AT, "990100")) == 3
        db.execute("DROP INDEX IF EXISTS items_shown")
    Writer(file).close()
    made = "SELECT count(*) FROM sqlite_master WHERE name = 'items_shown'"
    assert db.execute(made).fetchone() == (1,)

"""A pack is installed whole or not at all."""

import json
import sqlite3
import threading
from pathlib import Path

import pytest

from provisioning.catalogue.content import PackContent, whole
from provisioning.catalogue.errors import Busy, Older, OtherBase, Refused, VersionGone, WrongRoot
from provisioning.catalogue.finding import Search
from provisioning.catalogue.reader import Reader
from provisioning.catalogue.search.indexer import MOST_SEGMENTS
from provisioning.catalogue.writer import Writer
from tests.provisioning.catalogue.items import (
    AT,
    OTHER_PUBLISHER,
    code_of,
    delta,
    pack,
    package,
    some,
)

FEW = some(5)
CHANGED = package(code_of(2), task_name="改了的事项")


def name_of(reader: Reader, code: str, revision: int | None = None) -> str:
    document = reader.item(code, revision)
    assert document is not None
    name = json.loads(document)["task_name"]
    return str(name if isinstance(name, str) else name["zh"])


def everything(file: Path) -> list[str]:
    """All rows of the file, as text."""
    db = sqlite3.connect(file)
    rows = list(db.iterdump())
    db.close()
    return rows


def test_a_delta_touches_only_the_rows_it_names(writer: Writer, reader: Reader) -> None:
    writer.apply(pack(1, FEW), AT)
    before = {one.code: one.item for one in reader.view().all()}
    writer.apply(delta(1, 2, FEW, CHANGED, removed=code_of(4)), AT)
    after = {one.code: one.item for one in reader.view().all()}
    assert after.keys() == {code_of(number) for number in range(4)}
    assert {code for code in after if after[code] != before[code]} == {code_of(2)}
    assert name_of(reader, code_of(2)) == "改了的事项"


def test_a_whole_pack_leaves_unchanged_rows_alone(writer: Writer, reader: Reader) -> None:
    writer.apply(pack(1, FEW), AT)
    before = {one.code: one.item for one in reader.view().all()}
    writer.apply(pack(2, (*FEW[:2], CHANGED)), AT)
    after = {one.code: one.item for one in reader.view().all()}
    assert after.keys() == {code_of(0), code_of(1), code_of(2)}
    assert after[code_of(0)] == before[code_of(0)]
    assert after[code_of(2)] != before[code_of(2)]


@pytest.mark.parametrize("version", [1, 2])
def test_an_older_or_the_same_version_is_refused(writer: Writer, version: int) -> None:
    writer.apply(pack(2, FEW), AT)
    with pytest.raises(Older, match=f"{version} is not newer than 2"):
        writer.apply(pack(version, FEW[:1]), AT)


def test_a_delta_of_another_version_is_refused(writer: Writer, reader: Reader) -> None:
    writer.apply(pack(3, FEW), AT)
    with pytest.raises(OtherBase, match="delta of 2, installed is 3"):
        writer.apply(delta(2, 4, FEW, CHANGED), AT)
    assert reader.newest() == 1


def test_rows_that_were_not_signed_change_nothing(file: Path, writer: Writer) -> None:
    writer.apply(pack(1, FEW), AT)
    before = everything(file)
    true = delta(1, 2, FEW, CHANGED)
    forged = package(code_of(2), task_name="假的事项")
    with pytest.raises(WrongRoot):
        writer.apply(PackContent("hall", true.publisher, 2, true.root, (forged,), (), 1), AT)
    assert everything(file) == before
    writer.apply(true, AT)


def test_what_is_no_item_changes_nothing(file: Path, writer: Writer) -> None:
    writer.apply(pack(1, FEW), AT)
    before = everything(file)
    nameless = package(code_of(2), task_name={"en": "no Chinese"})
    with pytest.raises(Refused, match=code_of(2)):
        writer.apply(delta(1, 2, FEW, FEW[0], nameless), AT)
    assert everything(file) == before


def test_a_pack_cannot_take_another_packs_code(writer: Writer, reader: Reader) -> None:
    writer.apply(pack(1, FEW), AT)
    with pytest.raises(Refused, match="another pack"):
        writer.apply(whole("other", OTHER_PUBLISHER, 1, [CHANGED]), AT)
    assert reader.newest() == 1


def test_a_pack_cannot_change_hands(writer: Writer) -> None:
    writer.apply(pack(1, FEW), AT)
    with pytest.raises(Refused, match="another publisher"):
        writer.apply(whole("hall", OTHER_PUBLISHER, 2, FEW), AT)


def test_an_item_twice_in_one_pack_is_refused(writer: Writer) -> None:
    with pytest.raises(Refused, match="twice"):
        writer.apply(whole("hall", OTHER_PUBLISHER, 1, [CHANGED, FEW[2]]), AT)


def test_a_roll_back_is_the_former_content_under_a_higher_version(
    writer: Writer, reader: Reader
) -> None:
    writer.apply(pack(1, FEW), AT)
    first = reader.view().packs()[0].root
    writer.apply(delta(1, 2, FEW, CHANGED), AT)
    writer.apply(pack(3, FEW), AT)
    assert reader.view().packs()[0].root == first
    assert reader.view().packs()[0].version == 3
    assert name_of(reader, code_of(2)) == f"事项{code_of(2)}办理"


def test_three_revisions_can_be_read_and_older_ones_are_gone(
    file: Path, writer: Writer, reader: Reader
) -> None:
    picture = {"flow.png": b"first picture"}
    writer.apply(pack(1, (package(code_of(0), files=picture, task_name="名1"),)), AT)
    pinned = reader.view()
    for version in (2, 3):
        writer.apply(pack(version, (package(code_of(0), task_name=f"名{version}"),)), AT)
    assert reader.versions() == (3, 2, 1)
    assert [name_of(reader, code_of(0), one) for one in (1, 2, 3)] == ["名1", "名2", "名3"]
    assert pinned.file(code_of(0), "flow.png") == b"first picture"
    assert pinned.packs()[0].version == 1
    writer.apply(pack(4, (package(code_of(0), task_name="名4"),)), AT)
    with pytest.raises(VersionGone):
        pinned.item(code_of(0))
    with pytest.raises(VersionGone):
        reader.view(1)
    assert b"first picture".hex().upper() not in "".join(everything(file))


def test_a_file_that_two_packages_share_stays_while_one_needs_it(
    writer: Writer, reader: Reader
) -> None:
    picture = {"flow.png": b"shared"}
    both = (package(code_of(0), files=picture), package(code_of(1), files=picture))
    writer.apply(pack(1, both), AT)
    for version in range(2, 7):
        writer.apply(pack(version, (both[0],)), AT)
    assert reader.view().file(code_of(0), "flow.png") == b"shared"


def test_a_pack_that_is_not_for_this_terminal_any_more_is_taken_away(
    writer: Writer, reader: Reader
) -> None:
    writer.apply(pack(1, FEW), AT)
    pinned = reader.view()
    writer.remove("hall")
    assert reader.view().all() == () and reader.view().packs() == ()
    assert len(pinned.all()) == 5
    assert writer.installed("hall") is None
    writer.apply(pack(1, FEW), AT)
    assert len(reader.view().all()) == 5


def test_two_writers_never_write_at_once(
    file: Path, writer: Writer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("provisioning.catalogue.schema.WAIT_MS", 0)
    with Writer(file) as other:
        writer._db.execute("BEGIN IMMEDIATE")
        with pytest.raises(Busy):
            other.apply(pack(1, FEW), AT)
        writer._db.execute("ROLLBACK")
        other.apply(pack(1, FEW), AT)


def test_many_small_updates_leave_few_segments_and_everything_found(
    writer: Writer, reader: Reader
) -> None:
    writer.apply(pack(1, FEW), AT)
    before = FEW
    for version in range(2, 30):
        changed = package(code_of(version % 5), task_name=f"事项第{version}次", common_names=["甲"])
        writer.apply(delta(version - 1, version, before, changed), AT)
        before = tuple({**{one.code: one for one in before}, changed.code: changed}.values())
    count = writer._db.execute("SELECT count(*) FROM segments").fetchone()[0]
    assert count <= MOST_SEGMENTS + 1
    assert Search(reader.view()).find("第29次")[0].code == code_of(29 % 5)
    assert {hit.code for hit in Search(reader.view()).find("甲")} == {one.code for one in FEW}
    assert "事项第7次" not in {hit.why for hit in Search(reader.view()).find("事项第7次")}


@pytest.mark.parametrize("round_", range(5))
def test_two_who_make_the_catalogue_at_once_get_the_same_one(tmp_path: Path, round_: int) -> None:
    """Neither takes the other's draft away, and what the first one installs stays."""
    path, barrier = tmp_path / "catalogue.sqlite3", threading.Barrier(2)
    went_wrong: list[Exception] = []

    def make(number: int) -> None:
        barrier.wait(10)
        try:
            with Writer(path) as writer:
                one = package(code_of(number))
                name = f"pack-{number}"
                writer.apply(pack(1, (one,), name), AT)
        except Exception as error:  # noqa: BLE001  whatever it is, the main thread shows it
            went_wrong.append(error)

    makers = [threading.Thread(target=make, args=(number,), daemon=True) for number in (1, 2)]
    for one in makers:
        one.start()
    for one in makers:
        one.join(60)
        assert not one.is_alive()
    assert went_wrong == []
    with Writer(path) as writer:
        assert [one.pack for one in writer.packs()] == ["pack-1", "pack-2"]
    assert {one.name for one in tmp_path.iterdir()} == {"catalogue.sqlite3"}

"""`main.py queue archive`, of a terminal that runs and of one that is stopped."""

import json
from pathlib import Path

import pytest

from offline_queue.archive import answers
from offline_queue.attachments.sealed_file import CHANGED
from offline_queue.attachments.store import FOLDER_NAME
from offline_queue.operator.ask import NoAnswer
from offline_queue.store.ledger import Ledger
from offline_queue.store.writer import Store
from tests.offline_queue.archive.hall import Hall
from tests.offline_queue.archive.samples import (
    LARGE,
    SECRET,
    files,
)
from tests.offline_queue.operator.scene import typed
from tests.offline_queue.vault.parts import flip

pytestmark = pytest.mark.row("S088")


def test_list_names_packages_and_how_they_stand(
    hall: Hall, capsys: pytest.CaptureFixture[str]
) -> None:
    assert typed(hall.config, "archive", "list", "--json") == 0
    found = {one["package_id"]: one for one in json.loads(capsys.readouterr().out)}
    first, second = (found[one.package_id] for one in hall.made)
    assert (first["standing"], first["manifest"]) == ("waiting", hall.made[0].manifest)
    assert second["standing"] == "kept" and first["size"] > LARGE
    assert typed(hall.config, "archive", "list") == 0
    text = capsys.readouterr().out
    assert hall.made[0].manifest in text and SECRET not in text


def test_verify_reads_them_all_and_names_what_is_wrong(
    hall: Hall, capsys: pytest.CaptureFixture[str]
) -> None:
    assert typed(hall.config, "archive", "verify") == 0
    assert "2 packages, 0 not whole" in capsys.readouterr().out
    (name,) = files(hall.config.state)
    flip(hall.config.state / FOLDER_NAME / name, 1000)
    assert typed(hall.config, "archive", "verify") == 1
    said = capsys.readouterr().out
    assert f"{hall.made[0].package_id}  NOT WHOLE: material-02.png: {CHANGED}" in said
    assert f"{hall.made[1].package_id}  whole" in said
    assert typed(hall.config, "archive", "verify", hall.made[1].package_id) == 0
    with pytest.raises(NoAnswer, match="there is no such package here"):
        typed(hall.config, "archive", "verify", "0" * 32)


def test_many_packages_are_listed_page_by_page(
    hall: Hall, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(answers, "PAGE", 1)
    assert typed(hall.config, "archive", "list", "--json") == 0
    assert len(json.loads(capsys.readouterr().out)) == 2


def test_a_database_from_before_packages_is_not_looked_at(hall: Hall, tmp_path: Path) -> None:
    """Of a program that is not started yet after its update."""
    if hall.running:
        hall.end()

    def without(ledger: Ledger) -> None:
        ledger.execute("DROP TABLE archive_files")
        ledger.execute("DROP TABLE archive")
        ledger.execute("DELETE FROM _sqlite_migrations WHERE name = '0003_archive'")

    store = Store(hall.config.state)
    store.call(without)
    store.close()
    with pytest.raises(NoAnswer, match="earlier version: start the terminal once"):
        typed(hall.config, "archive", "list")

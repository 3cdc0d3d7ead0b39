"""Preparing a platform: once or again, with keys that stay."""

import json
import shutil
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from kiosk.numbers import birth_of, is_person_number
from kiosk.queueing.group import QueueGroup
from kiosk.queueing.parse import parse_groups
from provisioning.central.identity.people import companies
from provisioning.central.setup import prepare, sample_persons
from tests.provisioning.central.platform import HALL_FILE, ROOT, Platform

pytestmark = pytest.mark.slow


def files(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and "sqlite3" not in path.name
    }


def test_every_field_of_the_hall_file_is_described() -> None:
    page = (ROOT / "docs" / "platform.md").read_text("utf-8")
    section = page.partition("### The hall's file")[2].partition("\n## ")[0]
    raw = json.loads(HALL_FILE.read_text("utf-8"))
    fields = {*raw, *raw["terminals"][0], *QueueGroup.__struct_fields__}
    assert [one for one in sorted(fields) if f"`{one}`" not in section] == []


def test_preparing_again_changes_nothing(own: Platform) -> None:
    before, secrets = own.contents(), files(own.data)
    prepare(own.data, HALL_FILE)
    assert own.contents() == before
    assert files(own.data) == secrets
    assert set(secrets) >= {"admin_token", "secret_key", "platform.key", "register.key"}
    assert len(before["central_person"]) == len(sample_persons()) + len(companies())


def test_secrets_are_readable_by_their_owner_alone(own: Platform) -> None:
    modes = {path: path.stat().st_mode & 0o777 for path in map(own.data.joinpath, files(own.data))}
    assert set(modes.values()) == {0o600}
    assert own.data.stat().st_mode & 0o077 == 0


def test_terminals_that_took_their_keys_away_keep_their_tokens(own: Platform) -> None:
    before = own.contents()["central_terminal"]
    shutil.rmtree(own.data / "terminals")
    prepare(own.data, HALL_FILE)
    assert not (own.data / "terminals").exists()
    assert own.contents()["central_terminal"] == before


def test_changed_rules_reach_the_hall(own: Platform, tmp_path: Path) -> None:
    hall = json.loads(HALL_FILE.read_text(encoding="utf-8"))
    hall["groups"][0]["block_size"] = 10
    changed = tmp_path / "hall.json"
    changed.write_text(json.dumps(hall), encoding="utf-8")
    prepare(own.data, changed)
    ((rules,),) = own.rows("SELECT rules FROM central_queuegroup WHERE group_id = 'A'")
    assert json.loads(rules) == hall["groups"][0]


@pytest.mark.parametrize(
    "spoil",
    [
        {"hall_id": "../../etc"},
        {"name": ""},
        {"groups": [{"group_id": "A"}]},
        {"terminals": [{"terminal_id": "a/b", "name": "x"}]},
        {"terminals": {}},
    ],
)
def test_unusable_hall_file_says_where_and_changes_nothing(
    shared: Platform, tmp_path: Path, spoil: dict[str, Any]
) -> None:
    hall = json.loads(HALL_FILE.read_text(encoding="utf-8")) | spoil
    bad = tmp_path / "hall.json"
    bad.write_text(json.dumps(hall), encoding="utf-8")
    before = shared.contents()
    with pytest.raises(ValueError, match=r"hall file|groups"):
        prepare(shared.data, bad)
    assert shared.contents() == before


def test_sample_hall_has_the_shape_that_terminals_read() -> None:
    hall = json.loads(HALL_FILE.read_text(encoding="utf-8"))
    groups = parse_groups(hall["groups"])
    assert [group.prefix for group in groups] == ["A", "B", "C", "D"]
    assert len({group.theme for group in groups}) == 3
    assert {no for group in groups for no in group.windows} == {str(n) for n in range(1, 26)}
    assert all(group.daily_max <= 999 for group in groups)


def test_sample_persons_are_synthetic() -> None:
    for name, id_no in sample_persons():
        assert name.startswith("测试") and is_person_number(id_no)
        born = birth_of(id_no)
        assert id_no in ("440524188001010014", "11010519491231002X") or (
            id_no.startswith("99") and born is not None and born.year < 1950
        )


def test_migrations_are_complete(shared: Platform) -> None:
    said = StringIO()
    call_command("makemigrations", "--check", "--dry-run", stdout=said)
    assert said.getvalue().strip() == "No changes detected"

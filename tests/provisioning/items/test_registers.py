"""A package names registers and languages that the platform has, or it is refused."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from kiosk.items.asking import PACKAGE, PROGRESS
from provisioning.central.queries.asked import SOURCES as QUERIED
from provisioning.central.sources import SOURCES, UnknownSource, facts_of
from provisioning.items.lint.run import lint_folder
from provisioning.items.registers import (
    CERTIFICATE_SOURCES,
    QUERY_SOURCES,
)
from tests.provisioning.certificates.test_templates import asked_of
from tests.provisioning.items.packages import SAMPLE, items, said

RECORD, LIST, PRINTED = "992000103000", "992001006000", "992000501000"


def changed(folder: Path, code: str, part: str, **changes: Any) -> Path:
    """A copy of a sample item, its `part` changed; nothing left of it where nothing is given."""
    copy = Path(shutil.copytree(SAMPLE / code, folder / code))
    item = json.loads((copy / "item.json").read_bytes())
    if changes:
        item[part] |= changes
    else:
        del item[part]
    (copy / "item.json").write_text(json.dumps(item), encoding="utf-8")
    return copy


def test_the_platform_has_exactly_the_registers_that_lint_knows() -> None:
    assert frozenset(SOURCES) == CERTIFICATE_SOURCES
    assert {*QUERIED, PROGRESS, PACKAGE} == QUERY_SOURCES


def test_nothing_is_said_for_a_register_that_is_not_there() -> None:
    with pytest.raises(UnknownSource):
        facts_of("criminal_record_chek", asked_of(RECORD, {}))


@pytest.mark.parametrize(
    ("code", "part", "changes", "path"),
    [
        (RECORD, "certificate", {"source": "criminal_record_chek"}, "$.certificate.source"),
        (LIST, "query", {"source": "school_enrollment"}, "$.query.source"),
        (RECORD, "certificate", {"languages": ["zh", "xx"]}, "$.certificate.languages[1]"),
        (RECORD, "certificate", {}, "$.certificate"),
        (PRINTED, "certificate", {}, "$.certificate"),
    ],
)
def test_a_name_that_the_platform_does_not_know_is_an_error(
    code: str, part: str, changes: dict[str, Any], path: str, tmp_path: Path
) -> None:
    found = lint_folder(changed(tmp_path, code, part, **changes))
    assert {one for one, _ in said(found)} == {path}


@pytest.mark.slow
def test_a_register_by_a_wrong_name_is_not_packed(tmp_path: Path) -> None:
    changed(tmp_path / "pack", RECORD, "certificate", source="criminal_record_chek")
    shutil.copy(SAMPLE / "pack.json", tmp_path / "pack")
    done = items("pack", tmp_path / "pack", "--out", tmp_path / "one.pack")
    assert done.returncode == 1 and "$.certificate.source" in done.stderr
    assert not (tmp_path / "one.pack").exists()

"""What docs/items.md shows can be copied: every example in it is good."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from tests.provisioning.items.packages import ROOT, items, lint, said, write
from tests.provisioning.packs.samples import ONE, TWO, document

pytestmark = pytest.mark.slow

PAGE = ROOT / "docs" / "items.md"


def examples() -> list[Any]:
    """Each block of JSON; one that is a part of an item is an object of its fields."""
    blocks = re.findall(r"^```json\n(.*?)^```", PAGE.read_text("utf-8"), re.MULTILINE | re.DOTALL)
    return [json.loads(f"{{{one}}}" if one.startswith('"') else one) for one in blocks]


def example(member: str) -> Any:
    return next(one for one in examples() if member in one)


FIELDS = [one for one in examples() if isinstance(one, dict) and not {"pack", "themes"} & set(one)]


@pytest.mark.parametrize("fields", FIELDS, ids=lambda fields: "-".join(fields))
def test_fields_as_the_page_shows_them_have_no_error(
    fields: dict[str, Any], tmp_path: Path
) -> None:
    assert [one.line() for one in lint(tmp_path, **fields) if said([one])] == []


def test_places_as_the_page_shows_them_have_no_error(tmp_path: Path) -> None:
    (sites,) = (one for one in examples() if isinstance(one, list))
    assert said(lint(tmp_path, {"sites.json": json.dumps(sites).encode()})) == []


def pack_of_the_page(folder: Path) -> Path:
    """Its pack.json, its themes.json, and the items that this names."""
    themes = json.dumps(example("themes")).encode()
    write(folder, {"themes.json": themes}, **document(ONE))
    write(folder, **document(TWO))
    (folder / "pack.json").write_text(json.dumps(example("pack")), "utf-8")
    return folder


def test_a_pack_as_the_page_shows_it_has_no_error(tmp_path: Path) -> None:
    done = items("lint", pack_of_the_page(tmp_path))
    assert (done.returncode, done.stdout) == (0, "0 errors, 0 warnings\n")


def test_a_pack_that_says_not_whose_it_is_is_an_error_and_the_form_is_told(tmp_path: Path) -> None:
    (pack_of_the_page(tmp_path) / "pack.json").unlink()
    done = items("lint", tmp_path)
    assert done.returncode == 1 and "1 errors, 0 warnings" in done.stdout
    line = done.stdout.splitlines()[0]
    assert line.startswith(f"{tmp_path.name} error: pack.json: ") and line.endswith(" [pack]")
    assert '{"pack": "my-pack", "publisher": CREDIT CODE, "name": TEXT}' in line
    assert items("lint", tmp_path / ONE).returncode == 0, "a package alone is of no pack"


@pytest.mark.parametrize(
    ("field", "value", "needed"),
    [
        ("pack", "My Pack", "small letters, digits and -"),
        ("publisher", None, "the unified social credit code"),
        ("name", {"en": "x"}, '{"zh": TEXT, "en": TEXT}'),
        ("regions", "9901", 'a list of digits of administrative divisions is needed: ["9901"]'),
    ],
)
def test_a_field_that_is_not_as_needed_is_named_with_what_is(
    field: str, value: Any, needed: str, tmp_path: Path
) -> None:
    folder = pack_of_the_page(tmp_path)
    (folder / "pack.json").write_text(json.dumps(example("pack") | {field: value}), "utf-8")
    done = items("lint", folder)
    assert done.returncode == 1
    assert f"error: pack.json $.{field}: " in done.stdout and needed in done.stdout


def test_a_misspelt_field_is_told(tmp_path: Path) -> None:
    folder = pack_of_the_page(tmp_path)
    (folder / "pack.json").write_text(json.dumps(example("pack") | {"region": ["9901"]}), "utf-8")
    done = items("lint", folder)
    assert done.returncode == 0 and "warning: pack.json $.region: no such field" in done.stdout

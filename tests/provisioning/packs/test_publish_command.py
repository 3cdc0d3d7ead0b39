"""`main.py items publish | rollback` on a platform that is not running, as an admin types it."""

import json
from pathlib import Path

import pytest

from tests.provisioning.central.platform import prepared
from tests.provisioning.items.test_examples import example, pack_of_the_page
from tests.provisioning.packs.samples import ONE, TWO, document
from tests.provisioning.packs.world import items

pytestmark = pytest.mark.slow


@pytest.fixture
def data(tmp_path: Path) -> Path:
    prepared(tmp_path / "central")
    return tmp_path / "central"


def test_a_pack_as_the_page_shows_it_is_published_and_rolled_back(
    data: Path, tmp_path: Path
) -> None:
    """What is said is lines that tell something, and nothing else."""
    folder, info = pack_of_the_page(tmp_path / "anew"), example("pack")
    status, said, complained = items("publish", folder, "--data", data)
    assert status == 0, complained
    assert f"2 packages of {info['name']['zh']} ({info['publisher']})" in complained
    (line,) = said.splitlines()
    assert line.startswith("my-pack version 1: 2 packages") and "2 terminals are told" in line
    for code in (ONE, TWO):
        text = json.dumps(document(code, package_ver=2), ensure_ascii=False)
        (folder / code / "item.json").write_text(text, "utf-8")
    assert items("publish", folder, "--data", data)[0] == 0
    status, said, _ = items("rollback", "my-pack", "--data", data)
    assert (status, len(said.splitlines())) == (0, 1)


def test_a_folder_without_pack_json_is_refused_with_the_form_that_is_needed(
    data: Path, tmp_path: Path
) -> None:
    folder = pack_of_the_page(tmp_path / "anew")
    (folder / "pack.json").unlink()
    status, said, complained = items("publish", folder, "--data", data)
    assert (status, said) == (1, "")
    assert f"{folder}/pack.json: " in complained
    assert '{"pack": "my-pack", "publisher": CREDIT CODE, "name": TEXT}' in complained

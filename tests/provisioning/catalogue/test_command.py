"""`main.py items search`, as somebody types it."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.provisioning.catalogue.items import SAMPLE, code_of, document

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[3]


def search(home: Path, *arguments: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, str(ROOT / "main.py"), "items", "search", *arguments],
        cwd=home,
        env={**os.environ, "XDG_CACHE_HOME": str(home)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def kept(home: Path) -> list[str]:
    return sorted(path.name for path in (home / "zizhu").glob("search-*"))


@pytest.mark.row("S031")
def test_the_sample_is_searched_without_a_platform(tmp_path: Path) -> None:
    done = search(tmp_path, "--json", "身份证丢了怎么补")
    found = json.loads(done.stdout)
    assert done.returncode == 0 and not done.stderr
    assert found[0] == {"code": "990100101001", "name": "居民身份证丢失/损坏补换领"}
    assert all(one.keys() == {"code", "name"} for one in found) and len(found) <= 10
    (first,) = kept(tmp_path)
    again = search(tmp_path, "--json", "sbkgs", "--limit", "1")
    assert [one["code"] for one in json.loads(again.stdout)] == ["992000404000"]
    assert kept(tmp_path) == [first], "made once"
    plain = search(tmp_path, "社保卡挂失")
    assert plain.stdout.splitlines()[0].startswith("992000404000  社会保障卡挂失/解挂")


def test_nothing_found_is_an_empty_list_and_status_1(tmp_path: Path, sample_file: Path) -> None:
    done = search(tmp_path, "--json", "蓝天白云", "--catalogue", str(sample_file))
    assert (done.returncode, json.loads(done.stdout)) == (1, [])


def test_a_changed_folder_is_read_anew_and_what_is_no_package_is_told(tmp_path: Path) -> None:
    folder = tmp_path / "pack"
    for number in (1, 2, 3):
        (folder / code_of(number)).mkdir(parents=True)
    write(folder, 1, task_name="桥梁检测许可")
    write(folder, 2, task_name={"en": "nameless"})
    (folder / code_of(3) / "item.json").write_text("{", encoding="utf-8")
    done = search(tmp_path, "桥梁", "--json", "--pack", str(folder))
    assert [one["code"] for one in json.loads(done.stdout)] == [code_of(1)]
    assert "left out" in done.stderr and code_of(2) in done.stderr and code_of(3) in done.stderr
    before = kept(tmp_path)
    write(folder, 1, task_name="隧道检测的许可")
    done = search(tmp_path, "隧道", "--json", "--pack", str(folder))
    assert len(json.loads(done.stdout)) == 1
    assert len(kept(tmp_path)) == 1 and kept(tmp_path) != before


def write(folder: Path, number: int, **changes: object) -> None:
    text = json.dumps(document(code_of(number), **changes), ensure_ascii=False)
    (folder / code_of(number) / "item.json").write_text(text, encoding="utf-8")


@pytest.mark.parametrize("option", ["--pack", "--catalogue"])
def test_what_is_no_catalogue_is_told_with_status_3(tmp_path: Path, option: str) -> None:
    done = search(tmp_path, "身份证", option, str(tmp_path / "nowhere"))
    assert done.returncode == 3 and "cannot be used" in done.stderr and not done.stdout


def test_where_nothing_can_be_kept_it_is_made_each_time(tmp_path: Path) -> None:
    (tmp_path / "zizhu").write_text("in the way", encoding="utf-8")
    done = search(tmp_path, "--json", "身份证", "--pack", str(SAMPLE))
    assert done.returncode == 0 and json.loads(done.stdout)

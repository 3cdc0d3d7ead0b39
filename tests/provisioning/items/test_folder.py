"""A package's folder is read within limits, and never anything outside it."""

import os
from pathlib import Path

import pytest

from kiosk.items.png import MOST_DOTS, MOST_SIDE
from provisioning.items.folder import MOST_FILES, BadFolder, package_folders, read_package
from tests.kiosk.flow.takeaway_screens import png
from tests.provisioning.items.packages import ROOT, lint, said, write


def refusal(folder: Path) -> str:
    with pytest.raises(BadFolder) as refused:
        read_package(folder)
    return str(refused.value)


def test_a_package_is_read_with_its_files_and_one_hash(tmp_path: Path) -> None:
    folder = write(tmp_path, {"proof.typ": b"#set page()"})
    first, again = read_package(folder), read_package(folder)
    assert first.files == {"proof.typ": b"#set page()"} and first == again
    (folder / "proof.typ").write_bytes(b"#set page( )")
    assert read_package(folder).content_hash != first.content_hash


def test_a_link_is_never_followed(tmp_path: Path) -> None:
    folder = write(tmp_path)
    secret = tmp_path / "secret.png"
    secret.write_bytes(b"secret")
    (folder / "photo.png").symlink_to(secret)
    assert "no plain file" in refusal(folder)
    (folder / "photo.png").unlink()
    other = tmp_path / "other"
    other.symlink_to(folder)
    assert "is a link" in refusal(other)


def test_a_pipe_or_a_folder_inside_is_refused(tmp_path: Path) -> None:
    folder = write(tmp_path)
    os.mkfifo(folder / "flow.png")
    assert "no plain file" in refusal(folder)
    (folder / "flow.png").unlink()
    (folder / "more").mkdir()
    assert "no plain file" in refusal(folder)


def test_a_package_larger_than_two_megabytes_is_refused(tmp_path: Path) -> None:
    folder = write(tmp_path, {"a.png": b"x" * 2**20, "b.png": b"x" * 2**20})
    assert "2048 KiB" in refusal(folder)


def test_an_item_file_larger_than_256_kib_is_refused(tmp_path: Path) -> None:
    folder = write(tmp_path)
    (folder / "item.json").write_bytes(b" " * (256 * 1024 + 1))
    assert "item.json: makes it larger than 256 KiB" in refusal(folder)


def test_too_many_files_are_refused(tmp_path: Path) -> None:
    files = {f"p{i}.png": b"" for i in range(MOST_FILES)}
    assert "more than 60 files" in refusal(write(tmp_path, files))


def test_a_folder_without_an_item_is_told(tmp_path: Path) -> None:
    (tmp_path / "x").mkdir()
    assert refusal(tmp_path / "x").startswith("item.json")
    with pytest.raises(BadFolder):
        list(package_folders(tmp_path / "x"))
    with pytest.raises(BadFolder):
        list(package_folders(tmp_path / "nowhere"))


def test_a_package_that_cannot_be_read_does_not_hide_the_others(tmp_path: Path) -> None:
    write(tmp_path, by_law=None)
    (tmp_path / "000").mkdir()
    (tmp_path / "000" / "item.json").write_text("{", "utf-8")
    folders = [one.name for one in package_folders(tmp_path)]
    assert folders == ["000", "990501001000"]


TEMPLATES = [
    b'#import "@preview/cetz:0.2.0": canvas',
    b'#import "/etc/passwd"',
    b'#include "../other/secret.typ"',
    b'#read("/etc/passwd")',
    b'#image("../../photo.png")',
    b'#let a = json ( "../data.json" )',
    b'// "//" \n#let u = "a//b"; #import "@local/x:1.0.0": *',
    b'#let name = "@preview/cetz:0.2.0"\n#import name',
    b"\xff\xfe",
]


@pytest.mark.parametrize("template", TEMPLATES)
def test_a_template_takes_nothing_from_outside(template: bytes, tmp_path: Path) -> None:
    found = lint(tmp_path, {"slip.typ": template}, receipt="slip.typ")
    assert ("$.receipt", "template") in said(found)


def test_a_template_takes_its_own_files_and_the_shared_ones(tmp_path: Path) -> None:
    template = b'#import "/lib/slip.typ": *\n#image("logo.svg")\n#link("https://example.cn//a")'
    files = {"slip.typ": template, "logo.svg": b"<svg xmlns='http://www.w3.org/2000/svg'/>"}
    assert said(lint(tmp_path, files, receipt="slip.typ")) == []


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("photo.png", b"GIF89a"),
        ("sheet.pdf", b"<html>"),
        ("logo.svg", b"<svg><script>alert(1)</script></svg>"),
        ("logo.svg", b'<svg><image href="https://example.cn/x.png"/></svg>'),
        ("Photo.PNG", b"\x89PNG\r\n\x1a\n"),
        ("run.sh", b"#!/bin/sh"),
    ],
)
def test_a_file_of_another_kind_is_told(name: str, content: bytes, tmp_path: Path) -> None:
    assert (name, "file") in said(lint(tmp_path, {name: content}))


@pytest.mark.row("S025")
@pytest.mark.parametrize(
    ("name", "content", "good"),
    [
        ("flow.png", png(), True),
        ("flow.png", png(5000, 1), False),
        ("flow.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>", False),
    ],
)
def test_a_flow_chart_that_no_terminal_draws_is_told(
    name: str, content: bytes, good: bool, tmp_path: Path
) -> None:
    found = said(lint(tmp_path, {name: content}, flowchart=name))
    assert (("$.flowchart", "file") not in found) is good


@pytest.mark.parametrize("size", [(4096, 2000), (5000, 1)])
def test_a_flow_chart_that_is_too_large_is_told_with_the_limits_of_the_page(
    size: tuple[int, int], tmp_path: Path
) -> None:
    found = lint(tmp_path, {"flow.png": png(*size)}, flowchart="flow.png")
    (text,) = (one.text for one in found if one.path == "$.flowchart")
    assert f"{size[0]} x {size[1]} dots, at most 4096 a side and 8,000,000 in all" in text
    page = (ROOT / "docs" / "items.md").read_text("utf-8")
    assert f"{MOST_SIDE} dots a side and {MOST_DOTS:,} dots in all" in page


@pytest.mark.parametrize(
    ("rows", "good"),
    [
        (b'[{"name": "x", "more": 1}]', True),
        (b"[{}]", False),
        (b"{", False),
        (b"[" * 100_000, False),
        (b'["x"]', False),
        (b'{"a": 1}', False),
    ],
)
def test_the_rows_of_a_public_list_have_its_columns(
    rows: bytes, good: bool, tmp_path: Path
) -> None:
    query = {
        "source": "package",
        "rows": "rows.json",
        "columns": [{"id": "name", "label": "名称", "format": "text"}],
        "empty": "没有找到。",
    }
    found = said(lint(tmp_path, {"rows.json": rows}, flow_template="QUERY", query=query))
    assert found == ([] if good else [("rows.json", "file")])

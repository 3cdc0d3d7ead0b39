"""Districts, towns and villages: they come with a pack, and each shows its own items."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from kiosk.values import replace
from provisioning.catalogue.placing import shown, sites_of
from provisioning.catalogue.reader import Reader
from provisioning.catalogue.sites import SITES_FILE, BadSites, Sites, parse_sites, together
from provisioning.catalogue.writer import Writer
from provisioning.items.folder import PackageFolder
from provisioning.items.lint import sites as lint
from provisioning.packs.check import check_package
from provisioning.packs.packfile import LIMITS, read_pack, write_pack
from provisioning.packs.refusal import Refused
from provisioning.packs.source import read_one
from tests.provisioning.catalogue.items import (
    AT,
    PUBLISHER,
    SAMPLE,
    code_of,
    delta,
    pack,
    package,
    some,
)

ROOT = Path(__file__).resolve().parents[3]


def district() -> bytes:
    """With 12 towns and 656 villages; a list as a district sends it."""
    rows = [{"code": "990101000000", "name": "临江区", "parent": ""}]
    towns = [f"990101{town:03d}000" for town in range(1, 13)]
    rows += [{"code": one, "name": f"第{one[6:9]}镇", "parent": rows[0]["code"]} for one in towns]
    for number in range(656):
        town = towns[number % 12]
        code = f"{town[:9]}{200 + number // 12:03d}"
        rows.append({"code": code, "name": f"{code}村", "parent": town})
    return json.dumps(rows[1:] + rows[:1]).encode()


@pytest.mark.row("S027", "S026", "S132")
def test_668_places_come_with_a_pack_and_each_shows_its_own_items_and_those_above(
    writer: Writer, reader: Reader
) -> None:
    places = parse_sites(district()).all()
    assert len(places) == 1 + 12 + 656
    rows = [
        package(
            code_of(number),
            {SITES_FILE: district()} if not number else {},
            region=site.code,
            dept_code=f"{PUBLISHER[:-2]}{number % 39:02d}",
        )
        for number, site in enumerate(places)
    ]
    sent = write_pack(pack(1, tuple(rows)))
    writer.apply(read_pack(sent, LIMITS), AT)
    view = reader.view()
    sites = sites_of(view)
    assert len(sites) == 669
    of_code = {site.code: code_of(number) for number, site in enumerate(places)}
    for site in places[::40]:
        expected = {of_code[one.code] for one in sites.path(site.code)}
        assert {one.code for one in view.visible(AT, site.code)} == expected
        assert view.count_visible(AT, site.code) == len(expected)
    village = places[500]
    counts = [len(view.visible(AT, one.code)) for one in reversed(sites.path(village.code))]
    assert counts == [1, 2, 3], "district, town, village"
    assert len(sites.below("990101000000")) == 12
    listed = list(shown(view, AT))
    assert len(listed) == 669 and [one.items for one in listed[:3]] == [1, 2, 3]


def test_the_places_change_with_the_pack(writer: Writer, reader: Reader) -> None:
    before = some(2)
    writer.apply(pack(1, before), AT)
    assert sites_of(reader.view()).all() == ()
    leading = package(code_of(1), {SITES_FILE: place("990101", "临江区")})
    writer.apply(delta(1, 2, before, leading), AT)
    assert [one.name for one in sites_of(reader.view()).all()] == ["临江区"]
    writer.apply(pack(3, before), AT)
    assert sites_of(reader.view()).all() == ()


def place(code: str, name: str, parent: str = "") -> bytes:
    return json.dumps([{"code": code, "name": name, "parent": parent}]).encode()


def test_of_two_lists_the_first_names_a_place_and_what_cannot_be_read_is_left_out(
    writer: Writer, reader: Reader, caplog: pytest.LogCaptureFixture
) -> None:
    lists = (place("990101", "临江区"), b"{", place("990101", "别名") + b" ", district())
    rows = [package(code_of(n), {SITES_FILE: one}) for n, one in enumerate(lists)]
    writer.apply(pack(1, tuple(rows)), AT)
    sites = sites_of(reader.view())
    assert len(sites) == 670 and sites.path("990101")[0].name == "临江区"
    assert f"{code_of(1)} {SITES_FILE}: not JSON" in caplog.text


@pytest.mark.parametrize(
    ("rows", "why"),
    [
        ([("990101", "a", "990102"), ("990102", "b", "990101")], "above itself"),
        ([("990101", "a", "990199")], "990199: no such place"),
        ([("990101", "a", ""), ("990101", "b", "")], "twice"),
        ([("九九", "a", "")], "not a code"),
    ],
)
def test_what_is_no_tree_of_places_is_refused(rows: list[tuple[str, str, str]], why: str) -> None:
    listed = [dict(zip(("code", "name", "parent"), row, strict=True)) for row in rows]
    with pytest.raises(BadSites, match=why):
        parse_sites(json.dumps(listed).encode())


@pytest.mark.parametrize("raw", [b"{", b"{}", b"[]", b'[{"code": 1}]', b'["x"]', b"[" * 99_999])
def test_a_list_of_places_that_is_none_is_refused_before_it_is_signed_or_installed(
    raw: bytes,
) -> None:
    with pytest.raises(BadSites):
        parse_sites(raw)
    leading = read_one(SAMPLE / "992001103000")
    check_package(leading)
    with pytest.raises(Refused, match=SITES_FILE):
        check_package(replace(leading, files={**leading.files, SITES_FILE: raw}))
    assert [name for name, _ in lint.readable(PackageFolder("x", {}, {SITES_FILE: raw}, ""))]


def test_no_list_of_places_is_an_empty_tree() -> None:
    assert together([]).all() == () and Sites([]).below("") == ()


@pytest.mark.slow
@pytest.mark.row("S027")
def test_the_places_of_a_pack_are_listed_on_the_command_line(tmp_path: Path) -> None:
    def places(*arguments: str) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            [sys.executable, str(ROOT / "main.py"), "items", "places", *arguments],
            cwd=tmp_path,
            env={"XDG_CACHE_HOME": str(tmp_path), "PATH": "/usr/bin:/bin"},
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )

    listed = places().stdout.splitlines()
    assert listed[0].split()[0::2] == ["990100", "示例市"] and len(listed) == 18
    town = json.loads(places("990101001", "--json").stdout)
    assert [one["site"]["name"] for one in town] == ["青石镇", "上湾村", "下湾村", "石桥村"]
    nowhere = places("880000")
    assert nowhere.returncode == 1 and "no such place" in nowhere.stderr

"""Halls and terminals by the command line: prepared, shut out, taken in again."""

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import requests
import yaml

from provisioning.packs.sample import publish_sample
from tests.provisioning.central.certificates.bookings import book, booked
from tests.provisioning.central.certificates.certificates import ITEMS, Desk
from tests.provisioning.central.platform import HALL_FILE, ONE, ROOT, TWO, Platform

pytestmark = pytest.mark.slow

CONTRACT = yaml.safe_load((ROOT / "docs" / "platform-api.yaml").read_bytes())
METHODS = {"get", "head", "options", "patch", "post", "put", "delete"}
WITH_TOKEN = [
    (method, path)
    for path, item in CONTRACT["paths"].items()
    for method in METHODS & set(item)
    if item[method].get("security") != []
]


def by_hand(data: Path, *words: object) -> subprocess.CompletedProcess[str]:
    arguments = [sys.executable, "main.py", "central", "--data", str(data), *map(str, words)]
    return subprocess.run(
        arguments, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False
    )


def done(data: Path, *words: object) -> str:
    """What it said; it went well."""
    ended = by_hand(data, *words)
    assert ended.returncode == 0, ended.stderr
    return ended.stdout


def statuses(platform: Platform, token: str) -> dict[tuple[str, str], int]:
    """Of every address that needs a terminal's token."""
    found = {}
    for method, path in WITH_TOKEN:
        url = platform.url + re.sub(r"\{.*?\}", "1", path)
        headers = {"Authorization": f"Bearer {token}", "Tus-Resumable": "1.0.0"}
        answer = requests.request(method, url, headers=headers, json={}, timeout=20)
        found[method, path] = answer.status_code
    return found


def hall_file(folder: Path, *terminals: str, **changes: Any) -> Path:
    raw = json.loads(HALL_FILE.read_text(encoding="utf-8")) | changes
    raw["terminals"] = [{"terminal_id": one, "name": one} for one in terminals]
    path = folder / "hall.json"
    path.write_text(json.dumps(raw), encoding="utf-8")
    return path


def test_a_stolen_terminal_is_shut_out_everywhere_at_once(own: Platform) -> None:
    assert len(WITH_TOKEN) > 20
    own.start()
    token = own.token(ONE)
    assert 401 not in statuses(own, token).values()
    said = done(own.data, "terminal", ONE, "--off")
    assert f"{ONE} is off" in said
    assert set(statuses(own, token).values()) == {401}
    assert 401 not in statuses(own, own.token(TWO)).values()

    said = done(own.data, "terminal", ONE, "--new-token")
    assert "still off" in said and str(own.data / "terminals" / ONE / "token") in said
    assert own.token(ONE) != token and own.token(ONE) not in said
    assert set(statuses(own, own.token(ONE)).values()) == {401}
    done(own.data, "terminal", ONE, "--on")
    assert 401 not in statuses(own, own.token(ONE)).values()
    assert set(statuses(own, token).values()) == {401}


def test_a_new_token_is_for_handing_over_with_its_keys(own: Platform) -> None:
    folder = own.data / "terminals" / ONE
    names = {path.name for path in folder.iterdir()}
    for path in folder.iterdir():
        path.unlink()
    folder.rmdir()
    done(own.data, "terminal", ONE, "--new-token")
    assert {path.name for path in folder.iterdir()} == names
    assert {path.stat().st_mode & 0o777 for path in folder.iterdir()} == {0o600}


def test_what_waits_at_a_terminal_that_is_shut_out_stops_to_count(own: Platform) -> None:
    publish_sample(own.data, ITEMS)
    own.start()
    desk = Desk(own)
    waits = booked(own)["certificate_id"]
    desk.fetch(waits)
    unfetched, in_hand, printed = (desk.issued()["certificate_id"] for _ in range(3))
    for one in (in_hand, printed):
        desk.fetch(one)
    desk.report(printed, "printed")
    said = done(own.data, "terminal", ONE, "--off")
    assert "certificates revoked that waited there: 2" in said
    assert [line.rpartition(" ")[2] for line in said.splitlines()[2:]] == [in_hand]
    assert {one: desk.life(one)["revoked"] for one in (waits, unfetched, in_hand, printed)} == {
        waits: True,
        unfetched: True,
        in_hand: False,
        printed: False,
    }
    assert book(own).status_code == 404
    told = own.rows("SELECT body FROM central_inboxitem WHERE kind = 'revocation'")
    assert len(told) == 2, "the other terminal hears of both"
    assert "revoked that waited there: 0" in done(own.data, "terminal", ONE, "--off")


def test_a_hall_is_prepared_on_a_new_platform(tmp_path: Path) -> None:
    data = tmp_path / "central"
    said = done(data, "prepare", hall_file(tmp_path, "A1", "A2"))
    assert [line.partition(":")[0] for line in said.splitlines()] == ["A1", "A2"]
    for one in ("A1", "A2"):
        folder = data / "terminals" / one
        assert str(folder) in said
        assert (folder / "token").read_text().strip() not in said


def test_a_terminal_that_left_the_file_is_told_and_turned_off(
    own: Platform, tmp_path: Path
) -> None:
    """Back in the file it is still off: somebody says --on."""
    own.start()
    left = by_hand(own.data, "prepare", hall_file(tmp_path, ONE))
    assert left.returncode == 0
    assert f"{TWO} is not in the file any more" in left.stderr
    assert set(statuses(own, own.token(TWO)).values()) == {401}
    assert 401 not in statuses(own, own.token(ONE)).values()
    back = done(own.data, "prepare", hall_file(tmp_path, ONE, TWO))
    assert f"{TWO} is off: terminal {TWO} --on" in back
    assert set(statuses(own, own.token(TWO)).values()) == {401}


def test_an_order_that_cannot_be_followed_is_one_line(own: Platform) -> None:
    for words in (("terminal", "T9", "--off"), ("terminal", ONE), ("prepare", "/nowhere/hall")):
        ended = by_hand(own.data, *words)
        assert ended.returncode == 1
        assert len(ended.stderr.splitlines()) == 1
        assert ended.stderr.startswith(f"central {words[0]}: ")


def test_a_terminal_that_comes_later_has_the_calendar_too(own: Platform, tmp_path: Path) -> None:
    done(own.data, "load_progress", ROOT / "provisioning" / "sample" / "calendar.json")
    done(own.data, "prepare", hall_file(tmp_path, ONE, TWO, "T00009"))
    query = "SELECT body FROM central_inboxitem WHERE terminal_id = ? AND kind = 'calendar'"
    ((before,),) = own.rows(query, ONE)
    ((later,),) = own.rows(query, "T00009")
    days = json.loads(later)["days"]
    assert days == json.loads(before)["days"]
    assert len(days) > 20
    done(own.data, "prepare", hall_file(tmp_path, ONE, TWO, "T00009"))
    assert len(own.rows(query, "T00009")) == 1

"""What an admin sends by hand: what a terminal would refuse is told at once and never signed."""

import io
import json
import sys
from datetime import timedelta
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from kiosk.clock import SystemClock
from provisioning.central.keys import signing_key
from provisioning.central.manage import manage
from tests.provisioning.central.platform import ONE

pytestmark = pytest.mark.slow


now = SystemClock().now


@pytest.fixture
def data(inside: Path) -> Path:
    return inside


def issued() -> list[Any]:
    rows: Any = import_module("provisioning.central.models").InboxItem
    return list(rows.objects.all())


def booking(**changes: Any) -> dict[str, Any]:
    return {"booking_id": "b-1", "terminal_id": ONE, "day": now().date().isoformat()} | changes


def later(days: int) -> str:
    return (now() + timedelta(days=days)).date().isoformat()


def send(data: Path, kind: str, body: Any, *more: str, terminal: str = ONE) -> int:
    file = data / "body.json"
    file.write_text(body if isinstance(body, str) else json.dumps(body), "utf-8")
    return manage(data, ["send", terminal, kind, str(file), *more])


def lives(item: Any) -> timedelta | None:
    return item.expires - now() if item.expires else None


def test_a_command_is_signed_and_ends_after_a_day(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert send(data, "command", {"name": "lock", "text": "设备检修"}) == 0
    (item,) = issued()
    assert capsys.readouterr() == (f"{item.item_id}\n", "")
    assert (item.terminal_id, item.kind, item.seq) == (ONE, "command", 1)
    assert item.signature and item.key_id == signing_key(data).key_id
    assert timedelta(hours=23) < (lives(item) or timedelta()) <= timedelta(hours=24)


def test_it_ends_when_it_is_wanted_to_and_a_policy_never(data: Path) -> None:
    assert send(data, "command", {"name": "unlock"}, "--hours", "2") == 0
    assert send(data, "policy", {"name": "hall.rule", "value": 3}) == 0
    first, second = issued()
    assert (lives(first) or timedelta()) <= timedelta(hours=2)
    assert lives(second) is None


def test_what_is_typed_is_sent_too(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    typed = io.TextIOWrapper(io.BytesIO(b'{"name": "unlock"}'))
    monkeypatch.setattr(sys, "stdin", typed)
    assert manage(data, ["send", ONE, "command", "-"]) == 0
    assert [one.body for one in issued()] == [{"name": "unlock"}]


@pytest.mark.parametrize(
    ("kind", "body", "told"),
    [
        ("order", {"name": "lock"}, "order is none of command, policy, trust, booking"),
        ("progress", {}, "progress is none of"),
        ("command", "{", "not acceptable JSON"),
        ("command", ["lock"], "not acceptable JSON"),
        ("command", {"name": "explode"}, "not acceptable at $.name"),
        ("command", {"name": "lock", "until": 1}, "not acceptable"),
        ("command", {"name": "lock", "text": "长" * 41}, "not acceptable at $.text"),
        ("policy", {"name": "hall.rule", "value": 1.5}, "not acceptable at $.body"),
        ("trust", {"change": "add", "key_id": "k2"}, "not acceptable"),
    ],
)
def test_what_a_terminal_would_refuse_is_not_sent(
    kind: str, body: Any, told: str, data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert send(data, kind, body) == 1
    said, complained = capsys.readouterr()
    assert (said, len(complained.splitlines())) == ("", 1)
    assert complained.startswith(f"central send: {told}")
    assert issued() == []


def test_a_booking_is_for_this_terminal_today_or_tomorrow(data: Path) -> None:
    assert send(data, "booking", booking(terminal_id="T00005")) == 1
    assert send(data, "booking", booking(day=later(2))) == 1
    assert issued() == []
    assert send(data, "booking", booking(day=later(1))) == 0


def test_the_key_that_signs_is_never_revoked_by_itself(data: Path) -> None:
    own = signing_key(data).key_id
    assert send(data, "trust", {"change": "revoke", "key_id": own}) == 1
    assert issued() == []
    assert send(data, "trust", {"change": "revoke", "key_id": "former"}) == 0


def test_a_terminal_that_is_not_there_and_a_file_that_is_none_are_told(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert send(data, "command", {"name": "lock"}, terminal="T1") == 1
    told = "central send: T1 is no terminal in use: T00003, T00005\n"
    assert capsys.readouterr().err == told
    assert manage(data, ["send", ONE, "command", "/nowhere.json"]) == 1
    assert "nowhere.json" in capsys.readouterr().err


@pytest.mark.parametrize("hours", ["0", "-1", "1.5", "99999999999"])
def test_hours_that_are_none_are_told_in_a_line(
    hours: str, data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert send(data, "command", {"name": "lock"}, f"--hours={hours}") == 1
    told = f"argument --hours: '{hours}' is no number from 1 to 8784\n"
    assert capsys.readouterr().err.endswith(told)
    assert issued() == []


def test_what_nobody_answered_yet_is_said(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    send(data, "command", {"name": "lock"})
    item = capsys.readouterr().out.strip()
    assert manage(data, ["result", item]) == 1
    assert capsys.readouterr().err == f"central result: {ONE} has not fetched it yet\n"
    assert manage(data, ["result", "nothing"]) == 1
    assert capsys.readouterr().err == "central result: there is no such item\n"

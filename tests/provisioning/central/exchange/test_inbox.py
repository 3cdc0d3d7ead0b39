"""What the platform has for a terminal: in order, signed for it alone, read from a cursor."""

import base64
import json
from datetime import UTC, datetime, timedelta
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
import requests
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from kiosk.numbers import birth_of
from offline_queue.inbound import items, trust
from tests.provisioning.central.platform import HALL, ONE, TWO, Platform
from tests.provisioning.central.samples import auth, record

pytestmark = pytest.mark.slow

BODIES: dict[str, dict[str, Any]] = {
    "catalogue_hint": {"version": "2031.7"},
    "calendar": {"days": [{"day": "2031-10-01", "work": False}]},
    "policy": {"name": "queue.per_person_day", "value": 2},
    "booking": {"booking_id": "b-1", "terminal_id": ONE, "day": "2031-01-02", "group_id": "A"},
    "revocation": {"subject": "certificate", "ids": ["c-1", "c-2"]},
    "trust": {"change": "add", "key_id": "k2", "public": "ab" * 32},
    "command": {"name": "lock", "text": "设备检修中"},
}


def issue(platform: Platform, kind: str, terminal: str = ONE, **more: Any) -> dict[str, Any]:
    order = {"terminal_id": terminal, "kind": kind, "body": BODIES[kind], "valid_s": 3600} | more
    answer = requests.post(f"{platform.url}/_world/inbox", json=order, timeout=10)
    assert answer.status_code == 200, answer.text
    item: dict[str, Any] = answer.json()["item"]
    return item


def read(platform: Platform, terminal: str = ONE, **query: Any) -> dict[str, Any]:
    answer = requests.get(
        f"{platform.url}/api/v1/inbox",
        params=query,
        headers=platform.headers(terminal),
        timeout=10,
    )
    assert answer.status_code == 200, answer.text
    content: dict[str, Any] = answer.json()
    return content


@pytest.fixture
def world(own: Platform) -> Platform:
    own.mode = "world"
    own.start()
    return own


def test_items_come_in_order_from_the_cursor_on(world: Platform) -> None:
    issued = [issue(world, kind) for kind in BODIES]
    assert [one["seq"] for one in issued] == list(range(1, 8))
    first = read(world, limit=3)
    assert (first["items"], first["cursor"], first["more"]) == (issued[:3], 3, True)
    rest = read(world, after=first["cursor"], limit=4)
    assert (rest["items"], rest["cursor"], rest["more"]) == (issued[3:], 7, False)
    again = read(world, after=3)
    assert again["items"] == issued[3:], "until a later cursor is named, they come again"
    end = read(world, after=7)
    assert (end["items"], end["cursor"], end["more"]) == ([], 7, False)
    assert end["time"] and end["hall"]["groups"]


def test_every_answer_says_whether_something_waits(world: Platform) -> None:
    nothing = {"terminal_id": ONE, "epoch": "e1", "have": [], "want": []}

    def told() -> set[bool]:
        looked = requests.get(
            f"{world.url}/api/v1/halls/{HALL}", headers=world.headers(ONE), timeout=10
        )
        sent = {"terminal_id": ONE, "epoch": "e1", "records": [record("auth", auth())]}
        answers = [looked, world.post("leases", ONE, nothing), world.post("records", ONE, sent)]
        return {one.json()["inbox"] for one in answers}

    assert told() == {False}
    issue(world, "policy")
    assert told() == {True}
    page = read(world)
    assert told() == {True}, "it was sent, and may have been lost"
    assert read(world, after=page["cursor"])["inbox"] is False
    assert told() == {False}
    issue(world, "command", TWO)
    assert told() == {False}, "another terminal's"


@pytest.mark.row("S132")
def test_terminal_gets_what_is_meant_for_it_alone(world: Platform) -> None:
    for_one, for_two = issue(world, "policy"), issue(world, "booking", TWO)
    assert read(world)["items"] == [for_one]
    assert read(world, TWO)["items"] == [for_two]
    foreign = requests.get(f"{world.url}/api/v1/inbox", timeout=10)
    assert foreign.status_code == 401


def test_signature_is_over_the_bytes_that_the_manual_says(world: Platform) -> None:
    """Made here from docs/platform.md alone, so that another platform or terminal can do it."""
    line = (world.data / "terminals" / ONE / "platform-sign.pub").read_text(encoding="ascii")
    key_id, digits = line.split()
    key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(digits))
    for kind in BODIES:
        issue(world, kind)
    issue(world, "policy", valid_s=None)
    came = read(world)["items"]
    assert len(came) == 8 and came[-1]["expires_at"] is None
    for item in came:
        signature = base64.b64decode(item.pop("signature"))
        assert item.pop("key_id") == key_id
        signed = item | {"terminal_id": ONE}
        text = json.dumps(signed, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        key.verify(signature, b"zizhu/inbox/v1\n" + text.encode())
        other = json.dumps(
            signed | {"terminal_id": TWO}, ensure_ascii=False, sort_keys=True, separators=(",", ":")
        )
        with pytest.raises(InvalidSignature):
            key.verify(signature, b"zizhu/inbox/v1\n" + other.encode())


def test_terminals_read_what_the_platform_writes(world: Platform) -> None:
    """The terminal's own reader takes every kind of item, and its check takes the signature."""
    keys = trust.load_keys(world.data / "terminals" / ONE / "platform-sign.pub")
    shapes: dict[str, Any] = {
        "catalogue_hint": items.Hint,
        "calendar": items.Calendar,
        "policy": items.Policy,
        "booking": items.Booking,
        "revocation": items.Revocation,
        "trust": items.Trust,
        "command": items.Order,
    }
    for kind, shape in shapes.items():
        item = items.parse_item(issue(world, kind), ONE)
        trust.verify(item, keys)
        items.read_body(item, shape)


def test_signing_key_stays_over_a_restart(world: Platform) -> None:
    before = issue(world, "policy")["key_id"]
    world.stop()
    world.start()
    assert issue(world, "policy")["key_id"] == before
    (line,) = {
        (world.data / "terminals" / one / "platform-sign.pub").read_text() for one in (ONE, TWO)
    }
    assert line.split()[0] == before
    assert (world.data / "sign.key").stat().st_mode & 0o777 == 0o600


def test_expired_items_do_not_come_and_do_not_count(inside: Path) -> None:
    inbox = import_module("provisioning.central.exchange.inbox")
    terminal = import_module("provisioning.central.models").Terminal.objects.get(pk=ONE)
    start = datetime(2031, 1, 1, tzinfo=UTC)
    for kind, valid_s in (("command", 60), ("policy", None), ("command", 61)):
        inbox.issue(terminal, kind, BODIES[kind], valid_s, start)
    ((_, policy, _), later) = (
        inbox.page(terminal, 0, 10, start + timedelta(seconds=s)).items for s in (59, 61)
    )
    assert later == [policy]
    assert inbox.waits(terminal, start + timedelta(seconds=61))
    assert inbox.page(terminal, 2, 10, start + timedelta(days=1)).items == []
    assert not inbox.waits(terminal, start + timedelta(days=1))


def test_platform_of_an_old_copy_gives_no_number_again(inside: Path) -> None:
    """It was brought back without its last items, and the terminal has them."""
    inbox = import_module("provisioning.central.exchange.inbox")
    terminal = import_module("provisioning.central.models").Terminal.objects.get(pk=ONE)
    now = datetime(2031, 1, 1, tzinfo=UTC)
    assert inbox.issue(terminal, "policy", BODIES["policy"], None, now).seq == 1
    inbox.page(terminal, 17, 10, now)
    assert inbox.issue(terminal, "policy", BODIES["policy"], None, now).seq == 18
    assert inbox.page(terminal, 17, 10, now).cursor == 18


def test_order_that_no_terminal_could_read_is_refused(shared: Platform) -> None:
    def status(**change: Any) -> int:
        order = {"terminal_id": ONE, "kind": "command", "body": BODIES["command"], "valid_s": 9}
        return requests.post(
            f"{shared.url}/_world/inbox", json=order | change, timeout=10
        ).status_code

    assert status(terminal_id="T99999") == 404
    wrong: list[dict[str, Any]] = [
        {"kind": "parcel"},
        {"body": {"name": "explode"}},
        {"body": BODIES["command"] | {"shell": "x"}},
        {"valid_s": None},
        {"kind": "policy", "body": {"name": "a", "value": 0.5}},
        {"kind": "policy", "body": {"name": "a", "value": 2**54}},
        {"kind": "policy", "body": {"name": "a", "value": "x" * 70_000}},
        {"kind": "trust", "body": {"change": "add", "key_id": "k"}},
        {"kind": "calendar", "body": {"days": [{"day": "2031-02-30", "work": True}]}},
    ]
    assert [status(**change) for change in wrong] == [400] * len(wrong)
    assert requests.get(f"{shared.url}/_world/inbox", timeout=10).status_code == 405


def test_nobody_orders_anything_where_it_is_no_demo(own: Platform) -> None:
    own.start()
    answer = requests.post(f"{own.url}/_world/inbox", json={}, timeout=10)
    assert answer.status_code == 404


@pytest.mark.parametrize("query", ["after=-1", "after=x", "after=1.5", "limit=0", "limit=101"])
def test_cursor_or_limit_that_is_none_is_400(shared: Platform, query: str) -> None:
    answer = requests.get(
        f"{shared.url}/api/v1/inbox?{query}", headers=shared.headers(ONE), timeout=10
    )
    assert (answer.status_code, answer.json()["error"]) == (400, "malformed")


@pytest.mark.row("S132")
def test_nothing_personal_fits_into_an_item(shared: Platform) -> None:
    """A booking knows its citizen by a keyed hash; a name or a number has no place in any kind."""
    number = "11010519491231002X"
    assert birth_of(number)
    for name, value in (("holder_hash", number), ("holder_name", "测试甲"), ("id_no", number)):
        order = {"terminal_id": ONE, "kind": "booking", "valid_s": 9}
        order["body"] = BODIES["booking"] | {name: value}
        answer = requests.post(f"{shared.url}/_world/inbox", json=order, timeout=10)
        assert answer.status_code == 400
        assert number not in answer.text

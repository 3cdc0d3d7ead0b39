"""Through which way in, and where: every record that a terminal sends says it, of whatever kind."""

import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from offline_queue.outbox import rows as outbox
from offline_queue.outbox.streams import KINDS
from offline_queue.store.ledger import Ledger
from provisioning.central.exchange import wire
from tests.clock import MONDAY_MORNING
from tests.offline_queue.test_with_platform import _Terminal
from tests.provisioning.central.cases import made_at
from tests.provisioning.central.certificates.certificates import AT, Desk
from tests.provisioning.central.certificates.test_wishes import own_code, wish
from tests.provisioning.central.platform import ONE, Platform
from tests.provisioning.central.samples import auth, others, own_day, ticket

pytestmark = pytest.mark.slow

MANIFEST = "-".join(["0123abcd"] * 8)


@pytest.fixture(scope="module")
def platform(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Platform]:
    with Platform(tmp_path_factory.mktemp("channel") / "central", world=True) as running:
        yield running


def bodies(platform: Platform) -> dict[str, dict[str, Any]]:
    """One of each kind, as terminals make them, in an order in which each can be applied."""
    number = ticket(3, own_day())
    made = {"ticket": number, "auth": auth()}
    made |= {one["kind"]: one["body"] for one in others("s", number["ticket_id"])}
    item = {"item_code": "992000501000", "at": AT}
    made["correction"] = item | {"session_id": "s", "version": 1, "element": "fees"}
    made["service"] = {
        "service_id": str(uuid.uuid4()),
        "session_id": "s",
        "service": "query",
        "ticket_id": "",
        "link": "ab" * 32,
        "at": AT,
    }
    made["result"] = {"item_id": "catalogue", "status": "done", "why": "fresh", "at": AT}
    whole = made_at(MONDAY_MORNING, 77, manifest=MANIFEST)
    made["application"] = whole
    gone = {"package_id": "p-1", "application_id": whole["application_id"], "at": AT}
    made["destroyed"] = gone | {"manifest": MANIFEST, "reason": "age"}
    made["cert_request"] = wish(platform, own_code())["body"]
    issued = Desk(platform).issued()["certificate_id"]
    made["cert_copy"] = {"certificate_id": issued, "copy_no": 1, "state": "printed", "at": AT}
    return made


@pytest.mark.row("S052")
def test_every_kind_that_arrives_is_stored_with_channel_and_terminal(
    platform: Platform, tmp_path: Path
) -> None:
    """From a terminal's outbox over HTTP into the platform's file."""
    made = bodies(platform)
    assert made.keys() == KINDS.keys() == wire.KINDS.keys(), "a new kind needs its line here"
    terminal = _Terminal(platform, tmp_path)
    when = MONDAY_MORNING.isoformat()

    def put(ledger: Ledger) -> None:
        for kind, body in made.items():
            outbox.put(ledger, kind, body, when, about=body.get("application_id", ""))

    terminal.store.call(put)
    terminal.drain()
    assert terminal.store.call(outbox.backlog).dead == 0
    terminal.close()
    query = "SELECT kind, submit_channel, terminal_id FROM central_record"
    stored = platform.rows(query)
    assert {kind for kind, _, _ in stored} == KINDS.keys()
    assert {(channel, where) for _, channel, where in stored} == {("terminal", ONE)}
    sent = b"".join(terminal.recorder.bodies)
    assert sent.count(b'"submit_channel":"terminal"') == sent.count(b'"records":[') > 0


@pytest.mark.row("S052")
def test_no_other_way_in_can_be_claimed_here(platform: Platform) -> None:
    """Neither another channel, nor another terminal's name."""
    for claim in ({"submit_channel": "window"}, {"submit_channel": ""}):
        content = {"terminal_id": ONE, "epoch": "e1", "records": []} | claim
        assert platform.post("records", ONE, content).status_code == 400
    content = {"terminal_id": "T00005", "epoch": "e1", "records": []}
    assert platform.post("records", ONE, content).status_code == 403


def test_a_terminal_of_before_that_names_no_channel_is_still_one(platform: Platform) -> None:
    (one,) = platform.send(
        ONE, [{"key": "old-1", "seq": 1, "kind": "auth", "created_at": AT, "body": auth()}]
    )
    assert one["status"] == "applied"
    query = "SELECT submit_channel, terminal_id FROM central_record WHERE key = 'old-1'"
    assert platform.rows(query) == [("terminal", ONE)]

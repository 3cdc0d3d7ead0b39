"""The log on its whole way: screen, service, disk, network, and the real reference platform."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from kiosk.clock import SystemClock
from kiosk.messages.audit import AuditPage, AuditState, ListAudit, VerifyAudit
from kiosk.messages.service import Network, NumberTaken
from offline_queue.audit import cursor
from offline_queue.audit.answers import ask, pages
from offline_queue.audit.upload import AuditUpload
from offline_queue.service import Service
from offline_queue.store.writer import Store
from offline_queue.sync.answers import Answer
from offline_queue.sync.line import Read
from tests.offline_queue.audit.books import begin, entries, spoil, write
from tests.offline_queue.samples import by_card, config, until
from tests.offline_queue.screen import Screen
from tests.provisioning.central.platform import HALL, HALL_FILE, ONE, Platform


@pytest.fixture
def platform(tmp_path: Path) -> Iterator[Platform]:
    with Platform(tmp_path / "central") as running:
        yield running


@pytest.mark.slow
@pytest.mark.row("S112")
def test_a_citizens_steps_reach_the_platform_as_a_log_that_is_whole(
    platform: Platform, tmp_short: Path
) -> None:
    """And what somebody then does to it is seen there."""
    (tmp_short / "hall.json").write_text(HALL_FILE.read_text(encoding="utf-8"), encoding="utf-8")
    cfg = config(tmp_short, platform.url, platform.token(ONE), terminal_id=ONE, hall_id=HALL)
    service = Service(cfg, SystemClock())
    service.start()
    with Screen(cfg.service_socket) as screen:
        screen.view(lambda v: v.network is Network.UP and v.businesses[0].refusal is None)
        taken = screen.ask(by_card("A", sealed=b""), NumberTaken)
        page = screen.ask(ListAudit(what="number"), AuditPage)
        assert [taken.ticket.ticket_id in line.event for line in page.lines] == [True]
        verified = screen.ask(VerifyAudit(), AuditState)
        assert not verified.why and verified.entries >= 3
    service.stop()
    _send_all(cfg.state, platform)
    log = _audit_log(platform)
    assert log["alarms"] == [] and log["entries"] >= verified.entries + 1
    whats = [row[0] for row in platform.rows("SELECT event FROM central_auditentry ORDER BY seq")]
    for what in ("chain.began", "service.started", "platform.found", "leases.received"):
        assert any(what in event for event in whats)
    _cut_out_one(cfg.state)
    _send_all(cfg.state, platform)
    assert [alarm["kind"] for alarm in _audit_log(platform)["alarms"]] == ["gap"]


def _audit_log(platform: Platform) -> dict[str, Any]:
    (one,) = [t for t in platform.evidence()["terminals"] if t["terminal_id"] == ONE]
    found: dict[str, Any] = one["audit_log"]
    return found


class _Wire:
    def __init__(self, platform: Platform) -> None:
        self._platform = platform

    def post(self, path: str, body: Mapping[str, Any], read: Read) -> Answer:
        answer = self._platform.post(path.removeprefix("/api/v1/"), ONE, body)
        assert answer.status_code == 200, answer.text
        return Answer(None, payload=answer.json())


def _send_all(state_folder: Path, platform: Platform) -> None:
    store = Store(state_folder, ballast_bytes=4096)
    upload = AuditUpload(store, ONE, SystemClock().monotonic)
    while upload.step(_Wire(platform)):
        continue
    last = entries(store)[-1].seq
    assert store.call(cursor.read_sent).centre == last
    store.close()


def _cut_out_one(state_folder: Path) -> None:
    """Somebody deletes an entry that the centre has not seen yet."""
    store = Store(state_folder, ballast_bytes=4096)
    begin(store, ONE)
    write(store, 3)
    spoil(store, "DELETE FROM audit WHERE seq = (SELECT max(seq) - 1 FROM audit)")
    store.close()


def test_the_running_service_is_asked_and_its_end_is_sealed(tmp_short: Path) -> None:
    cfg = config(tmp_short)
    service = Service(cfg, SystemClock())
    service.start()
    until(lambda: cfg.service_socket.exists())
    running = ask(cfg, VerifyAudit())
    assert isinstance(running, AuditState) and not running.why and running.entries >= 2
    assert [line.seq for page in pages(cfg, ListAudit(what="service")) for line in page.lines] == [
        2
    ]
    service.stop()
    stopped = ask(cfg, VerifyAudit())
    assert isinstance(stopped, AuditState) and not stopped.why
    assert stopped.entries > running.entries
    store = Store(cfg.state, ballast_bytes=4096)
    last = entries(store)[-1]
    assert "service.stopped" in last.event
    assert store.call(lambda c: cursor.read(c, cursor.SEALED)).seq == last.seq
    store.close()

"""The real reference platform commands a real terminal, and gets its large attachments."""

import io
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import requests

from kiosk.clock import SystemClock
from kiosk.config import TerminalConfig
from kiosk.faults import Fault
from kiosk.messages.service import HallView, Network, NumberTaken, Refused
from offline_queue.attachments import rows
from offline_queue.attachments.material import Material, Trust
from offline_queue.attachments.store import FOLDER_NAME, keep
from offline_queue.outbox.rows import backlog
from offline_queue.service import Service
from tests.offline_queue.samples import by_card, config, until, wish
from tests.offline_queue.screen import Screen
from tests.offline_queue.uploads.sender import content_of
from tests.provisioning.central.platform import HALL, HALL_FILE, ONE, ROOT, Platform


@pytest.fixture
def platform(tmp_path: Path) -> Iterator[Platform]:
    with Platform(tmp_path / "central", world=True) as running:
        yield running


@pytest.fixture
def cfg(platform: Platform, tmp_short: Path) -> TerminalConfig:
    (tmp_short / "hall.json").write_text(HALL_FILE.read_text(encoding="utf-8"), encoding="utf-8")
    made = config(tmp_short, platform.url, platform.token(ONE), terminal_id=ONE, hall_id=HALL)
    key = platform.data / "terminals" / ONE / "platform-sign.pub"
    made.sign_keys_file.write_text(key.read_text(encoding="ascii"), encoding="ascii")
    return made


@pytest.fixture
def service(cfg: TerminalConfig) -> Iterator[Service]:
    made = Service(cfg, SystemClock())
    made.start()
    yield made
    made.stop()


def _issue(platform: Platform, body: dict[str, Any], **more: Any) -> str:
    order = {"terminal_id": ONE, "kind": "command", "body": body, "valid_s": 3600} | more
    answer = requests.post(f"{platform.url}/_world/inbox", json=order, timeout=10)
    assert answer.status_code == 200, answer.text
    return str(answer.json()["item"]["id"])


def _result(platform: Platform, item: str) -> list[tuple[Any, ...]]:
    query = "SELECT status, why FROM central_itemresult WHERE item_id = ?"
    return platform.rows(query, item)


@pytest.mark.slow
def test_a_command_of_the_platform_locks_the_terminal_and_its_result_comes_back(
    platform: Platform, service: Service, cfg: TerminalConfig
) -> None:
    with Screen(cfg.service_socket) as screen:
        screen.view(lambda v: v.network is Network.UP and v.businesses[0].refusal is None)
        lock = _issue(platform, {"name": "lock", "text": "设备检修"})
        service.sync.hurry()

        def locked(view: HallView) -> bool:
            return view.businesses[0].refusal is Fault.OUT_OF_SERVICE

        screen.view(locked)
        assert screen.ask(wish(), Refused).fault is Fault.OUT_OF_SERVICE
        until(lambda: _result(platform, lock) == [("done", "")], 30)
        unlock = _issue(platform, {"name": "unlock"})
        service.sync.hurry()
        screen.view(lambda v: v.businesses[0].refusal is None)
        assert screen.ask(by_card(sealed=b""), NumberTaken).ticket.ticket_no
        until(lambda: _result(platform, unlock) == [("done", "")], 30)


@pytest.mark.slow
@pytest.mark.row("S128")
def test_an_application_goes_with_its_large_attachments(
    platform: Platform, service: Service, cfg: TerminalConfig
) -> None:
    when = SystemClock().now().isoformat(timespec="seconds")
    scan = content_of(20.5)
    kept = keep(cfg.state / FOLDER_NAME, io.BytesIO(scan), "application/pdf")
    material = Material(kept, "身份证", "scan", "sim", when, Trust.C)
    body = {
        "application_id": "app-1",
        "item_code": "item-1",
        "channel": "kiosk",
        "at": when,
        "form": "e30=",
    }
    store = service.store
    store.call(lambda c: rows.put(c, "application", body, when, [material], about="app-1"))
    service.sync.wake()
    until(lambda: store.call(backlog).pending == 0, 30)
    applied = "SELECT status FROM central_record WHERE kind = 'application'"
    assert platform.rows(applied) == [("applied",)], store.call(backlog)
    (found,) = platform.rows("SELECT upload_id, state FROM central_upload")
    assert found[1] == "complete"
    assert (platform.data / "files" / found[0]).read_bytes() == scan


def _central(platform: Platform, *words: str, body: Any = None) -> str:
    """`main.py central ...` beside the running platform, as an admin types it: what it says."""
    done = subprocess.run(
        [sys.executable, str(ROOT / "main.py"), "central", "--data", str(platform.data), *words],
        input=json.dumps(body),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout.strip()


@pytest.mark.slow
def test_what_an_admin_sends_by_hand_is_done_and_its_result_can_be_read(
    platform: Platform, service: Service, cfg: TerminalConfig
) -> None:
    today = SystemClock().now().date().isoformat()
    booking = {"booking_id": "b-1", "terminal_id": ONE, "day": today}
    bodies: list[tuple[str, dict[str, Any], str]] = [
        ("command", {"name": "lock", "text": "设备检修"}, "done"),
        ("command", {"name": "unlock"}, "done"),
        ("command", {"name": "collect_logs"}, "done"),
        ("command", {"name": "restart", "part": "service"}, "unsupported"),
        ("command", {"name": "test_device", "part": "receipt_printer"}, "failed RP-0106"),
        ("policy", {"name": "queue.per_person", "value": 3}, "done"),
        ("trust", {"change": "add", "key_id": "k2", "public": "ab" * 32}, "done"),
    ]
    sent = [(_central(platform, "send", ONE, kind, "-", body=b), why) for kind, b, why in bodies]
    _central(platform, "send", ONE, "booking", "-", body=booking)
    with Screen(cfg.service_socket) as screen:
        screen.view(lambda v: v.network is Network.UP)
        service.sync.hurry()
        until(lambda: all(_result(platform, item) for item, _ in sent), 60)
    for item, why in sent:
        (status,) = _result(platform, item)
        assert " ".join(status).startswith(why), (status, why)
    logs = _central(platform, "result", sent[2][0])
    assert " done\n" in logs and '"part": "service"' in logs
    kept = "SELECT count(*) FROM bookings WHERE booking_id = 'b-1'"
    until(lambda: service.store.call(lambda c: c.execute(kept).fetchone()[0]) == 1, 30)

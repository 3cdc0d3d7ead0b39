"""Two terminals of one hall and the real reference platform."""

import gzip
import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import requests
from requests.adapters import HTTPAdapter

from kiosk.clock import SystemClock
from kiosk.config import TerminalConfig
from kiosk.faults import Fault
from kiosk.messages.operator import AskQueue, QueueStatus, SetNetwork
from kiosk.messages.service import (
    AskHall,
    HallView,
    Network,
    NumberTaken,
    Recorded,
    Refused,
    TakeNumber,
)
from kiosk.values import replace
from offline_queue.hall_file import load_groups
from offline_queue.outbox import rows as outbox
from offline_queue.seal import KeyVault
from offline_queue.service import Service
from offline_queue.store.writer import Store
from offline_queue.sync.central import central_sync
from offline_queue.sync.transport import Transport
from offline_queue.sync.trusted_time import TrustedClock
from tests.offline_queue.samples import at, by_card, config, given, put_help, until
from tests.offline_queue.screen import Screen
from tests.provisioning.central.platform import HALL, HALL_FILE, ONE, TWO, Platform

pytestmark = pytest.mark.slow

NUMBER_OF_JIA, NUMBER_OF_YI = "440524188001010014", "11010519491231002X"
TERMINALS = {ONE: "03 号机", TWO: "05 号机"}


@pytest.fixture
def platform(tmp_path: Path) -> Iterator[Platform]:
    with Platform(tmp_path / "central", world=True) as running:
        yield running


def _config(platform: Platform, folder: Path, terminal: str) -> TerminalConfig:
    folder.mkdir()
    (folder / "hall.json").write_text(HALL_FILE.read_text(encoding="utf-8"), encoding="utf-8")
    return config(
        folder,
        platform.url,
        platform.token(terminal),
        terminal_id=terminal,
        terminal_name=TERMINALS[terminal],
        hall_id=HALL,
    )


def _person(number: int) -> str:
    return f"{number:064x}"


class Cut:
    """A running terminal that has its leases and is then cut off."""

    def __init__(self, cfg: TerminalConfig) -> None:
        self.service = Service(cfg, SystemClock())
        self.service.start()
        self.screen = Screen(cfg.service_socket)
        self.screen.view(lambda v: v.network is Network.UP and v.businesses[0].refusal is None)
        self.screen.ask(SetNetwork(up=False), Recorded)
        self.screen.view(lambda v: v.network is Network.DOWN)

    def take(self, count: int, person: int) -> list[str]:
        asked = [by_card("A", _person(person + n), sealed=b"") for n in range(count)]
        return [self.screen.ask(one, NumberTaken).ticket.ticket_no for one in asked]

    def reconnect(self) -> None:
        self.screen.ask(SetNetwork(up=True), Recorded)
        until(lambda: self.screen.ask(AskQueue(), QueueStatus).pending == 0)

    def stop(self) -> None:
        self.screen.close()
        self.service.stop()


@pytest.mark.row("S077")
def test_two_cut_off_terminals_never_share_a_number(platform: Platform, tmp_short: Path) -> None:
    terminals = [Cut(_config(platform, tmp_short / one, one)) for one in (ONE, TWO)]
    first, second = (one.take(50, 1000 * n) for n, one in enumerate(terminals, 1))
    assert len(set(first) | set(second)) == 100
    for one in terminals:  # the block is used up: told before the card, and refused after it
        view = one.screen.ask(AskHall(), HallView)
        assert view.businesses[0].refusal is Fault.GROUP_NO_NUMBERS
        assert view.businesses[0].waiting.ahead is None
        refused = one.screen.ask(by_card("A", _person(9), sealed=b""), Refused)
        assert refused.fault is Fault.GROUP_NO_NUMBERS
    for one in terminals:
        one.reconnect()
        one.stop()
    arrived = platform.rows("SELECT ticket_no, terminal_id FROM central_ticket")
    assert sorted(arrived) == sorted([(n, ONE) for n in first] + [(n, TWO) for n in second])


class _Recorder(HTTPAdapter):
    def __init__(self) -> None:
        super().__init__()
        self.bodies: list[bytes] = []

    def send(self, request: Any, *args: Any, **kwargs: Any) -> requests.Response:
        if request.method == "POST":
            packed = request.headers.get("Content-Encoding") == "gzip"
            self.bodies.append(gzip.decompress(request.body) if packed else request.body)
        return super().send(request, *args, **kwargs)


class _Terminal:
    """Store and sync alone; the test takes the steps."""

    def __init__(self, platform: Platform, folder: Path) -> None:
        self.store = Store(folder / "state", ballast_bytes=4096)
        self.recorder = _Recorder()
        self.groups = {group.group_id: group for group in load_groups(HALL_FILE)}
        self.sync = central_sync(
            self.store,
            Transport(platform.url, platform.token(ONE), self.recorder),
            ONE,
            HALL,
            tuple(self.groups.values()),
            TrustedClock(SystemClock()),
            lambda: None,
            random.uniform,
        )
        self.sync.step()

    def take(self, asked: TakeNumber) -> str:
        so = at(SystemClock().now(), groups=self.groups)
        return given(self.store, asked, so).ticket_id

    def drain(self) -> None:
        for _ in range(12):
            self.sync.hurry()  # no waiting for probes and back-offs
            self.sync.step()
            if not self.store.call(outbox.backlog).pending:
                return
        raise AssertionError("the backlog does not drain")

    def close(self) -> None:
        self.sync.stop()
        self.store.close()


@pytest.mark.row("S128")
def test_every_batch_again_changes_nothing_on_the_platform(
    platform: Platform, tmp_path: Path
) -> None:
    terminal = _Terminal(platform, tmp_path)
    for number, spoiled in enumerate(("none", "drop_reply", "500", "html", "empty", "redirect")):
        for n in range(5):
            terminal.take(by_card("A", _person(100 * number + n), sealed=b""))
        put_help(terminal.store, 30)
        platform.fault(spoiled, count=2)
        terminal.drain()
    assert platform.rows("SELECT count(*) FROM central_ticket") == [(30,)]
    assert terminal.store.call(outbox.backlog).dead == 0
    kept, replayed = platform.contents(), 0
    for content in map(json.loads, terminal.recorder.bodies):
        if "records" not in content:
            continue
        answer = platform.post("records", ONE, content).json()
        assert {one["status"] for one in answer["results"]} == {"already"}
        replayed += len(answer["results"])
    assert replayed >= 6 * 35 and platform.contents() == kept
    terminal.close()


@pytest.mark.row("S005")
def test_a_card_read_without_network_is_verified_by_the_platform_later(
    platform: Platform, tmp_path: Path
) -> None:
    terminal = _Terminal(platform, tmp_path)
    keys = platform.data / "terminals" / ONE
    vault = KeyVault.load(keys / "platform.pub", keys / "hall.key")
    people = {"known": ("测试甲", NUMBER_OF_JIA), "wrong": ("测试戊", NUMBER_OF_YI)}
    tickets = {}
    for case, (name, number) in people.items():
        asked = by_card("A", vault.holder_hash(number))
        sealed = vault.seal(asked.request_id, name, number, "resident")
        tickets[case] = terminal.take(replace(asked, sealed=sealed))
    on_disk = b"".join(file.read_bytes() for file in (tmp_path / "state").iterdir())
    assert NUMBER_OF_JIA.encode() not in on_disk and "测试甲".encode() not in on_disk
    terminal.drain()
    query = "SELECT ticket_id, identity, identity_state, state FROM central_ticket"
    found = {row[0]: row[1:] for row in platform.rows(query)}
    assert found[tickets["known"]] == ("verified_offline", "verified", 0)
    assert found[tickets["wrong"]] == ("verified_offline", "to_verify", 0)
    terminal.close()

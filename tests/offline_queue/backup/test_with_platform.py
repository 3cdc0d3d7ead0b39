"""A terminal that was set back to its backup, and the real platform that knows what came after."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.clock import SystemClock
from kiosk.config import TerminalConfig
from kiosk.messages.operator import AskQueue, MakeBackup, QueueStatus, SetNetwork
from kiosk.messages.service import Network, NumberTaken, Recorded
from offline_queue.backup.restore import restore
from offline_queue.operator.ask import ask
from offline_queue.service import Service
from offline_queue.vault.address import device_key_of
from tests.offline_queue.samples import by_card, config, until
from tests.offline_queue.screen import Screen
from tests.provisioning.central.platform import HALL, HALL_FILE, ONE, Platform

pytestmark = pytest.mark.slow
MACHINE = {"machine_id": ("here",)}


@pytest.fixture
def platform(tmp_path: Path) -> Iterator[Platform]:
    with Platform(tmp_path / "central", world=True) as running:
        yield running


@pytest.fixture
def cfg(platform: Platform, tmp_short: Path) -> TerminalConfig:
    (tmp_short / "hall.json").write_text(HALL_FILE.read_text(encoding="utf-8"), encoding="utf-8")
    return config(tmp_short, platform.url, platform.token(ONE), terminal_id=ONE, hall_id=HALL)


class Life:
    """The terminal from one start to the next stop, with its leases."""

    def __init__(self, cfg: TerminalConfig) -> None:
        self.service = Service(cfg, SystemClock(), read_machine=lambda: MACHINE)
        self.service.start()
        self.screen = Screen(cfg.service_socket)
        self.screen.view(lambda v: v.network is Network.UP and v.businesses[0].refusal is None)

    def take(self, persons: range) -> list[str]:
        asked = [by_card("A", f"{person:064x}", sealed=b"") for person in persons]
        return [self.screen.ask(one, NumberTaken).ticket.ticket_no for one in asked]

    def cut(self, up: bool) -> None:
        self.screen.ask(SetNetwork(up=up), Recorded)

    def drained(self) -> None:
        until(lambda: self.screen.ask(AskQueue(), QueueStatus).pending == 0)

    def stop(self) -> None:
        self.screen.close()
        self.service.stop()


@pytest.mark.row("CP-11")
def test_no_number_is_given_twice_and_nothing_arrives_twice(
    platform: Platform, cfg: TerminalConfig, tmp_path: Path
) -> None:
    """Five wait in the backup, are delivered after it, and five more are taken and delivered."""
    life = Life(cfg)
    numbers = life.take(range(3))
    life.drained()
    life.cut(up=False)
    numbers += life.take(range(3, 8))
    ask(cfg, MakeBackup(str(tmp_path / "copy")))
    life.cut(up=True)
    life.drained()
    numbers += life.take(range(8, 13))
    life.drained()
    life.stop()

    done = restore(cfg, tmp_path / "copy", device_key_of(cfg), MACHINE, "2026-03-02T10:00:00+08:00")
    assert done.pending == 5, "which the platform has already"
    life = Life(cfg)
    life.drained()
    numbers += life.take(range(13, 18))
    life.drained()
    life.stop()

    assert len(set(numbers)) == len(numbers) == 18
    (own,) = [one for one in platform.evidence()["terminals"] if one["terminal_id"] == ONE]
    kept = [ticket["ticket_no"] for ticket in own["tickets"]]
    assert sorted(kept) == sorted(numbers), "each once, none missing, none refused"
    assert ask(cfg, AskQueue()).dead == 0

"""The card host as a process of its own, on its socket, with the simulated reader."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from kiosk.device import DeviceState
from kiosk.faults import Fault
from kiosk.messages.cards import (
    CardFailed,
    CardRead,
    ReadProgress,
    ReadStage,
    StartReading,
    StopReading,
)
from kiosk.messages.devices import StatusChanged
from tests.devices.id_reader.bench import Process, Screen, Sim
from tests.devices.id_reader.vectors import RESIDENT, with_field

BODY = (
    "import sys; from pathlib import Path; from devices.run_cards import run_cards; "
    "from kiosk.fitted import parse_fitted; "
    "printer = {'url': 'tcp://192.0.2.1:9100'}; reader = {'port': sys.argv[2]}; "
    "tables = {'id_reader': reader, 'receipt_printer': printer}; "
    "sys.exit(run_cards(Path(sys.argv[1]), parse_fitted(tables, Path.cwd(), demo=True)))"
)


class Host:
    def __init__(self, folder: Path, link: Path) -> None:
        self.socket = folder / "cards"
        self.process = Process("-c", BODY, str(self.socket), str(link))

    def screen(self) -> Screen:
        screen = Screen(self.socket)
        screen.heard.next(StatusChanged)
        return screen


@pytest.fixture
def host(sim: Sim, tmp_path: Path) -> Iterator[Host]:
    host = Host(tmp_path, sim.link)
    yield host
    if host.process.running():
        host.process.kill()


def polling(screen: Screen, command: str) -> None:
    screen.peer.send(StartReading(command))
    screen.heard.next(ReadProgress, lambda m: m == ReadProgress(command, ReadStage.POLLING))


def test_a_citizen_is_served_and_the_host_is_renewed(sim: Sim, host: Host) -> None:
    screen, successor = host.screen(), host.screen()
    polling(screen, "a")
    sim.put(RESIDENT)
    screen.heard.next(ReadProgress, lambda m: m.stage is ReadStage.FOUND)
    assert screen.heard.next(CardRead).card.id_no == "440524188001010014"
    assert host.process.running()
    screen.leave()
    assert host.process.wait() == 0
    assert not host.socket.exists()
    assert not successor.heard.all(CardRead)
    assert not successor.heard.all(ReadProgress)
    successor.leave()


def test_a_citizen_walks_away_before_a_card_was_read(sim: Sim, host: Host) -> None:
    first = host.screen()
    polling(first, "a")
    first.leave()
    second = host.screen()
    polling(second, "b")
    sim.put(RESIDENT)
    assert second.heard.next(CardRead).command == "b"
    second.leave()
    assert host.process.wait() == 0


def test_a_stopped_reading_says_nothing_more(sim: Sim, host: Host) -> None:
    screen = host.screen()
    polling(screen, "a")
    screen.peer.send(StopReading("a"))
    polling(screen, "b")
    sim.put(RESIDENT)
    assert screen.heard.next(CardRead).command == "b"
    assert [m.command for m in screen.heard.all(CardRead)] == ["b"]
    screen.leave()
    assert host.process.wait() == 0


def test_a_screen_cannot_stop_the_reading_of_another(sim: Sim, host: Host) -> None:
    screen, other = host.screen(), host.screen()
    polling(screen, "a")
    other.peer.send(StopReading("a"))
    other.leave()
    sim.put(RESIDENT)
    screen.heard.next(CardRead)
    screen.leave()


def test_a_card_whose_text_was_refused_renews_the_host_too(sim: Sim, host: Host) -> None:
    screen = host.screen()
    polling(screen, "a")
    sim.put(with_field(RESIDENT, 122, "440524188001010015"))
    assert screen.heard.next(CardFailed) == CardFailed("a", Fault.CARD_BAD_NUMBER)
    screen.leave()
    assert host.process.wait() == 0


def is_in(state: DeviceState, news: StatusChanged) -> bool:
    return news.status.state is state


def test_every_screen_hears_that_the_reader_was_pulled_and_came_back(sim: Sim, host: Host) -> None:
    screens = [host.screen(), host.screen()]
    sim.fault("unplug")
    for screen in screens:
        screen.heard.next(StatusChanged, partial(is_in, DeviceState.NO_DEVICE))
    sim.heal()
    for screen in screens:
        screen.heard.next(StatusChanged, partial(is_in, DeviceState.ONLINE))
    late = host.screen()
    assert late.heard.all(StatusChanged)[0].status.state is DeviceState.ONLINE
    for screen in [*screens, late]:
        screen.leave()
    assert host.process.running()


def test_the_host_ends_cleanly_on_sigterm(sim: Sim, host: Host) -> None:
    screen = host.screen()
    polling(screen, "a")
    assert host.process.terminate() == 0
    assert not host.socket.exists()
    screen.leave()


def test_a_second_host_on_the_same_socket_is_refused(sim: Sim, host: Host) -> None:
    screen = host.screen()
    second = Process("-c", BODY, str(host.socket), str(sim.link))
    assert second.wait() == 1
    assert host.process.running()
    screen.leave()

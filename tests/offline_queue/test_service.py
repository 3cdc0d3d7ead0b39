"""The service as a screen and an operator meet it: real sockets, real files, real HTTP."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from kiosk.config import TerminalConfig
from kiosk.device import DeviceState
from kiosk.faults import Fault
from kiosk.identity import Assurance, Means
from kiosk.messages.operator import AskQueue, QueueStatus, SetNetwork
from kiosk.messages.ratings import Rate
from kiosk.messages.service import (
    AskHall,
    CallStaff,
    CheckHolder,
    HallView,
    HolderChecked,
    Identified,
    Network,
    NumberTaken,
    PrintAgain,
    Recorded,
    Refused,
)
from kiosk.values import replace
from offline_queue.operator.ask import ask
from offline_queue.operator.status import as_text
from offline_queue.service import Service
from tests.clock import MONDAY_MORNING, FakeClock
from tests.offline_queue.samples import HOLDER, by_card, config, lease, until, wish
from tests.offline_queue.screen import Screen
from tests.offline_queue.scripted_platform import ScriptedPlatform


@pytest.fixture
def cfg(tmp_short: Path, platform: ScriptedPlatform) -> TerminalConfig:
    return config(tmp_short, platform.url)


@pytest.fixture
def service(cfg: TerminalConfig, clock: FakeClock) -> Iterator[Service]:
    made = Service(cfg, clock)
    made.start()
    yield made
    made.stop()


@pytest.fixture
def screen(service: Service, cfg: TerminalConfig) -> Iterator[Screen]:
    with Screen(cfg.service_socket) as connected:
        connected.view(lambda view: view.network is Network.UP and not view.businesses[0].refusal)
        yield connected


def test_a_screen_sees_the_hall_at_once_and_at_each_change(
    screen: Screen, platform: ScriptedPlatform
) -> None:
    view = screen.ask(AskHall(), HallView)
    first, second = view.businesses
    assert (view.site, view.terminal, view.network_since) == (
        "示例市政务服务中心",
        "03 号机",
        "09:00",
    )
    assert (first.waiting.ahead, first.waiting.minutes, first.windows) == (7, 20, ("1", "2"))
    assert (second.hours, second.waiting.ahead) == ("09:00-17:00", None)
    assert screen.ask(SetNetwork(up=False), Recorded)
    cut = screen.view(lambda v: v.network is Network.DOWN)
    assert cut.businesses[0].waiting.ahead is None
    assert cut.businesses[0].waiting.since == "09:00"
    platform.waiting = 3
    assert screen.ask(SetNetwork(up=True), Recorded)
    back = screen.view(lambda v: v.network is Network.UP)
    assert back.businesses[0].waiting.ahead == 3


def test_hours_and_exhausted_numbers_are_told_before_the_card(
    screen: Screen, service: Service, platform: ScriptedPlatform, clock: FakeClock
) -> None:
    """Sooner or later: an answer that was on its way when the clock was moved contradicts it."""

    def told() -> list[tuple[Fault | None, str]]:
        return [(one.refusal, one.reopens) for one in screen.ask(AskHall(), HallView).businesses]

    platform.no_numbers = True
    clock.advance(8 * 3600)
    until(lambda: told()[1] == (Fault.GROUP_CLOSED, "2026-03-03T09:00"))
    service.store.call(lambda c: c.execute("UPDATE leases SET next = last + 1").rowcount)
    until(lambda: told()[0][0] is Fault.GROUP_NO_NUMBERS)


def test_a_full_interval_says_when_the_next_begins(screen: Screen) -> None:
    for holder in ("c3" * 32, "d4" * 32):
        screen.ask(by_card("B", holder), NumberTaken)
    full = screen.ask(AskHall(), HallView).businesses[1]
    assert (full.refusal, full.reopens) == (Fault.GROUP_QUOTA_INTERVAL, "2026-03-02T12:00")


def test_a_number_reaches_the_platform_at_once(screen: Screen, platform: ScriptedPlatform) -> None:
    taken = screen.ask(by_card(), NumberTaken)
    until(lambda: len(platform.bodies("ticket")) == 1)
    (body,) = platform.bodies("ticket")
    assert body["ticket_id"] == taken.ticket.ticket_id
    assert body["channel"] == "kiosk"


def test_cut_off_everything_still_works_and_is_sent_later(
    screen: Screen, platform: ScriptedPlatform
) -> None:
    screen.ask(SetNetwork(up=False), Recorded)
    screen.view(lambda view: view.network is Network.DOWN)
    taken = screen.ask(by_card(request_id="r-1"), NumberTaken)
    assert taken.ticket.waiting.ahead is None and taken.ticket.waiting.since == "09:00"
    screen.ask(Identified("r-2", "s-1", Means.IDCARD, Assurance.AL2), Recorded)
    screen.ask(Rate("r-3", "s-1", taken.ticket.ticket_id, 5), Recorded)
    screen.ask(Rate("r-3", "s-1", taken.ticket.ticket_id, 5), Recorded)
    screen.ask(CallStaff("r-4", "s-1", "print_trouble", Fault.PRINTER_NO_PAPER), Recorded)
    status = screen.ask(AskQueue(), QueueStatus)
    assert (status.pending, status.network) == (4, Network.DOWN)
    assert status.fault is Fault.PLATFORM_UNREACHABLE
    assert status.last_contact and status.oldest == "2026-03-02T09:00:00+08:00"
    screen.ask(SetNetwork(up=True), Recorded)
    until(lambda: screen.ask(AskQueue(), QueueStatus).pending == 0)
    kinds = [platform.records[key]["kind"] for key in platform.order]
    assert kinds == ["ticket", "auth", "help", "evaluation"]  # by urgency
    assert platform.bodies("ticket")[0]["channel"] == "offline"
    assert platform.bodies("evaluation")[0]["satisfaction"] == 5
    assert platform.bodies("help")[0]["fault"] == "RP-0102"


def test_the_platform_learns_who_of_the_staff_vouched(
    screen: Screen, platform: ScriptedPlatform
) -> None:
    screen.ask(Identified("r-1", "s-1", Means.STAFF, Assurance.AL4, "S99001"), Recorded)
    until(lambda: len(platform.bodies("auth")) == 1)
    assert platform.bodies("auth")[0]["vouched_by"] == "S99001"


def test_a_person_with_an_open_ticket_is_told_before_and_after(screen: Screen) -> None:
    assert screen.ask(CheckHolder("A", HOLDER), HolderChecked) == HolderChecked()
    taken = screen.ask(by_card(), NumberTaken)
    checked = screen.ask(CheckHolder("A", HOLDER), HolderChecked)
    assert checked.refusal is Fault.OPEN_TICKET and checked.open_ticket == taken.ticket
    refused = screen.ask(by_card(), Refused)
    assert (refused.fault, refused.ticket) == (Fault.OPEN_TICKET, taken.ticket)


def test_only_the_demo_cuts_the_network(
    tmp_short: Path, platform: ScriptedPlatform, clock: FakeClock
) -> None:
    real = config(tmp_short, platform.url, demo=False)
    service = Service(real, clock)
    service.start()
    with Screen(real.service_socket) as operator:
        operator.ask(SetNetwork(up=False), Refused)
        operator.view(lambda view: view.network is Network.UP)
    service.stop()


def test_a_clock_before_the_last_business_day_is_told_to_operators(
    screen: Screen, service: Service, clock: FakeClock, platform: ScriptedPlatform
) -> None:
    screen.ask(SetNetwork(up=False), Recorded)
    screen.view(lambda view: view.network is Network.DOWN)
    platform.now = lambda: MONDAY_MORNING
    clock.set(MONDAY_MORNING - timedelta(days=1))
    screen.ask(SetNetwork(up=True), Recorded)
    screen.view(lambda view: view.network is Network.UP)
    until(lambda: screen.ask(AskQueue(), QueueStatus).fault is Fault.CLOCK_WRONG)
    taken = screen.ask(wish(), NumberTaken)
    assert taken.ticket.business_date == "2026-03-02"


def test_no_printer_host_means_a_number_on_the_screen_only(screen: Screen) -> None:
    view = screen.ask(AskHall(), HallView)
    assert view.printer.state is DeviceState.UNKNOWN
    refused = screen.ask(by_card(on_paper=True), Refused)
    assert refused.fault is Fault.PRINTER_HOST_LOST
    taken = screen.ask(by_card(), NumberTaken)
    again = screen.ask(PrintAgain("r-9", taken.ticket.ticket_id), Refused)
    assert again.fault is Fault.PRINTER_HOST_LOST


def test_the_queue_of_a_stopped_service_can_be_read(cfg: TerminalConfig, clock: FakeClock) -> None:
    service = Service(replace(cfg, central_url="http://127.0.0.1:9"), clock)
    lease(service.store)
    service.start()
    with Screen(cfg.service_socket) as screen:
        screen.ask(wish(), NumberTaken)
    service.stop()
    status = ask(cfg, AskQueue())
    assert (status.pending, status.network) == (1, Network.UNKNOWN)
    assert "pending      1" in as_text(status)

"""What the service itself does when it is ordered to: real sockets, real files, real HTTP."""

import json
import logging
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from kiosk.config import TerminalConfig
from kiosk.faults import Fault
from kiosk.messages.service import AskHall, HallView, NumberTaken, Refused
from offline_queue.hall_file import Unusable
from offline_queue.inbound.log_tail import LINES, TEXT_BYTES, LogTail, redacted
from offline_queue.service import Service
from tests.clock import FakeClock
from tests.offline_queue.inbound.inbox_platform import InboxPlatform
from tests.offline_queue.samples import config, until, wish
from tests.offline_queue.screen import Screen

Serve = Callable[[], Service]


@pytest.fixture
def cfg(tmp_short: Path, platform: InboxPlatform) -> TerminalConfig:
    made = config(tmp_short, platform.url)
    signer = platform.signer
    line = f"{signer.key_id} {signer.public.hex()}\n"
    made.sign_keys_file.write_text(line, encoding="ascii")
    return made


@pytest.fixture
def ending() -> threading.Event:
    return threading.Event()


@pytest.fixture
def serve(cfg: TerminalConfig, clock: FakeClock, ending: threading.Event) -> Iterator[Serve]:
    running: list[Service] = []

    def begin() -> Service:
        for former in running:
            former.stop()
        running[:] = [Service(cfg, clock, end=ending.set)]
        running[0].start()
        return running[0]

    yield begin
    for service in running:
        service.stop()


def _told(platform: InboxPlatform, service: Service, clock: FakeClock, item: str) -> Any:
    """The result of this command."""

    def found() -> list[Any]:
        return [one for one in platform.bodies("result") if one["item_id"] == item]

    clock.advance(31)
    service.sync.hurry()
    until(lambda: bool(found()))
    return found()[0]


def test_a_locked_terminal_says_so_gives_no_number_and_stays_locked(
    platform: InboxPlatform, serve: Serve, cfg: TerminalConfig, clock: FakeClock
) -> None:
    platform.command("lock", text="设备检修，十五点恢复")
    service = serve()
    with Screen(cfg.service_socket) as screen:
        view = screen.view(lambda v: v.businesses[0].refusal is Fault.OUT_OF_SERVICE)
        assert {one.refusal for one in view.businesses} == {Fault.OUT_OF_SERVICE}
        assert view.notices[0] == "设备检修，十五点恢复"
        assert screen.ask(wish(), Refused).fault is Fault.OUT_OF_SERVICE
    service = serve()
    with Screen(cfg.service_socket) as screen:
        view = screen.ask(AskHall(), HallView)
        assert view.businesses[0].refusal is Fault.OUT_OF_SERVICE
        unlock = platform.command("unlock")
        assert _told(platform, service, clock, unlock)["status"] == "done"
        view = screen.view(lambda v: v.businesses[0].refusal is None)
        assert "设备检修，十五点恢复" not in view.notices
        assert screen.ask(wish(), NumberTaken).ticket.ticket_no


def test_restart_ends_the_service_and_the_result_is_not_lost(
    platform: InboxPlatform, serve: Serve, clock: FakeClock, ending: threading.Event
) -> None:
    screen = platform.command("restart", part="screen")
    service = serve()
    assert _told(platform, service, clock, screen)["status"] == "unsupported"
    item = platform.command("restart", part="service")
    clock.advance(31)
    service.sync.hurry()
    assert ending.wait(10)
    assert _told(platform, serve(), clock, item)["status"] == "done"


def test_a_device_is_asked_where_there_is_a_link_and_never_made_up(
    platform: InboxPlatform, serve: Serve, clock: FakeClock
) -> None:
    printer = platform.command("test_device", part="receipt_printer")
    camera = platform.command("test_device", part="face_camera")
    service = serve()
    told = _told(platform, service, clock, printer)
    assert (told["status"], told["why"]) == ("failed", Fault.PRINTER_HOST_LOST.value)
    assert told["data"]["state"] == "unknown"
    assert _told(platform, service, clock, camera)["status"] == "unsupported"


def test_logs_come_back_redacted(platform: InboxPlatform, serve: Serve, clock: FakeClock) -> None:
    service = serve()
    logging.getLogger("offline_queue.test").warning("canary 440524188001010014 token=geheim")
    item = platform.command("collect_logs")
    told = _told(platform, service, clock, item)
    (line,) = [one for one in told["data"]["lines"] if "canary" in one]
    assert line.endswith("WARNING canary *** ***")
    other = platform.command("collect_logs", part="cards")
    assert _told(platform, service, clock, other)["status"] == "unsupported"


def test_a_log_tail_is_bounded() -> None:
    tail = LogTail()
    for number in range(5000):
        text = f"{number} " + "检 修" * 200
        tail.handle(logging.LogRecord("x", logging.INFO, "", 0, text, None, None))
    lines = tail.lines()
    assert (
        len(lines) <= LINES
        and len(json.dumps(lines, ensure_ascii=False).encode()) <= TEXT_BYTES + LINES
    )
    assert " 4999 " in lines[-1]


@pytest.mark.parametrize(
    "secret",
    ["11010519491231002X", "13800138000", "Bearer abc.def", "q" * 40, "token: x1", "ab12" * 16],
)
def test_no_number_of_a_person_and_no_key_leaves_in_a_log(secret: str) -> None:
    assert redacted(f"a {secret} b") == "a *** b"


def test_without_a_key_file_nobody_commands_and_a_broken_one_is_a_clear_line(
    platform: InboxPlatform, serve: Serve, cfg: TerminalConfig, clock: FakeClock
) -> None:
    cfg.sign_keys_file.write_text("rubbish\n", encoding="ascii")
    with pytest.raises(Unusable, match=r"platform-sign\.pub"):
        serve()
    cfg.sign_keys_file.unlink()
    item = platform.command("lock")
    told = _told(platform, serve(), clock, item)
    assert (told["status"], told["why"]) == ("refused", "unknown_key")

"""Answers that say nothing of a record, and what the terminal makes of them. No thread, no rest."""

import socket
import threading
from contextlib import closing
from pathlib import Path

import pytest

from kiosk.faults import Fault
from kiosk.messages.service import Network
from offline_queue.outbox import rows as outbox
from offline_queue.store.writer import Store
from offline_queue.sync import transport
from offline_queue.sync.backoff import CAP_S
from offline_queue.sync.bearer import renewer
from offline_queue.sync.breaker import PROBE_CAP_S, PROBE_S
from offline_queue.sync.errands import POLL_S
from offline_queue.sync.transport import Transport
from tests.clock import FakeClock
from tests.offline_queue.samples import given, put_help, wish
from tests.offline_queue.scripted_platform import ScriptedPlatform
from tests.offline_queue.terminal import Terminal, supply
from tests.web import LOGIN, Handler, Web

pytestmark = pytest.mark.slow


def _pending(store: Store) -> int:
    return store.call(outbox.backlog).pending


@pytest.mark.parametrize(
    ("word", "fault", "network", "rest"),
    [
        ("500", Fault.PLATFORM_ERROR, Network.UP, 1.0),
        ("404", Fault.PLATFORM_ERROR, Network.UP, 1.0),
        ("401", Fault.PLATFORM_REFUSED, Network.UP, 1.0),
        ("403", Fault.PLATFORM_REFUSED, Network.UP, 1.0),
        ("400", Fault.PLATFORM_ERROR, Network.UP, 1.0),
        ("html", Fault.PLATFORM_NOT_OURS, Network.DOWN, PROBE_S),
        ("empty", Fault.PLATFORM_NOT_OURS, Network.DOWN, PROBE_S),
        ("garbled", Fault.PLATFORM_NOT_OURS, Network.DOWN, PROBE_S),
        ("redirect", Fault.PLATFORM_NOT_OURS, Network.DOWN, PROBE_S),
        ("drop_reply", Fault.PLATFORM_UNREACHABLE, Network.DOWN, PROBE_S),
        ("silent_receipt", Fault.PLATFORM_ERROR, Network.UP, 1.0),
        ("strange", Fault.PLATFORM_ERROR, Network.UP, 1.0),
        ("429:7", Fault.PLATFORM_ERROR, Network.UP, 8.0),
        ("503:date:20", Fault.PLATFORM_ERROR, Network.UP, 21.0),
        ("503:86400", Fault.PLATFORM_ERROR, Network.UP, CAP_S),
        ("503:soon", Fault.PLATFORM_ERROR, Network.UP, 1.0),
    ],
)
def test_without_a_receipt_nothing_is_forgotten(
    word: str,
    fault: Fault,
    network: Network,
    rest: float,
    store: Store,
    platform: ScriptedPlatform,
    terminal: Terminal,
) -> None:
    supply(store)
    terminal.sync.step()
    given(store, wish())
    platform.script = [word]
    assert terminal.sync.step() == rest
    assert (terminal.sync.contact.fault, terminal.sync.contact.network) == (fault, network)
    assert _pending(store) == 1
    asked = len(platform.requests)
    terminal.sync.wake()
    assert terminal.sync.step() == rest  # a new record ends no pause
    assert len(platform.requests) == asked
    terminal.time.advance(rest)
    terminal.sync.step()
    assert _pending(store) == 0 and terminal.sync.contact.fault is None
    assert len(platform.bodies("ticket")) == 1
    assert not [path for path, _ in platform.requests if path == "/login"]


def test_the_pause_grows_and_is_bounded(
    store: Store, platform: ScriptedPlatform, terminal: Terminal
) -> None:
    supply(store)
    platform.script = ["503"] * 11
    rests = [terminal.pass_time() for _ in range(11)]
    assert rests == [1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 64.0, 128.0, 256.0, CAP_S, CAP_S]
    terminal.pass_time()
    platform.script = ["503"]
    assert terminal.pass_time() == 1.0


def test_while_the_network_is_down_nothing_but_a_probe_is_sent(
    store: Store, platform: ScriptedPlatform, terminal: Terminal
) -> None:
    """And no record's attempts are counted: it says nothing of them."""
    supply(store)
    terminal.sync.step()
    put_help(store, 3)
    platform.script = ["html"] * 12
    rests = [terminal.pass_time() for _ in range(12)]
    assert rests[0] == PROBE_S and rests == sorted(rests) and rests[-1] == PROBE_CAP_S
    probes = [path for path, _ in platform.requests[2:]]
    assert probes == ["/api/v1/halls/990100"] * 11
    assert store.call(lambda c: c.execute("SELECT count(*) FROM aside").fetchone()) == (0,)
    terminal.sync.step()
    assert _pending(store) == 0 and terminal.sync.contact.connected


def test_a_token_that_was_renewed_is_used_at_once(
    store: Store, platform: ScriptedPlatform, clock: FakeClock, tmp_path: Path
) -> None:
    file = tmp_path / "token"
    terminal = Terminal(store, platform.url, clock, renew=renewer(file))
    supply(store)
    platform.script = ["401", "401"]
    assert terminal.sync.step() == 1.0  # no file: all is paused
    assert terminal.sync.contact.fault is Fault.PLATFORM_REFUSED
    file.write_text("another-token\n")
    clock.advance(1.0)
    assert terminal.sync.step() == POLL_S
    assert platform.tokens == ["test-token", "test-token", "another-token"]
    assert terminal.sync.contact.connected
    terminal.sync.stop()


def test_a_refused_terminal_does_not_call_again_and_again(
    store: Store, platform: ScriptedPlatform, clock: FakeClock, tmp_path: Path
) -> None:
    (tmp_path / "token").write_text("test-token\n")
    terminal = Terminal(store, platform.url, clock, renew=renewer(tmp_path / "token"))
    platform.script = ["403"] * 5
    assert [terminal.pass_time() for _ in range(5)] == [1.0, 2.0, 4.0, 8.0, 16.0]
    assert len(platform.requests) == 5
    terminal.sync.stop()


def test_nobody_listens(store: Store, clock: FakeClock) -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        terminal = Terminal(store, f"http://127.0.0.1:{closed.getsockname()[1]}", clock)
        assert terminal.sync.step() == PROBE_S
    contact = terminal.sync.contact
    assert (contact.network, contact.fault) == (Network.DOWN, Fault.PLATFORM_UNREACHABLE)
    assert contact.since == "09:00"
    terminal.sync.stop()


@pytest.mark.parametrize("head", ["200 OK", "302 Found\r\nLocation: http://10.0.0.1/login"])
@pytest.mark.parametrize(("most", "seconds"), [(1000, 60.0), (10**9, 0.05)], ids=["long", "slow"])
def test_an_answer_without_an_end_is_not_waited_for(
    most: int,
    seconds: float,
    head: str,
    store: Store,
    clock: FakeClock,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(transport, "MOST_BYTES", most)
    monkeypatch.setattr(transport, "LONGEST_S", seconds)
    with socket.create_server(("127.0.0.1", 0)) as server:

        def pour() -> None:
            line, _ = server.accept()
            with line:
                line.recv(65536)
                line.sendall(f"HTTP/1.1 {head}\r\nContent-Type: application/json\r\n\r\n".encode())
                try:
                    while True:
                        line.sendall(b" " * 100)
                except OSError:
                    return  # whoever asked has hung up

        pouring = threading.Thread(target=pour)
        pouring.start()
        terminal = Terminal(store, f"http://127.0.0.1:{server.getsockname()[1]}", clock)
        assert terminal.sync.step() == PROBE_S
        terminal.sync.stop()
        pouring.join(10)
        assert not pouring.is_alive()
    assert terminal.sync.contact.fault is Fault.PLATFORM_UNREACHABLE


@pytest.mark.parametrize(
    "place",
    [LOGIN, "http://[fe80::1%25eth0/login", "http://:99999999/", "//", "\u00ff\u00fe:", "ftp://x"],
)
def test_wherever_a_portal_sends_to_it_is_not_ours(place: str) -> None:
    class Portal(Handler):
        def do_GET(self) -> None:
            self.tell(302, b"<html>", "text/html", Location=place)

    with Web(Portal) as portal, closing(Transport(portal.url, "test-token")) as line:
        assert line.send("GET", "/api/v1/hall").status == 302


def test_one_connection_serves_all_requests(
    store: Store, platform: ScriptedPlatform, terminal: Terminal
) -> None:
    supply(store)
    put_help(store, 500)
    terminal.sync.step()
    assert len(platform.batches()) == 5
    assert len(platform.connections) == 1

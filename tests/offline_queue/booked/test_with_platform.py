"""The real platform, a real terminal, and no network when the citizen comes."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from kiosk.certificates.check import Expected
from kiosk.clock import SystemClock
from kiosk.config import TerminalConfig
from kiosk.messages.certificates import (
    AskWaiting,
    CertificateReady,
    LeaveCertificate,
    NextCopy,
    PrintCertificate,
    WaitingFound,
)
from kiosk.messages.operator import AskQueue, QueueStatus, SetNetwork
from kiosk.messages.service import Network, PrintQueued, Recorded, Refused
from kiosk.print_state import PrintState
from offline_queue.around import Around
from offline_queue.booked.parts import FOLDER_NAME
from offline_queue.service import Service
from provisioning.certificates.check import Checker
from provisioning.certificates.terminal import TerminalChecker
from tests.offline_queue.samples import config, until
from tests.offline_queue.screen import Screen
from tests.offline_queue.scripted_printer import GOOD, ScriptedPrinter
from tests.provisioning.central.certificates.bookings import booked
from tests.provisioning.central.certificates.certificates import (
    HOUSEHOLD,
    HOUSEHOLD_TYPE,
    Desk,
    holder_hash,
)
from tests.provisioning.central.platform import HALL, HALL_FILE, ONE, TWO, Platform
from tests.provisioning.central.samples import JIA, YI

SLOW = 60.0
"""Seconds: two documents are drawn and sealed, and checked by a child."""


@pytest.fixture(scope="module")
def platform(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Platform]:
    with Platform(tmp_path_factory.mktemp("booked") / "central", world=True) as running:
        yield running


@pytest.fixture
def cfg(platform: Platform, tmp_short: Path) -> TerminalConfig:
    (tmp_short / "hall.json").write_text(HALL_FILE.read_text(encoding="utf-8"), encoding="utf-8")
    made = config(tmp_short, platform.url, platform.token(ONE), terminal_id=ONE, hall_id=HALL)
    key = platform.data / "terminals" / ONE / "platform-sign.pub"
    made.sign_keys_file.write_text(key.read_text(encoding="ascii"), encoding="ascii")
    return made


@pytest.fixture(scope="module")
def checker() -> Iterator[Checker]:
    with Checker() as one:
        yield one


@pytest.fixture
def printer(cfg: TerminalConfig) -> Iterator[ScriptedPrinter]:
    with ScriptedPrinter(cfg.printers_socket, a4=GOOD) as running:
        yield running


@pytest.fixture
def service(cfg: TerminalConfig, checker: Checker, printer: ScriptedPrinter) -> Iterator[Service]:
    made = Service(cfg, SystemClock(), around=Around(a4=True, checking=TerminalChecker(checker)))
    made.start()
    yield made
    made.stop()


@pytest.fixture
def screen(cfg: TerminalConfig, service: Service) -> Iterator[Screen]:
    with Screen(cfg.service_socket) as one:
        one.view(lambda view: view.network is Network.UP)
        yield one


def fetched(platform: Platform, service: Service, **changes: Any) -> str:
    """A booking whose documents are on the terminal."""
    name = str(booked(platform, **changes)["certificate_id"])
    service.sync.hurry()
    until(lambda: ("done", "") in results(platform, name), SLOW)
    return name


def results(platform: Platform, certificate_id: str) -> list[tuple[Any, ...]]:
    return platform.rows(
        "SELECT r.status, r.why FROM central_itemresult r JOIN central_inboxitem i USING (item_id)"
        " WHERE i.kind = 'certificate' AND instr(i.body, ?)",
        certificate_id,
    )


def cut(screen: Screen, up: bool = False) -> None:
    screen.ask(SetNetwork(up), Recorded)
    screen.view(lambda view: (view.network is Network.UP) is up)


def mine(screen: Screen, platform: Platform, code: str = "") -> tuple[CertificateReady, ...]:
    holder = holder_hash(platform.data, JIA[1])
    return screen.ask(AskWaiting("w-1", holder, code), WaitingFound).found


def on_paper(screen: Screen, ready: CertificateReady, end: PrintState) -> None:
    asked = PrintCertificate(f"p-{ready.copy_no}", ready.certificate_id, ready.copy_no)
    screen.ask(asked, PrintQueued)
    screen.states(end)


def delivered(screen: Screen) -> None:
    cut(screen, up=True)
    until(lambda: screen.ask(AskQueue(), QueueStatus).pending == 0, 30)


def left_of(cfg: TerminalConfig) -> list[Path]:
    folder = cfg.state / FOLDER_NAME
    return list(folder.iterdir()) if folder.exists() else []


def _nothing_in_clear(
    platform: Platform, cfg: TerminalConfig, caplog: pytest.LogCaptureFixture
) -> None:
    """On the disk while it waits, and in what was logged."""
    on_disk = b"".join(one.read_bytes() for one in cfg.state.rglob("*") if one.is_file())
    holder = holder_hash(platform.data, JIA[1])
    person = [JIA[0].encode(), JIA[1].encode(), holder.encode(), bytes.fromhex(holder)]
    for secret in (*person, b"%PDF", b"\x89PNG"):
        assert secret not in on_disk
    for secret in person:
        assert secret not in caplog.text.encode()
    assert len(on_disk) > 100_000, "or nothing was looked at"


@pytest.mark.slow
@pytest.mark.row("S083")
def test_booked_at_home_it_is_printed_with_the_network_down_for_its_holders_card(
    platform: Platform,
    service: Service,
    screen: Screen,
    printer: ScriptedPrinter,
    checker: Checker,
    cfg: TerminalConfig,
    caplog: pytest.LogCaptureFixture,
) -> None:
    name = fetched(platform, service)
    assert Desk(platform).life(name)["copies"] == {"1": "fetched", "2": "held"}
    trust, lists = Desk(platform).lists()
    cut(screen)
    assert not screen.ask(AskWaiting("w-2", holder_hash(platform.data, YI[1])), WaitingFound).found
    (ready,) = mine(screen, platform, HOUSEHOLD)
    assert ready.held and ready.copy_no == 1 and ready.preview[0].startswith(b"\x89PNG")
    screen.ask(LeaveCertificate("l-1", name), Recorded)
    assert len(mine(screen, platform)) == 1, "whoever leaves may come again"
    on_paper(screen, ready, PrintState.PRINTED)
    (document,) = printer.documents
    expected = Expected(HOUSEHOLD_TYPE, 1, holder_hash(platform.data, JIA[1]), name)
    assert checker.check(document.pdf, expected, trust, lists, SystemClock().now()).refusal is None
    until(lambda: not left_of(cfg))
    assert not mine(screen, platform)
    screen.ask(PrintCertificate("p-9", name, 1), Refused)
    screen.ask(PrintCertificate("p-9", name, 2), Refused)
    delivered(screen)
    desk = Desk(platform)
    assert desk.life(name)["copies"] == {"1": "printed", "2": "void"}
    assert desk.verified(desk.code(name, 1)) == "genuine"


@pytest.mark.slow
@pytest.mark.row("S091", "S093")
def test_a_jam_with_the_network_down_opens_the_second_copy_and_voids_the_first(
    platform: Platform,
    service: Service,
    screen: Screen,
    printer: ScriptedPrinter,
    checker: Checker,
    cfg: TerminalConfig,
) -> None:
    name = fetched(platform, service)
    trust, lists = Desk(platform).lists()
    cut(screen)
    (ready,) = mine(screen, platform)
    screen.ask(PrintCertificate("p-9", name, 2), Refused)
    printer.a4_outcome = PrintState.UNKNOWN
    on_paper(screen, ready, PrintState.UNKNOWN)
    holder = holder_hash(platform.data, JIA[1])
    second = screen.ask(NextCopy("n-1", name, holder), CertificateReady)
    assert (second.copy_no, second.held) == (2, True)
    printer.a4_outcome = PrintState.PRINTED
    on_paper(screen, second, PrintState.PRINTED)
    first_pdf, second_pdf = (one.pdf for one in printer.documents)
    assert first_pdf != second_pdf
    expected = Expected(HOUSEHOLD_TYPE, 2, holder, name)
    assert checker.check(second_pdf, expected, trust, lists, SystemClock().now()).refusal is None
    until(lambda: not left_of(cfg))
    delivered(screen)
    desk = Desk(platform)
    assert desk.life(name)["copies"] == {"1": "void", "2": "printed"}
    assert desk.verified(desk.code(name, 1)) == "void"
    assert desk.verified(desk.code(name, 2)) == "genuine"


@pytest.mark.slow
def test_booked_once_more_elsewhere_it_is_destroyed_here(
    platform: Platform, service: Service, screen: Screen, cfg: TerminalConfig
) -> None:
    name = fetched(platform, service)
    assert len(left_of(cfg)) >= 2
    booked(platform, TWO)
    service.sync.hurry()
    until(lambda: not left_of(cfg), SLOW)
    assert not mine(screen, platform)
    until(lambda: Desk(platform).life(name)["copies"] == {"1": "void", "2": "void"}, 30)
    assert Desk(platform).life(name)["revoked"]

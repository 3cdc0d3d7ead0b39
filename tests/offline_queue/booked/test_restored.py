"""The real platform, and a terminal whose disk died after a paper that nobody was told of."""

from collections.abc import Callable
from pathlib import Path

import pytest

from kiosk.clock import SystemClock
from kiosk.config import TerminalConfig
from kiosk.messages.certificates import PrintCertificate
from kiosk.messages.operator import MakeBackup
from kiosk.messages.service import Network, Refused
from kiosk.print_state import PrintState
from offline_queue.around import Around
from offline_queue.backup.machine import read_machine
from offline_queue.backup.make import make_backup
from offline_queue.backup.restore import restore
from offline_queue.service import Service
from offline_queue.vault.address import device_key_of
from provisioning.certificates.check import Checker
from provisioning.certificates.terminal import TerminalChecker
from tests.offline_queue.booked import test_with_platform as there
from tests.offline_queue.samples import config, until
from tests.offline_queue.screen import Screen
from tests.offline_queue.scripted_printer import GOOD, ScriptedPrinter
from tests.provisioning.central.certificates.certificates import Desk
from tests.provisioning.central.platform import HALL, HALL_FILE, ONE, Platform


def _terminal(platform: Platform, folder: Path) -> TerminalConfig:
    (folder / "hall.json").write_text(HALL_FILE.read_text(encoding="utf-8"), encoding="utf-8")
    made = config(folder, platform.url, platform.token(ONE), terminal_id=ONE, hall_id=HALL)
    key = platform.data / "terminals" / ONE / "platform-sign.pub"
    made.sign_keys_file.write_text(key.read_text(encoding="ascii"), encoding="ascii")
    return made


def _live(cfg: TerminalConfig, checker: Checker, what: Callable[[Service, Screen], None]) -> None:
    """From one start of the service to its end."""
    service = Service(cfg, SystemClock(), around=Around(a4=True, checking=TerminalChecker(checker)))
    service.start()
    try:
        with Screen(cfg.service_socket) as screen:
            screen.view(lambda view: view.network is Network.UP)
            what(service, screen)
    finally:
        service.stop()


@pytest.mark.slow
@pytest.mark.row("S093")
def test_printed_after_the_backup_and_never_told_it_is_not_printed_again_after_the_restore(
    tmp_path: Path, tmp_short: Path
) -> None:
    with Platform(tmp_path / "central", world=True) as platform, Checker() as checker:
        cfg, desk = _terminal(platform, tmp_short), Desk(platform)
        names: list[str] = []

        def until_the_disk_dies(service: Service, screen: Screen) -> None:
            asked = MakeBackup(str(tmp_path / "copy"), "")
            make_backup(cfg, service.store.copy_to, asked, _now())
            names.append(there.fetched(platform, service))
            there.cut(screen)
            (ready,) = there.mine(screen, platform)
            there.on_paper(screen, ready, PrintState.PRINTED)

        def brought_back(service: Service, screen: Screen) -> None:
            service.sync.hurry()
            answer = ("refused", "before_restore")
            until(lambda: answer in there.results(platform, names[0]), there.SLOW)
            assert not there.mine(screen, platform)
            screen.ask(PrintCertificate("p-9", names[0], 1), Refused)
            until(lambda: desk.life(names[0])["copies"]["1"] == "unknown")

        with ScriptedPrinter(cfg.printers_socket, a4=GOOD) as printer:
            printer.a4_outcome = PrintState.PRINTED
            _live(cfg, checker, until_the_disk_dies)
            assert desk.life(names[0])["copies"] == {"1": "fetched", "2": "held"}
            restore(cfg, tmp_path / "copy", device_key_of(cfg), read_machine(), _now())
            _live(cfg, checker, brought_back)
            assert len(printer.documents) == 1
        assert desk.verified(desk.code(names[0], 1)) == "genuine", "the paper that is out counts"


def _now() -> str:
    return SystemClock().now().isoformat(timespec="seconds")

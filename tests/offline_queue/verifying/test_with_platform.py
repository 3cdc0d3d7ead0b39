"""A real platform issues, a real service verifies by the lists that it has, the network down."""

import subprocess
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from devices.code_reader.picture import find_code
from devices.code_reader.protocol import text_of
from kiosk.certificates.claims import Verdict
from kiosk.certificates.pickup import grouped
from kiosk.clock import SystemClock
from kiosk.config import TerminalConfig
from kiosk.faults import Fault
from kiosk.messages.certificates import CodeVerified, VerifyCode
from kiosk.messages.operator import SetNetwork
from kiosk.messages.service import Network, Recorded, Refused
from offline_queue.around import Around
from offline_queue.service import Service
from offline_queue.store.writer import Store
from offline_queue.verifying.fitted import Verification, lists_of
from offline_queue.verifying.lists import NAMES
from provisioning.certificates.offline import Verifier
from tests.clock import FakeClock
from tests.offline_queue.samples import config, new_id, until
from tests.offline_queue.screen import Screen
from tests.provisioning.central.certificates.certificates import Desk
from tests.provisioning.central.platform import HALL, HALL_FILE, ONE, Platform

pytestmark = pytest.mark.slow

ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._:/%+ 中\u200b"
AROUND = Around(verifying=Verifier())


@pytest.fixture(scope="module")
def platform(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Platform]:
    with Platform(tmp_path_factory.mktemp("central"), world=True) as running:
        yield running


@pytest.fixture
def desk(platform: Platform) -> Desk:
    return Desk(platform)


@pytest.fixture
def cfg(platform: Platform, tmp_short: Path) -> TerminalConfig:
    (tmp_short / "hall.json").write_text(HALL_FILE.read_text(encoding="utf-8"), encoding="utf-8")
    made = config(tmp_short, platform.url, platform.token(ONE), terminal_id=ONE, hall_id=HALL)
    key = platform.data / "terminals" / ONE / "platform-sign.pub"
    made.sign_keys_file.write_text(key.read_text(encoding="ascii"), encoding="ascii")
    return made


@pytest.fixture
def service(cfg: TerminalConfig) -> Iterator[Service]:
    made = Service(cfg, SystemClock(), around=AROUND)
    made.start()
    yield made
    made.stop()


def verify(screen: Screen, text: str) -> CodeVerified:
    asked = VerifyCode(new_id(), text)
    found = screen.ask(asked, CodeVerified)
    assert found.request_id == asked.request_id
    return found


def cut(screen: Screen) -> None:
    screen.ask(SetNetwork(False), Recorded)
    screen.view(lambda view: view.network is Network.DOWN)


@pytest.mark.row("S091")
def test_a_certificate_is_verified_with_the_network_down_before_and_after_a_restart(
    desk: Desk, service: Service, cfg: TerminalConfig
) -> None:
    made = desk.issued()
    code = desk.code(made["certificate_id"])
    with Screen(cfg.service_socket) as screen:
        until(lambda: service.verification.lists.known() is not None, 30)
        cut(screen)
        found = verify(screen, code)
        assert found.verdict is Verdict.GENUINE and found.lists_as_of and not found.stale
        assert (found.type_name, found.copy_no) == ("户籍证明", 1)
        assert found.holder and "*" in found.holder
        changed = code[:-20] + ("A" if code[-20] != "A" else "B") + code[-19:]
        assert verify(screen, changed).verdict is Verdict.FORGED
        assert verify(screen, "https://example.com/").verdict is Verdict.FORGED
    service.stop()
    again = Service(cfg, SystemClock(), around=AROUND)
    again.start()
    try:
        with Screen(cfg.service_socket) as screen:
            assert verify(screen, code).verdict is Verdict.GENUINE
    finally:
        again.stop()


def test_a_copy_that_became_void_is_known_by_the_inbox_before_the_next_list(
    desk: Desk, service: Service, cfg: TerminalConfig
) -> None:
    made = desk.issued()
    code = desk.code(made["certificate_id"])
    with Screen(cfg.service_socket) as screen:
        until(lambda: service.verification.lists.known() is not None, 30)
        assert verify(screen, code).verdict is Verdict.GENUINE
        assert desk.report(made["certificate_id"], "void").status_code == 200
        service.sync.hurry()
        until(lambda: verify(screen, code).verdict is Verdict.VOID, 40)


def test_a_typed_number_is_answered_by_the_platform_alone(
    desk: Desk, service: Service, cfg: TerminalConfig
) -> None:
    made = desk.issued()
    serial = made["certificate_id"].split(".")[-3]
    with Screen(cfg.service_socket) as screen:
        until(lambda: service.sync.contact.connected, 30)
        found = verify(screen, grouped(serial))
        assert found.verdict is Verdict.GENUINE and found.serial == serial
        assert found.lists_as_of == "" and found.type_name == "户籍证明"
        assert verify(screen, "0" * 12).verdict is Verdict.UNKNOWN
        cut(screen)
        refused = screen.ask(VerifyCode(new_id(), serial), Refused)
        assert refused.fault is Fault.ITEM_NEEDS_NETWORK


def test_without_lists_nothing_is_said_and_nothing_is_invented(
    cfg: TerminalConfig, clock: FakeClock, store: Store
) -> None:
    here = Verification(cfg, store, clock, Verifier(), lambda: pytest.fail("nobody is asked"))
    for text in ("HTTPS://V.EXAMPLE/V/AAAA", "", "x" * 5000):
        assert here.judged(VerifyCode("r", text)) == CodeVerified("r", None)


@pytest.mark.row("S091")
def test_any_single_change_of_a_code_is_never_genuine_and_old_lists_are_said_to_be_old(
    desk: Desk, cfg: TerminalConfig, clock: FakeClock, store: Store
) -> None:
    code = desk.code(desk.issued()["certificate_id"])
    clock.set(SystemClock().now())
    here = Verification(cfg, store, clock, Verifier(), lambda: pytest.fail("nobody is asked"))
    for name in ("trust", "revocation"):
        here.lists.keep(name, desk.get(f"lists/{name}").json())

    def verdict(text: str) -> CodeVerified:
        return here.judged(VerifyCode("r", text))

    @settings(max_examples=300, suppress_health_check=list(HealthCheck))
    @given(
        at=st.integers(0, len(code) - 1),
        to=st.sampled_from(ALPHABET),
        how=st.sampled_from(["put", "insert", "drop", "swap", "end"]),
    )
    def any_change(at: int, to: str, how: str) -> None:
        changed = {
            "put": code[:at] + to + code[at + 1 :],
            "insert": code[:at] + to + code[at:],
            "drop": code[:at] + code[at + 1 :],
            "swap": code[:at] + code[at + 1 : at + 2] + code[at] + code[at + 2 :],
            "end": code + to,
        }[how]
        said = verdict(changed)
        if changed == code:
            assert said.verdict is Verdict.GENUINE
        else:
            assert said.verdict in (Verdict.FORGED, Verdict.UNKNOWN)
            assert said.holder == said.issued == said.type_name == ""

    any_change()
    assert not verdict(code).stale
    clock.advance(timedelta(days=cfg.lists_warn_days, minutes=5).total_seconds())
    old = verdict(code)
    assert old.verdict is Verdict.GENUINE and old.stale
    assert old.age_s >= cfg.lists_warn_days * 86_400


@pytest.mark.row("S091")
def test_the_code_on_the_paper_itself_is_read_and_genuine(
    desk: Desk, cfg: TerminalConfig, clock: FakeClock, store: Store, tmp_path: Path
) -> None:
    """Drawn by poppler as a printer would, and looked at as the code reader's camera does."""
    made = desk.issued()
    (tmp_path / "paper.pdf").write_bytes(desk.fetch(made["certificate_id"]).content)
    command = ["pdftoppm", "-r", "200", "-png", "-singlefile", "paper.pdf", "page"]
    subprocess.run(command, cwd=tmp_path, check=True)
    with Image.open(tmp_path / "page.png") as page:
        mm = page.width / 210
        corner = page.crop((0, int(page.height - 90 * mm), int(130 * mm), page.height))
        seen = np.array(corner.convert("RGB").rotate(7, fillcolor="white"))[:, :, ::-1].copy()
    found = find_code(seen, ("QRCode",))
    assert found is not None
    clock.set(SystemClock().now())
    here = Verification(cfg, store, clock, Verifier(), lambda: pytest.fail("nobody is asked"))
    for name in ("trust", "revocation"):
        here.lists.keep(name, desk.get(f"lists/{name}").json())
    said = here.judged(VerifyCode("r", text_of(found.data, found.guess)))
    assert said.verdict is Verdict.GENUINE
    assert said.serial == made["certificate_id"].split(".")[-3]


def test_the_platform_says_in_a_few_bytes_that_a_list_still_holds(
    desk: Desk, cfg: TerminalConfig, store: Store
) -> None:
    lists = lists_of(cfg, store)
    for name in NAMES:
        lists.keep(name, desk.get(f"lists/{name}").json())
    for name in NAMES:
        again = desk.get(f"lists/{name}", have=lists.digest(name)).json()
        assert set(again["list"]) == {"list", "version", "as_of", "same"}
        lists.keep(name, again)
    made = desk.issued()
    assert desk.report(made["certificate_id"], "void").status_code == 200
    changed = desk.get("lists/revocation", have=lists.digest("revocation")).json()
    assert len(changed["list"]["void"]) > 0
    lists.keep("revocation", changed)

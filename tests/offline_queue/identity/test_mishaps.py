"""A provider that is silent, lies, or is none at all: told, and nobody is believed."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest

from kiosk.clock import SystemClock
from kiosk.identity import Assurance, Means
from kiosk.link import Envelope
from kiosk.messages.identity import IdentityFound
from kiosk.messages.service import HallView, Refused
from kiosk.values import replace
from offline_queue.service import Service
from tests.clock import FakeClock
from tests.offline_queue.identity.terminals import (
    PROVIDERS,
    config_of,
    desk_of,
    fault,
    prove,
    send,
    table,
)
from tests.offline_queue.query_parts import Lies, Listener
from tests.offline_queue.samples import config as terminal_config
from tests.offline_queue.screen import Screen
from tests.provisioning.central.identity.phones import YI, Hands
from tests.provisioning.central.platform import HALL, HALL_FILE, ONE, Platform

WRONG_NUMBER = "110105194912310021"


def city(body: dict[str, Any]) -> dict[str, Any]:
    subject = {"name": YI[0], "id_no": YI[1]}
    same = {"request_id": body["request_id"], "means": body["means"], "handler": None}
    return same | {"assurance": "AL2", "subject": subject, "time": "2026-03-02T09:00:00+08:00"}


def province(body: dict[str, Any]) -> dict[str, Any]:
    data = {"yhlx": "01", "xm": YI[0], "zjhm": YI[1], "rzdj": "2", "jbr": None}
    return {"resultCode": "0000", "serial": body["serial"], "data": data}


GOOD: dict[str, Callable[[dict[str, Any]], dict[str, Any]]] = {"city": city, "province": province}
LIES: dict[str, list[dict[str, Any]]] = {
    "city": [
        {"request_id": "another"},
        {"means": "EID"},
        {"assurance": "AL4"},
        {"assurance": "AL0"},
        {"assurance": 2},
        {"subject": {"name": YI[0], "id_no": WRONG_NUMBER}},
        {"subject": {"name": "", "id_no": YI[1]}},
        {"subject": {"name": "a" * 101, "id_no": YI[1]}},
        {"subject": {"name": "测试\n乙", "id_no": YI[1]}},
        {"subject": [YI[0]]},
        {"subject": {"name": "示例公司", "id_no": "91990100MA990001X7"}},
        {"handler": "JIA"},
    ],
    "province": [
        {"serial": "another"},
        {"resultCode": "0001"},
        {"resultCode": 0},
        {"data": None},
        {"data": province({"serial": ""})["data"] | {"rzdj": "4"}},
        {"data": province({"serial": ""})["data"] | {"yhlx": "02"}},
        {"data": province({"serial": ""})["data"] | {"zjhm": WRONG_NUMBER}},
        {"data": province({"serial": ""})["data"] | {"xm": 7}},
    ],
}
EVERY_LIE = [(name, lie) for name in PROVIDERS for lie in LIES[name]]


def desk_at(url: str, provider: str, folder: Path, **more: Any) -> Any:
    keys = folder / "keys"
    keys.mkdir(exist_ok=True)
    (keys / "token").write_text("token")
    (folder / "identity-app.key").write_text("secret")
    named = table(provider, url, folder)
    desk = desk_of(config_of(folder, "http://127.0.0.1:9", named, keys), FakeClock())
    for name, value in more.items():
        setattr(desk, name, value)
    return desk


@pytest.mark.parametrize("provider", PROVIDERS)
def test_a_good_answer_is_believed(tmp_path: Path, provider: str) -> None:
    """What the lies below are made of."""
    with Lies(GOOD[provider]) as liar:
        answer = desk_at(liar.url, provider, tmp_path).answer(prove(Means.QR_APP, "code"))
    assert isinstance(answer, IdentityFound)
    assert answer.id_no == YI[1]


@pytest.mark.parametrize(("provider", "lie"), EVERY_LIE)
def test_a_lie_identifies_nobody(tmp_path: Path, provider: str, lie: dict[str, Any]) -> None:
    with Lies(lambda body: GOOD[provider](body) | lie) as liar:
        answer = desk_at(liar.url, provider, tmp_path).answer(prove(Means.QR_APP, "code"))
    assert fault(answer) == "IDENTITY_NOT_OURS"


NO_STAFF: list[dict[str, Any]] = [
    {"subject": {"name": "测试工", "id_no": "S99001"}},
    {"assurance": "AL4", "subject": {"name": "测试工", "id_no": "S 99001\n"}},
    {"assurance": "AL4", "subject": {"name": "测试工", "id_no": "S" * 33}},
]
STAFF = NO_STAFF[0] | {"assurance": "AL4"}


@pytest.mark.parametrize("lie", NO_STAFF)
def test_nobody_of_the_staff_vouches_for_nobody(tmp_path: Path, lie: dict[str, Any]) -> None:
    with Lies(lambda body: city(body) | lie) as liar:
        answer = desk_at(liar.url, "city", tmp_path).answer(prove(Means.STAFF, "code"))
    assert fault(answer) == "IDENTITY_NOT_OURS"


def test_staff_vouch(tmp_path: Path) -> None:
    with Lies(lambda body: city(body) | STAFF) as liar:
        answer = desk_at(liar.url, "city", tmp_path).answer(prove(Means.STAFF, "code"))
    assert isinstance(answer, IdentityFound)
    assert (answer.id_no, answer.assurance) == ("S99001", Assurance.AL4)


PORTAL = "<!doctype html><title>登录</title>".encode()


@pytest.mark.parametrize("provider", PROVIDERS)
@pytest.mark.parametrize("content", [PORTAL, b"", b"[]", b"\xff\xfe", b'{"a":' * 500])
def test_a_page_of_a_portal_identifies_nobody(
    tmp_path: Path, provider: str, content: bytes
) -> None:
    with Lies(lambda _body: content) as liar:
        desk = desk_at(liar.url, provider, tmp_path)
        assert fault(desk.answer(prove(Means.QR_APP, "code"))) == "IDENTITY_NOT_OURS"
        assert fault(desk.answer(send(YI[2]))) == "IDENTITY_NOT_OURS"


@pytest.mark.parametrize("provider", PROVIDERS)
def test_a_silent_provider_is_told_by_the_deadline_and_once(tmp_path: Path, provider: str) -> None:
    peer: Any = Listener()
    with Lies(lambda _body: None) as liar:
        desk = desk_at(liar.url, provider, tmp_path, deadline_s=0.2)
        desk.on_message(peer, _envelope(), prove(Means.QR_APP, "code"))
        assert peer.heard.wait(10)
        liar.over.set()
    (told,) = peer.told
    assert isinstance(told, Refused)
    assert told.fault.name == "IDENTITY_NO_ANSWER"


@pytest.mark.parametrize("provider", PROVIDERS)
def test_nobody_listens_there(tmp_path: Path, provider: str) -> None:
    desk = desk_at("http://127.0.0.1:9", provider, tmp_path)
    assert fault(desk.answer(prove(Means.QR_APP, "code"))) == "IDENTITY_NO_ANSWER"


def test_a_terminal_that_is_not_configured_asks_nobody(tmp_path: Path) -> None:
    desk = desk_at("http://127.0.0.1:9", "city", tmp_path, means=(Means.SMS,))
    assert fault(desk.answer(prove(Means.QR_APP, "code"))) == "IDENTITY_REFUSED"
    assert fault(desk.answer(prove(Means.IDCARD, "code"))) == "IDENTITY_REFUSED"


@pytest.mark.slow
def test_a_terminal_with_the_wrong_key_is_refused_by_either(tmp_path: Path) -> None:
    with Platform(tmp_path / "central", world=True) as platform:
        (tmp_path / "t").mkdir()
        for provider in PROVIDERS:
            desk = desk_at(platform.url, provider, tmp_path / "t")
            assert fault(desk.answer(prove(Means.QR_APP, "code"))) == "IDENTITY_REFUSED"


@pytest.mark.slow
def test_a_platform_that_is_no_provider_says_so(tmp_path: Path) -> None:
    """One that was not started for a demo knows nobody, by neither wire."""
    with Platform(tmp_path / "central") as platform:
        keys = platform.data / "terminals" / ONE
        for provider in PROVIDERS:
            named = table(provider, platform.url, keys)
            made = config_of(tmp_path, platform.url, named, keys)
            (keys / "identity-app.key").write_text("x")
            answer = desk_of(made, FakeClock()).answer(prove(Means.QR_APP, "code"))
            assert fault(answer) in ("IDENTITY_REFUSED", "IDENTITY_NOT_OURS")


@pytest.mark.slow
@pytest.mark.row("S002")
def test_a_screen_is_identified_over_the_socket_and_told_what_is_offered(tmp_short: Path) -> None:
    """The whole way: screen, service, provider."""
    with Platform(tmp_short / "central", world=True) as platform:
        folder = tmp_short / "terminal"
        folder.mkdir()
        (folder / "hall.json").write_text(HALL_FILE.read_text(encoding="utf-8"), encoding="utf-8")
        made = terminal_config(
            folder, platform.url, platform.token(ONE), terminal_id=ONE, hall_id=HALL
        )
        named = config_of(
            folder, platform.url, table("city", platform.url, platform.data), folder
        ).identity
        service = Service(replace(made, identity=named), SystemClock())
        service.start()
        try:
            with Screen(made.service_socket) as screen:
                view: HallView = screen.view()
                assert Means.SMS in view.means
                shown = Hands(platform.url).code(Means.QR_APP, YI[1])
                found = screen.ask(prove(Means.QR_APP, shown), IdentityFound)
                assert found.id_no == YI[1]
                again = screen.ask(prove(Means.QR_APP, shown, "r-2"), Refused)
                assert again.fault.name == "IDENTITY_CODE_USED"
        finally:
            service.stop()


def _envelope() -> Any:
    return Envelope("AskIdentity", 1, 0, msgspec.Raw())

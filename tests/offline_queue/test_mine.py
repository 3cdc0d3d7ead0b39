"""My matters between a terminal and the real platform: mine alone, at once, kept nowhere."""

import json
import logging
import threading
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from kiosk.clock import SystemClock
from kiosk.faults import Fault
from kiosk.identity import SealedFor, bound_to
from kiosk.messages.mine import AskMine, MineShown, Standing
from kiosk.messages.service import Network
from offline_queue.mine import MINE_S, Mine
from offline_queue.service import Service
from offline_queue.store.writer import Store
from offline_queue.sync.contact import Contact
from offline_queue.sync.lookup import Lookup
from tests.clock import MONDAY_MORNING
from tests.offline_queue.groups import GROUPS
from tests.offline_queue.query_parts import JIA, YI, Lies, Listener, vault_of
from tests.offline_queue.samples import at, by_card, config, given, lease
from tests.offline_queue.screen import Screen
from tests.provisioning.central.cases import by_card as applied_by
from tests.provisioning.central.cases import made_at
from tests.provisioning.central.certificates.certificates import Desk
from tests.provisioning.central.platform import HALL, HALL_FILE, ONE, Platform
from tests.provisioning.central.samples import held_ticket, record

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def platform(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Platform]:
    with Platform(tmp_path_factory.mktemp("mine") / "central") as running:
        yield running


def keys_of(platform: Platform) -> Path:
    return platform.data / "terminals" / ONE


def mine_at(url: str, folder: Path, store: Store, cut: bool = False, **more: Any) -> Mine:
    network = Network.DOWN if cut else Network.UP
    office: Any = SimpleNamespace(
        store=store,
        groups=GROUPS,
        now=lambda: MONDAY_MORNING,
        contact=lambda: Contact(network, last=MONDAY_MORNING),
    )
    return Mine(office, Lookup(url, folder / "token", store, office.now, lambda: cut), **more)


def asked_by(folder: Path, person: tuple[str, str], request: str = "m-1") -> AskMine:
    vault = vault_of(folder)
    name, number = person
    sealed = vault.seal(bound_to(SealedFor.MINE, request), name, number, "resident")
    return AskMine(request, vault.holder_hash(number), sealed)


def numbers(shown: MineShown) -> list[str]:
    return [one["local_no"] for one in json.loads(shown.applications)]


@pytest.mark.row("S004")
def test_a_person_gets_their_own_matters_and_nobody_elses(store: Store, platform: Platform) -> None:
    folder, today = keys_of(platform), SystemClock().now().date().isoformat()
    mine, hers = made_at(MONDAY_MORNING, 11), made_at(MONDAY_MORNING, 12)
    for body, person in ((mine, YI), (hers, JIA)):
        applied_by(body, platform.data, person)
        assert platform.statuses(ONE, [record("application", body)]) == ["applied"]
    number = held_ticket(platform.data, YI, 7, today)
    assert platform.statuses(ONE, [record("ticket", number)]) == ["applied"]
    desk = Desk(platform)
    printed = desk.issued(person=YI)["certificate_id"]
    assert desk.report(printed, "printed").status_code == 200
    desk.issued(person=YI)
    desk.issued(person=JIA)
    made = mine_at(platform.url, folder, store)
    page = made.answer(asked_by(folder, YI))
    assert page.missing is None
    assert numbers(page) == [mine["local_no"]]
    assert {one.standing for one in page.certificates} == {Standing.VALID, Standing.MADE}
    assert len(page.certificates) == 2
    assert [one.ticket_no for one in page.tickets] == ["A007"]
    other = made.answer(asked_by(folder, JIA, "m-2"))
    assert numbers(other) == [hers["local_no"]]
    assert len(other.certificates) == 1
    assert other.tickets == ()


def test_nobody_gets_anothers_page_by_their_hash(store: Store, platform: Platform) -> None:
    folder = keys_of(platform)
    stolen = AskMine(
        "m-3", vault_of(folder).holder_hash(YI[1]), asked_by(folder, JIA, "m-3").sealed
    )
    page = mine_at(platform.url, folder, store).answer(stolen)
    assert page.missing is Fault.QUERY_REFUSED
    assert (page.applications, page.certificates) == (b"[]", ())


@pytest.mark.row("S004")
@pytest.mark.parametrize("cut", [True, False])
def test_cut_off_only_this_persons_own_numbers_of_today_are_there(
    store: Store, platform: Platform, cut: bool
) -> None:
    """Known to be away, or found out just now: nothing of whoever was here before."""
    folder, vault = keys_of(platform), vault_of(keys_of(platform))
    lease(store)
    mine = given(store, by_card(holder=vault.holder_hash(YI[1])), at())
    given(store, by_card(holder=vault.holder_hash(JIA[1])), at())
    desk = mine_at("http://127.0.0.1:9", folder, store, cut=cut)
    page = desk.answer(asked_by(folder, YI))
    assert [one.ticket_id for one in page.tickets] == [mine.ticket_id]
    assert page.as_of == MONDAY_MORNING.isoformat(timespec="seconds")
    assert page.missing is (Fault.ITEM_NEEDS_NETWORK if cut else Fault.QUERY_NO_ANSWER)
    assert (page.applications, page.certificates) == (b"[]", ())


@pytest.mark.row("S004")
def test_a_platform_that_hangs_is_not_waited_for(
    store: Store, platform: Platform, caplog: pytest.LogCaptureFixture
) -> None:
    """The page stands in time with what is known here; the answer that comes later is dropped."""
    assert MINE_S < 2
    folder, listener = keys_of(platform), Listener()
    with Lies(lambda _body: None) as hanging:
        desk = mine_at(hanging.url, folder, store, deadline_s=0.05)
        envelope: Any = SimpleNamespace(id=1)
        peer: Any = listener
        desk.on_message(peer, envelope, asked_by(folder, YI))
        assert listener.heard.wait(10)
        hanging.over.set()
    (page,) = listener.told
    assert page.missing is Fault.QUERY_NO_ANSWER
    assert "no answer in time" in caplog.text


@pytest.mark.parametrize(
    "lie",
    [
        {"request_id": "another"},
        {"holder_hash": "0" * 64},
        {"applications": [{}]},
        {"certificates": [{"type_name": "x"}]},
        {"tickets": None},
        {"as_of": "yesterday"},
    ],
)
def test_an_answer_that_is_not_as_agreed_shows_nothing_of_it(
    store: Store, platform: Platform, lie: dict[str, Any]
) -> None:
    now = MONDAY_MORNING.isoformat()

    def right(body: dict[str, Any]) -> dict[str, Any]:
        echoed = {name: body[name] for name in ("request_id", "holder_hash")}
        empty: dict[str, Any] = {"applications": [], "certificates": [], "tickets": []}
        return echoed | empty | {"as_of": now, "time": now}

    folder = keys_of(platform)
    with Lies(right) as honest:
        assert mine_at(honest.url, folder, store).answer(asked_by(folder, YI)).missing is None
    with Lies(lambda body: right(body) | lie) as liar:
        page = mine_at(liar.url, folder, store).answer(asked_by(folder, YI))
        assert page.missing is Fault.QUERY_NOT_OURS


@pytest.mark.row("S004")
def test_the_whole_way_writes_nothing_down(
    platform: Platform, tmp_short: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """Screen, service, platform and back; then the disk and the log are looked through."""
    folder = tmp_short / "terminal"
    folder.mkdir()
    (folder / "hall.json").write_text(HALL_FILE.read_text(encoding="utf-8"), encoding="utf-8")
    made = config(folder, platform.url, platform.token(ONE), terminal_id=ONE, hall_id=HALL)
    body = made_at(MONDAY_MORNING, 31)
    applied_by(body, platform.data, YI)
    assert platform.statuses(ONE, [record("application", body)]) == ["applied"]
    Desk(platform).issued(person=YI)
    service = Service(made, SystemClock())
    service.start()
    try:
        with caplog.at_level(logging.DEBUG), Screen(made.service_socket) as screen:
            asked = asked_by(keys_of(platform), YI, "m-9")
            page = screen.ask(asked, MineShown)
            assert body["local_no"] in numbers(page)
            assert page.certificates
    finally:
        service.stop()
    traces = [YI[1], YI[0], body["local_no"], asked.holder_hash, page.certificates[0].type_name]
    assert not [one for one in traces if one in caplog.text]
    for path in tmp_short.rglob("*"):
        content = path.read_bytes() if path.is_file() else b""
        assert not [one for one in traces if one.encode() in content], path


def test_many_at_once_are_told_what_is_known_here(store: Store, platform: Platform) -> None:
    folder, listeners = keys_of(platform), [Listener() for _ in range(6)]
    with Lies(lambda _body: None) as hanging:
        desk = mine_at(hanging.url, folder, store, deadline_s=30.0)
        for number, listener in enumerate(listeners):
            peer: Any = listener
            envelope: Any = SimpleNamespace(id=number + 1)
            desk.on_message(peer, envelope, asked_by(folder, YI, f"m-{number}"))
        assert listeners[-1].heard.wait(10)
        assert listeners[-1].told[0].missing is Fault.QUERY_NO_ANSWER
        assert [one.told for one in listeners[:4]] == [[], [], [], []]
    for one in threading.enumerate():
        if one.name == "mine":
            one.join(10)

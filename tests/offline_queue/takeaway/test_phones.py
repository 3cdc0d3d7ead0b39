"""A result on a telephone, through the real platform: for one telephone, as long as its citizen is
there."""

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

import pytest
import requests

from kiosk.faults import Fault
from kiosk.link import Envelope, Peer
from kiosk.messages.service import Refused
from kiosk.messages.takeaway import EndHandOff, HandedOff, HandOff
from kiosk.sheet import Part, Sheet
from offline_queue.store.writer import Store
from offline_queue.takeaway.phones import Phones
from offline_queue.takeaway.sealing import link_of
from tests.clock import FakeClock
from tests.offline_queue.query_parts import Lies, Listener, queries_at
from tests.offline_queue.samples import until
from tests.provisioning.central.platform import ONE, Platform

pytestmark = pytest.mark.slow

TOKEN = "0123456789abcdef" * 2
PLATE = "示A·99**9"
SHEET = Sheet(
    "违法信息查询", "截至 2026-03-02", (Part("第 1 条", (), (("号牌", PLATE),)),), "不是证明"
)


@pytest.fixture(scope="module")
def platform(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Platform]:
    with Platform(tmp_path_factory.mktemp("phones") / "central", world=True) as running:
        yield running


def phones_at(url: str, keys: Path, store: Store, cut: bool = False, **more: Any) -> Phones:
    lookup = queries_at(url, keys, store, cut).lookup
    return Phones(lookup, url, FakeClock().monotonic, again_s=0.01, **more)


@pytest.fixture
def phones(platform: Platform, store: Store) -> Iterator[Phones]:
    made = phones_at(platform.url, platform.data / "terminals" / ONE, store)
    yield made
    made.close()


class Citizen(Listener):
    """At a screen of their own, with a token of their own."""

    numbers = iter(range(1, 1000))
    __hash__ = object.__hash__

    def __init__(self, phones: Phones) -> None:
        super().__init__()
        self.phones = phones
        self.peer = cast(Peer, self)
        self.token = f"{next(self.numbers):032x}"

    def say(self, message: Any) -> None:
        self.phones.on_message(self.peer, Envelope("?", 1, 0, cast(Any, b"")), message)

    def wants(self, token: str = "") -> HandedOff | Refused:
        self.heard.clear()
        self.token = token or f"{next(self.numbers):032x}"
        self.say(HandOff("h-1", "s-1", self.token, SHEET))
        assert self.heard.wait(15)
        told: HandedOff | Refused = self.told[-1]
        return told


@pytest.fixture
def citizen(phones: Phones) -> Citizen:
    return Citizen(phones)


def page(url: str) -> tuple[int, str]:
    answer = requests.post(url, timeout=10)
    return answer.status_code, answer.text


def test_what_the_screen_shows_is_on_the_telephone(citizen: Citizen, platform: Platform) -> None:
    handed = citizen.wants()
    assert isinstance(handed, HandedOff)
    assert handed.url == f"{platform.url}/take/{citizen.token}" and handed.lives_s == 600
    status, text = page(handed.url)
    assert status == 200
    assert PLATE in text and "违法信息查询" in text and "不是证明" in text


def test_the_page_is_dead_when_the_citizen_leaves(citizen: Citizen) -> None:
    handed = citizen.wants()
    assert isinstance(handed, HandedOff)
    citizen.say(EndHandOff("s-1"))
    until(lambda: requests.get(handed.url, timeout=10).status_code == 410)
    status, text = page(handed.url)
    assert status == 410 and PLATE not in text


def test_the_page_is_dead_when_its_screen_is_gone(citizen: Citizen, phones: Phones) -> None:
    handed = citizen.wants()
    assert isinstance(handed, HandedOff)
    phones.forget(citizen.peer)
    until(lambda: requests.get(handed.url, timeout=10).status_code == 410)


def test_another_citizen_leaving_ends_nothing_of_ours(citizen: Citizen, phones: Phones) -> None:
    handed = citizen.wants()
    other = Citizen(phones)
    theirs = other.wants()
    assert isinstance(handed, HandedOff) and isinstance(theirs, HandedOff)
    other.say(EndHandOff("s-1"))
    until(lambda: requests.get(theirs.url, timeout=10).status_code == 410)
    assert requests.get(handed.url, timeout=10).status_code == 200


def test_asking_again_ends_the_page_before(citizen: Citizen) -> None:
    first = citizen.wants()
    second = citizen.wants()
    assert isinstance(first, HandedOff) and isinstance(second, HandedOff)
    until(lambda: requests.get(first.url, timeout=10).status_code == 410)
    assert requests.get(second.url, timeout=10).status_code == 200


def test_the_end_is_said_until_the_platform_hears_it(citizen: Citizen, platform: Platform) -> None:
    handed = citizen.wants()
    assert isinstance(handed, HandedOff)
    platform.fault("500", count=3)
    citizen.say(EndHandOff("s-1"))
    until(lambda: requests.get(handed.url, timeout=10).status_code == 410)


def test_offline_it_is_said_why_not(platform: Platform, store: Store) -> None:
    keys = platform.data / "terminals" / ONE
    for url, cut in ((platform.url, True), ("http://127.0.0.1:9", False)):
        told = Citizen(phones_at(url, keys, store, cut)).wants()
        assert isinstance(told, Refused) and told.fault is Fault.HAND_OFF_OFFLINE


def test_a_page_that_comes_after_its_citizen_has_left_is_ended(
    store: Store, tmp_path: Path
) -> None:
    """The platform is slow; the citizen is quicker."""
    (tmp_path / "token").write_text("t")
    asked, go_on = threading.Event(), threading.Event()

    def slow(body: dict[str, Any]) -> Any:
        if "link" in body:
            asked.set()
            go_on.wait(10)
        return {"lives_s": 600, "time": "2026-03-02T09:00:00+08:00"}

    with Lies(slow) as lies:
        phones = phones_at(lies.url, tmp_path, store)
        citizen = Citizen(phones)
        citizen.say(HandOff("h-1", "s-1", TOKEN, SHEET))
        assert asked.wait(10)
        citizen.say(EndHandOff("s-1"))
        until(lambda: len(lies.asked) >= 2)
        go_on.set()
        until(lambda: len(lies.asked) >= 3)
        phones.close()
    assert "link" not in lies.asked[-1], "the page was ended once more, after it was made"


@pytest.mark.parametrize(
    "lie", [b"<html>", {}, {"lives_s": "600"}, {"lives_s": 86_400}, {"lives_s": -1}]
)
def test_a_platform_that_answers_something_else_is_not_believed(
    lie: Any, store: Store, tmp_path: Path
) -> None:
    (tmp_path / "token").write_text("t")
    more = {"time": "2026-03-02T09:00:00+08:00"} if isinstance(lie, dict) else {}
    with Lies(lambda body: lie | more if isinstance(lie, dict) else lie) as lies:
        phones = phones_at(lies.url, tmp_path, store)
        told = Citizen(phones).wants(TOKEN)
        phones.close()
    assert isinstance(told, Refused) and told.fault is Fault.HAND_OFF_REFUSED
    assert PLATE not in str(lies.asked) and TOKEN not in str(lies.asked)
    assert lies.asked[0]["link"] == link_of(TOKEN)

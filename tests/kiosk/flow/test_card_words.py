"""Texts name the card that was used, and a number only where one was asked for."""

from datetime import date

import pytest

from kiosk.device import Device, DeviceState, DeviceStatus, Media
from kiosk.faults import Fault
from kiosk.flow.events import ServiceLost
from kiosk.flow.states import State
from kiosk.identity import CardKind, IdentityCard
from kiosk.messages.devices import StatusChanged
from kiosk.present.snapshot import Snapshot
from kiosk.print_state import PrintState
from kiosk.values import replace
from tests.kiosk.flow.bench import Bench, texts_on
from tests.kiosk.flow.means_way import ready, to_means
from tests.kiosk.samples import YI

SOCIAL = replace(YI, kind=CardKind.SOCIAL_SECURITY)
EXPIRED = replace(SOCIAL, valid_to=date(2020, 1, 1), long_term=False)
INSERTED = DeviceStatus(DeviceState.ONLINE, media=Media.PRESENT)


@pytest.fixture
def bench() -> Bench:
    bench = ready()
    bench.take(StatusChanged(Device.SSC_READER, INSERTED))
    return bench


def took(bench: Bench, card: IdentityCard) -> Snapshot:
    bench.put_card(card)
    bench.touch("choose", "A")
    bench.confirm()
    bench.touch("take")
    assert bench.answer(PrintState.PRINTED) is State.TAKE_AWAY
    return bench.screen


def test_an_expired_social_security_card_is_called_so(bench: Bench) -> None:
    assert bench.put_card(EXPIRED) is State.TROUBLE
    assert bench.fault() is Fault.SSC_EXPIRED
    assert "这张社保卡过了有效期" in texts_on(bench.screen)


def test_so_it_is_for_an_item(bench: Bench) -> None:
    to_means(bench, "AL2", "SSCARD", "IDCARD")
    assert bench.put_card(EXPIRED) is State.TROUBLE
    assert bench.fault() is Fault.SSC_EXPIRED


def test_whoever_came_by_social_security_card_takes_that_one(bench: Bench) -> None:
    shown = took(bench, SOCIAL)
    assert shown.title == "请取走号票和社保卡"
    assert "社保卡" in shown.spoken and "身份证" not in shown.spoken + shown.title


def test_whoever_came_by_id_card_takes_that_one(bench: Bench) -> None:
    shown = took(bench, YI)
    assert (shown.title, shown.picture) == ("请取走号票和身份证", "card_and_paper")
    assert "别忘了身份证" in shown.spoken


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_whoever_put_no_card_down_is_told_of_none(bench: Bench, lang: str) -> None:
    if lang == "en":
        bench.touch("lang")
    bench.touch("start")
    bench.touch("choose", "D")
    bench.touch("means", "NONE")
    bench.touch("take")
    assert bench.answer(PrintState.PRINTED) is State.TAKE_AWAY
    shown = bench.screen
    assert shown.title == {"zh": "请取走号票", "en": "Take your ticket"}[lang]
    assert not [word for word in ("身份证", "社保卡", "card") if word in shown.title + shown.spoken]
    assert shown.picture == "paper_out"


def test_after_a_typed_number_no_card_is_said_to_be_read(bench: Bench) -> None:
    bench.touch("start")
    bench.touch("choose", "A")
    bench.touch("means", "IDNO")
    bench.type_number(YI.id_no)
    bench.confirm()
    assert bench.touch("more") is State.CHOOSE_BUSINESS
    assert bench.screen.notice is not None
    assert bench.screen.notice.title == "您的身份信息还在，请选业务"


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_where_no_number_was_asked_for_none_is_spoken_of(bench: Bench, lang: str) -> None:
    if lang == "en":
        bench.touch("lang")
    bench.touch("find")
    bench.take(ServiceLost())
    assert bench.touch("open_themes") is State.TROUBLE
    told = bench.screen.trouble
    assert told is not None and told.code == Fault.SERVICE_LOST.value
    said = " ".join((told.title, told.cause, *told.now[:1], bench.screen.spoken))
    assert not [word for word in ("取号", "身份证", "number", "ticket", "card") if word in said]


def test_where_one_was_asked_for_it_is_said_to_be_the_same_one(bench: Bench) -> None:
    bench.put_card(SOCIAL)
    bench.touch("choose", "A")
    bench.confirm()
    bench.touch("take")
    assert bench.fire("patience") is State.TROUBLE
    assert bench.screen.trouble is not None
    assert "同一个号" in bench.screen.trouble.now[0] and "同一个号" in bench.screen.spoken
    assert "身份证" not in texts_on(bench.screen)

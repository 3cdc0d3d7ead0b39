"""The screen says what is known, and says that it does not know what is not."""

import pytest

from kiosk.device import DeviceState, DeviceStatus, PaperSupply
from kiosk.faults import Fault
from kiosk.flow.model import Model
from kiosk.flow.states import State
from kiosk.messages.cards import ReadStage
from kiosk.messages.service import BusinessView, CallStaff, HallView, Network, Waiting
from kiosk.present.build import build
from kiosk.present.snapshot import Snapshot, Tile, Tone
from kiosk.texts.language import LANGUAGES
from kiosk.values import replace
from tests.kiosk.flow.bench import texts_on
from tests.kiosk.present.models import BY_CARD, ON_TILES
from tests.kiosk.samples import CLOSED, CONSTRUCTION, GENERAL, HALL, NO_PAPER, READER_OK, ticket

READY = Model(
    hall=HALL, service_up=True, cards_up=True, reader=READER_OK, clock="09:00", day="2026-03-02"
)
OLD = Waiting(6, 12, "08:15")


def hall_of(*businesses: BusinessView) -> HallView:
    return replace(HALL, businesses=businesses)


def tile_of(business: BusinessView, lang: str = "zh", day: str = "2026-03-02") -> Tile:
    hall = hall_of(business)
    model = replace(READY, state=State.CHOOSE_BUSINESS, lang=lang, hall=hall, day=day)
    return build(model).tiles[0]


def ahead(lang: str, waiting: Waiting, service_up: bool = True) -> Snapshot:
    hall = hall_of(replace(GENERAL, waiting=waiting))
    model = replace(READY, state=State.AHEAD, lang=lang, hall=hall, group_id="A", holder=BY_CARD)
    return build(replace(model, service_up=service_up))


@pytest.mark.parametrize(
    ("lang", "told"),
    [("zh", "等候人数未知（08:15 起断网）"), ("en", "Waiting unknown since 08:15")],
)
def test_an_unknown_wait_says_since_when(lang: str, told: str) -> None:
    assert tile_of(CONSTRUCTION, lang).detail == told


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_people_ahead_unknown_is_said_in_full_and_by_voice(lang: str) -> None:
    shown = ahead(lang, Waiting(None, None, "08:15"))
    assert shown.card is not None
    fact = shown.card.facts[0]
    assert "08:15" in fact.value
    assert {"zh": "未知", "en": "unknown"}[lang] in fact.value
    assert {"zh": "现在不知道前面有多少人", "en": "not known"}[lang] in shown.spoken


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_while_the_service_is_away_an_old_number_is_no_number(lang: str) -> None:
    known, lost = ahead(lang, OLD), ahead(lang, OLD, service_up=False)
    assert known.card is not None
    assert lost.card is not None
    assert "6" in known.card.facts[0].value
    assert "08:15" in lost.card.facts[0].value
    assert not [fact for fact in lost.card.facts if "12" in fact.value]
    assert "6" not in lost.spoken


def test_nobody_waiting_is_not_the_same_as_nobody_knows() -> None:
    assert tile_of(replace(GENERAL, waiting=Waiting(0, 0, "09:00"))).detail == "现在没有人等"
    assert tile_of(replace(GENERAL, waiting=Waiting(None, None))).detail == "等候人数未知"
    assert tile_of(replace(GENERAL, waiting=Waiting(3, None, "09:00"))).detail == "前面 3 人"


WHEN = [
    ("2026-03-02T13:30", "zh", "13:30"),
    ("2026-03-03T09:00", "zh", "明天 09:00"),
    ("2026-03-09T09:00", "zh", "03-09 09:00"),
    ("2026-03-02T13:30", "en", "13:30"),
    ("2026-03-03T09:00", "en", "tomorrow 09:00"),
]


@pytest.mark.row("CP-02", "S064")
@pytest.mark.parametrize(("reopens", "lang", "told"), WHEN)
@pytest.mark.parametrize("refusal", [Fault.GROUP_CLOSED, Fault.GROUP_QUOTA_INTERVAL])
def test_a_tile_says_when_there_are_numbers_again(
    refusal: Fault, reopens: str, lang: str, told: str
) -> None:
    tile = tile_of(replace(CLOSED, refusal=refusal, reopens=reopens), lang)
    assert told in tile.detail
    assert tile.tone is Tone.WARN
    assert tile.badge in {"zh": ("未开放", "已取完"), "en": ("Closed", "Full")}[lang]


@pytest.mark.row("CP-02")
@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("refusal", ON_TILES)
def test_a_tile_says_why_not_where_nobody_knows_when(refusal: Fault, lang: str) -> None:
    tile = tile_of(replace(CLOSED, refusal=refusal, reopens=""), lang)
    assert tile.detail == LANGUAGES[lang].words[f"refusal_{refusal.value}"]
    assert tile.badge


def test_tomorrow_is_what_follows_today_on_the_screen() -> None:
    closed = replace(CLOSED, reopens="2026-03-01T09:00")
    assert "明天 09:00" in tile_of(closed, day="2026-02-28").detail
    today = tile_of(closed, day="2026-03-01").detail
    assert "09:00" in today
    assert "明天" not in today


HEALTH = [
    (READY, "本机一切正常", Tone.GOOD),
    (replace(READY, service_up=False), "正在准备", Tone.WARN),
    (replace(READY, hall=None), "正在准备", Tone.WARN),
    (replace(READY, hall=replace(HALL, printer=NO_PAPER)), "打印暂停", Tone.WARN),
    (replace(READY, hall=replace(HALL, printer=DeviceStatus())), "打印暂停", Tone.WARN),
    (replace(READY, cards_up=False), "读卡暂停", Tone.WARN),
    (replace(READY, reader=DeviceStatus()), "读卡暂停", Tone.WARN),
    (replace(READY, reader=DeviceStatus(DeviceState.NO_DEVICE)), "读卡暂停", Tone.WARN),
    (replace(READY, hall=replace(HALL, network=Network.DOWN)), "网络断开", Tone.WARN),
]


@pytest.mark.parametrize(("model", "told", "tone"), HEALTH)
def test_the_health_line_says_what_was_read_from_the_devices(
    model: Model, told: str, tone: Tone
) -> None:
    quiet = replace(model, hall=replace(model.hall, notices=()) if model.hall else None)
    notice = build(quiet).notice
    assert notice is not None
    assert told in notice.title
    assert notice.tone is tone


def test_a_printer_that_cannot_tell_its_paper_may_print() -> None:
    dumb = DeviceStatus(DeviceState.ONLINE, PaperSupply.NOT_SUPPORTED)
    shown = build(replace(READY, hall=replace(HALL, printer=dumb, notices=())))
    assert shown.notice is not None
    assert shown.notice.tone is Tone.GOOD


@pytest.mark.parametrize("neighbour", ["", "05 号机"])
@pytest.mark.parametrize("state", [State.IDLE, State.READ_CARD, State.TROUBLE])
def test_a_neighbour_that_there_is_not_is_not_named(state: State, neighbour: str) -> None:
    hall = replace(HALL, neighbour=neighbour)
    fault = Fault.CARD_NOT_VERIFIED
    shown = build(replace(READY, state=state, hall=hall, group_id="A", fault=fault))
    lines = shown.trouble.now if shown.trouble is not None else (_body(shown),)
    wanted = [
        line.format(neighbour=neighbour, hotline=HALL.hotline)
        for line in LANGUAGES["zh"].faults[fault].now
        if neighbour or "{neighbour}" not in line
    ]
    assert list(lines) == wanted[: len(lines)]
    assert len(wanted) == (3 if neighbour else 2)


def _body(shown: Snapshot) -> str:
    assert shown.notice is not None
    return shown.notice.body


def test_staff_are_not_said_to_know_what_was_not_recorded() -> None:
    calling = replace(READY, state=State.HELP, unheard=(CallStaff("c", "s", "help"),))
    assert build(calling).notice is None
    lost = build(replace(calling, service_up=False)).notice
    assert lost is not None
    assert "您的操作不会丢" in lost.title
    told = build(replace(READY, state=State.HELP, called=True)).notice
    assert told is not None
    assert told.title == "已经通知工作人员"


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("fault", [f for f in Fault if f.name.startswith("PRINT_")])
def test_an_unproved_print_never_says_take_your_ticket(lang: str, fault: Fault) -> None:
    model = replace(READY, lang=lang, ticket=ticket(), fault=fault, copy=True, holder=BY_CARD)
    proud = texts_on(build(replace(model, state=State.TAKE_AWAY, fault=None))).splitlines()
    for state in (State.PRINT_TROUBLE, State.ON_SCREEN):
        shown = build(replace(model, state=state))
        assert not {line for line in proud if "号票" in line or "your ticket" in line} & set(
            texts_on(shown).splitlines()
        )
        assert "A017" in texts_on(shown)


def test_a_card_found_is_told_wherever_it_is_put() -> None:
    for state in (State.CHOOSE_BUSINESS, State.CHOOSE_MEANS, State.READ_CARD):
        shown = build(replace(READY, state=state, group_id="A", read_stage=ReadStage.FOUND))
        assert shown.busy == "正在读取，请不要移动身份证"

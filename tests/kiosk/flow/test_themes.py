"""一件事: its steps, one list of materials for all of them, and each step opens its item."""

import pytest

from kiosk.faults import Fault
from kiosk.flow.events import ServiceLost
from kiosk.flow.states import State
from kiosk.items.theme import THEMES_FILE, Theme, parse_themes
from kiosk.messages.service import Refused
from kiosk.messages.themes import (
    AskTheme,
    AskThemes,
    ThemeItem,
    ThemeLine,
    ThemeShown,
    ThemesShown,
)
from kiosk.values import replace
from tests.kiosk.flow.bench import Bench, texts_on
from tests.kiosk.flow.test_items import WITH_ITEMS, shortest_way
from tests.kiosk.item_samples import LIFE_EVENTS, ROOT, item, package

THEMES = parse_themes((ROOT / LIFE_EVENTS / THEMES_FILE).read_bytes())
FAREWELL = "farewell"
ASKED_FIRST = "990100701000"
"""个体工商户设立登记, of opening a shop: it has questions."""


@pytest.fixture
def bench() -> Bench:
    return Bench().ready(WITH_ITEMS)


def line(theme: Theme) -> ThemeLine:
    said = theme.name, theme.summary
    texts = [text for one in said for text in (one.zh, one.say("en"))]
    return ThemeLine(theme.id, texts[0], texts[1], texts[2], texts[3], theme.icon, len(theme.items))


def to_themes(bench: Bench) -> State:
    bench.touch("find")
    assert bench.touch("open_themes") is State.THEMES
    lines = tuple(line(one) for one in THEMES)
    bench.take(ThemesShown(bench.last_said(AskThemes).request_id, lines))
    return bench.where()


def to_theme(bench: Bench, theme_id: str, absent: int = 0, broken: bool = False) -> State:
    to_themes(bench)
    bench.touch("theme", theme_id)
    asked = bench.last_said(AskTheme)
    theme = next(one for one in THEMES if one.id == asked.theme_id)
    items = [ThemeItem(code, item(code).package_ver, package(code)) for code in theme.items]
    if broken:
        items[0] = replace(items[0], package=b"{}")
    bench.take(ThemeShown(asked.request_id, line(theme), tuple(items), absent))
    return bench.where()


@pytest.mark.row("S030")
def test_a_theme_shows_its_steps_of_several_departments_and_one_list(bench: Bench) -> None:
    assert to_themes(bench) is State.THEMES
    assert [one.title for one in bench.screen.tiles][:2] == ["生孩子", "开店"]
    assert to_theme(bench, FAREWELL) is State.THEME
    steps = [one.title for one in bench.screen.tiles]
    assert steps[0] == "1. 残疾人证注销/迁出"
    assert len({one.detail.partition(" ")[0] for one in bench.screen.tiles}) == 4
    assert bench.touch("bring") is State.THEME_LIST
    lines = [text for section in bench.screen.sections for text in section.lines]
    cards = [one for one in lines if "居民身份证" in one]
    assert len(cards) == 1, "once for all"
    assert cards[0].count("、") == 3
    assert bench.touch("back") is State.THEME
    assert bench.touch("back") is State.THEMES
    assert bench.touch("back") is State.FIND


@pytest.mark.row("S030")
def test_a_step_opens_its_item_and_leads_back_to_the_theme(bench: Bench) -> None:
    to_theme(bench, FAREWELL)
    code = THEMES[3].items[1]
    assert bench.touch("item", code) is State.ITEM
    assert bench.screen.title == item(code).task_name.zh
    assert bench.touch("back") is State.THEME
    assert bench.touch("item", "992001101000") is State.THEME, "no step of this theme"


@pytest.mark.row("S030")
def test_what_was_answered_to_a_step_makes_the_list_shorter(bench: Bench) -> None:
    to_theme(bench, "open_shop")
    bench.touch("bring")
    whole = texts_on(bench.screen)
    assert "回答各项的问题后" in whole
    bench.touch("back")
    bench.touch("item", ASKED_FIRST)
    bench.touch("guide")
    for answer in shortest_way(ASKED_FIRST):
        bench.touch("answer", answer)
    assert bench.where() is State.GUIDE
    outcome = bench.model.visit.outcome
    bench.touch("back")
    assert bench.touch("back") is State.THEME
    step = next(one for one in bench.screen.tiles if one.arg == ASKED_FIRST)
    assert "已按您的情况" in step.detail
    bench.touch("bring")
    listed = "\n".join(text for one in bench.screen.sections for text in one.lines)
    kept = {one.id for one in outcome.materials}
    dropped = [one for one in item(ASKED_FIRST).materials if one.id not in kept]
    assert dropped
    assert not [one for one in dropped if one.material_name.zh in listed]
    bench.touch("back")
    bench.touch("item", ASKED_FIRST)
    assert bench.model.visit.answers, "nobody answers twice"


def test_what_this_place_lacks_is_told_and_a_broken_item_counts_with_it(bench: Bench) -> None:
    assert to_theme(bench, FAREWELL, absent=1, broken=True) is State.THEME
    assert len(bench.screen.tiles) == 3
    assert bench.screen.notice is not None
    assert "另有 2 项" in bench.screen.notice.title


def test_late_and_foreign_answers_change_nothing(bench: Bench) -> None:
    to_themes(bench)
    before = bench.model
    bench.take(ThemesShown("another", ()))
    bench.take(ThemeShown("another", line(THEMES[0]), ()))
    assert bench.model == before
    bench.touch("theme", "no such theme")
    assert bench.model.visit.asked == ""


@pytest.mark.parametrize("fault", [Fault.ITEM_GONE, Fault.CATALOGUE_LOST])
def test_a_theme_that_is_gone_is_told_whole(bench: Bench, fault: Fault) -> None:
    to_themes(bench)
    bench.touch("theme", FAREWELL)
    bench.take(Refused(bench.last_said(AskTheme).request_id, fault))
    assert bench.where() is State.TROUBLE
    assert bench.fault() is fault


def test_without_the_service_nothing_waits_for_ever(bench: Bench) -> None:
    bench.touch("find")
    bench.touch("open_themes")
    assert bench.fire("patience") is State.TROUBLE
    other = Bench().ready(WITH_ITEMS)
    other.touch("find")
    other.take(ServiceLost())
    assert other.touch("open_themes") is State.TROUBLE
    assert other.fault() is Fault.SERVICE_LOST

"""网上申报、网上查询、进度公示、网上评价、网上反馈: all five from the page of every item.

Only what the screen shows is touched.
"""

import json

import pytest

from kiosk.flow.states import State
from kiosk.items.asking import asks
from kiosk.items.guide import guide
from kiosk.items.model import ServiceItem
from kiosk.messages.items import AskItem, CorrectGuide, ItemShown
from kiosk.messages.mine import AskMine, MineShown
from kiosk.messages.ratings import Rate
from kiosk.messages.service import HallView, Recorded
from kiosk.present.snapshot import Action, Modes, Tile
from kiosk.values import replace
from tests.kiosk.flow.bench import Bench, texts_on
from tests.kiosk.flow.query_samples import view_of
from tests.kiosk.flow.query_way import OFFLINE
from tests.kiosk.flow.test_items import WITH_ITEMS
from tests.kiosk.item_samples import PROGRESS, ROOT, item, package
from tests.kiosk.samples import GOOD_PRINTER, YI

CODES = sorted(one.name for one in ROOT.iterdir() if one.is_dir())
HERE = replace(WITH_ITEMS, a4=GOOD_PRINTER)
CUT = replace(OFFLINE, a4=GOOD_PRINTER)
EVERY = pytest.mark.parametrize("code", CODES)
MODES = pytest.mark.parametrize(
    ("modes", "hall"),
    [(Modes(), HERE), (Modes(low=True, large=True), HERE), (Modes(), CUT)],
    ids=["plain", "low", "cut"],
)


def shown_at(code: str, modes: Modes | None = None, hall: HallView = HERE) -> Bench:
    bench = Bench().ready(hall)
    bench.model = replace(bench.model, modes=modes or Modes())
    bench.touch("find")
    open_here(bench, code)
    return bench


def open_here(bench: Bench, code: str) -> None:
    bench.touch("item", code)
    bench.take(ItemShown(bench.last_said(AskItem).request_id, code, 1, package(code)))
    assert bench.where() is State.ITEM


def touch(bench: Bench, verb: str, arg: str | None = None) -> State:
    """A control of that verb that is on the screen, the first one where `arg` is not named."""
    shown = bench.screen
    chief = [one for one in (shown.primary, shown.secondary) if one is not None]
    controls: list[Action | Tile] = [*chief, *shown.tiles, *shown.options, *shown.footer]
    fitting = [one for one in controls if one.verb == verb and arg in (None, one.arg)]
    assert fitting, f"{verb} is not on {shown.screen}"
    one = fitting[0]
    assert not isinstance(one, Action) or one.enabled
    return bench.touch(one.verb, one.arg)


def on_screen(bench: Bench, verb: str) -> bool:
    shown = bench.screen
    chief = [one for one in (shown.primary, shown.secondary) if one is not None]
    controls: list[Action | Tile] = [*chief, *shown.options, *shown.tiles]
    return any(one.verb == verb for one in controls)


def to_guide(bench: Bench) -> None:
    touch(bench, "guide")
    while bench.where() is State.QUESTION:
        touch(bench, "answer")
    assert bench.where() is State.GUIDE


@pytest.mark.row("S115")
@EVERY
@MODES
def test_it_is_done_here_or_the_page_leads_to_where_it_is(
    code: str, modes: Modes, hall: HallView
) -> None:
    """Begun at this terminal; else the declared way stands in the guide, and a number for the
    counter is one touch away."""
    bench = shown_at(code, modes, hall)
    if on_screen(bench, "begin"):
        assert touch(bench, "begin") not in (State.TROUBLE, State.ITEM)
        return
    to_guide(bench)
    text = texts_on(bench.screen)
    assert declared_way(item(code)) in text
    assert touch(bench, "more") is State.CHOOSE_BUSINESS


def declared_way(one: ServiceItem) -> str:
    """How the package says that it is had, as the guide prints it."""
    return one.transact_addr.zh


@pytest.mark.row("S115")
@EVERY
def test_what_is_known_of_it_is_looked_up(code: str) -> None:
    """By the item's own query where it has one, and by the page of my matters always."""
    bench = shown_at(code)
    if asks(item(code)):
        assert touch(bench, "begin") is not State.TROUBLE
        touch(bench, "back")
    touch(bench, "find")
    assert touch(bench, "mine") is State.CHOOSE_MEANS
    bench.put_card(YI)
    assert touch(bench, "confirm") is State.MINE_WAIT


@pytest.mark.row("S115")
@EVERY
def test_how_far_it_is_can_be_read(code: str) -> None:
    """By card on the page of my matters, by the receipt without one."""
    bench = shown_at(code)
    touch(bench, "find")
    touch(bench, "mine")
    bench.put_card(YI)
    touch(bench, "confirm")
    name = item(code).task_name.zh
    view = view_of(task_name=name, item_code=code)
    request = bench.last_said(AskMine).request_id
    bench.take(MineShown(request, json.dumps([view]).encode(), as_of="2026-03-02T09:00:00+08:00"))
    assert touch(bench, "case") is State.MINE_CASE
    assert bench.screen.title == name
    assert "办到哪一步" in texts_on(bench.screen)
    by_receipt = shown_at(code)
    touch(by_receipt, "find")
    open_here(by_receipt, PROGRESS)
    touch(by_receipt, "begin")
    assert touch(by_receipt, "means", "RECEIPT_CODE") is State.QUERY


@pytest.mark.row("S115")
@EVERY
@MODES
def test_it_is_rated(code: str, modes: Modes, hall: HallView) -> None:
    bench = shown_at(code, modes, hall)
    if not on_screen(bench, "rate_here"):
        assert touch(bench, "help") is State.HELP
    assert touch(bench, "rate_here") is State.RATE
    assert bench.touch("rate", "5") is not State.RATE
    said = bench.last_said(Rate)
    assert said.item is not None
    assert said.item.code == code


@pytest.mark.row("S115")
@EVERY
def test_something_is_said_of_it(code: str) -> None:
    bench = shown_at(code)
    to_guide(bench)
    assert touch(bench, "correct") is State.CORRECT
    elements = {one.arg for one in bench.screen.tiles}
    assert {"legal_basis", "materials"} <= elements <= {one.key for one in guide(item(code))}
    touch(bench, "element", "legal_basis")
    said = bench.last_said(CorrectGuide)
    assert (said.code, said.element) == (code, "legal_basis")
    bench.take(Recorded(said.request_id))
    assert bench.screen.notice is not None

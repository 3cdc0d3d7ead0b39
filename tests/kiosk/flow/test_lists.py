"""Public lists: open to anybody, without network, each line leads to its item and back."""

import pytest

from kiosk.faults import Fault
from kiosk.flow.states import State
from kiosk.items.public_lists import LIST_NAMES, PublicList
from kiosk.messages.items import AskItem, ItemShown
from kiosk.messages.queries import AskList, ListEntry, ListShown
from kiosk.messages.service import Network, Refused
from kiosk.values import replace
from tests.kiosk.flow.bench import Bench
from tests.kiosk.flow.test_items import WITH_ITEMS, open_item
from tests.kiosk.item_samples import PROOF, RENEWAL, package

CUT_OFF = replace(
    WITH_ITEMS,
    network=Network.DOWN,
    items_revision=12,
    items_as_of="2026-03-01T08:00:00+08:00",
)
ENTRIES = (
    ListEntry(RENEWAL, "居民身份证有效期满换领", "", "《居民身份证法》第十一条", ""),
    ListEntry(PROOF, "个人参保证明打印", "", "《社会保险法》第四条", ""),
)


@pytest.fixture
def bench() -> Bench:
    return Bench().ready(CUT_OFF)


def show(bench: Bench) -> State:
    asked = bench.last_said(AskList)
    bench.take(ListShown(asked.request_id, asked.which, ENTRIES, len(ENTRIES)))
    return bench.where()


@pytest.mark.row("S046")
@pytest.mark.parametrize("which", PublicList)
def test_every_list_can_be_read_without_network_and_says_its_version(
    bench: Bench, which: PublicList
) -> None:
    bench.touch("find")
    assert bench.touch("open_lists") is State.LISTS
    assert [tile.arg for tile in bench.screen.tiles] == [one.value for one in PublicList]
    bench.touch("list", which.value)
    assert show(bench) is State.LIST
    assert bench.screen.title == LIST_NAMES[which].zh
    assert bench.screen.lead == "共 2 项 · 第 12 版 · 2026-03-01 核对为最新"
    assert bench.model.holder is None
    assert bench.touch("back") is State.LISTS
    assert bench.touch("back") is State.FIND


@pytest.mark.row("S163")
def test_a_line_leads_to_its_item_and_the_item_to_its_line(bench: Bench) -> None:
    open_item(bench, PROOF)
    bench.touch("guide")
    assert "list" in {one.verb for one in bench.screen.options}
    bench.touch("list", "powers")
    assert show(bench) is State.LIST
    assert bench.screen.tiles[0].arg == PROOF, "its own line first"
    assert bench.screen.tiles[0].detail == ENTRIES[1].detail
    assert bench.touch("back") is State.GUIDE
    bench.touch("list", "powers")
    show(bench)
    bench.touch("item", RENEWAL)
    asked = bench.last_said(AskItem)
    bench.take(ItemShown(asked.request_id, RENEWAL, 1, package(RENEWAL)))
    assert bench.where() is State.ITEM


def test_an_answer_to_another_list_is_not_shown(bench: Bench) -> None:
    bench.touch("find")
    bench.touch("open_lists")
    bench.touch("list", "fees")
    bench.take(ListShown(bench.last_said(AskList).request_id, "powers", ENTRIES, 2))
    assert bench.where() is State.LISTS
    assert bench.touch("list", "no such list") is State.LISTS
    assert len(bench.all_said(AskList)) == 1


def test_a_list_that_cannot_be_read_is_told(bench: Bench) -> None:
    bench.touch("find")
    bench.touch("open_lists")
    bench.touch("list", "fees")
    bench.take(Refused(bench.last_said(AskList).request_id, Fault.CATALOGUE_LOST))
    assert bench.where() is State.TROUBLE
    assert bench.fault() is Fault.CATALOGUE_LOST


def test_a_silent_service_is_told_after_a_while(bench: Bench) -> None:
    bench.touch("find")
    bench.touch("open_lists")
    bench.touch("list", "fees")
    assert bench.fire("patience") is State.TROUBLE

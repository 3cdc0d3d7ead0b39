"""What people ask, above the items that a search finds: the package's own words, and where from."""

import pytest

from kiosk.flow.states import State
from kiosk.messages.items import AskItem, ItemsFound, ItemShown
from kiosk.present.snapshot import Modes
from kiosk.values import replace
from tests.kiosk.flow.bench import Bench
from tests.kiosk.flow.test_items import WITH_ITEMS
from tests.kiosk.item_samples import PROOF, RENEWAL, answers, hit, item, package


@pytest.fixture
def bench() -> Bench:
    return Bench().ready(WITH_ITEMS)


@pytest.mark.row("S138")
def test_an_answer_stands_above_the_items_with_the_guide_that_it_comes_from(bench: Bench) -> None:
    shown = item(RENEWAL)
    bench.touch("find")
    bench.touch("type", "s")
    bench.take(ItemsFound("s", 0, (hit(PROOF),), answers(RENEWAL, 1)))
    first, second = bench.screen.tiles
    assert (first.title, first.detail) == (
        shown.questions[1].question.zh,
        shown.questions[1].answer.zh,
    )
    assert first.badge == f"出自：{shown.task_name.zh} 指南 第 {shown.package_ver} 版"
    assert (second.title, second.badge) == (item(PROOF).task_name.zh, "")
    bench.touch(first.verb, first.arg)
    asked = bench.last_said(AskItem)
    bench.take(ItemShown(asked.request_id, asked.code, 3, package(asked.code)))
    assert bench.where() is State.ITEM
    assert bench.screen.title == shown.task_name.zh
    bench.touch("back")
    assert bench.screen.tiles == (first, second)
    bench.touch("type", "b")
    bench.take(ItemsFound("sb", 0, (), answers(RENEWAL, 1)))
    assert bench.screen.notice is None, "something was found"
    bench.touch("type", "delete")
    assert not bench.screen.tiles


@pytest.mark.parametrize(("modes", "most"), [(Modes(), 2), (Modes(low=True), 1)])
def test_answers_leave_room_for_the_items(bench: Bench, modes: Modes, most: int) -> None:
    bench.touch("find")
    bench.touch("type", "s")
    bench.take(ItemsFound("s", 0, (hit(PROOF),), answers(RENEWAL, 0, 1)))
    bench.model = replace(bench.model, modes=modes)
    assert [bool(one.badge) for one in bench.screen.tiles] == [True] * most + [False]

"""My matters: one page after the card, live or what this terminal knows, and nobody else's."""

import json
from typing import Any

import pytest

from kiosk.faults import Fault
from kiosk.flow.events import ServiceBack, ServiceLost
from kiosk.flow.states import State
from kiosk.messages.items import AskItem, ItemShown
from kiosk.messages.mine import AskMine, MineShown, MyCertificate, Standing
from kiosk.messages.ratings import Served
from kiosk.messages.service import Identified, Refused
from kiosk.values import replace
from tests.kiosk.flow.bench import Bench, texts_on
from tests.kiosk.flow.query_samples import view_of
from tests.kiosk.flow.query_way import OFFLINE
from tests.kiosk.flow.test_items import WITH_ITEMS
from tests.kiosk.item_samples import PROOF, package
from tests.kiosk.samples import EXPIRED, JIA, YI, ticket

NOW = "2026-03-02T09:00:00+08:00"
PAPER = MyCertificate(PROOF, "个人参保证明", "2026-02-01", "2026-03-20", Standing.VALID)
OVERDUE = {"since": "2026-02-28", "complaint": "12345"}


@pytest.fixture
def bench() -> Bench:
    return Bench().ready(WITH_ITEMS)


def shown_of(request: str, *views: dict[str, Any], **more: Any) -> MineShown:
    return MineShown(request, json.dumps(list(views)).encode(), **({"as_of": NOW} | more))


def answer(bench: Bench, *views: dict[str, Any], **more: Any) -> State:
    bench.take(shown_of(bench.last_said(AskMine).request_id, *views, **more))
    return bench.where()


def open_mine(bench: Bench) -> State:
    """From wherever somebody is."""
    bench.touch("find")
    return bench.touch("mine")


def to_mine(bench: Bench, *views: dict[str, Any], **more: Any) -> State:
    """With YI's card."""
    assert open_mine(bench) is State.CHOOSE_MEANS
    bench.put_card(YI)
    assert bench.touch("confirm") is State.MINE_WAIT
    bench.hear()
    return answer(bench, *views, **more)


def tiles(bench: Bench) -> list[tuple[str, str]]:
    return [(one.verb, one.title) for one in bench.screen.tiles]


@pytest.mark.row("S004")
def test_after_the_card_my_matters_stand_on_one_page(bench: Bench) -> None:
    red = view_of(lamp="red", overdue=OVERDUE, task_name="户口迁移")
    number = ticket("A", 17)
    assert to_mine(bench, red, view_of(), certificates=(PAPER,), tickets=(number,)) is State.MINE
    names = ["户口迁移", "居民身份证有效期满换领", "个人参保证明"]
    assert [title for _, title in tiles(bench)] == names
    details = [one.detail for one in bench.screen.tiles]
    assert "红灯" in details[0]
    assert "承诺时限内" in details[1]
    assert "2026-02-01 开具 · 有效" in details[2]
    assert "A017" in bench.screen.lead
    assert "2026-03-02 09:00" in bench.screen.lead
    notice = bench.screen.notice
    assert notice is not None
    assert "超过承诺时限" in notice.title
    assert "2026-03-20" in notice.body, "the certificate that ends soon is told too"


def test_an_application_opens_its_progress_and_a_certificate_its_item(bench: Bench) -> None:
    to_mine(bench, view_of(), view_of(task_name="户口迁移"), certificates=(PAPER,))
    assert bench.touch("case", "1") is State.MINE_CASE
    assert bench.screen.title == "户口迁移"
    assert "办到哪一步" in [section.heading for section in bench.screen.sections]
    assert bench.touch("back") is State.MINE
    assert bench.touch("case", "2") is State.MINE, "there is no third one"
    bench.touch("item", PROOF)
    bench.take(ItemShown(bench.last_said(AskItem).request_id, PROOF, 3, package(PROOF)))
    assert bench.where() is State.ITEM
    assert bench.model.visit.mine is None
    assert bench.touch("back") is State.FIND


@pytest.mark.row("S004")
def test_cut_off_the_page_says_what_is_missing_and_since_when() -> None:
    bench = Bench().ready(OFFLINE)
    last = "2026-03-02T08:15:00+08:00"
    more = {"tickets": (ticket("A", 17),), "as_of": last, "missing": Fault.ITEM_NEEDS_NETWORK}
    assert to_mine(bench, **more) is State.MINE
    assert bench.screen.tiles == ()
    assert "A017" in bench.screen.lead
    assert "最近一次和平台同步：2026-03-02 08:15" in bench.screen.lead
    notice = bench.screen.notice
    assert notice is not None
    assert notice.code == Fault.ITEM_NEEDS_NETWORK.value
    assert "网络恢复后再查一次" in notice.body


@pytest.mark.row("S004")
def test_the_next_person_of_a_session_sees_nothing_of_the_one_before(bench: Bench) -> None:
    to_mine(bench, view_of(task_name="户口迁移"), certificates=(PAPER,))
    bench.touch("more")
    assert bench.model.visit.mine is None
    bench.touch("choose", "A")
    bench.touch("back")
    assert bench.model.holder is None
    bench.touch("home")
    assert bench.left
    late = Bench().ready(WITH_ITEMS)
    to_mine(late, view_of(task_name="户口迁移"))
    late.touch("back")
    assert late.model.visit.mine is None
    gone = Bench().ready(WITH_ITEMS)
    to_mine(gone, view_of(), certificates=(PAPER,))
    gone.touch("item", PROOF)
    gone.take(Refused(gone.last_said(AskItem).request_id, Fault.ITEM_GONE))
    assert gone.where() is State.TROUBLE
    assert gone.model.visit.mine is None


def test_who_is_known_is_not_asked_for_the_card_again(bench: Bench) -> None:
    to_mine(bench, view_of())
    bench.touch("back")
    assert open_mine(bench) is State.MINE_WAIT
    assert len(bench.all_said(Identified)) == 1
    asked = bench.all_said(AskMine)
    assert asked[0].request_id != asked[1].request_id
    assert asked[0].holder_hash == asked[1].holder_hash


def test_an_answer_about_another_question_is_not_shown(bench: Bench) -> None:
    open_mine(bench)
    bench.put_card(YI)
    bench.touch("confirm")
    bench.take(shown_of("another", view_of()))
    assert bench.where() is State.MINE_WAIT
    bench.take(MineShown(bench.last_said(AskMine).request_id, b"[{}]", as_of=NOW))
    assert bench.where() is State.TROUBLE
    assert bench.fault() is Fault.QUERY_NOT_OURS
    assert bench.touch("again") is State.MINE_WAIT


def test_a_service_that_comes_back_is_asked_the_same_and_one_that_stays_away_is_told(
    bench: Bench,
) -> None:
    open_mine(bench)
    bench.put_card(YI)
    bench.touch("confirm")
    bench.take(ServiceLost())
    bench.take(ServiceBack())
    first, second = bench.all_said(AskMine)
    assert first == second
    assert bench.fire("patience") is State.TROUBLE
    assert bench.fault() is Fault.SERVICE_LOST
    bench.take(Refused(second.request_id, Fault.QUERY_REFUSED))
    assert bench.fault() is Fault.SERVICE_LOST, "the question is over"


def test_without_a_card_reader_it_is_said_before_the_card_is_asked_for(bench: Bench) -> None:
    bench.take(ServiceLost())
    assert open_mine(bench) is State.TROUBLE
    assert bench.fault() is Fault.SERVICE_LOST
    assert {bench.screen.primary.verb, bench.screen.secondary.verb} == {"again", "more"}  # type: ignore[union-attr]
    assert bench.touch("back") is State.FIND


def test_an_expired_card_opens_nothing(bench: Bench) -> None:
    open_mine(bench)
    bench.put_card(EXPIRED)
    assert bench.where() is State.TROUBLE
    assert bench.fault() is Fault.CARD_EXPIRED


def test_taking_the_page_away_says_goodbye_and_is_no_service_to_rate(bench: Bench) -> None:
    to_mine(bench)
    assert bench.screen.notice is not None
    assert bench.screen.notice.title == "没有查到您的办件和证明"
    assert bench.touch("done") is State.GOODBYE
    assert not bench.all_said(Served)


def test_nothing_of_the_person_is_in_what_is_said(bench: Bench) -> None:
    to_mine(bench, view_of())
    bench.model = replace(bench.model, lang="en")
    assert "My matters" in texts_on(bench.screen)
    assert not [one for one in (JIA, YI) if one.id_no in repr(bench.said)]

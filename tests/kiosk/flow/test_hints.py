"""您可能可以办: found out where the card was read; nobody is told of whom, nor what was found."""

from datetime import date
from typing import Any

import pytest
from msgspec import Struct

from kiosk.flow.events import ServiceBack, ServiceLost
from kiosk.flow.states import State
from kiosk.identity import CardKind, IdentityCard
from kiosk.items.exclusions import Hint, HolderFacts
from kiosk.messages.hints import AskHints, HintsShown
from kiosk.messages.items import AskItem, ItemShown
from kiosk.messages.mine import AskMine
from kiosk.numbers import id_check_character
from kiosk.values import replace
from tests.clock import MONDAY_MORNING
from tests.kiosk.flow.bench import Bench
from tests.kiosk.flow.query_samples import view_of
from tests.kiosk.flow.test_items import WITH_ITEMS
from tests.kiosk.flow.test_mine import answer, open_mine
from tests.kiosk.item_samples import ALLOWANCE, PROOF, all_hinted, package
from tests.kiosk.leaks import strings_in

TODAY = MONDAY_MORNING.date()


def holder_of(years: int) -> IdentityCard:
    """A synthetic person of region 99, so old today."""
    birth = TODAY.replace(year=TODAY.year - years)
    digits = f"990102{birth:%Y%m%d}002"
    number = digits + id_check_character(digits)
    until = date(TODAY.year + 9, 1, 1)
    return IdentityCard(
        CardKind.RESIDENT, "测试丁", number, nation="汉", birth=birth, valid_to=until
    )


OLD, YOUNG = holder_of(70), holder_of(30)


def to_mine(person: IdentityCard, *views: dict[str, Any]) -> Bench:
    """Their own matters, and the rules of every item that hints."""
    bench = Bench().ready(WITH_ITEMS)
    open_mine(bench)
    bench.put_card(person)
    assert bench.touch("confirm") is State.MINE_WAIT
    bench.hear()
    bench.take(HintsShown(bench.last_said(AskHints).request_id, all_hinted()))
    assert answer(bench, *views) is State.MINE
    return bench


def hinted(bench: Bench) -> list[str]:
    return [tile.arg for tile in bench.screen.tiles if tile.badge]


@pytest.mark.row("S139")
def test_at_seventy_the_allowance_stands_on_ones_own_page_and_at_thirty_it_does_not() -> None:
    old = to_mine(OLD, view_of(task_name="户口迁移"))
    assert ALLOWANCE in hinted(old)
    assert len(hinted(old)) == 3
    first, *others = old.screen.tiles
    assert first.title == "户口迁移", "what is under way comes first"
    one = next(tile for tile in others if tile.arg == ALLOWANCE)
    assert (one.title, one.detail) == ("高龄津贴申领", "您可能可以领高龄津贴，每月至少 60 元。")
    assert one.badge == "您可能可以办 · 以窗口审核为准"
    assert "您可能可以办" in old.screen.spoken
    young = to_mine(YOUNG, view_of(task_name="户口迁移"))
    assert hinted(young) == []
    assert "您可能可以办" not in young.screen.spoken


@pytest.mark.row("S139")
def test_one_touch_opens_the_item_and_takes_nothing_of_the_person_along() -> None:
    bench = to_mine(OLD)
    bench.touch("item", ALLOWANCE)
    asked = bench.last_said(AskItem)
    bench.take(ItemShown(asked.request_id, ALLOWANCE, 1, package(ALLOWANCE)))
    assert bench.where() is State.ITEM
    assert bench.screen.title == "高龄津贴申领"
    assert bench.model.visit.hints == ()
    assert bench.touch("back") is State.FIND


@pytest.mark.row("S139")
def test_what_is_said_is_the_same_of_whomever_the_card_is() -> None:
    """Beside the hash and the sealed identity, which only the platform opens."""
    said = [_without_identity(to_mine(person).said) for person in (OLD, YOUNG)]
    assert said[0] == said[1]
    assert not [one for message in to_mine(OLD).said for one in _parts(message)]
    texts = " ".join(text for one in said[0] for _, text in strings_in(one))
    assert not [one for one in (OLD.id_no, OLD.name, "990102", "高龄") if one in texts]


def _without_identity(said: list[Any]) -> list[Any]:
    return [
        replace(one, holder_hash="", sealed=b"") if isinstance(one, AskMine) else one
        for one in said
    ]


def _parts(value: object) -> list[object]:
    """Facts of a person, and what follows from them, however deep."""
    if isinstance(value, HolderFacts | Hint | IdentityCard):
        return [value]
    if isinstance(value, tuple | list):
        return [part for one in value for part in _parts(one)]
    if isinstance(value, Struct):
        return [part for name in value.__struct_fields__ for part in _parts(getattr(value, name))]
    return []


def test_hints_of_another_question_or_person_are_not_shown() -> None:
    bench = to_mine(OLD)
    former = bench.last_said(AskHints)
    bench.touch("again")
    assert bench.model.visit.hints == ()
    bench.take(HintsShown(former.request_id, all_hinted()))
    assert bench.model.visit.hints == ()


def test_hints_that_come_late_are_shown_and_a_service_that_is_back_is_asked_again() -> None:
    bench = Bench().ready(WITH_ITEMS)
    open_mine(bench)
    bench.put_card(OLD)
    bench.touch("confirm")
    bench.take(ServiceLost())
    bench.take(ServiceBack())
    first, second = bench.all_said(AskHints)
    assert first == second
    answer(bench)
    assert bench.screen.notice is not None
    assert bench.screen.notice.title == "没有查到您的办件和证明"
    bench.take(HintsShown(second.request_id, all_hinted()))
    assert len(hinted(bench)) == 3
    assert PROOF not in hinted(bench)

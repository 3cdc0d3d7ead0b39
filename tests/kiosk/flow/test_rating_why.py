"""A bad rating, explained: reasons, words, a call back; none of it asked for, all of it shown."""

import pytest

from kiosk.flow.rating.rating import LONGEST_TEXT
from kiosk.flow.states import State
from kiosk.items.indicators import ONLINE
from kiosk.messages.ratings import Rate
from tests.kiosk.flow.bench import Bench, texts_on
from tests.kiosk.flow.test_items import WITH_ITEMS
from tests.kiosk.flow.test_rating import after_a_guide, after_a_number

PHONE = "13900000001"


@pytest.fixture
def bench() -> Bench:
    return Bench().ready(WITH_ITEMS)


@pytest.fixture
def rating(bench: Bench) -> Bench:
    """A number in the hand, and the question."""
    after_a_number(bench)
    bench.touch("done")
    return bench


@pytest.mark.row("S124")
@pytest.mark.parametrize("level", ["1", "2"])
def test_a_bad_level_opens_reasons_and_is_sent_as_it_is_by_one_more_touch(
    rating: Bench, level: str
) -> None:
    assert rating.touch("rate", level) is State.RATE_WHY
    assert rating.all_said(Rate) == [], "not yet"
    shown = rating.screen
    assert {one.arg for one in shown.options if one.verb == "reason"} == ONLINE.codes
    assert not any(one.on for one in shown.options)
    assert "callback" in {one.verb for one in shown.options}
    assert "phone" not in {one.verb for one in shown.options}, "nobody is asked for a number"
    assert rating.touch("send") is State.GOODBYE
    given = rating.last_said(Rate)
    assert given.satisfaction == int(level)
    assert (given.reasons, given.real_name, given.want_callback) == ((), False, False)
    assert given.sealed == given.sealed_phone == b""


@pytest.mark.row("S123")
def test_reasons_and_words_are_shown_back_before_they_are_sent(rating: Bench) -> None:
    rating.touch("rate", "2")
    for code in ("guide", "speed", "ease", "speed"):
        rating.touch("reason", code)
    assert rating.touch("write") is State.RATE_TEXT
    for char in "man de hen":
        rating.touch("type", char)
    assert rating.screen.keyboard is not None
    assert rating.screen.keyboard.shown == "man de hen"
    assert rating.touch("next") is State.RATE_WHY
    shown = texts_on(rating.screen)
    assert "man de hen" in shown
    assert "办事指南精确度 · 办事便捷度" in shown
    rating.touch("send")
    given = rating.last_said(Rate)
    assert (given.reasons, given.text) == (("guide", "ease"), "man de hen")
    assert given.reasons_version == ONLINE.version


@pytest.mark.row("S123")
def test_no_more_than_500_characters_can_be_written(rating: Bench) -> None:
    rating.touch("rate", "1")
    rating.touch("write")
    for _ in range(LONGEST_TEXT + 7):
        rating.touch("type", "a")
    rating.touch("type", "no key")
    rating.touch("next")
    rating.touch("send")
    assert rating.last_said(Rate).text == "a" * 500


@pytest.mark.row("S124")
def test_by_name_with_a_number_is_sealed_and_masked(rating: Bench) -> None:
    rating.touch("rate", "1")
    assert rating.touch("callback") is State.RATE_CALL
    assert [tile.arg for tile in rating.screen.tiles] == ["no", "anonymous", "named"]
    assert rating.touch("callback", "named") is State.RATE_WHY
    assert rating.touch("phone") is State.RATE_PHONE
    rating.type_number(PHONE[:10])
    assert rating.where() is State.RATE_PHONE
    assert rating.screen.keypad is not None
    assert rating.screen.keypad.error
    assert rating.type_number(PHONE[10:]) is State.RATE_WHY
    assert PHONE not in texts_on(rating.screen)
    assert "13*******01" in texts_on(rating.screen)
    rating.touch("send")
    given = rating.last_said(Rate)
    assert given.real_name and given.want_callback
    assert given.sealed and given.sealed_phone and given.sealed != given.sealed_phone
    assert rating.model.rating.phone == "", "nothing of it is kept once it is sent"


def test_who_does_not_want_to_rate_after_all_has_said_nothing(rating: Bench) -> None:
    rating.touch("rate", "1")
    rating.touch("reason", "speed")
    assert rating.touch("done") is State.GOODBYE
    assert rating.all_said(Rate) == []
    assert rating.model.rating.reasons == ()


@pytest.mark.row("S124")
def test_anonymously_and_without_a_number(bench: Bench) -> None:
    after_a_guide(bench)
    bench.touch("done")
    bench.touch("rate", "2")
    bench.touch("callback")
    assert [tile.arg for tile in bench.screen.tiles] == ["no", "anonymous"], "nobody is identified"
    bench.touch("callback", "named")
    assert bench.where() is State.RATE_CALL
    bench.touch("callback", "anonymous")
    bench.touch("send")
    given = bench.last_said(Rate)
    assert (given.want_callback, given.real_name) == (True, False)
    assert given.sealed == given.sealed_phone == b""


def test_who_takes_the_call_back_back_leaves_no_number(rating: Bench) -> None:
    rating.touch("rate", "1")
    assert rating.touch("phone") is State.RATE_WHY, "only with consent"
    rating.touch("callback")
    rating.touch("callback", "anonymous")
    rating.touch("phone")
    rating.type_number(PHONE)
    rating.touch("callback")
    rating.touch("callback", "no")
    rating.touch("send")
    given = rating.last_said(Rate)
    assert (given.want_callback, given.sealed_phone) == (False, b"")


def test_back_from_the_reasons_chooses_nothing(rating: Bench) -> None:
    rating.touch("rate", "1")
    rating.touch("reason", "speed")
    assert rating.touch("back") is State.RATE
    assert not any(one.on for one in rating.screen.options)
    rating.touch("rate", "2")
    assert not any(one.on for one in rating.screen.options)

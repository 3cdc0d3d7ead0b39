"""Every screen can be built from whatever the flow knows, is complete, and shows nobody."""

import pytest
from hypothesis import given, settings

from kiosk.flow.model import Model
from kiosk.flow.states import WORKING, State
from kiosk.present.build import PAGES, build
from kiosk.present.snapshot import Snapshot
from kiosk.texts.language import LANGUAGES
from tests.kiosk.leaks import leaks_of, strings_in
from tests.kiosk.present.models import BY_CARD, BY_NUMBER, IN_TROUBLE, Mixture, mixtures
from tests.kiosk.samples import HALL, JIA, PERSONS, YI


def test_every_state_has_a_page() -> None:
    assert set(PAGES) == set(State)


@pytest.mark.slow
@pytest.mark.row("CP-10")
@settings(max_examples=40, derandomize=True, database=None)
@given(mixture=mixtures())
def test_every_screen_is_whole_and_shows_nobody(mixture: Mixture) -> None:
    for state in State:
        for lang in LANGUAGES:
            model = mixture.model(state, lang)
            shown = build(model)
            assert (shown.screen, shown.lang) == (state.value, lang)
            _is_whole(model, shown)
            _has_ways_out(model, shown)
            assert leaks_of(shown, model.typed, PERSONS) == []


def _is_whole(model: Model, shown: Snapshot) -> None:
    assert shown.trouble is not None if model.state in IN_TROUBLE else shown.title
    assert (shown.title == "") == (shown.trouble is not None)
    assert shown.spoken
    assert shown.caption == (shown.spoken if model.modes.voice else "")
    for path, text in strings_in(shown):
        assert "{" not in text, path
        assert "}" not in text, path
        assert "None" not in text, path


def _has_ways_out(model: Model, shown: Snapshot) -> None:
    """The way home and the modes are always at hand, but while the machine works."""
    verbs = {action.verb for action in shown.footer}
    assert {"large", "contrast", "voice", "low", "lang"} <= verbs
    assert ("home" in verbs) == (model.state not in {*WORKING, State.IDLE, State.GOODBYE})
    assert (shown.countdown is not None) == bool(model.warning_left)


def test_the_search_for_leaks_finds_them() -> None:
    shown = build(Model(state=State.CONFIRM, hall=HALL, holder=BY_CARD))
    assert leaks_of(shown, "", PERSONS) == []
    for leak in (YI.name, f"x{YI.id_no}", YI.id_no[3:8], "1101 0519 4912"):
        seen = Model(state=State.CONFIRM, hall=HALL, holder=BY_CARD, clock=leak)
        assert leaks_of(build(seen), "", PERSONS) == [".header.time"], leak


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_person_is_shown_by_the_ends_of_name_and_number(lang: str) -> None:
    card = build(Model(state=State.CONFIRM, lang=lang, hall=HALL, holder=BY_CARD)).card
    assert card is not None
    assert [fact.value for fact in card.facts] == ["测*乙", "11**************2X"]
    typed = build(Model(state=State.AHEAD, lang=lang, hall=HALL, group_id="A", holder=BY_NUMBER))
    assert typed.header.who == "44**************14"


@pytest.mark.parametrize("length", range(7))
def test_the_first_six_digits_stand_as_they_were_typed(length: int) -> None:
    keypad = build(Model(state=State.TYPE_NUMBER, hall=HALL, typed=JIA.id_no[:length])).keypad
    assert keypad is not None
    assert keypad.shown == JIA.id_no[:length]


@pytest.mark.parametrize("length", range(7, 19))
def test_beyond_six_digits_only_the_ends_stand_in_the_field(length: int) -> None:
    typed = JIA.id_no[:length]
    keypad = build(Model(state=State.TYPE_NUMBER, hall=HALL, typed=typed)).keypad
    assert keypad is not None
    field = keypad.shown.replace(" ", "")
    assert field == typed[:2] + "*" * (length - 4) + typed[-2:]
    assert str(length) in keypad.hint


def test_the_keypad_has_its_twelve_keys_in_order() -> None:
    for length, x_enabled in ((16, False), (17, True), (18, False)):
        shown = build(Model(state=State.TYPE_NUMBER, hall=HALL, typed=JIA.id_no[:length]))
        assert shown.keypad is not None
        assert [key.arg for key in shown.keypad.keys] == [*"123456789X0", "delete"]
        assert shown.keypad.keys[9].enabled is x_enabled
        assert shown.primary is not None
        assert shown.primary.enabled is (length == 18)

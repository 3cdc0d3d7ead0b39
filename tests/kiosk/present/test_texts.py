"""The languages are equals: no screen, word or fault is missing in one that another has."""

import re
from string import Formatter

import pytest

from kiosk.faults import Fault
from kiosk.flow.model import Model
from kiosk.flow.states import State
from kiosk.present.build import build
from kiosk.present.values import values_of
from kiosk.texts.language import LANGUAGES
from tests.kiosk.present.models import ON_TILES
from tests.kiosk.samples import HALL, ticket

EVERY_LANGUAGE = pytest.mark.parametrize("lang", LANGUAGES)
_QUOTED = re.compile("“([^”]+)”")
FREELY = {"社保"}
"""Examples of what can be typed."""
FULL = Model(hall=HALL, group_id="A", ticket=ticket(), fault=Fault.PRINT_ERROR, day="2026-03-02")


def names_in(*templates: str) -> set[str]:
    return {name for one in templates for _, name, _, _ in Formatter().parse(one) if name}


@EVERY_LANGUAGE
def test_every_state_has_a_title_and_a_voice(lang: str) -> None:
    screens = LANGUAGES[lang].screens
    assert set(screens) == set(State)
    for text in screens.values():
        assert text.title
        assert text.spoken


@EVERY_LANGUAGE
def test_every_fault_has_a_voice(lang: str) -> None:
    faults = LANGUAGES[lang].faults
    assert set(faults) == set(Fault)
    for fault in Fault:
        model = Model(state=State.TROUBLE, lang=lang, hall=HALL, ticket=ticket(), fault=fault)
        spoken = faults[fault].spoken
        assert spoken
        assert build(model).spoken == spoken.format(**values_of(model, LANGUAGES[lang]))


@EVERY_LANGUAGE
def test_every_language_has_the_words_of_every_other(lang: str) -> None:
    keys = {key for language in LANGUAGES.values() for key in language.words}
    words = LANGUAGES[lang].words
    assert set(words) == keys
    assert all(words.values())


@EVERY_LANGUAGE
def test_every_language_names_the_same_values(lang: str) -> None:
    here, there = LANGUAGES[lang], LANGUAGES["zh"]
    for key, word in here.words.items():
        assert names_in(word) == names_in(there.words[key]), key
    for state, text in here.screens.items():
        other = there.screens[state]
        assert names_in(text.spoken) == names_in(other.spoken), state
        assert names_in(text.title, text.lead) == names_in(other.title, other.lead), state


@EVERY_LANGUAGE
def test_screens_ask_only_for_values_that_there_are(lang: str) -> None:
    known = set(values_of(FULL, LANGUAGES[lang]))
    for text in LANGUAGES[lang].screens.values():
        assert names_in(text.title, text.lead, text.spoken) <= known


@EVERY_LANGUAGE
def test_every_refusal_of_a_tile_has_words(lang: str) -> None:
    keys = {key for key in LANGUAGES[lang].words if key.startswith("refusal_")}
    assert keys == {f"refusal_{fault.value}" for fault in ON_TILES}


@EVERY_LANGUAGE
def test_a_label_that_is_quoted_is_one_of_a_screen(lang: str) -> None:
    """Names of items are filled in; any other quoted name is one that can be found and touched."""
    words, screens = LANGUAGES[lang].words, LANGUAGES[lang].screens.values()
    faults = LANGUAGES[lang].faults.values()
    said = [*words.values(), *(part for one in screens for part in (one.lead, one.spoken))]
    said += [part for one in faults for part in (one.cause, *one.now, one.spoken)]
    quoted = {name for text in said for name in _QUOTED.findall(text) if not names_in(name)}
    assert quoted - FREELY <= {*words.values(), *(one.title for one in screens)}

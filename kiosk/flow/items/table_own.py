"""Of the table: a person's own matters, and themes."""

from collections.abc import Callable

from kiosk.flow import rules_common as c
from kiosk.flow import rules_ticket as t
from kiosk.flow.items import rules_items as m
from kiosk.flow.items import rules_lists as lists
from kiosk.flow.items import rules_mine as mine
from kiosk.flow.items import rules_places as places
from kiosk.flow.items import rules_themes as themes
from kiosk.flow.model import Facts, Model
from kiosk.flow.states import Signal, State

S, G = State, Signal

Rule = Callable[[Model, object, Facts], c.Step]
FROM_FIND: dict[Signal, Rule] = {
    G.OPEN_MINE: mine.open_mine,
    G.OPEN_THEMES: themes.open_themes,
    G.OPEN_PLACES: places.open_places,
    G.PLACE: places.go_home,
}
BACK_FROM_ITEM: dict[Signal, Rule] = {G.BACK: themes.back_from_item}
OWN: dict[State, dict[Signal, Rule]] = {
    S.MINE_WAIT: {
        G.HOME: c.nothing,
        G.HELP: c.nothing,
        G.FIND: c.nothing,
        G.IDLE_TIME: c.nothing,
        G.MINE_SHOWN: mine.shown,
        G.HINTS_SHOWN: mine.hinted,
        G.REFUSED: mine.refused,
        G.PATIENCE: mine.patience,
        G.SERVICE_BACK: mine.ask_again,
    },
    S.MINE: {
        G.CASE: mine.open_case,
        G.HINTS_SHOWN: mine.hinted,
        G.ITEM: mine.open_item,
        G.SHOWN: m.item_shown,
        G.REFUSED: mine.item_refused,
        G.PATIENCE: mine.item_patience,
        G.AGAIN: mine.once_more,
        G.MORE: mine.more,
        G.DONE: t.farewell,
        G.BACK: mine.back,
    },
    S.PLACES: {
        G.PLACES_SHOWN: places.places_shown,
        G.PLACE: places.choose_place,
        G.CATEGORY: places.done_here,
        G.REFUSED: lists.refused,
        G.PATIENCE: lists.patience,
        G.BACK: places.back_from_places,
    },
    S.THEMES: {
        G.THEMES_SHOWN: themes.themes_shown,
        G.THEME: themes.choose_theme,
        G.THEME_SHOWN: themes.theme_shown,
        G.REFUSED: lists.refused,
        G.PATIENCE: lists.patience,
        G.BACK: themes.back_from_themes,
    },
    S.THEME: {
        G.ITEM: themes.open_item,
        G.BRING: themes.open_list,
        G.BACK: themes.back_to_themes,
    },
    S.THEME_LIST: {G.MORE: mine.more, G.BACK: themes.back_to_theme},
    S.MINE_CASE: {
        G.HINTS_SHOWN: mine.hinted,
        G.BACK: mine.back_from_case,
        G.DONE: t.farewell,
    },
}

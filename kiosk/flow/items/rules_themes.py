"""一件事: a theme's items in their order, one list of materials for all of them."""

import json

from kiosk.faults import Fault
from kiosk.flow import timeouts
from kiosk.flow.effects import Query, SetTimer
from kiosk.flow.events import Touched
from kiosk.flow.identify.rules_identify import trouble
from kiosk.flow.items.bundle import Bundle
from kiosk.flow.items.rules_items import to_find
from kiosk.flow.items.rules_lists import told
from kiosk.flow.model import Facts, Model
from kiosk.flow.rules_common import PATIENCE_OFF, Step, go
from kiosk.flow.states import State
from kiosk.flow.visit import Visit
from kiosk.items.model import ServiceItem
from kiosk.items.parse import BadPackage, parse_item
from kiosk.messages.themes import AskTheme, AskThemes, ThemeItem, ThemeShown, ThemesShown
from kiosk.values import replace


def open_themes(model: Model, event: object, facts: Facts) -> Step:
    if not model.service_up:
        return trouble(model, Fault.SERVICE_LOST)
    model = replace(model, visit=Visit(asked=facts.new_id), fault=None)
    return go(model, State.THEMES, Query(AskThemes(facts.new_id)), _patience())


def _patience() -> SetTimer:
    return SetTimer("patience", timeouts.RECORD_PATIENCE)


def themes_shown(model: Model, event: object, facts: Facts) -> Step:
    assert isinstance(event, ThemesShown)
    if not model.visit.asked or event.request_id != model.visit.asked:
        return model, ()
    visit = replace(model.visit, asked="", answered=True, themes=event.themes)
    return replace(model, visit=visit), (PATIENCE_OFF,)


def choose_theme(model: Model, event: object, facts: Facts) -> Step:
    assert isinstance(event, Touched)
    if event.arg not in {one.theme_id for one in model.visit.themes}:
        return model, ()
    if not model.service_up:
        return trouble(model, Fault.SERVICE_LOST)
    model = replace(model, visit=replace(model.visit, asked=facts.new_id))
    return model, (Query(AskTheme(facts.new_id, event.arg)), _patience())


def theme_shown(model: Model, event: object, facts: Facts) -> Step:
    """An item that this program cannot read counts as one that is not offered here."""
    assert isinstance(event, ThemeShown)
    if not model.visit.asked or event.request_id != model.visit.asked:
        return model, ()
    read = [_read(one) for one in event.items]
    items = tuple(one for one in read if one is not None)
    if not items:
        return told(model, Fault.ITEM_UNREADABLE)
    bundle = Bundle(event.line, items, event.absent + len(read) - len(items))
    visit = replace(model.visit, asked="", bundle=bundle)
    return go(replace(model, visit=visit), State.THEME, PATIENCE_OFF)


def _read(one: ThemeItem) -> tuple[ServiceItem, int] | None:
    try:
        return parse_item(json.loads(one.package)), one.version
    except (ValueError, BadPackage):
        return None


def back_from_themes(model: Model, event: object, facts: Facts) -> Step:
    return go(replace(model, visit=Visit()), State.FIND, PATIENCE_OFF)


def back_to_themes(model: Model, event: object, facts: Facts) -> Step:
    visit = Visit(answered=True, themes=model.visit.themes)
    return go(replace(model, visit=visit), State.THEMES)


def open_list(model: Model, event: object, facts: Facts) -> Step:
    return go(model, State.THEME_LIST)


def back_to_theme(model: Model, event: object, facts: Facts) -> Step:
    return go(model, State.THEME)


def open_item(model: Model, event: object, facts: Facts) -> Step:
    """One of the theme's items, with what was answered to its questions before."""
    assert isinstance(event, Touched)
    bundle = model.visit.bundle
    found = bundle.find(event.arg) if bundle is not None else None
    if bundle is None or found is None:
        return model, ()
    item, version = found
    visit = Visit(item=item, version=version, answers=bundle.answered(event.arg))
    visit = replace(visit, bundle=bundle, themes=model.visit.themes)
    return go(replace(model, visit=visit, fault=None), State.ITEM)


def back_from_item(model: Model, event: object, facts: Facts) -> Step:
    """To the theme that led here, with the answers that were given; else to the search."""
    bundle, item = model.visit.bundle, model.visit.item
    if bundle is None or item is None:
        return to_find(model, event, facts)
    bundle = bundle.with_answers(item.catalog_code, model.visit.answers)
    visit = Visit(answered=True, bundle=bundle, themes=model.visit.themes)
    return go(replace(model, visit=visit, fault=None), State.THEME)

"""Themes (一件事): which there are, the steps of one, and what to bring for all of them at once."""

from kiosk.flow.model import Model
from kiosk.items.model import ServiceItem
from kiosk.items.theme import Merged
from kiosk.messages.themes import ThemeLine
from kiosk.present.snapshot import Action, Notice, Section, Snapshot, Tile, Tone
from kiosk.present.values import either
from kiosk.texts.language import Language
from kiosk.values import replace


def themes(model: Model, base: Snapshot, words: Language) -> Snapshot:
    visit = model.visit
    if not visit.answered:
        return replace(base, busy=words.say("not_ready"))
    notice = None
    if not visit.themes:
        notice = Notice(Tone.INFO, words.say("themes_none"), words.say("themes_none_body"))
    tiles = tuple(_theme(one, model.lang, words) for one in visit.themes)
    return replace(base, tiles=tiles, notice=notice)


def _theme(line: ThemeLine, lang: str, words: Language) -> Tile:
    detail = words.say("theme_items", n=line.items)
    return Tile("theme", line.theme_id, _name(line, lang), detail, line.icon)


def _name(line: ThemeLine, lang: str) -> str:
    return either(lang, line.name, line.name_en)


def theme(model: Model, base: Snapshot, words: Language) -> Snapshot:
    """Each step leads to its item."""
    bundle = model.visit.bundle
    if bundle is None:
        return base
    lang, line = model.lang, bundle.line
    tiles = tuple(
        _step(at, item, bool(bundle.answered(item.catalog_code)), lang, words)
        for at, (item, _) in enumerate(bundle.items, 1)
    )
    notice = None
    if bundle.absent:
        notice = Notice(Tone.INFO, words.say("theme_absent", n=bundle.absent))
    return replace(
        base,
        title=_name(line, lang),
        lead=line.summary if lang == "zh" or not line.summary_en else line.summary_en,
        tiles=tiles,
        notice=notice,
        primary=Action("bring", words.say("theme_bring")),
        secondary=Action("back", words.say("back")),
    )


def _step(at: int, item: ServiceItem, told: bool, lang: str, words: Language) -> Tile:
    detail = item.dept_name.say(lang)
    if told:
        detail += " · " + words.say("theme_told")
    elif item.scenario is not None:
        detail += " · " + words.say("theme_asks")
    title = f"{at}. {item.task_name.say(lang)}"
    return Tile("item", item.catalog_code, title, detail, "document")


def theme_list(model: Model, base: Snapshot, words: Language) -> Snapshot:
    """One list for all: first what to bring, then what nobody needs to bring."""
    bundle = model.visit.bundle
    if bundle is None:
        return base
    merged, lang = bundle.merged, model.lang
    parts = {
        "theme_needed": [one for one in merged if not one.shared and one.needed],
        "theme_perhaps": [one for one in merged if not one.shared and not one.needed],
        "theme_shared": [one for one in merged if one.shared],
    }
    sections = tuple(
        Section(words.say(key, n=len(some)), tuple(_line(one, lang, words) for one in some))
        for key, some in parts.items()
        if some
    )
    notice = None
    if not merged:
        notice = Notice(Tone.GOOD, words.say("bring_nothing"))
    whole = all(
        item.scenario is None or bundle.answered(item.catalog_code) for item, _ in bundle.items
    )
    lead = words.say("theme_list_whole" if whole else "theme_list_open")
    return replace(
        base,
        title=f"{_name(bundle.line, lang)} · {words.say('theme_bring')}",
        lead=lead,
        sections=sections,
        notice=notice,
        primary=Action("back", words.say("theme_back")),
        secondary=Action("more", words.say("take_counter_number")),
    )


def _line(one: Merged, lang: str, words: Language) -> str:
    name = one.material.material_name.say(lang)
    if one.copies > 1:
        name = words.say("theme_copies", name=name, n=one.copies)
    items = words.say("theme_between").join(item.say(lang) for item in one.needed_by)
    return words.say("theme_line", name=name, items=items)

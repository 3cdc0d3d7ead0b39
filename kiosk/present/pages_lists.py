"""Public lists: which there are, and one of them with the date of its version."""

from kiosk.flow.model import Model
from kiosk.items.public_lists import LIST_NAMES, PublicList
from kiosk.messages.queries import ListEntry
from kiosk.present.snapshot import Action, Notice, Snapshot, Tile, Tone
from kiosk.present.values import either
from kiosk.texts.language import Language
from kiosk.values import replace


def lists(model: Model, base: Snapshot, words: Language) -> Snapshot:
    tiles = tuple(
        Tile("list", one.value, LIST_NAMES[one].say(model.lang), "", "general")
        for one in PublicList
    )
    return replace(base, tiles=tiles, lead=_version(model, words) or base.lead)


def list_page(model: Model, base: Snapshot, words: Language) -> Snapshot:
    """Each line leads to its item."""
    visit = model.visit
    if not visit.listed:
        return base
    name = LIST_NAMES[PublicList(visit.listed)].say(model.lang)
    lead = words.say("list_lead", n=visit.total, version=_version(model, words))
    notice = None
    if not visit.entries:
        notice = Notice(Tone.INFO, words.say("list_empty"))
    elif visit.total > len(visit.entries):
        notice = Notice(Tone.INFO, words.say("query_more", n=len(visit.entries)))
    tiles = tuple(_tile(entry, model.lang) for entry in visit.entries)
    return replace(
        base,
        title=name,
        lead=lead,
        tiles=tiles,
        notice=notice,
        secondary=Action("back", words.say("back")),
    )


def _tile(entry: ListEntry, lang: str) -> Tile:
    name = either(lang, entry.name, entry.name_en)
    detail = either(lang, entry.detail, entry.detail_en)
    return Tile("item", entry.code, name, detail, "general")


def _version(model: Model, words: Language) -> str:
    """Of the catalogue that it is made of."""
    hall = model.hall
    if hall is None or not hall.items_revision:
        return ""
    day = hall.items_as_of[:10] or "--"
    return words.say("query_version", n=hall.items_revision, day=day)

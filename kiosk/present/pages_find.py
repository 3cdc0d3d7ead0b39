"""Finding a service item: by letters, by category, or by a question that its package answers; of
this terminal's place or of another one."""

from kiosk.flow.model import Model
from kiosk.items.validity import Scope
from kiosk.messages.items import ItemAnswer, ItemHit
from kiosk.present.pages_places import choose_tile, home_tile
from kiosk.present.snapshot import Action, Keyboard, Notice, Snapshot, Tile, Tone
from kiosk.present.values import either
from kiosk.texts.language import Language
from kiosk.values import replace

CATEGORY_ICONS = (
    *("police", "traffic", "passport", "social", "work", "medical"),
    *("business", "tax", "house", "family", "general"),
)
"""Of categories 1 to 11."""
_ROWS = ("QWERTYUIOP", "ASDFGHJKL", "ZXCVBNM")


def find(model: Model, base: Snapshot, words: Language) -> Snapshot:
    visit = model.visit
    notice = None
    if not model.service_up:
        notice = Notice(Tone.WARN, words.say("not_ready"))
    elif visit.answered and not visit.hits and not visit.faq:
        notice = Notice(Tone.INFO, words.say("nothing_found"), words.say("nothing_found_body"))
    searching = visit.typed or visit.category
    if visit.category:
        base = replace(base, title=words.say(f"category_{visit.category}"))
    if visit.place is not None:
        base = _named(base, model, words.say("find_place", name=visit.place.say(model.lang)))
    return replace(
        base,
        tiles=_found(model, words) if searching else _entries(model, words),
        keyboard=_keyboard(visit.typed, words),
        notice=notice,
    )


def _named(base: Snapshot, model: Model, place: str) -> Snapshot:
    """Which place's items these are, first of all."""
    spoken = f"{place}。{base.spoken}" if model.lang == "zh" else f"{place}. {base.spoken}"
    return replace(base, lead=place, spoken=spoken)


def _found(model: Model, words: Language) -> tuple[Tile, ...]:
    """What people ask, in a package's own words, before the items themselves: one where two would
    leave these no room."""
    visit = model.visit
    faq = visit.faq[:1] if model.modes.low or model.modes.large else visit.faq
    answers = tuple(_answer(one, model.lang, words) for one in faq)
    return (*answers, *(_hit(hit, model, words) for hit in visit.hits))


def _answer(one: ItemAnswer, lang: str, words: Language) -> Tile:
    """Its badge says where it stands."""
    question = either(lang, one.question, one.question_en)
    answer = either(lang, one.answer, one.answer_en)
    name = either(lang, one.name, one.name_en)
    source = words.say("answer_source", name=name, version=one.version)
    return Tile("item", one.code, question, answer, "info", badge=source, tone=Tone.INFO)


def _hit(hit: ItemHit, model: Model, words: Language) -> Tile:
    """Marked where it is another place's; in another place's list, all are: is it done here?"""
    name = either(model.lang, hit.name, hit.name_en)
    detail = either(model.lang, hit.detail, hit.detail_en)
    tile = Tile("item", hit.code, name, _first_sentence(detail), hit.icon)
    if hit.scope is Scope.OWN and model.visit.place is None:
        return tile
    tone = Tone.WARN if hit.scope is Scope.NONE else Tone.GOOD
    return replace(tile, badge=words.say(f"scope_{hit.scope.value}"), tone=tone)


def _first_sentence(text: str) -> str:
    """The whole stands on the item's own screen."""
    for end in ("。", ". "):
        text = text.partition(end)[0]
    return text.rstrip(".")


def _entries(model: Model, words: Language) -> tuple[Tile, ...]:
    categories = tuple(
        Tile("category", str(number), words.say(f"category_{number}"), "", icon)
        for number, icon in enumerate(CATEGORY_ICONS, 1)
    )
    places = choose_tile(model, words)
    if model.visit.place is not None:
        return (home_tile(words), *places, *categories)
    lists = Tile("open_lists", "", words.say("lists"), "", "general")
    mine = Tile("mine", "", words.say("mine_title"), "", "person")
    themes = Tile("open_themes", "", words.say("themes"), "", "star")
    verify = Tile("verify", "", words.say("verify_title"), "", "qr")
    return (mine, themes, verify, *places, *categories, lists)


def _keyboard(typed: str, words: Language) -> Keyboard:
    rows = [tuple(Action("type", key, arg=key.lower()) for key in row) for row in _ROWS]
    delete = Action("type", words.say("delete"), arg="delete", icon="delete")
    clear = Action("type", words.say("clear"), arg="clear")
    return Keyboard(typed, words.say("find_hint"), (rows[0], rows[1], (clear, *rows[2], delete)))

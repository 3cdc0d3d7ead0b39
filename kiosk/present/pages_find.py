"""Finding a service item: by letters, by category, or by a question that its package answers."""

from kiosk.flow.model import Model
from kiosk.messages.items import ItemAnswer, ItemHit
from kiosk.present.snapshot import Action, Keyboard, Notice, Snapshot, Tile, Tone
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
    tiles = _found(model, words) if searching else _categories(words)
    title = base.title
    if visit.category:
        title = words.say(f"category_{visit.category}")
    return replace(
        base, title=title, tiles=tiles, keyboard=_keyboard(visit.typed, words), notice=notice
    )


def _found(model: Model, words: Language) -> tuple[Tile, ...]:
    """What people ask, in a package's own words, before the items themselves: one where two would
    leave these no room."""
    visit, lang = model.visit, model.lang
    faq = visit.faq[:1] if model.modes.low or model.modes.large else visit.faq
    answers = tuple(_answer(one, lang, words) for one in faq)
    return (*answers, *(_hit(hit, lang) for hit in visit.hits))


def _answer(one: ItemAnswer, lang: str, words: Language) -> Tile:
    """Its badge says where it stands."""
    english = lang != "zh"
    question = one.question_en if english and one.question_en else one.question
    answer = one.answer_en if english and one.answer_en else one.answer
    name = one.name_en if english and one.name_en else one.name
    source = words.say("answer_source", name=name, version=one.version)
    return Tile("item", one.code, question, answer, "info", badge=source, tone=Tone.INFO)


def _hit(hit: ItemHit, lang: str) -> Tile:
    english = lang != "zh"
    name = hit.name_en if english and hit.name_en else hit.name
    detail = hit.detail_en if english and hit.detail_en else hit.detail
    return Tile("item", hit.code, name, _first_sentence(detail), hit.icon)


def _first_sentence(text: str) -> str:
    """The whole stands on the item's own screen."""
    for end in ("。", ". "):
        text = text.partition(end)[0]
    return text.rstrip(".")


def _categories(words: Language) -> tuple[Tile, ...]:
    categories = tuple(
        Tile("category", str(number), words.say(f"category_{number}"), "", icon)
        for number, icon in enumerate(CATEGORY_ICONS, 1)
    )
    lists = Tile("open_lists", "", words.say("lists"), "", "general")
    mine = Tile("mine", "", words.say("mine_title"), "", "person")
    themes = Tile("open_themes", "", words.say("themes"), "", "star")
    verify = Tile("verify", "", words.say("verify_title"), "", "qr")
    return (mine, themes, verify, *categories, lists)


def _keyboard(typed: str, words: Language) -> Keyboard:
    rows = [tuple(Action("type", key, arg=key.lower()) for key in row) for row in _ROWS]
    delete = Action("type", words.say("delete"), arg="delete", icon="delete")
    clear = Action("type", words.say("clear"), arg="clear")
    return Keyboard(typed, words.say("find_hint"), (rows[0], rows[1], (clear, *rows[2], delete)))

"""A query: its questions, the waiting, and what was found."""

from decimal import ROUND_HALF_UP, Decimal

from kiosk.flow.items.rules_calc import field_now
from kiosk.flow.items.rules_query import NONE, views_of
from kiosk.flow.items.rules_typing import longest
from kiosk.flow.model import Model
from kiosk.flow.typed import BY_DIGITS, BY_LETTERS, NUMBERS
from kiosk.identity import mask_number
from kiosk.items.asking import PACKAGE, PROGRESS
from kiosk.items.codes_flow import ColumnFormat, FieldType
from kiosk.items.model import Column, Field, Query
from kiosk.items.rows import masked
from kiosk.messages.queries import QueryAnswered
from kiosk.present.pages_calc import keypad, option_tiles, percent
from kiosk.present.pages_progress import application_sections, lamp_fact, stage_text
from kiosk.present.pages_takeaway import ways
from kiosk.present.snapshot import (
    Action,
    Fact,
    Keyboard,
    Keypad,
    Notice,
    Section,
    Snapshot,
    Tile,
    Tone,
)
from kiosk.texts.language import Language
from kiosk.values import replace

MOST_SHOWN = 60
"""Rows on the screen; more of them nobody reads standing."""
ITEM_COLUMN = "code"
"""A column of this name holds the codes of items: its rows lead to them."""
_ROWS = ("1234567890", "QWERTYUIOP", "ASDFGHJKL", "ZXCVBNM")
_TYPED_IN_CLEAR = 6
_CENT = Decimal("0.01")


def query(model: Model, base: Snapshot, words: Language) -> Snapshot:
    field = field_now(model)
    if field is None:
        return base
    lang, fields = model.lang, model.visit.fields
    lead = field.help.say(lang) if field.help is not None else ""
    if len(fields) > 1 and not lead:
        lead = words.say("calc_step", n=len(model.visit.inputs) + 1, total=len(fields))
    base = replace(base, title=field.label.say(lang), lead=lead)
    typed = model.visit.text.strip() if field.type in BY_LETTERS else model.typed
    left_out = not typed and not field.required
    done = Action("next", words.say("query_skip" if left_out else "next"))
    done = replace(done, enabled=bool(typed) or left_out)
    moves = replace(base, primary=done, secondary=Action("back", words.say("back")))
    if field.type in BY_LETTERS:
        return replace(moves, keyboard=_keyboard(model, field, words))
    if field.type in NUMBERS:
        return replace(moves, keypad=keypad(model, field, words))
    if field.type in BY_DIGITS:
        return replace(moves, keypad=_digits(model, field, words))
    return replace(base, tiles=_tiles(field, words, lang))


def _tiles(field: Field, words: Language, lang: str) -> tuple[Tile, ...]:
    """The package's default first; what does not matter can be left out."""
    tiles = option_tiles(field, words, lang)
    chosen = str(field.default or "")
    tiles = tuple(sorted(tiles, key=lambda tile: tile.arg != chosen))
    if field.required or chosen:
        return tiles
    return (*tiles, Tile("answer", NONE, words.say("query_any"), "", ""))


def _digits(model: Model, field: Field, words: Language) -> Keypad:
    length = BY_DIGITS[field.type]
    shown = model.typed
    if field.type is FieldType.ID_NUMBER and len(shown) > _TYPED_IN_CLEAR:
        shown = mask_number(shown)
    ends = field.type is FieldType.ID_NUMBER and len(model.typed) == length - 1
    keys = tuple(Action("key", k, arg=k, enabled=k != "X" or ends) for k in "123456789X0")
    delete = Action("key", words.say("delete"), arg="delete", icon="delete")
    key = f"query_hint_{field.type.value}"
    return Keypad(shown, words.say(key, n=length), _error(model, words), (*keys, delete))


def _keyboard(model: Model, field: Field, words: Language) -> Keyboard:
    rows = [tuple(Action("type", char, arg=char) for char in row) for row in _ROWS]
    delete = Action("type", words.say("delete"), arg="delete", icon="delete")
    clear = Action("type", words.say("clear"), arg="clear")
    hint = words.say("query_hint_text" if field.type is FieldType.TEXT else "query_hint_code")
    last = (clear, *rows[3], delete)
    return Keyboard(
        shown=model.visit.text[: longest(field)],
        hint=hint,
        rows=(*rows[:3], last),
        error=_error(model, words),
    )


def _error(model: Model, words: Language) -> str:
    return words.say(f"calc_{model.wrong}", low="", high="") if model.wrong else ""


def wait(model: Model, base: Snapshot, words: Language) -> Snapshot:
    """Nothing is shown before all of it is there."""
    key = "busy_query" if model.service_up else "busy_recovering"
    return replace(base, busy=words.say(key))


def result(model: Model, base: Snapshot, words: Language) -> Snapshot:
    item, answer = model.visit.item, model.visit.answer
    if item is None or item.query is None or answer is None:
        return base
    base = replace(
        base,
        title=item.task_name.say(model.lang),
        lead=_when(model, item.query, answer, words),
        options=(*ways(model, words), Action("again", words.say("query_again"))),
        primary=Action("done", words.say("query_done")),
        secondary=Action("more", words.say("take_counter_number")),
    )
    if item.query.source == PROGRESS:
        return _applications(model, base, answer, words)
    if not answer.rows:
        return replace(base, notice=Notice(Tone.INFO, words.say("query_none"), _empty(model)))
    shown = answer.rows[:MOST_SHOWN]
    notice = None
    if answer.more or len(answer.rows) > len(shown):
        notice = Notice(Tone.INFO, words.say("query_more", n=len(shown)), words.say("query_fewer"))
    places = {column.id: at for at, column in enumerate(item.query.columns)}
    if ITEM_COLUMN in places and "matter" in places:
        tiles = tuple(_leading(row, places) for row in shown)
        return replace(base, tiles=tiles, notice=notice)
    sections = tuple(_section(row, item.query, model, words) for row in shown)
    return replace(base, sections=sections, notice=notice, hold=_hold(item.query, model, words))


def _empty(model: Model) -> str:
    item = model.visit.item
    return item.query.empty.say(model.lang) if item is not None and item.query is not None else ""


def _leading(row: tuple[str, ...], places: dict[str, int]) -> Tile:
    """A line that opens the item it is about."""
    theme = row[places["theme"]] if "theme" in places else ""
    return Tile("item", row[places[ITEM_COLUMN]], row[places["matter"]], theme, "general")


def _hold(query: Query, model: Model, words: Language) -> Action | None:
    if not any(column.masked for column in query.columns):
        return None
    return Action("reveal", words.say("reveal"), icon="eye", on=model.revealed)


def _section(row: tuple[str, ...], query: Query, model: Model, words: Language) -> Section:
    """One row: its first value is its heading, unless that is hidden."""
    pairs = list(zip(query.columns, row, strict=True))
    head, heading = pairs[0], ""
    if not head[0].masked and head[0].format is ColumnFormat.TEXT and head[1]:
        pairs, heading = pairs[1:], head[1]
    facts = tuple(_fact(column, text, model, words) for column, text in pairs if text)
    return Section(heading, (), facts)


def _fact(column: Column, text: str, model: Model, words: Language) -> Fact:
    label = column.label.say(model.lang)
    if column.masked and not model.revealed:
        return Fact(label, masked(text))
    if column.format is ColumnFormat.LAMP:
        return lamp_fact(label, text, words)
    return Fact(label, shown_value(text, column.format, model.lang, words))


def shown_value(text: str, kind: ColumnFormat, lang: str, words: Language) -> str:
    if kind is ColumnFormat.MONEY:
        amount = Decimal(text).quantize(_CENT, ROUND_HALF_UP)
        return words.say("money", amount=f"{amount:,}")
    if kind is ColumnFormat.PERCENT:
        return percent(Decimal(text))
    if kind is ColumnFormat.INTEGER:
        return f"{Decimal(text).quantize(Decimal(1), ROUND_HALF_UP):,}"
    if kind is ColumnFormat.STAGE:
        return stage_text(text, lang)
    return text


def _when(model: Model, query: Query, answer: QueryAnswered, words: Language) -> str:
    """Of when it is: the citizen sees how old it is."""
    if query.source == PACKAGE:
        as_of = model.hall.items_as_of[:10] if model.hall is not None else ""
        key = "query_version" if as_of else "query_version_bare"
        return words.say(key, n=model.visit.version, day=as_of)
    return words.say("query_as_of", time=answer.as_of[:16].replace("T", " "))


def _applications(model: Model, base: Snapshot, answer: QueryAnswered, words: Language) -> Snapshot:
    views = views_of(answer)
    notice = None
    if answer.last_known:
        since = answer.as_of[:16].replace("T", " ")
        title = words.say("progress_last_known", time=since)
        notice = Notice(Tone.WARN, title, words.say("progress_last_known_body"))
    if not views:
        none = Notice(Tone.INFO, words.say("query_none"), _empty(model))
        return replace(base, notice=notice if answer.last_known else none)
    sections = tuple(
        section for view in views for section in application_sections(view, model.lang, words)
    )
    return replace(base, sections=sections, notice=notice)

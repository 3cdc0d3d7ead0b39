"""A calculation: its questions one by one, and what comes out."""

from decimal import ROUND_HALF_UP, Decimal

from kiosk.flow.items.rules_calc import field_now, is_typed, options_of
from kiosk.flow.model import Model
from kiosk.flow.typed import read_inputs
from kiosk.items.calc import Computed, compute
from kiosk.items.codes_flow import FieldType, ResultFormat
from kiosk.items.formula import CannotCompute, Value
from kiosk.items.model import Calc, Field, Words
from kiosk.present.pages_takeaway import ways
from kiosk.present.snapshot import Action, Card, Fact, Keypad, Notice, Snapshot, Tile, Tone
from kiosk.texts.language import Language
from kiosk.values import replace

_KEYS = "123456789.0"
_CENT = Decimal("0.01")
_SHARE = Decimal("0.0001")
"""Interest is told in thousandths of a percent."""


def calc(model: Model, base: Snapshot, words: Language) -> Snapshot:
    field = field_now(model)
    if field is None:
        return base
    lang = model.lang
    total = len(model.visit.fields)
    where = words.say("calc_step", n=len(model.visit.inputs) + 1, total=total)
    asked = field.help.say(lang) if field.help is not None else where
    base = replace(base, title=field.label.say(lang), lead=asked)
    if is_typed(field):
        return replace(
            base,
            keypad=keypad(model, field, words),
            primary=Action("next", words.say("next"), enabled=bool(model.typed)),
            secondary=Action("back", words.say("back")),
        )
    return replace(base, tiles=option_tiles(field, words, lang))


def keypad(model: Model, field: Field, words: Language) -> Keypad:
    point = field.type is not FieldType.INTEGER and field.decimals != 0
    keys = tuple(Action("key", k, arg=k, enabled=k != "." or point) for k in _KEYS)
    delete = Action("key", words.say("delete"), arg="delete", icon="delete")
    unit = field.unit.say(model.lang) if field.unit is not None else ""
    return Keypad(
        shown=f"{model.typed} {unit}".strip() if model.typed else "",
        hint=words.say("calc_hint", unit=unit) if unit else words.say("calc_hint_bare"),
        error=_error(model.wrong, field, words),
        keys=(*keys, delete),
    )


def _error(wrong: str, field: Field, words: Language) -> str:
    if not wrong:
        return ""
    low, high = (plain(one) for one in (field.minimum, field.maximum))
    return words.say(f"calc_{wrong}", low=low, high=high)


def option_tiles(field: Field, words: Language, lang: str) -> tuple[Tile, ...]:
    if field.type is FieldType.YES_NO:
        return tuple(Tile("answer", one, words.say(one), "", "") for one in options_of(field))
    return tuple(
        Tile("answer", choice.value, choice.label.say(lang), "", "") for choice in field.choices
    )


def calc_result(model: Model, base: Snapshot, words: Language) -> Snapshot:
    item = model.visit.item
    if item is None or item.calc is None:
        return base
    base = replace(
        base,
        title=item.task_name.say(model.lang),
        options=(*ways(model, words), Action("more", words.say("take_counter_number"))),
        primary=Action("done", words.say("calc_done")),
        secondary=Action("again", words.say("calc_again")),
    )
    try:
        computed = compute(item.calc, read_inputs(item.calc.inputs, model.visit.inputs))
    except CannotCompute:
        notice = Notice(Tone.WARN, words.say("calc_none"), words.say("calc_none_body"))
        return replace(base, notice=notice)
    lang, labels = model.lang, _labels(item.calc)
    facts = tuple(_fact(one, labels, lang, words) for one in computed)
    notes = (*_notes(item.calc, lang, words), item.calc.disclaimer.say(lang))
    return replace(base, card=Card(words.say("calc_results"), facts, note="\n".join(notes)))


def _fact(one: Computed, labels: dict[str, Words], lang: str, words: Language) -> Fact:
    label = one.line.label.say(lang)
    if isinstance(one.value, str):
        return Fact(label, _text(one.value, labels, lang, words))
    return Fact(label, shown(one.value, one.line.format, words))


def _labels(calc: Calc) -> dict[str, Words]:
    """What a choice's value is called."""
    return {choice.value: choice.label for field in calc.inputs for choice in field.choices}


def _text(value: str, labels: dict[str, Words], lang: str, words: Language) -> str:
    """A formula's own text is written once, in Chinese."""
    if value in labels:
        return labels[value].say(lang)
    return value if lang == "zh" or value.isascii() else words.say("calc_text_in_chinese")


def _notes(calc: Calc, lang: str, words: Language) -> list[str]:
    """The results' own, as far as somebody wrote them in this language."""
    return [
        words.say("calc_note", label=line.label.say(lang), note=line.note.say(lang))
        for line in calc.results
        if line.note is not None and line.note.has(lang)
    ]


def shown(value: Value, kind: ResultFormat, words: Language) -> str:
    """A value as people read it."""
    if isinstance(value, bool):
        return words.say("yes" if value else "no")
    if not isinstance(value, Decimal):
        return str(value)
    if kind is ResultFormat.MONEY:
        return words.say("money", amount=f"{value.quantize(_CENT, ROUND_HALF_UP):,}")
    if kind is ResultFormat.PERCENT:
        return percent(value)
    if kind is ResultFormat.INTEGER:
        return f"{value.quantize(Decimal(1), ROUND_HALF_UP):,}"
    return plain(value.quantize(_CENT, ROUND_HALF_UP))


def percent(share: Decimal) -> str:
    """Of a fraction of 1."""
    return f"{plain((share * 100).quantize(_SHARE, ROUND_HALF_UP))} %"


def plain(value: Decimal | None) -> str:
    """Without zeros at the end; "" for None."""
    if value is None:
        return ""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text

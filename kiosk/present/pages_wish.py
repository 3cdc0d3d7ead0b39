"""A certificate asked for while cut off, to be printed another time."""

from kiosk.certificates.pickup import grouped
from kiosk.flow.items.rules_calc import options_of
from kiosk.flow.model import Model
from kiosk.flow.proof import issue
from kiosk.flow.typed import NO, YES
from kiosk.items.codes_flow import FieldType
from kiosk.items.model import Field
from kiosk.present.pages_identify import fault_notice
from kiosk.present.snapshot import Action, Card, Code, Fact, Notice, Snapshot, Tone
from kiosk.present.values import values_of
from kiosk.print_state import PrintState
from kiosk.texts.language import Language
from kiosk.values import replace


def wish(model: Model, base: Snapshot, words: Language) -> Snapshot:
    """What is asked for, what becomes of it, and what there is instead."""
    facts = [*_chosen(model, words), Fact(words.say("wish_when"), words.say("wish_when_how"))]
    instead = Notice(Tone.INFO, words.say("wish_instead"), words.say("wish_instead_body"))
    return replace(
        base,
        card=Card(values_of(model, words)["document"], tuple(facts)),
        notice=fault_notice(model, words) or instead,
        primary=Action("wish", words.say("wish_do")),
        secondary=Action("back", words.say("wish_change")),
    )


def _chosen(model: Model, words: Language) -> list[Fact]:
    sent = dict(issue.filled_in(model))
    return [
        Fact(field.label.say(model.lang), _said(field, sent[field.id], model.lang, words))
        for field in model.visit.fields
        if field.id in sent
    ]


def _said(field: Field, value: str, lang: str, words: Language) -> str:
    """A choice by its label, anything else as it was typed."""
    if field.type is FieldType.YES_NO and value in options_of(field):
        return words.say({YES: "yes", NO: "no"}[value])
    labels = {choice.value: choice.label.say(lang) for choice in field.choices}
    return labels.get(value, value)


def wishing(model: Model, base: Snapshot, words: Language) -> Snapshot:
    return replace(base, busy=words.say("busy_wish" if model.service_up else "busy_recovering"))


def kept(model: Model, base: Snapshot, words: Language) -> Snapshot:
    """The code, large and to be photographed: it is shown this once."""
    shown = model.proof.kept
    if shown is None:
        return base
    code = grouped(shown.pickup_code)
    key, tone = _slip(model)
    return replace(
        base,
        card=Card(values_of(model, words)["document"], big=code),
        code=Code(code, words.say("wish_phone"), words.say("wish_phone_note")),
        notice=Notice(tone, words.say(key), words.say(f"{key}_body")),
        primary=Action("done", words.say("wish_noted")),
        secondary=Action("more", words.say("cert_more")),
    )


def _slip(model: Model) -> tuple[str, Tone]:
    """What is known of the slip with the code, as a key of words."""
    proof = model.proof
    if proof.slip is PrintState.PRINTED:
        return "wish_slip", Tone.GOOD
    if proof.slip is PrintState.UNKNOWN or (proof.slip_comes and not model.service_up):
        return "wish_slip_unsure", Tone.WARN
    return ("wish_slip_comes", Tone.INFO) if proof.slip_comes else ("wish_no_slip", Tone.WARN)

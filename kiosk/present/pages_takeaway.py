"""Slips, telephones, and the flow chart: what is taken along, and how that ends."""

from kiosk.flow.model import Model
from kiosk.flow.states import State
from kiosk.flow.takeaway.away import FROM, NEAREST
from kiosk.items.guide import guide
from kiosk.items.model import ServiceItem
from kiosk.present.snapshot import Action, Chart, Code, Notice, Section, Snapshot, Tone
from kiosk.present.troubles import trouble_of
from kiosk.present.values import values_of
from kiosk.texts.language import Language
from kiosk.values import replace


def ways(model: Model, words: Language) -> tuple[Action, ...]:
    """To take away what this screen shows: on paper where that is meant, on a telephone where
    telephones reach the platform."""
    found = [Action("paper", words.say("paper"), icon="print")] if _on_paper(model) else []
    if model.hall is not None and model.hall.pages_url:
        found.append(Action("carry", words.say("carry"), icon="phone"))
    return tuple(found)


def _on_paper(model: Model) -> bool:
    item = model.visit.item
    state = model.state if model.state in FROM else model.away.back_to
    if item is None or state is not State.QUERY_RESULT:
        return item is not None
    return item.query is not None and item.query.receipt is True


def has_chart(item: ServiceItem) -> bool:
    return item.flowchart is not None and item.flowchart.endswith(".png")


def slip(model: Model, base: Snapshot, words: Language) -> Snapshot:
    busy = words.say("busy_slip" if model.service_up else "busy_recovering")
    return replace(base, busy=busy, picture="paper_out")


def slip_out(model: Model, base: Snapshot, words: Language) -> Snapshot:
    done = Action("done", words.say("slip_taken"))
    return replace(base, picture="paper_out", primary=done)


def slip_trouble(model: Model, base: Snapshot, words: Language) -> Snapshot:
    """Told whole, with the printer's own code; once more, or on the telephone, or back."""
    if model.fault is None:
        return base
    told = trouble_of(model, words, seen=model.away.seen)
    phone = tuple(one for one in ways(model, words) if one.verb == "carry")
    again = Action("paper", words.say("slip_again"))
    back = Action("back", words.say("to_page"))
    return replace(base, trouble=told, options=phone, primary=again, secondary=back)


def carry(model: Model, base: Snapshot, words: Language) -> Snapshot:
    """The code, as soon as there is one; else why not, and paper instead."""
    away, notice, code = model.away, None, None
    if model.fault is not None:
        text, values = words.faults[model.fault], values_of(model, words)
        title, cause = text.title.format(**values), text.cause.format(**values)
        notice = Notice(Tone.WARN, title, cause, model.fault.value)
    elif away.url:
        note = words.say("carry_guide")
        if away.wish is not None:
            note = words.say("carry_result", minutes=away.minutes)
        code = Code(away.url, words.say("carry_title"), note, large=True)
    if code is None:
        base = replace(base, lead="")
    busy = words.say("busy_carry") if code is None and notice is None else ""
    paper = Action("paper", words.say("carry_instead")) if _on_paper(model) else None
    back = Action("back", words.say("to_page"))
    return replace(base, code=code, notice=notice, busy=busy, primary=paper, secondary=back)


def flow_chart(model: Model, base: Snapshot, words: Language) -> Snapshot:
    """The picture with the same steps in words under it."""
    item, away = model.visit.item, model.away
    if item is None:
        return base
    lang, values = model.lang, values_of(model, words)
    process = next(one for one in guide(item, model.visit.outcome) if one.key == "process")
    steps = Section(process.heading.say(lang), tuple(one.say(lang) for one in process.lines))
    notice = None
    if model.fault is not None:
        text = words.faults[model.fault]
        title, cause = text.title.format(**values), text.cause.format(**values)
        notice = Notice(Tone.WARN, title, cause, model.fault.value)
    name = words.say("picture_of", item=item.task_name.say(lang))
    zooms: tuple[Action, ...] = ()
    chart = None
    if away.picture:
        chart = Chart(away.picture, away.zoom, name)
        zooms = (
            Action("zoom", words.say("zoom_in"), arg="in", enabled=away.zoom < NEAREST),
            Action("zoom", words.say("zoom_out"), arg="out", enabled=away.zoom > 0),
        )
    return replace(
        base,
        title=name,
        chart=chart,
        sections=(steps,),
        notice=notice,
        busy="" if away.picture or notice else words.say("busy_picture"),
        options=zooms,
        primary=Action("back", words.say("to_page")),
    )

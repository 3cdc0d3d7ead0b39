"""What the templates of kiosk.texts may name, filled from the model."""

from datetime import datetime

from kiosk.flow.model import Model
from kiosk.messages.service import BusinessView, Waiting
from kiosk.texts.language import Language


def either(lang: str, zh: str, en: str) -> str:
    """A package's text in that language; in Chinese where it has no other."""
    return zh if lang == "zh" or not en else en


def group_name(business: BusinessView, lang: str) -> str:
    return business.name if lang == "zh" else business.name_en


def reopens_text(reopens: str, now_day: str, lang: str) -> str:
    """ISO local time -> "09:00" today, "明天 09:00", "11-24 09:00"; "" stays ""."""
    if not reopens:
        return ""
    moment = datetime.fromisoformat(reopens)
    clock = moment.strftime("%H:%M")
    today = datetime.fromisoformat(now_day).date() if now_day else moment.date()
    days = (moment.date() - today).days
    if days == 0:
        return clock
    if days == 1:
        return ("明天 " if lang == "zh" else "tomorrow ") + clock
    return moment.strftime("%m-%d ") + clock


def waiting_now(model: Model, business: BusinessView) -> Waiting:
    """While the service is away its last word is an old number, so no number."""
    waiting = business.waiting
    return waiting if model.service_up else Waiting(None, None, waiting.since)


def usable(lines: tuple[str, ...], values: dict[str, str]) -> tuple[str, ...]:
    """The lines, filled. One that names something this hall does not have is not said."""
    lacking = ["{" + name + "}" for name in values if not values[name]]
    return tuple(
        line.format(**values) for line in lines if not any(name in line for name in lacking)
    )


def waiting_spoken(waiting: Waiting, words: Language) -> str:
    if waiting.ahead is None:
        return words.say("spoken_unknown")
    if waiting.ahead == 0:
        return words.say("spoken_nobody")
    if waiting.minutes is None:
        return words.say("tile_waiting_only", n=waiting.ahead)
    return words.say("spoken_waiting", n=waiting.ahead, m=waiting.minutes)


def waiting_tile(waiting: Waiting, words: Language) -> str:
    if waiting.ahead is None:
        if waiting.since:
            return words.say("tile_unknown_since", since=waiting.since)
        return words.say("tile_unknown")
    if waiting.ahead == 0:
        return words.say("tile_nobody")
    if waiting.minutes is None:
        return words.say("tile_waiting_only", n=waiting.ahead)
    return words.say("tile_waiting", n=waiting.ahead, m=waiting.minutes)


def values_of(model: Model, words: Language) -> dict[str, str]:
    """Names for the templates of screens and faults."""
    hall, business = model.hall, model.business
    fault = words.faults[model.fault] if model.fault is not None else None
    values = {
        "ticket_no": model.ticket.ticket_no if model.ticket else "",
        "hotline": hall.hotline if hall else "12345",
        "neighbour": hall.neighbour if hall else "",
        "group": group_name(business, model.lang) if business else "",
        "reopens": reopens_text(business.reopens, model.day, model.lang) if business else "",
        "item": model.visit.item.task_name.say(model.lang) if model.visit.item else "",
        "waiting_spoken": (waiting_spoken(waiting_now(model, business), words) if business else ""),
    }
    values |= _of_the_paper(model)
    values["fault_title"] = fault.title.format(**values) if fault else ""
    values["fault_spoken"] = fault.spoken.format(**values) if fault else ""
    return values


def _of_the_paper(model: Model) -> dict[str, str]:
    """What is issued, and on how many pages."""
    item, ready = model.visit.item, model.proof.ready
    paper = item.certificate if item is not None else None
    name = paper.type_name.say(model.lang) if paper is not None else ""
    return {"document": name, "pages": str(ready.pages) if ready is not None else ""}

"""Rating a service, explaining a bad rating, and the help page, from which it is always reached."""

from kiosk.flow.model import Model
from kiosk.flow.rating.rating import (
    ANONYMOUSLY,
    LONGEST_TEXT,
    NAMED,
    NO_CALL,
    PHONE_DIGITS,
    Rating,
)
from kiosk.flow.rating.rules_rating import can_be_named
from kiosk.flow.states import RATING
from kiosk.identity import mask_number
from kiosk.items.indicators import ONLINE
from kiosk.present.pages_ticket import called
from kiosk.present.snapshot import (
    Action,
    Card,
    Code,
    Fact,
    Keyboard,
    Keypad,
    Notice,
    Snapshot,
    Tile,
    Tone,
)
from kiosk.texts.language import Language
from kiosk.values import replace

_CLEAR_DIGITS = 6
"""So many digits of a number stand as they are typed; of more, the ends alone."""
_ROWS = ("1234567890", "QWERTYUIOP", "ASDFGHJKL", "ZXCVBNM")
_CALL_ICONS = {ANONYMOUSLY: "phone", NAMED: "person", NO_CALL: "close"}


def rate(model: Model, base: Snapshot, words: Language) -> Snapshot:
    """Five levels, none chosen beforehand; skipping is as large as an answer."""
    levels = tuple(
        Action("rate", words.say(f"rate_{level}"), arg=str(level), icon=f"face_{level}")
        for level in (5, 4, 3, 2, 1)
    )
    subject = model.rating.subject
    if subject is not None and not subject.key.strip("/"):
        base = replace(base, title=words.say("rate_terminal"))
    item = model.visit.item
    if subject is not None and subject.item is not None and item is not None:
        name = item.task_name.say(model.lang)
        base = replace(base, lead=words.say("rate_about", name=name))
    return replace(
        base,
        options=levels,
        code=_later(model, words),
        secondary=Action("done", words.say("rate_skip")),
    )


def _later(model: Model, words: Language) -> Code | None:
    """补评: the same service, on the citizen's own telephone."""
    subject, hall = model.rating.subject, model.hall
    if subject is None or not subject.token or hall is None or not hall.pages_url:
        return None
    payload = f"{hall.pages_url}/rate/{subject.token}"
    return Code(payload, words.say("later_title"), words.say("later_note"))


def rate_why(model: Model, base: Snapshot, words: Language) -> Snapshot:
    """What will be sent, shown back; what can be added; nothing is chosen beforehand."""
    rating = model.rating
    reasons = tuple(
        Action("reason", one.name.say(model.lang), arg=one.code, on=one.code in rating.reasons)
        for one in ONLINE.indicators
    )
    more = [
        Action("write", words.say("rate_write"), icon="form", on=bool(rating.text)),
        Action(
            "callback", words.say("rate_call_offer"), icon="phone", on=rating.callback != NO_CALL
        ),
    ]
    if rating.callback != NO_CALL:
        shown = words.say("rate_phone_offer")
        more.append(Action("phone", shown, icon="keypad", on=bool(rating.phone)))
    return replace(
        base,
        card=_to_be_sent(model, words),
        options=(*reasons, *more),
        primary=Action("send", words.say("rate_send")),
        secondary=Action("done", words.say("rate_skip")),
    )


def _to_be_sent(model: Model, words: Language) -> Card:
    rating = model.rating
    chosen = " · ".join(ONLINE.names(rating.reasons, model.lang))
    facts = [
        Fact(words.say("rate_level"), words.say(f"rate_{rating.level or 1}")),
        Fact(words.say("rate_reasons"), chosen or words.say("rate_no_reasons")),
    ]
    if rating.callback != NO_CALL:
        facts.append(Fact(words.say("rate_call"), _call(rating, words)))
    note = words.say("rate_words", text=rating.text) if rating.text else ""
    return Card(words.say("rate_sent"), tuple(facts), note=note)


def _call(rating: Rating, words: Language) -> str:
    call = words.say(f"call_{rating.callback}")
    if not rating.phone:
        return call
    return words.say("call_phone", call=call, phone=mask_number(rating.phone))


def rate_text(model: Model, base: Snapshot, words: Language) -> Snapshot:
    text = model.rating.text
    lead = words.say("write_left", n=LONGEST_TEXT - len(text)) if text else base.lead
    return replace(
        base,
        lead=lead,
        keyboard=_keyboard(text, words),
        primary=Action("next", words.say("write_done")),
        secondary=Action("type", words.say("clear"), arg="clear", enabled=bool(text)),
    )


def _keyboard(text: str, words: Language) -> Keyboard:
    rows = [tuple(Action("type", key, arg=key.lower()) for key in row) for row in _ROWS]
    delete = Action("type", words.say("delete"), arg="delete", icon="delete")
    marks = tuple(Action("type", mark, arg=mark) for mark in ",.?!-")
    space = Action("type", words.say("space"), arg=" ")
    last = (*marks[:2], space, *marks[2:])
    return Keyboard(text, words.say("write_hint"), (*rows[:3], (*rows[3], delete), last))


def rate_call(model: Model, base: Snapshot, words: Language) -> Snapshot:
    offered = (NO_CALL, ANONYMOUSLY, NAMED) if can_be_named(model) else (NO_CALL, ANONYMOUSLY)
    tiles = tuple(
        Tile(
            "callback",
            one,
            words.say(f"call_{one}"),
            words.say(f"call_{one}_detail"),
            _CALL_ICONS[one],
        )
        for one in offered
    )
    return replace(base, tiles=tiles)


def rate_phone(model: Model, base: Snapshot, words: Language) -> Snapshot:
    phone = model.rating.phone
    clear = Action("key", words.say("clear"), arg="clear")
    delete = Action("key", words.say("delete"), arg="delete", icon="delete")
    digits = [Action("key", digit, arg=digit) for digit in "1234567890"]
    keypad = Keypad(
        shown=mask_number(phone) if len(phone) > _CLEAR_DIGITS else phone,
        hint=words.say("phone_hint", n=len(phone)),
        error=words.say("phone_unreadable") if model.wrong else "",
        keys=(*digits[:9], clear, digits[9], delete),
    )
    done = Action("next", words.say("next"), enabled=len(phone) == PHONE_DIGITS)
    none = Action("done", words.say("phone_none"))
    return replace(base, keypad=keypad, primary=done, secondary=none)


def thanks(words: Language) -> Notice:
    return Notice(Tone.GOOD, words.say("rate_thanks"))


def help_page(model: Model, base: Snapshot, words: Language) -> Snapshot:
    hall = model.hall
    facts = (
        Fact(words.say("hotline"), hall.hotline if hall else "12345"),
        Fact(words.say("place"), f"{hall.site} · {hall.terminal}" if hall else ""),
    )
    rating = Action("rate_here", words.say("rate_here"), icon="star")
    notice = called(model, words) or (thanks(words) if model.rating.thanked else None)
    return replace(
        base,
        card=Card("", facts),
        options=() if model.help_from in RATING else (rating,),
        primary=Action("call", words.say("call_staff"), enabled=not model.called),
        secondary=Action("back", words.say("back")),
        notice=notice,
    )

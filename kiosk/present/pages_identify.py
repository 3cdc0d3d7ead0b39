"""Screens from the first touch to "that is me"."""

from kiosk.device import Media
from kiosk.faults import Fault
from kiosk.flow.model import Model
from kiosk.identity import Means, mask_number
from kiosk.messages.cards import ReadStage
from kiosk.messages.service import BusinessView, Network
from kiosk.present.cards import cards_of, picture, readable, which_card
from kiosk.present.snapshot import Action, Card, Fact, Keypad, Notice, Snapshot, Tile, Tone
from kiosk.present.values import group_name, reopens_text, usable, values_of, waiting_tile
from kiosk.texts.language import Language
from kiosk.values import replace

KEYS = "123456789X0"
CARD_MEANS = {Means.IDCARD: "idcard", Means.IDCARD_FACE: "idcard", Means.SSCARD: "sscard"}
"""Those by which a card was put down here, each with the ending of its words."""

_THEME_ICON = {"综合服务": "general", "商事登记": "business", "工程建设": "engineering"}

_DETAIL = "means_card_detail"


def reading(model: Model, words: Language) -> str:
    """Beside the ring while a card that was put down is read."""
    found = model.read_stage is ReadStage.FOUND
    return words.say("reading" + which_card(model)) if found else ""


def fault_notice(model: Model, words: Language) -> Notice | None:
    """A fault as a band: what happened and the first thing to do, with the operator's code."""
    if model.fault is None:
        return None
    text, values = words.faults[model.fault], values_of(model, words)
    body = next(iter(usable(text.now, values)), "")
    return Notice(Tone.WARN, text.title.format(**values), body, model.fault.value)


def idle(model: Model, base: Snapshot, words: Language) -> Snapshot:
    tile = Tile(
        "start",
        "",
        words.say("start_title"),
        words.say("start_detail"),
        "ticket",
        badge=words.say("start_badge"),
        primary=True,
    )
    tiles = [tile]
    if model.hall is not None and model.hall.items:
        detail = words.say("find_detail", n=model.hall.items)
        tiles.append(Tile("find", "", words.say("find_title"), detail, "find"))
    notice = fault_notice(model, words) or _health(model, words)
    return replace(
        base,
        tiles=tuple(tiles),
        notice=notice,
        picture=picture(model),
        picture_text=words.say("card_hint" + which_card(model)),
        picture_note=words.say("card_privacy"),
    )


def _health(model: Model, words: Language) -> Notice:
    """The health line tells the truth of what was read from the devices."""
    if model.hall is None or not model.service_up:
        return Notice(Tone.WARN, words.say("health_starting"))
    if _card_left(model):
        return Notice(Tone.WARN, words.say("card_left"))
    if not model.printer.can_print:
        return Notice(Tone.WARN, words.say("health_no_paper"))
    if not readable(model):
        return Notice(Tone.WARN, words.say("health_no_reader"))
    if model.hall.items and model.hall.items_stale:
        since = model.hall.items_as_of[5:16].replace("T", " ")
        return Notice(Tone.WARN, words.say("health_items_stale", since=since or "--"))
    if model.hall.network is Network.DOWN:
        return Notice(Tone.WARN, words.say("offline_notice"))
    if model.hall.notices:
        return Notice(Tone.INFO, model.hall.notices[0])
    return Notice(Tone.GOOD, words.say("health_ready"))


def _card_left(model: Model) -> bool:
    """A social security card lies in the reader, and nobody is being read from it."""
    lies = model.ssc_reader is not None and model.ssc_reader.media is Media.PRESENT
    return lies and model.holder is None and model.read_stage is ReadStage.POLLING


def choose_business(model: Model, base: Snapshot, words: Language) -> Snapshot:
    hall = model.hall
    if hall is None or not model.service_up:
        return replace(base, busy=words.say("not_ready"))
    tiles = tuple(_business_tile(model, b, words) for b in hall.businesses)
    notice = fault_notice(model, words)
    if notice is None and not model.printer.can_print:
        body = words.say("no_paper_body")
        notice = Notice(Tone.WARN, words.say("no_paper_title"), body)
    if notice is None and hall.network is Network.DOWN:
        notice = Notice(Tone.WARN, words.say("offline_notice"))
    if notice is None and model.holder is not None:
        by_card = model.holder.means in CARD_MEANS
        notice = Notice(Tone.GOOD, words.say("card_known" if by_card else "person_known"))
    return replace(base, tiles=tiles, notice=notice, busy=reading(model, words))


def _business_tile(model: Model, business: BusinessView, words: Language) -> Tile:
    title = group_name(business, model.lang)
    if business.refusal is None:
        badge = words.say("badge_id" if business.need_id else "badge_free")
        detail = waiting_tile(business.waiting, words)
        icon = _THEME_ICON.get(business.theme, "general")
        return Tile("choose", business.group_id, title, detail, icon, badge)
    closed = business.refusal is Fault.GROUP_CLOSED
    detail = words.words.get(f"refusal_{business.refusal.value}", "")
    reopens = reopens_text(business.reopens, model.day, model.lang)
    if reopens and closed:
        detail = words.say("opens", reopens=reopens)
    elif reopens:
        detail = words.say("reopens", refusal=detail, reopens=reopens)
    full = business.refusal.value.startswith("QT-") and not closed
    badge = words.say("badge_full" if full else "badge_closed")
    return Tile("choose", business.group_id, title, detail, "closed", badge, Tone.WARN)


def choose_means(model: Model, base: Snapshot, words: Language) -> Snapshot:
    business = model.business
    if business is None:
        return base
    card = _means_tile(Means.IDCARD, "card", words, words.say("means_badge"))
    title, detail = (words.say(f"{one}{which_card(model)}") for one in ("means_card", _DETAIL))
    tiles = [replace(card, title=title, detail=detail)]
    if business.allow_typed:
        tiles.append(_means_tile(Means.TYPED, "typed", words))
    if not business.need_id:
        tiles.append(_means_tile(Means.NONE, "none", words))
    notice = fault_notice(model, words)
    if notice is None and not readable(model):
        notice = Notice(Tone.WARN, words.say("reader_missing"))
    shown = replace(base, tiles=tuple(tiles), notice=notice, picture=picture(model))
    return replace(shown, busy=reading(model, words))


def _means_tile(means: Means, key: str, words: Language, badge: str = "") -> Tile:
    title, detail = words.say(f"means_{key}"), words.say(f"means_{key}_detail")
    return Tile("means", means.value, title, detail, f"means_{key}", badge, primary=bool(badge))


def read_card(model: Model, base: Snapshot, words: Language) -> Snapshot:
    """Asks for the cards of the tile that was touched, and for no other."""
    item = model.visit.item if model.visit.doing else None
    cards = cards_of(model, item) if item is not None else []
    arg = cards[0].value if cards else Means.IDCARD.value
    which = which_card(model)
    found = model.read_stage is not ReadStage.POLLING
    notice = fault_notice(model, words)
    if notice is None and not readable(model):
        notice = Notice(Tone.WARN, words.say("reader_missing"))
    if notice is None and model.lift:
        notice = Notice(Tone.INFO, words.say("lift" + which))
    stopped = model.fault is not None and not model.reading
    again = Action("means", words.say("retry_card" + which), arg=arg) if stopped else None
    return replace(
        _asking_for(which, model, base, words),
        picture=picture(model, found),
        busy=words.say(("reading" if found else "waiting_card") + which),
        notice=notice,
        primary=again,
        secondary=Action("back", words.say("other_means")),
    )


def _asking_for(which: str, model: Model, base: Snapshot, words: Language) -> Snapshot:
    """The state's own text asks for an ID card."""
    if not which:
        return base
    spoken = words.say("read_spoken" + which)
    title, lead = words.say("read_title" + which), words.say("read_lead" + which)
    return replace(base, title=title, lead=lead, spoken=spoken)


def type_number(model: Model, base: Snapshot, words: Language) -> Snapshot:
    keys = tuple(Action("key", k, arg=k, enabled=k != "X" or len(model.typed) == 17) for k in KEYS)
    delete = Action("key", words.say("delete"), arg="delete", icon="delete")
    error = ""
    if model.fault is not None:
        text = words.faults[model.fault]
        error = text.cause.format(**values_of(model, words))
    keypad = Keypad(
        shown=_grouped(mask_number(model.typed) if len(model.typed) > 6 else model.typed),
        hint=words.say("number_hint", n=len(model.typed)),
        error=error,
        keys=(*keys, delete),
    )
    done = Action("next", words.say("next"), enabled=len(model.typed) == 18)
    other = Action("back", words.say("other_means"))
    return replace(base, keypad=keypad, primary=done, secondary=other)


def _grouped(number: str) -> str:
    """6 + 8 + 4, as people read an ID number."""
    return " ".join(part for part in (number[:6], number[6:14], number[14:]) if part)


def confirm(model: Model, base: Snapshot, words: Language) -> Snapshot:
    holder, business = model.holder, model.business
    if holder is None:
        return base
    eye = Action("reveal", words.say("reveal"), icon="eye", on=model.revealed)
    number = holder.id_no if model.revealed else mask_number(holder.id_no)
    facts = [Fact(words.say("number"), number, hold=eye)]
    if holder.name:
        name = holder.name if model.revealed else holder.mask
        facts.insert(0, Fact(words.say("name"), name))
    heading = group_name(business, model.lang) if business else ""
    return replace(
        base,
        card=Card(heading, tuple(facts)),
        primary=Action("confirm", words.say("confirm_yes")),
        secondary=Action("back", words.say("confirm_no")),
    )

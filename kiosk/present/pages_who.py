"""Who does an item: the same steps as for a number, in the item's words; and why it cannot be done,
with what can be done instead."""

from kiosk.faults import Fault
from kiosk.flow.here import means_of, offer_of
from kiosk.flow.model import Model
from kiosk.items.basis import basis_of
from kiosk.items.codes import Credential
from kiosk.items.model import ServiceItem
from kiosk.items.offer import Alternative, Offer
from kiosk.items.own import is_mine
from kiosk.present import pages_identify as identify
from kiosk.present import pages_ticket as ticket
from kiosk.present.cards import cards_of, picture
from kiosk.present.pages_means import cards_tile, others
from kiosk.present.pages_means import confirm as company_of
from kiosk.present.snapshot import Action, Notice, Snapshot, Tile, Tone
from kiosk.present.values import reopens_text, values_of
from kiosk.texts.language import Language
from kiosk.values import replace


def doing(model: Model) -> ServiceItem | None:
    """The item that somebody is being identified for; None: it is for a number."""
    return model.visit.item if model.visit.doing else None


def _spoken(base: Snapshot, model: Model, title: str, lead: str) -> Snapshot:
    spoken = f"{title}。{lead}。" if model.lang == "zh" else f"{title}. {lead}."
    return replace(base, title=title, lead=lead, spoken=spoken)


def choose_means(model: Model, base: Snapshot, words: Language) -> Snapshot:
    """Every means that is enough for this item and works now, named."""
    item = doing(model)
    if item is None:
        return identify.choose_means(model, base, words)
    means = means_of(model, item)
    cards = cards_of(model, item)
    tiles = [cards_tile(model, cards, words)] if cards else []
    tiles += others(model, item, words)
    if Credential.RECEIPT_CODE in means:
        text, more = words.say("means_receipt"), words.say("means_receipt_detail")
        tiles.append(Tile("means", Credential.RECEIPT_CODE.value, text, more, "means_typed"))
    if tiles:
        tiles[0] = replace(tiles[0], primary=True)
    shown = _spoken(base, model, words.say("who_title"), words.say("who_lead"))
    notice = identify.fault_notice(model, words)
    if notice is None and not tiles:
        notice = Notice(Tone.WARN, words.say("reader_missing"))
    busy = identify.reading(model, words)
    shows = picture(model) if cards else ""
    return replace(shown, tiles=tuple(tiles), notice=notice, picture=shows, busy=busy)


def confirm(model: Model, base: Snapshot, words: Language) -> Snapshot:
    item = doing(model)
    page = identify.confirm(model, base, words)
    if item is None or page.card is None:
        return page
    page = replace(page, card=replace(page.card, heading=item.task_name.say(model.lang)))
    return company_of(model, page, words)


def trouble(model: Model, base: Snapshot, words: Language) -> Snapshot:
    """Of an item: the package's own reason and what to do instead, its guide, or once more."""
    page, item = ticket.trouble(model, base, words), doing(model)
    if item is None or page.trouble is None:
        return page
    lang, told = model.lang, page.trouble
    if model.fault is Fault.ITEM_NOT_FOR_YOU and model.visit.why:
        cause = " ".join(one.text.say(lang) for one in model.visit.why)
        instead = tuple(one.instead.say(lang) for one in model.visit.why if one.instead)
        told = replace(told, cause=cause, now=(*instead, *told.now[1:]))
    basis = basis_of(item, model.fault, model.visit.why) if model.fault is not None else None
    if basis is not None:
        told = replace(told, cause=f"{told.cause} {words.say('basis', text=basis.say(lang))}")
    guide = Action("guide", words.say("read_guide"))
    again = Action("again", words.say(again_key(model)))
    asked = model.visit.query is not None or model.proof.looked or is_mine(item)
    primary = again if asked else guide
    counter = Action("more", words.say("take_counter_number"))
    return replace(page, trouble=told, primary=primary, secondary=counter)


def against(model: Model, item: ServiceItem, words: Language) -> Notice | None:
    """What stands against doing it now, before anything is asked; with what there is instead."""
    made = offer_of(model, item)
    if made.can_start:
        return None
    fault = made.reasons[0]
    text = words.faults[fault]
    title = text.title.format(**values_of(model, words))
    # The guide has a button of its own.
    instead = [one for one in made.alternatives if one is not Alternative.GUIDE]
    body = " · ".join(_instead(one, made, model, words) for one in instead)
    return Notice(Tone.WARN, title, body, fault.value)


def _instead(one: Alternative, made: Offer, model: Model, words: Language) -> str:
    if one is Alternative.LATER and made.next_opening is not None:
        local = made.next_opening.replace(tzinfo=None).isoformat(timespec="minutes")
        return words.say("instead_at", time=reopens_text(local, model.day, model.lang))
    return words.say(f"instead_{one.value}")


def again_key(model: Model) -> str:
    """What "once more" is here, as a key of words."""
    if not model.proof.looked:
        return "query_again"
    return "cert_wish_again" if model.fault is Fault.CERT_WISH_AGAIN else "cert_again"

"""Identified by other means than a card; one more step; a company and who acts for it."""

from kiosk.flow.here import means_of
from kiosk.flow.identify.facing import may_face
from kiosk.flow.identify.means import CODE_DIGITS, MOBILE_DIGITS
from kiosk.flow.identify.rules_means import may_vouch
from kiosk.flow.model import Model
from kiosk.flow.scan.looking import can_face
from kiosk.flow.scan.scan import ScanFor
from kiosk.flow.states import State
from kiosk.identity import Means, mask_name, mask_number
from kiosk.items.codes import Credential
from kiosk.items.credentials import enough, plain
from kiosk.items.guide_words import joined, name_of
from kiosk.items.model import ServiceItem
from kiosk.present import pages_face
from kiosk.present import pages_identify as identify
from kiosk.present import pages_verify as verify
from kiosk.present.cards import cards_of, ending
from kiosk.present.snapshot import Action, Card, Fact, Keypad, Notice, Snapshot, Tile, Tone
from kiosk.texts.language import Language
from kiosk.values import replace

_CLEAR_DIGITS = 6
_ICONS = {
    Means.QR_APP: "code",
    Means.EID: "code",
    Means.EBL: "shop",
    Means.SMS: "phone",
    Means.UKEY: "shield",
    Means.STAFF: "people",
    Means.IDCARD_FACE: "means_card",
}


def tile(means: Means, words: Language) -> Tile:
    title, detail = words.say(f"means_{means.value}"), words.say(f"means_{means.value}_detail")
    return Tile("means", means.value, title, detail, _ICONS[means])


def others(model: Model, item: ServiceItem, words: Language) -> list[Tile]:
    """The means beside cards and receipts that are enough for the item and work now."""
    offered = {one.value for one in means_of(model, item)}
    ways = [means for means in _ICONS if means not in (Means.STAFF, Means.IDCARD_FACE)]
    return [tile(means, words) for means in ways if means.value in offered]


def cards_tile(model: Model, cards: list[Credential], words: Language) -> Tile:
    """A face is named where it is asked for, and a camera looks; else staff do."""
    if cards == [Credential.IDCARD_FACE] and can_face(model) and model.face.left:
        return tile(Means.IDCARD_FACE, words)
    which = ending(frozenset(plain(one) for one in cards))
    title, detail = words.say(f"means_card{which}"), words.say(f"means_card_detail{which}")
    return Tile("means", cards[0].value, title, detail, "means_card")


# --- one more step -------------------------------------------------------------------------------


def step_up(model: Model, base: Snapshot, words: Language) -> Snapshot:
    """What is known, what is needed, and every means that is enough: here, or where else."""
    item, holder = model.visit.item, model.holder
    if item is None or holder is None:
        return base
    tiles = _steps_here(model, item, words)
    facts = _elsewhere(model, item, tiles, words)
    if model.fault is None or not facts:
        needed = words.say(f"step_need_{item.min_assurance.value}")
        facts.insert(0, Fact(words.say("step_need"), needed))
    notice = identify.fault_notice(model, words)
    if notice is not None and tiles:
        notice = replace(notice, body="")  # what to do instead stands on the tiles
    elif notice is None and not tiles:
        notice = Notice(Tone.WARN, words.say("step_none_here"))
    first = Action("more", words.say("take_counter_number")) if not tiles else None
    now = words.say(f"step_now_{holder.assurance.value}")
    return replace(
        base,
        lead=words.say("step_now", now=now),
        card=Card("", tuple(facts)),
        tiles=tuple(tiles),
        notice=notice,
        busy=identify.reading(model, words),
        primary=first,
        secondary=Action("again", words.say("step_other")),
    )


def _steps_here(model: Model, item: ServiceItem, words: Language) -> list[Tile]:
    found = []
    if may_face(model, item):
        title, detail = words.say("face_tile"), words.say("face_tile_detail")
        found.append(Tile("means", Means.IDCARD_FACE.value, title, detail, "eye"))
    if may_vouch(model, item):
        found.append(tile(Means.STAFF, words))
    cards = cards_of(model, item)
    if cards:
        found.append(cards_tile(model, cards, words))
    found += others(model, item, words)
    if found:
        found[0] = replace(found[0], primary=True)
    return found


def _elsewhere(model: Model, item: ServiceItem, tiles: list[Tile], words: Language) -> list[Fact]:
    """Means of the item that do not work here: who has them, where."""
    here = {one.arg for one in tiles} | {one.value for one in means_of(model, item)}
    if not model.face.left and not may_vouch(model, item):
        here.discard(Credential.IDCARD_FACE.value)
    absent = [one for one in enough(item) if one.value not in here]
    if not absent:
        return []
    neighbour = model.hall.neighbour if model.hall is not None else ""
    key = "step_at_neighbour" if neighbour else "step_at_counter"
    names = joined([name_of(one) for one in absent]).say(model.lang)
    where = words.say(key, neighbour=neighbour, names=names)
    return [Fact(words.say("step_elsewhere"), where)]


# --- a text message ------------------------------------------------------------------------------


def mobile(model: Model, base: Snapshot, words: Language) -> Snapshot:
    typed, error = model.typed, words.say("phone_unreadable") if model.wrong else ""
    if model.fault is not None:
        error = words.faults[model.fault].title
    return replace(
        base,
        keypad=_keypad(
            mask_number(typed) if len(typed) > _CLEAR_DIGITS else typed,
            words.say("phone_hint", n=len(typed)),
            error,
            words,
        ),
        primary=Action("next", words.say("next"), enabled=len(typed) == MOBILE_DIGITS),
        secondary=Action("back", words.say("other_means")),
    )


def sms_code(model: Model, base: Snapshot, words: Language) -> Snapshot:
    typed, error = model.typed, words.say("sms_unreadable") if model.wrong else ""
    if model.fault is not None:
        error = words.faults[model.fault].title
    sent = words.say("sms_to", mobile=mask_number(model.asking.mobile))
    return replace(
        base,
        lead=sent,
        keypad=_keypad(typed, words.say("sms_hint", n=len(typed)), error, words),
        primary=Action("next", words.say("next"), enabled=len(typed) == CODE_DIGITS),
        secondary=Action("again", words.say("sms_again")),
    )


def _keypad(shown: str, hint: str, error: str, words: Language) -> Keypad:
    clear = Action("key", words.say("clear"), arg="clear", icon="close")
    delete = Action("key", words.say("delete"), arg="delete", icon="delete")
    digits = [Action("key", digit, arg=digit) for digit in "1234567890"]
    return Keypad(shown, hint, error, (*digits[:9], clear, digits[9], delete))


def identifying(model: Model, base: Snapshot, words: Language) -> Snapshot:
    asking = model.asking
    if asking.means is Means.UKEY:
        return replace(base, busy=words.say("busy_key"))
    return replace(base, busy=words.say("busy_sending" if asking.sending else "busy_identifying"))


def scan(model: Model, base: Snapshot, words: Language) -> Snapshot:
    """A code under the reader; for an identity, of the means that was chosen."""
    page, means = verify.scan(model, base, words), model.asking.means
    titled = means in (Means.EID, Means.EBL, Means.STAFF)
    if model.scan.purpose is not ScanFor.IDENTIFY or means is None or not titled:
        return page
    return replace(page, title=words.say(f"scan_title_{means.value}"))


# --- who it is -----------------------------------------------------------------------------------


def confirm(model: Model, page: Snapshot, words: Language) -> Snapshot:
    """Of a company: its public name and code, and who acts for it, masked."""
    holder = model.holder
    if holder is None or not holder.is_company or page.card is None:
        return page
    shown = model.revealed
    eye = Action("reveal", words.say("reveal"), icon="eye", on=shown)
    name, number = holder.handler_name, holder.handler_no
    facts = (
        Fact(words.say("company"), holder.name),
        Fact(words.say("credit_code"), holder.id_no),
        Fact(words.say("handler"), name if shown else mask_name(name)),
        Fact(words.say("handler_no"), number if shown else mask_number(number), hold=eye),
    )
    return replace(page, card=replace(page.card, facts=facts if number else facts[:2]))


PAGES = {
    State.STEP_UP: step_up,
    State.FACE: pages_face.face,
    State.MOBILE: mobile,
    State.SMS_CODE: sms_code,
    State.IDENTIFYING: identifying,
    State.SCAN: scan,
}

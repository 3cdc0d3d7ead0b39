"""A certificate: what was booked, its preview, its way to paper, and every way that fails."""

from kiosk.certificates.pickup import grouped
from kiosk.flow.here import a4_fault, is_online
from kiosk.flow.model import Model
from kiosk.flow.proof.rules_paper import START_OVER
from kiosk.items.before import cost
from kiosk.present import pages_ticket as ticket
from kiosk.present.pages_identify import fault_notice
from kiosk.present.snapshot import (
    Action,
    Card,
    Fact,
    Keyboard,
    Notice,
    Preview,
    Snapshot,
    Tile,
    Tone,
)
from kiosk.present.troubles import trouble_of
from kiosk.present.values import values_of
from kiosk.texts.language import Language
from kiosk.values import replace

_ROWS = ("1234567890", "QWERTYUIOP", "ASDFGHJKL", "ZXCVBNM")


def looking(model: Model, base: Snapshot, words: Language) -> Snapshot:
    return replace(base, busy=words.say("busy_look"))


def here(model: Model, base: Snapshot, words: Language) -> Snapshot:
    """Each that lies here, and the way to a new one."""
    name = values_of(model, words)["document"]
    tiles = [
        Tile(
            "held",
            one.certificate_id,
            name,
            words.say("held_pages", n=one.pages),
            "document",
            words.say("held_badge"),
            primary=at == 0,
        )
        for at, one in enumerate(model.proof.found)
    ]
    if not is_online(model) and model.visit.booked:
        return replace(base, tiles=tuple(tiles))
    fresh = Tile("fresh", "", words.say("held_fresh"), words.say("held_fresh_detail"), "form")
    return replace(base, tiles=(*tiles, fresh))


def pickup_code(model: Model, base: Snapshot, words: Language) -> Snapshot:
    text = model.visit.text
    rows = [tuple(Action("type", char, arg=char) for char in row) for row in _ROWS]
    delete = Action("type", words.say("delete"), arg="delete", icon="delete")
    clear = Action("type", words.say("clear"), arg="clear")
    error = words.say(f"calc_{model.wrong}") if model.wrong else ""
    keys = (*rows[:3], (clear, *rows[3], delete))
    return replace(
        base,
        keyboard=Keyboard(grouped(text), words.say("code_hint"), keys, error),
        primary=Action("next", words.say("next"), enabled=bool(text)),
        secondary=Action("back", words.say("back")),
    )


def issuing(model: Model, base: Snapshot, words: Language) -> Snapshot:
    return replace(base, busy=words.say("busy_issue" if model.service_up else "busy_recovering"))


# --- looked at -----------------------------------------------------------------------------------


def preview(model: Model, base: Snapshot, words: Language) -> Snapshot:
    """One page at a time. Where the printer cannot print now, that is said before the touch."""
    shown, item = model.proof.ready, model.visit.item
    if shown is None or item is None:
        return base
    against = a4_fault(model)
    notice = fault_notice(model, words)
    if notice is None and against is not None:
        notice = fault_notice(replace(model, fault=against), words)
    if notice is None and not shown.preview:
        none = words.say("preview_none"), words.say("preview_none_body")
        notice = Notice(Tone.INFO, *none)
    print_it = Action("print", words.say("cert_print"), icon="print", enabled=against is None)
    return replace(
        base,
        preview=_page(model, cost(item, model.visit.outcome).say(model.lang), words),
        notice=notice,
        primary=print_it,
        secondary=Action("back", words.say("cert_leave")),
    )


def _page(model: Model, fee: str, words: Language) -> Preview | None:
    shown, at = model.proof.ready, model.proof.page
    if shown is None:
        return None
    note = words.say("preview_note", fee=fee, n=shown.pages)
    if shown.held:
        note = f"{words.say('preview_held')} · {note}"
    mark = words.say("preview_mark")
    total = len(shown.preview)
    if total < 2:
        return Preview(shown.preview[0] if total else b"", mark, note)
    return Preview(
        picture=shown.preview[at],
        mark=mark,
        note=note,
        place=words.say("page_of", n=at + 1, total=total),
        before=_turn(words.say("page_before"), "back", at - 1, at > 0),
        after=_turn(words.say("page_after"), "next", at + 1, at + 1 < total),
    )


def _turn(label: str, icon: str, to: int, enabled: bool) -> Action:
    return Action("page", label, arg=str(max(to, 0)), icon=icon, enabled=enabled)


# --- on paper ------------------------------------------------------------------------------------


def printing(model: Model, base: Snapshot, words: Language) -> Snapshot:
    """What the printer itself counts, and no more."""
    shown, done = model.proof.ready, model.proof.done
    total = shown.pages if shown is not None else 0
    busy = words.say("busy_paper", n=min(done + 1, total), total=total)
    if not model.service_up:
        busy = words.say("busy_recovering")
    elif done == 0:
        busy = words.say("busy_paper_first", total=total)
    elif done >= total:
        busy = words.say("busy_paper_last", total=total)
    return replace(base, busy=busy, picture="sheets_out")


def take(model: Model, base: Snapshot, words: Language) -> Snapshot:
    shown = model.proof.ready
    if shown is None:
        return base
    facts = (
        Fact(words.say("cert_pages"), words.say("cert_pages_n", n=shown.pages)),
        Fact(words.say("cert_verify"), words.say("cert_verify_how")),
    )
    return replace(
        base,
        card=Card(values_of(model, words)["document"], facts),
        picture="card_and_sheets",
        primary=Action("done", words.say("cert_taken")),
        secondary=Action("more", words.say("cert_more")),
    )


def trouble(model: Model, base: Snapshot, words: Language) -> Snapshot:
    """Nothing usable came out: what became of that copy, and the next one or none."""
    call = Action("call", words.say("call_staff"), enabled=not model.called)
    again = Action("again", words.say(_again_key(model)))
    blocked = a4_fault(model) is not None
    told = trouble_of(model, words)
    if told is not None and model.proof.used:
        told = replace(told, cause=f"{told.cause} {words.say('cert_void')}")
    return replace(
        base,
        trouble=told,
        primary=call if blocked else again,
        secondary=Action("done", words.say("cert_end")),
        notice=ticket.called(model, words),
    )


def _again_key(model: Model) -> str:
    if model.fault in START_OVER:
        return "cert_over"
    return "cert_anew" if model.proof.used else "cert_again"


def unsure(model: Model, base: Snapshot, words: Language) -> Snapshot:
    """Nobody but the citizen can see the paper: asked, not guessed."""
    now = tuple(words.say(f"unsure_{key}") for key in ("look", "yes", "no"))
    return replace(
        base,
        trouble=trouble_of(model, words, now),
        primary=Action("whole", words.say("cert_whole")),
        secondary=Action("damaged", words.say("cert_damaged")),
    )

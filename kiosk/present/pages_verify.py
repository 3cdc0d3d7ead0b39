"""A code under the reader; a paper verified: what it is worth, on what that rests, what to do."""

from datetime import datetime

from kiosk.certificates.claims import Verdict
from kiosk.certificates.pickup import grouped
from kiosk.faults import Fault
from kiosk.flow.here import is_online
from kiosk.flow.model import Model
from kiosk.flow.scan.looking import can_scan
from kiosk.flow.scan.rules_scanned import BY_HAND
from kiosk.flow.scan.scan import MOST_DIGITS
from kiosk.messages.certificates import CodeVerified
from kiosk.present.snapshot import Action, Card, Fact, Keyboard, Notice, Snapshot, Tone
from kiosk.present.values import usable, values_of
from kiosk.texts.language import Language
from kiosk.values import replace

LIVE = "live:"
"""Before the name of the shared memory whose picture moves."""
_ROWS = ("0123456789", "QWERTYP", "ASDFGHJK", "ZXCVBNM")
"""Letters of the codes: without I, L, O, U."""
_DAY_S, _HOUR_S, _MINUTE_S = 86_400, 3600, 60
_LOOKS: dict[str, tuple[Tone, str]] = {
    "genuine": (Tone.GOOD, "verdict_good"),
    "expired": (Tone.WARN, "verdict_warn"),
    "unknown": (Tone.WARN, "verdict_warn"),
    "none": (Tone.WARN, "verdict_warn"),
    "refused": (Tone.WARN, "verdict_warn"),
    "void": (Tone.BAD, "verdict_bad"),
    "revoked": (Tone.BAD, "verdict_bad"),
    "forged": (Tone.BAD, "verdict_bad"),
}


def scan(model: Model, base: Snapshot, words: Language) -> Snapshot:
    it = model.scan
    notice = None
    if it.stopped is not None or it.hint is not None:
        notice = _fault(it.stopped or it.hint or Fault.CODE_NOT_FOUND, model, words)
    elif not can_scan(model):
        notice = Notice(Tone.WARN, words.say("scan_not_now"), words.say("scan_not_now_body"))
    label = words.say(f"scan_by_hand_{it.purpose.value}")
    by_hand = Action("by_hand", label) if it.purpose in BY_HAND else None
    title = words.say(f"scan_{it.purpose.value}")
    return replace(
        base,
        title=title,
        picture=LIVE + it.live if it.live else "code_in",
        busy=words.say("scan_waiting") if it.command else "",
        notice=notice,
        primary=Action("again", words.say("scan_again")) if it.stopped is not None else None,
        secondary=by_hand or Action("back", words.say("back")),
    )


def _fault(fault: Fault, model: Model, words: Language) -> Notice:
    text, values = words.faults[fault], values_of(model, words)
    body = next(iter(usable(text.now, values)), "")
    return Notice(Tone.WARN, text.title.format(**values), body, fault.value)


def verify(model: Model, base: Snapshot, words: Language) -> Snapshot:
    check, online = model.check, is_online(model)
    rows = [tuple(Action("type", key, arg=key) for key in row) for row in _ROWS]
    clear = Action("type", words.say("clear"), arg="clear")
    delete = Action("type", words.say("delete"), arg="delete", icon="delete")
    keyboard = Keyboard(
        shown=grouped(check.typed),
        hint=words.say("verify_hint", n=len(check.typed)),
        rows=(*rows[:3], (clear, *rows[3], delete)),
    )
    notice = None
    if not online or check.refused is Fault.ITEM_NEEDS_NETWORK:
        notice = Notice(Tone.WARN, words.say("verify_cut"), words.say("verify_cut_body"))
    elif check.refused is not None:
        body = words.say("verify_no_answer_body")
        notice = Notice(Tone.WARN, words.say("verify_no_answer"), body, check.refused.value)
    whole = len(check.typed) == MOST_DIGITS
    scanned = Action("scan", words.say("verify_scan"))
    return replace(
        base,
        keyboard=keyboard,
        notice=notice,
        primary=Action("next", words.say("verify_now"), enabled=whole and online),
        secondary=scanned if can_scan(model) else Action("back", words.say("back")),
    )


def verdict(model: Model, base: Snapshot, words: Language) -> Snapshot:
    found = model.check.found
    if found is None and model.check.refused is None:
        return replace(base, busy=words.say("verify_now"))
    key = _key(found)
    hotline = values_of(model, words)["hotline"]
    tone, picture = _LOOKS[key]
    title, lead = words.say(f"verdict_{key}"), words.say(f"verdict_{key}_lead")
    do = words.say(f"verdict_do_{key}", hotline=hotline)
    body = words.say(f"verdict_do_{key}_body", hotline=hotline) if key != "none" else ""
    notice = Notice(Tone.INFO if tone is Tone.GOOD else tone, do, body)
    if found is not None and found.stale and found.verdict in (Verdict.GENUINE, Verdict.UNKNOWN):
        days = words.say("verdict_old", n=found.age_s // _DAY_S)
        notice = Notice(Tone.WARN, days, words.say("verdict_old_body", hotline=hotline))
    spoken = f"{title}{_stop(model)}{lead}{do}{_stop(model)}"
    following = Action("scan", words.say("verify_next"))
    done = Action("done", words.say("verify_done"))
    return replace(
        base,
        title=title,
        lead=lead,
        spoken=spoken,
        picture=picture,
        card=_card(found, words) if found is not None else None,
        notice=notice,
        primary=done if found is not None else following,
        secondary=following if found is not None else Action("back", words.say("back")),
    )


def _stop(model: Model) -> str:
    return "。" if model.lang == "zh" else ". "


def _key(found: CodeVerified | None) -> str:
    if found is None:
        return "refused"
    return found.verdict.value if found.verdict is not None else "none"


def _card(found: CodeVerified, words: Language) -> Card | None:
    """Of a code that is believed, whose it is; of every one, what the verdict rests on."""
    facts: list[Fact] = []
    if found.issued:
        plain = [
            ("issuer", found.issuer_name),
            ("holder", found.holder),
            ("issued", found.issued),
            ("valid_to", found.valid_to or words.say("verdict_for_ever")),
        ]
        facts = [Fact(words.say(f"verdict_{name}"), text) for name, text in plain if text]
    if found.verdict is not None:
        tone = Tone.WARN if found.stale else Tone.PLAIN
        facts.append(Fact(words.say("verdict_by"), _rests_on(found, words), tone))
    if found.issued:
        copy = words.say("verdict_copy_no", n=found.copy_no)
        facts.append(Fact(words.say("verdict_copy"), copy))
        facts.append(Fact(words.say("verdict_serial"), grouped(found.serial)))
    return Card(found.type_name, tuple(facts)) if facts else None


def _rests_on(found: CodeVerified, words: Language) -> str:
    if not found.lists_as_of:
        return words.say("verdict_by_platform")
    when = datetime.fromisoformat(found.lists_as_of).strftime("%m-%d %H:%M")
    return words.say("verdict_by_lists", when=when, age=_age(found.age_s, words))


def _age(seconds: int, words: Language) -> str:
    """In the largest unit of which it has more than one."""
    for key, unit in (("days", _DAY_S), ("hours", _HOUR_S)):
        if seconds >= 2 * unit:
            return words.say(f"age_{key}", n=seconds // unit)
    if seconds < _MINUTE_S:
        return words.say("age_now")
    return words.say("age_minutes", n=seconds // _MINUTE_S)

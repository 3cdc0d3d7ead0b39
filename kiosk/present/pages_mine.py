"""My matters: what is under way for me, what I was given, my number, what I should know."""

from datetime import date

from kiosk.flow.model import Model
from kiosk.items.exclusions import Hint
from kiosk.messages.mine import MineShown, MyCertificate
from kiosk.messages.service import Ticket
from kiosk.present.pages_progress import application_sections
from kiosk.present.snapshot import Action, Notice, Snapshot, Tile, Tone
from kiosk.present.values import either, group_name, waiting_tile
from kiosk.progress.lamp import Lamp
from kiosk.progress.notices import Kind, PersonalNotice, personal_notices
from kiosk.progress.stages import Step, StepState
from kiosk.progress.states import state_words
from kiosk.progress.view import ProgressView, parse_views
from kiosk.texts.language import Language
from kiosk.values import replace

MOST_NOTICES = 3
"""Whole sentences that fit above a list."""
_ICONS = {Lamp.GREEN: "good", Lamp.YELLOW: "warn", Lamp.RED: "bad", Lamp.NONE: "clock"}
_URGENT = frozenset({Kind.SUPPLEMENT, Kind.OVERDUE, Kind.REFUSED})


def wait(model: Model, base: Snapshot, words: Language) -> Snapshot:
    key = "busy_query" if model.service_up else "busy_recovering"
    return replace(base, busy=words.say(key))


def mine(model: Model, base: Snapshot, words: Language) -> Snapshot:
    shown = model.visit.mine
    if shown is None:
        return base
    views = parse_views(shown.applications)
    tiles = [_application(at, view, model.lang, words) for at, view in enumerate(views)]
    tiles += [_certificate(one, words) for one in shown.certificates]
    hints = [_hint(one, model.lang, words) for one in model.visit.hints]
    spoken = base.spoken + (words.say("mine_hint_spoken") if hints else "")
    return replace(
        base,
        spoken=spoken,
        lead=" · ".join(
            [*(_ticket(one, model, words) for one in shown.tickets), _when(shown, words)]
        ),
        tiles=(*tiles, *hints),
        notice=_notice(model, shown, views, words),
        options=(Action("again", words.say("query_again")),),
        primary=Action("done", words.say("query_done")),
        secondary=Action("more", words.say("take_counter_number")),
    )


def _application(at: int, view: ProgressView, lang: str, words: Language) -> Tile:
    """Where it is, and its lamp in words."""
    state = _in(state_words(view.state), lang)
    step = _now(view)
    stage = f"{_in(step.words, lang)} · " if step is not None else ""
    lamp = words.say(f"lamp_{view.lamp.value}")
    title = view.task_name or words.say("progress_one")
    return Tile("case", str(at), title, f"{stage}{state} · {lamp}", _ICONS[view.lamp])


def _now(view: ProgressView) -> Step | None:
    return next((step for step in view.steps if step.state is StepState.NOW), None)


def _in(pair: tuple[str, str], lang: str) -> str:
    return pair[0] if lang == "zh" else pair[1]


def _certificate(one: MyCertificate, words: Language) -> Tile:
    standing = words.say(f"mine_{one.standing.value}")
    detail = words.say("mine_certificate", day=one.issued[:10], standing=standing)
    if one.valid_to:
        detail += " · " + words.say("mine_until", day=one.valid_to)
    return Tile("item", one.code, one.type_name, detail, "document")


def _hint(one: Hint, lang: str, words: Language) -> Tile:
    """Its badge says that it promises nothing."""
    name = either(lang, one.item.name, one.item.name_en)
    text = either(lang, one.rule.text, one.rule.text_en)
    badge = words.say("mine_hint")
    return Tile("item", one.item.code, name, text, "info", badge=badge, tone=Tone.INFO)


def _ticket(ticket: Ticket, model: Model, words: Language) -> str:
    hall = model.hall
    known = (
        next((b for b in hall.businesses if b.group_id == ticket.group_id), None) if hall else None
    )
    name = group_name(known, model.lang) if known is not None else ticket.group_name
    waits = waiting_tile(ticket.waiting, words)
    return words.say("mine_ticket", number=ticket.ticket_no, group=name, waiting=waits)


def _when(shown: MineShown, words: Language) -> str:
    since = shown.as_of[:16].replace("T", " ")
    if shown.missing is None:
        return words.say("query_as_of", time=since)
    return words.say("mine_last_sync", time=since or "--")


def _notice(
    model: Model, shown: MineShown, views: tuple[ProgressView, ...], words: Language
) -> Notice | None:
    """What is missing comes before everything: who sees half must know that it is half."""
    if shown.missing is not None:
        title, body = words.say("mine_missing"), words.say("mine_missing_body")
        return Notice(Tone.WARN, title, body, shown.missing.value)
    today = date.fromisoformat(model.day) if model.day else date.min
    told = personal_notices(views, shown.certificates, today)
    if told:
        lines = [_line(one, words) for one in told[:MOST_NOTICES]]
        tone = Tone.WARN if told[0].kind in _URGENT else Tone.INFO
        return Notice(tone, lines[0], " ".join(lines[1:]))
    if not views and not shown.certificates:
        return Notice(Tone.INFO, words.say("mine_none"), words.say("mine_none_body"))
    news = model.hall.notices if model.hall is not None else ()
    return Notice(Tone.INFO, news[0]) if news else None


def _line(notice: PersonalNotice, words: Language) -> str:
    name = notice.about or words.say("progress_one")
    return words.say(f"mine_notice_{notice.kind.value}", name=name, day=notice.day or "--")


def case(model: Model, base: Snapshot, words: Language) -> Snapshot:
    """One application, as a query for progress shows it."""
    shown = model.visit.mine
    views = parse_views(shown.applications) if shown is not None else ()
    if not 0 <= model.visit.case < len(views):
        return base
    view = views[model.visit.case]
    return replace(
        base,
        title=view.task_name or words.say("progress_one"),
        lead=_when(shown, words) if shown is not None else "",
        sections=application_sections(view, model.lang, words),
        primary=Action("done", words.say("query_done")),
        secondary=Action("back", words.say("back")),
    )

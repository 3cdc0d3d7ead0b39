"""How far an application is, as parts to read: where it is, when it is due, where the parcel is."""

from datetime import date, datetime

from kiosk.clock import CHINA
from kiosk.present.snapshot import Fact, Section, Tone
from kiosk.progress.calendar import Unit
from kiosk.progress.lamp import Lamp
from kiosk.progress.receipt import parse_local_no
from kiosk.progress.stages import Step, StepState, process_words, stage_words
from kiosk.progress.states import state_words
from kiosk.progress.view import ParcelView, ProgressView, TimeLimit
from kiosk.texts.language import Language

_TONES = {
    Lamp.GREEN.value: Tone.GOOD,
    Lamp.YELLOW.value: Tone.WARN,
    Lamp.RED.value: Tone.BAD,
}
_UNITS = {Unit.WORK_DAY: "1", Unit.DAY: "2", Unit.HOUR: "3", Unit.MINUTE: "4", Unit.MONTH: "5"}
_MARKS = {StepState.DONE: "●", StepState.NOW: "▶", StepState.AHEAD: "○"}


def lamp_fact(label: str, lamp: str, words: Language) -> Fact:
    """In words and with a mark: never by colour alone."""
    return Fact(label, words.say(f"lamp_{lamp}"), _TONES.get(lamp, Tone.PLAIN))


def stage_text(code: str, lang: str) -> str:
    return _in(stage_words(code), lang)


def _in(words: tuple[str, str], lang: str) -> str:
    return words[0] if lang == "zh" else words[1]


def application_sections(view: ProgressView, lang: str, words: Language) -> tuple[Section, ...]:
    number = parse_local_no(view.local_no)
    shown = number.grouped if number is not None else view.local_no
    heading = view.task_name or words.say("progress_one")
    parts = [Section(heading, (), _state_facts(view, shown, lang, words))]
    steps = tuple(_step(step, lang, words) for step in view.steps)
    parts.append(Section(words.say("progress_stages"), steps))
    if view.departments:
        lines = tuple(
            f"{one.name}：{_in(state_words(one.state), lang)} · "
            f"{words.say(f'lamp_{one.lamp.value}')}"
            for one in view.departments
        )
        parts.append(Section(words.say("progress_departments"), lines))
    parts += [_parcel(one, words) for one in view.parcels]
    return tuple(parts)


def _state_facts(view: ProgressView, number: str, lang: str, words: Language) -> tuple[Fact, ...]:
    process = _in(process_words(view.process), lang) if view.process else ""
    state = _in(state_words(view.state), lang)
    facts = [
        Fact(words.say("progress_no"), number),
        Fact(words.say("progress_state"), f"{process} · {state}" if process else state),
        lamp_fact(words.say("progress_lamp"), view.lamp.value, words),
        Fact(words.say("progress_due"), _day(view.promise.day)),
        Fact(words.say("progress_promise"), _limit(view.promise, words)),
        Fact(words.say("progress_legal"), _limit(view.legal, words)),
        Fact(words.say("progress_mean"), _mean(view.actual_mean_days, words)),
        Fact(words.say("progress_submitted"), _moment(view.submitted)),
        Fact(words.say("progress_finished"), _moment(view.finished)),
    ]
    if view.overdue is not None:
        since = words.say("progress_overdue_since", day=_day(view.overdue.since))
        facts.insert(3, Fact(words.say("progress_overdue"), since, Tone.BAD))
        complain = Fact(words.say("progress_complain"), view.overdue.complaint, Tone.WARN)
        facts.insert(4, complain)
    return tuple(fact for fact in facts if fact.value)


def _step(step: Step, lang: str, words: Language) -> str:
    told = words.say(f"stage_{step.state.value}")
    begun = step.end or step.start
    when = f" · {begun[5:16].replace('T', ' ')}" if begun else ""
    return f"{_MARKS[step.state]} {_in(step.words, lang)} · {told}{when}"


def _parcel(parcel: ParcelView, words: Language) -> Section:
    fee = words.say("parcel_free")
    if not parcel.free_post:
        fee = words.say("money", amount=f"{parcel.fee_fen / 100:.2f}")
    facts = (
        Fact(words.say("parcel_carrier"), parcel.carrier),
        Fact(words.say("parcel_no"), parcel.waybill),
        Fact(words.say("parcel_state"), _parcel_state(parcel.state, words)),
        Fact(words.say("parcel_at"), _moment(parcel.at)),
        Fact(words.say("parcel_fee"), fee),
    )
    lines = tuple(
        " · ".join(part for part in (_moment(at), place, text) if part)
        for at, place, text in reversed(parcel.events)
    )
    return Section(words.say("parcel"), lines, tuple(fact for fact in facts if fact.value))


def _parcel_state(state: str, words: Language) -> str:
    """A carrier's word that we do not know stays as it is."""
    if not state:
        return words.say("parcel_state_none")
    return words.words.get(f"parcel_state_{state}", state)


def _limit(limit: TimeLimit, words: Language) -> str:
    if limit.unit not in _UNITS:
        return ""
    if limit.amount == 0:
        return words.say("time_at_once")
    return words.say(f"time_unit_{_UNITS[Unit(limit.unit)]}", n=limit.amount)


def _mean(days: str, words: Language) -> str:
    return words.say("progress_mean_days", n=days) if days else ""


def _moment(at: datetime | None) -> str:
    return at.astimezone(CHINA).strftime("%Y-%m-%d %H:%M") if at is not None else ""


def _day(day: date | None) -> str:
    return day.isoformat() if day is not None else ""

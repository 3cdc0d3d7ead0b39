"""What stands on a screen, as a text to take away: masked, also while somebody holds the eye."""

from kiosk.flow.model import Model
from kiosk.flow.states import State
from kiosk.present.build import build
from kiosk.present.snapshot import Fact, Section, Snapshot
from kiosk.sheet import Part, Sheet
from kiosk.texts.language import LANGUAGES
from kiosk.values import replace


def sheet_of(model: Model, state: State) -> Sheet:
    """Of the result that this state shows: no control, nothing that the screen does not show."""
    shown = build(replace(model, state=state, revealed=False, fault=None))
    parts = [_part(section) for section in shown.sections]
    card, note = shown.card, ""
    if card is not None:
        *of_results, note = card.note.splitlines() or [""]
        parts.insert(0, Part(card.heading, tuple(of_results), _facts(card.facts)))
    if shown.tiles:
        lines = tuple(" · ".join(t for t in (tile.title, tile.detail) if t) for tile in shown.tiles)
        parts.append(Part("", lines))
    note = note or LANGUAGES[model.lang].say("sheet_note")
    return Sheet(shown.title, shown.lead, (*_told(shown), *parts), note)


def _told(shown: Snapshot) -> list[Part]:
    """What the screen says first: that nothing was found, or how old it is."""
    notice = shown.notice
    if notice is None:
        return []
    return [Part("", tuple(text for text in (notice.title, notice.body) if text))]


def _part(section: Section) -> Part:
    return Part(section.heading, section.lines, _facts(section.facts))


def _facts(facts: tuple[Fact, ...]) -> tuple[tuple[str, str], ...]:
    return tuple((fact.label, fact.value) for fact in facts)

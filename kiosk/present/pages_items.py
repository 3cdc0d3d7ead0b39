"""A service item: what it is, and its guide in plain words."""

from kiosk.flow.model import Model
from kiosk.items.asking import asks
from kiosk.items.badges import badge_text, badges
from kiosk.items.before import bring, cost
from kiosk.items.codes import FlowTemplate
from kiosk.items.guide import guide
from kiosk.items.guide_words import in_one
from kiosk.items.model import ServiceItem
from kiosk.items.proving import proves
from kiosk.items.public_lists import PublicList
from kiosk.present.before_proof import booked_here, by_code, kept_here, reach_of
from kiosk.present.pages_places import elsewhere, place_marks, there
from kiosk.present.pages_takeaway import has_chart, ways
from kiosk.present.pages_who import against
from kiosk.present.snapshot import (
    Action,
    Card,
    Fact,
    Notice,
    Section,
    Snapshot,
    Tile,
    Tone,
)
from kiosk.texts.language import Language
from kiosk.values import replace


def item(model: Model, base: Snapshot, words: Language) -> Snapshot:
    """Before anything is asked: how far it goes here, what to bring, how long, how much."""
    shown = model.visit.item
    if shown is None:
        return base
    lang, outcome = model.lang, model.visit.outcome
    away = there(model, shown, words)
    done = asks(shown) or proves(shown)
    notice = away or (against(model, shown, words) if done else None)
    kept = kept_here(model, shown, words)
    reach = reach_of(model, shown) or _reach(shown) if notice is None else "counter"
    reach = reach if away is None else "guide"
    facts = (
        Fact(words.say("item_reach"), words.say(f"reach_{reach}")),
        Fact(words.say("item_bring"), in_one(bring(shown, outcome)).say(lang)),
        Fact(words.say("item_time"), _time(shown, words)),
        Fact(words.say("item_fee"), cost(shown, outcome).say(lang)),
    )
    named = [badge_text(one).say(lang) for one in badges(shown)]
    marks = " · ".join((*place_marks(model, shown, words), *named))
    told = kept or elsewhere(model, shown, words)
    primary, secondary = _steps(reach, words)
    return replace(
        base,
        title=shown.task_name.say(lang),
        # What stands against it is more to the point, and takes the room.
        lead=shown.summary.say(lang) if notice is None and told is None else "",
        card=Card(shown.dept_name.say(lang), facts, note=marks),
        options=_ways(model, shown, words) if notice is None else booked_here(model, shown, words),
        notice=notice or _thanks(model, words) or told,
        primary=primary,
        secondary=secondary,
    )


def _ways(model: Model, shown: ServiceItem, words: Language) -> tuple[Action, ...]:
    return (*by_code(model, shown, words), *_rating(model, words))


def _rating(model: Model, words: Language) -> tuple[Action, ...]:
    """In the lower half there is no room for it: there the help page leads to it."""
    rate = Action("rate_here", words.say("rate_here"), icon="star")
    return () if model.modes.low else (rate,)


def _thanks(model: Model, words: Language) -> Notice | None:
    """This item was rated in this session."""
    subject = model.rating.subject
    item = subject.item if subject is not None and model.rating.thanked else None
    here = model.visit.item
    rated = item is not None and here is not None and item.code == here.catalog_code
    return Notice(Tone.GOOD, words.say("rate_thanks")) if rated else None


def _reach(shown: ServiceItem) -> str:
    """How far this terminal takes the citizen with this item, as a key of words."""
    if shown.flow_template is FlowTemplate.QUEUE:
        return "number"
    if shown.flow_template is FlowTemplate.CALC:
        return "calc"
    if shown.flow_template is FlowTemplate.VERIFY:
        return "verify"
    if asks(shown):
        return "query" if shown.flow_template is FlowTemplate.QUERY else "list"
    if shown.flow_template is FlowTemplate.GUIDE:
        return "guide"
    return "counter"


def _steps(reach: str, words: Language) -> tuple[Action, Action]:
    """The one thing to do here, and the other one."""
    reading = Action("guide", words.say("read_guide"))
    if reach == "guide":
        return reading, Action("back", words.say("back_to_list"))
    if reach == "counter":
        return reading, Action("more", words.say("take_counter_number"))
    return Action("begin", words.say(f"begin_{reach}")), reading


def _time(shown: ServiceItem, words: Language) -> str:
    if shown.promise_day == 0:
        return words.say("time_at_once")
    return words.say(f"time_unit_{shown.promise_type.value}", n=shown.promise_day)


def question(model: Model, base: Snapshot, words: Language) -> Snapshot:
    node = model.visit.outcome.next_node if model.visit.item is not None else None
    if node is None:
        return base
    lang = model.lang
    tiles = tuple(
        Tile("answer", option.id, option.label.say(lang), "", "") for option in node.options
    )
    lead = node.help.say(lang) if node.help is not None else base.lead
    spoken = (node.voice or node.question).say(lang)
    title = node.question.say(lang)
    return replace(base, title=title, lead=lead, spoken=spoken, tiles=tiles)


def guide_page(model: Model, base: Snapshot, words: Language) -> Snapshot:
    visit = model.visit
    if visit.item is None:
        return base
    lang, outcome = model.lang, visit.outcome
    sections = tuple(
        Section(element.heading.say(lang), tuple(line.say(lang) for line in element.lines))
        for element in guide(visit.item, outcome)
        if element.lines
    )
    notice = None
    if visit.thanked:
        notice = Notice(Tone.GOOD, words.say("guide_thanks"), words.say("guide_thanks_body"))
    elif outcome.exclusion is not None:
        notice = Notice(Tone.WARN, words.say("guide_excluded"), outcome.exclusion.say(lang))
    options = [*ways(model, words)]
    if has_chart(visit.item):
        options.append(Action("picture", words.say("flow_chart"), icon="chart"))
    options.append(Action("correct", words.say("guide_wrong")))
    if not model.modes.low:  # no room in the lower half: the public lists lead there too
        options.append(Action("list", words.say("list_powers"), arg=PublicList.POWERS.value))
    if visit.answers:
        options.append(Action("again", words.say("other_situation")))
    return replace(
        base,
        title=visit.item.task_name.say(lang),
        lead=" · ".join(option.label.say(lang) for _, option in outcome.asked) or base.lead,
        sections=sections,
        notice=notice,
        options=tuple(options),
        primary=Action("more", words.say("take_counter_number")),
        secondary=Action("done", words.say("guide_done")),
    )


def correct(model: Model, base: Snapshot, words: Language) -> Snapshot:
    if model.visit.item is None:
        return base
    tiles = tuple(
        Tile("element", one.key, one.heading.say(model.lang), "", "")
        for one in guide(model.visit.item, model.visit.outcome)
        if one.lines
    )
    return replace(base, tiles=tiles)

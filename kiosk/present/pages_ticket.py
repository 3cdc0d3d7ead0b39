"""Screens from "people ahead" to the farewell."""

from kiosk.faults import Fault
from kiosk.flow.model import ANONYMOUS, Model
from kiosk.flow.states import State
from kiosk.messages.service import CallStaff, Priority, Waiting
from kiosk.present.pages_identify import CARD_MEANS, fault_notice
from kiosk.present.snapshot import Action, Card, Fact, Notice, Snapshot, Tone
from kiosk.present.troubles import trouble_of
from kiosk.present.values import group_name, values_of, waiting_now
from kiosk.texts.language import Language
from kiosk.values import replace


def ahead(model: Model, base: Snapshot, words: Language) -> Snapshot:
    business = model.business
    if business is None:
        return base
    facts = (
        *_waiting_facts(waiting_now(model, business), business.windows, words),
        Fact(words.say("identity"), _by(model, words)),
        _priority_fact(model, words),
    )
    on_paper = model.on_paper
    notice = fault_notice(model, words)
    if notice is None and not on_paper:
        notice = Notice(Tone.WARN, words.say("no_paper_title"), words.say("no_paper_body"))
    if notice is None and business.tips:
        notice = Notice(Tone.INFO, business.tips)
    return replace(
        base,
        card=Card(group_name(business, model.lang), facts),
        options=_declarations(model, words),
        primary=Action("take", words.say("take" if on_paper else "take_on_screen")),
        secondary=Action("more", words.say("other_business")),
        notice=notice,
    )


def _waiting_facts(waiting: Waiting, windows: tuple[str, ...], words: Language) -> tuple[Fact, ...]:
    unknown = words.say("unknown_since" if waiting.since else "unknown", since=waiting.since)
    people = unknown if waiting.ahead is None else words.say("people", n=waiting.ahead)
    minutes = words.say("unknown")
    if waiting.ahead == 0:
        minutes = words.say("minutes_none")
    elif waiting.minutes is not None:
        minutes = words.say("minutes", n=waiting.minutes)
    facts = [Fact(words.say("ahead"), people, large=True)]
    if waiting.ahead is not None:
        facts.append(Fact(words.say("wait"), minutes, large=True))
    if windows:
        facts.append(Fact(words.say("windows"), _windows_text(windows, words), large=True))
    return tuple(facts)


def _windows_text(windows: tuple[str, ...], words: Language) -> str:
    if len(windows) <= 3:
        return " · ".join(windows)
    return words.say("windows_more", first=" · ".join(windows[:2]), n=len(windows))


def _by(model: Model, words: Language) -> str:
    holder = model.holder
    if holder is None or holder is ANONYMOUS:
        return words.say("by_nobody")
    return words.say("by_card" if holder.name else "by_typed", mask=holder.mask)


def _priority_fact(model: Model, words: Language) -> Fact:
    priority = model.priority
    tone = Tone.PLAIN if priority is Priority.NORMAL else Tone.GOOD
    return Fact(words.say("priority"), words.say(f"priority_{priority.value}"), tone)


def _declarations(model: Model, words: Language) -> tuple[Action, ...]:
    return tuple(
        Action(
            "declare",
            words.say(f"declare_{one.value}"),
            arg=one.value,
            on=model.declared is one,
        )
        for one in (Priority.DISABLED, Priority.SOLDIER)
    )


def working(model: Model, base: Snapshot, words: Language) -> Snapshot:
    """Taking and printing: what the machine does now, with the number as soon as it exists."""
    printing = model.state is State.PRINTING
    busy = words.say("busy_printing" if printing else "busy_taking")
    if not model.service_up:
        busy = words.say("busy_recovering")
    return replace(
        base,
        busy=busy,
        picture="paper_out" if printing else "",
        card=_number_card(model, words) if printing else None,
    )


def _number_card(model: Model, words: Language) -> Card | None:
    ticket = model.ticket
    if ticket is None:
        return None
    note = words.say("copy_note") if model.copy else ""
    return Card(_ticket_group(model), big=ticket.ticket_no, note=note)


def _ticket_group(model: Model) -> str:
    ticket = model.ticket
    if ticket is None or model.hall is None:
        return ""
    for business in model.hall.businesses:
        if business.group_id == ticket.group_id:
            return group_name(business, model.lang)
    return ticket.group_name


def take_away(model: Model, base: Snapshot, words: Language) -> Snapshot:
    """Only whoever put a card down is told to take it."""
    kind = CARD_MEANS.get(model.holder.means, "") if model.holder is not None else ""
    if kind:
        title, more = words.say(f"take_away_{kind}"), words.say(f"take_away_{kind}_spoken")
        base = replace(base, title=title, spoken=base.spoken + more)
    return replace(
        base,
        card=_number_card(model, words),
        picture="card_and_paper" if kind == "idcard" else "paper_out",
        primary=Action("done", words.say("taken_done")),
        secondary=Action("more", words.say("another")),
    )


def on_screen(model: Model, base: Snapshot, words: Language) -> Snapshot:
    """After a trouble its own words stand: whether paper came out is then not known."""
    if model.fault is not None:
        values = values_of(model, words)
        spoken = values["fault_spoken"]
        lead = words.faults[model.fault].cause.format(**values)
        base = replace(base, lead=lead, spoken=spoken)
    return replace(
        base,
        card=_number_card(model, words),
        primary=Action("done", words.say("noted_done")),
        secondary=Action("more", words.say("another")),
    )


def open_ticket(model: Model, base: Snapshot, words: Language) -> Snapshot:
    can_print = model.printer.can_print
    show = Action("done", words.say("show_number"))
    copy = Action("again", words.say("print_copy"))
    return replace(
        base,
        card=_number_card(model, words),
        primary=copy if can_print else show,
        secondary=show if can_print else Action("more", words.say("other_business")),
    )


def print_trouble(model: Model, base: Snapshot, words: Language) -> Snapshot:
    """The number is kept; paper again where there is paper, else help; always the number."""
    again = Action("again", words.say("print_again" if model.copy else "print_now"))
    call = Action("call", words.say("call_staff"), enabled=not model.called)
    return replace(
        base,
        trouble=trouble_of(model, words),
        primary=again if model.printer.can_print else call,
        secondary=Action("done", words.say("show_number")),
        notice=called(model, words),
    )


def trouble(model: Model, base: Snapshot, words: Language) -> Snapshot:
    told = trouble_of(model, words)
    if told is not None and _may_have_a_number(model):
        same = words.say("same_number")
        told = replace(told, now=(same, *told.now[1:]))
        base = replace(base, spoken=base.spoken + words.say("same_number_spoken"))
    return replace(
        base,
        trouble=told,
        primary=Action("more", words.say("other_business")),
        secondary=Action("call", words.say("call_staff"), enabled=not model.called),
        notice=called(model, words),
    )


def _may_have_a_number(model: Model) -> bool:
    """It was asked for, by somebody who is known again, and nobody answered."""
    asked = model.order is not None and model.order.holder_hash and model.ticket is None
    return model.fault is Fault.SERVICE_LOST and bool(asked)


def called(model: Model, words: Language) -> Notice | None:
    """Staff have been told once it is recorded; before, only that it will not be lost."""
    if not model.called:
        waits = not model.service_up and any(isinstance(one, CallStaff) for one in model.unheard)
        return Notice(Tone.INFO, words.say("busy_recovering")) if waits else None
    hotline = model.hall.hotline if model.hall else "12345"
    return Notice(Tone.GOOD, words.say("called"), words.say("called_body", hotline=hotline))


def goodbye(model: Model, base: Snapshot, words: Language) -> Snapshot:
    not_rated = model.fault is Fault.ROOM_LEAN
    notice = fault_notice(model, words) if not_rated else None
    return replace(base, picture="thanks", notice=notice)

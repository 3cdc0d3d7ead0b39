"""好差评: a finished service can be rated, by one touch; a bad one can be explained (rules_why).

Nothing is chosen beforehand, and nothing is sent but by a touch: a citizen who leaves, or whose
time runs out, has said nothing.
"""

from hashlib import sha256

from kiosk.faults import Fault
from kiosk.flow import timeouts
from kiosk.flow.effects import Effect, SetTimer
from kiosk.flow.events import Touched
from kiosk.flow.model import ANONYMOUS, Facts, Model
from kiosk.flow.rating.rating import (
    LEVELS,
    NAMED,
    NO_CALL,
    Rating,
    Subject,
)
from kiosk.flow.rules_common import Step, go, idle_timer, tell
from kiosk.flow.states import RATING, State
from kiosk.items.codes import FlowTemplate
from kiosk.items.indicators import BAD, ONLINE
from kiosk.items.model import ServiceItem
from kiosk.messages.ratings import Rate, RatedItem, Served
from kiosk.messages.service import Refused
from kiosk.values import replace

OF_THE_TICKET = frozenset({State.TAKE_AWAY, State.ON_SCREEN})
MOST_TIMES = 2
"""GB/T 39735: one rating, and one more of the same service."""


def served_ticket(model: Model, facts: Facts) -> Step:
    """A number was given: that service is done, and can be rated from now on."""
    if model.ticket is None:
        return model, ()
    known, ticket_id = model.rating.ticket, model.ticket.ticket_id
    if known is not None and known.ticket_id == ticket_id:
        return model, ()
    subject = _served(Subject(ticket_id=ticket_id), facts)
    model = replace(model, rating=replace(model.rating, ticket=subject))
    return tell(model, _message(model, "ticket", subject))


def _served(subject: Subject, facts: Facts) -> Subject:
    return replace(subject, service_id=facts.new_id, token=facts.vault.token(facts.new_id))


def _message(model: Model, kind: str, subject: Subject) -> Served:
    return Served(
        subject.service_id,
        model.session_id,
        kind,
        sha256(subject.token.encode()).hexdigest(),
        subject.ticket_id,
        subject.item,
        subject.number,
    )


def to_rating(model: Model, event: object, facts: Facts) -> Step:
    """After a finished service: a number, or what was done with the item that is looked at. Each is
    asked about once."""
    told: tuple[Effect, ...] = ()
    if model.state in OF_THE_TICKET:
        subject = _of_ticket(model)
    else:
        model, told = served_item(model, facts)
        if not _kind(model) or model.away.served is None:
            return _goodbye(model)
        subject = model.away.served
    if model.rating.times(subject):
        return _goodbye(model, *told)
    return go(replace(model, rating=model.rating.about(subject, None)), State.RATE, *told)


def served_item(model: Model, facts: Facts) -> Step:
    """What was done with the item that is looked at: told once, by its slip or at its end."""
    visit, kind = model.visit, _kind(model)
    if not kind:
        return model, ()
    result = visit.query.request_id if visit.query is not None else ",".join(visit.inputs)
    item = _rated_item(visit.item, model) if visit.item is not None else None
    of = f"{kind}/{item.code if item is not None else ''}/{'' if kind == 'guide' else result}"
    if model.away.served_of == of:
        return model, ()
    subject = _served(Subject(item=item), facts)
    model = replace(model, away=replace(model.away, served=subject, served_of=of))
    return tell(model, _message(model, kind, subject))


def _kind(model: Model) -> str:
    """Of the service that is over, "" for none. Papers are verified from the list of items too:
    then no item is known."""
    item = model.visit.item
    if model.state is State.VERDICT:
        return FlowTemplate.VERIFY.value.lower()
    if item is None:
        return ""
    return "guide" if model.state is State.GUIDE else item.flow_template.value.lower()


def _of_ticket(model: Model) -> Subject:
    """One that was taken in another session is no new service."""
    known, ticket = model.rating.ticket, model.ticket
    ticket_id = ticket.ticket_id if ticket is not None else ""
    return known if known and known.ticket_id == ticket_id else Subject(ticket_id=ticket_id)


def _rated_item(item: ServiceItem, model: Model) -> RatedItem:
    return RatedItem(
        code=item.catalog_code,
        version=model.visit.version,
        name=item.task_name.zh,
        task_code=item.task_code or "",
        task_handle_item=item.task_handle_item or "",
        dept_code=item.dept_code,
        area_code=item.region,
    )


def rate_here(model: Model, event: object, facts: Facts) -> Step:
    """From the help page or an item's card: that item, else the terminal. Then back to it."""
    came_from = model.help_from if model.state is State.HELP else model.state
    if came_from in RATING:
        return model, ()
    item = model.visit.item
    subject = Subject(item=_rated_item(item, model) if item is not None else None)
    if model.rating.times(subject) >= MOST_TIMES:
        return replace(model, rating=replace(model.rating, thanked=True)), (idle_timer(model),)
    return go(replace(model, rating=model.rating.about(subject, model.state)), State.RATE)


def rate(model: Model, event: object, facts: Facts) -> Step:
    """One of five levels; the last two can be explained first. Anything else skips it."""
    assert isinstance(event, Touched)
    if model.rating.subject is None or event.arg not in LEVELS:
        return skip(model, event, facts)
    level = int(event.arg)
    model = replace(model, rating=replace(model.rating, level=level))
    return go(model, State.RATE_WHY) if level in BAD else send(model, event, facts)


def skip(model: Model, event: object, facts: Facts) -> Step:
    """Not rated."""
    back_to = model.rating.back_to
    model = replace(model, rating=model.rating.dropped())
    return go(model, back_to) if back_to is not None else _goodbye(model)


def can_be_named(model: Model) -> bool:
    return model.holder is not None and model.holder is not ANONYMOUS


def send(model: Model, event: object, facts: Facts) -> Step:
    """The touch that gives the rating: what stands on the screen, and no more."""
    rating, subject = model.rating, model.rating.subject
    if subject is None or not rating.level:
        return skip(model, event, facts)
    given = replace(model, rating=rating.given())
    given, told = tell(given, _rate(model, rating, subject, facts))
    if rating.back_to is not None:
        return go(given, rating.back_to, *told)
    return _goodbye(given, *told)


def _rate(model: Model, rating: Rating, subject: Subject, facts: Facts) -> Rate:
    request, holder = facts.new_id, model.holder
    named = rating.callback == NAMED and holder is not None and can_be_named(model)
    seal = facts.vault.seal
    return Rate(
        request_id=request,
        session_id=model.session_id,
        ticket_id=subject.ticket_id,
        satisfaction=rating.level,
        service_id=subject.service_id,
        item=subject.item,
        number=subject.number,
        assess_number=1 + rating.times(subject),
        reasons=rating.reasons,
        reasons_version=ONLINE.version if rating.reasons else "",
        text=rating.text.strip(),
        real_name=named,
        want_callback=rating.callback != NO_CALL,
        sealed=seal(request, holder.name, holder.id_no, holder.kind) if named and holder else b"",
        sealed_phone=seal(request, "", rating.phone, "mobile") if rating.phone else b"",
    )


def _goodbye(model: Model, *effects: Effect) -> Step:
    farewell = SetTimer("farewell", timeouts.FAREWELL)
    return go(model, State.GOODBYE, *effects, farewell)


def rating_refused(model: Model, event: object, facts: Facts) -> Step:
    """There is no room for ratings: said in the farewell, and not asked again."""
    assert isinstance(event, Refused)
    ratings = {one.request_id for one in model.unheard if isinstance(one, Rate)}
    if event.fault is not Fault.ROOM_LEAN or event.request_id not in ratings:
        return model, ()
    unheard = tuple(one for one in model.unheard if one.request_id != event.request_id)
    return replace(model, unheard=unheard, fault=event.fault), ()

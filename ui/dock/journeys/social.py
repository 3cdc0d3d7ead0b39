"""Tickets by social security card, and what can go wrong with one."""

from kiosk.messages.stage import OnScreen
from ui.dock.actor import Actor
from ui.dock.journeys.script import Journey, finish, go_home, insert, printed_jobs, to_reader
from ui.dock.stage_world import World

YANKED = "ssc_reader: at command 5 take"


def _ticket(world: World, actor: Actor) -> str:
    """The card is put in at the idle screen, before anything was touched."""
    actor.reach("idle")
    insert(world, world.somebody().social_card())
    actor.reach("choose_business")
    actor.touch("choose:A")
    actor.reach("confirm")
    actor.touch("confirm")
    actor.reach("ahead")
    actor.touch("take")
    number = actor.reach("take_away").ticket_no
    world.near.take_social_card()
    finish(world, actor)
    world.drained()
    held = [t for t in world.holdings("T00003")["tickets"] if t["ticket_no"] == number]
    jobs = ",".join(printed_jobs(world, number))
    known = ",".join(f"{ticket['means']} {ticket['assurance']}" for ticket in held)
    return f"platform holds it by {known}, jobs {jobs}"


def _needs_authentication(world: World, actor: Actor) -> str:
    to_reader(actor)
    insert(world, world.somebody().social_card("needs_auth"))
    told = _fault(actor)
    world.near.put_card(world.somebody().text_hex)
    other = actor.reach("confirm")
    go_home(world, actor)
    return f"{told.fault} on {told.screen}, then {other.screen} by ID card"


def _yanked_mid_read(world: World, actor: Actor) -> str:
    card = world.somebody().social_card()
    to_reader(actor)
    world.near.play(YANKED)
    insert(world, card)
    told = _fault(actor)
    insert(world, card)
    again = actor.reach("confirm")
    go_home(world, actor)
    return f"{told.fault} on {told.screen}, then {again.screen}"


def _taken_away(world: World, actor: Actor) -> str:
    """Nobody says goodbye: the card leaves, and so does everything of its holder."""
    to_reader(actor)
    insert(world, world.somebody().social_card())
    actor.reach("confirm")
    actor.touch("confirm")
    actor.reach("ahead")
    session = set(world.near.pids("screen")[:1])
    world.near.take_social_card()
    actor.reach("idle")
    world.until("its process is gone", lambda: not session & set(world.near.pids("screen")))
    return "idle again, the process of the session is gone"


def _fault(actor: Actor) -> OnScreen:
    told = actor.see("the fault", lambda now: bool(now.fault))
    actor.note(told)
    return told


SOCIAL_TICKET = Journey(
    "ticket-by-social-card", "platform holds it by SSCARD AL2, jobs printed", _ticket
)
SOCIAL_NEEDS_AUTHENTICATION = Journey(
    "social-card-needs-authentication",
    "SC-0203 on read_card, then confirm by ID card",
    _needs_authentication,
)
SOCIAL_YANKED = Journey(
    "social-card-yanked-mid-read", "SC-0208 on read_card, then confirm", _yanked_mid_read
)
SOCIAL_TAKEN_AWAY = Journey(
    "social-card-taken-away", "idle again, the process of the session is gone", _taken_away
)

"""A journey: its name, how it should end, and the steps; and the steps that many share."""

from collections.abc import Callable
from contextlib import suppress

from msgspec import Struct

from kiosk.device import Device, Media
from kiosk.messages.sims import PutSocialCard
from kiosk.messages.stage import OnScreen
from ui.dock.actor import Actor, Lost
from ui.dock.people import Person
from ui.dock.stage_world import World

INSERTIONS, NOTICED_S = 8, 4.0
Play = Callable[[World, Actor], str]


class Journey(Struct, frozen=True):
    """`play` returns what really happened, in the words of `expected`."""

    name: str
    expected: str
    play: Play


def to_means(actor: Actor) -> None:
    """From the idle screen to "how would you like to take your ticket"."""
    actor.reach("idle")
    actor.touch("start")
    actor.reach("choose_business")
    actor.touch("choose:A")
    actor.reach("choose_means")


def to_reader(actor: Actor) -> None:
    """From the idle screen to the one that waits for a card."""
    to_means(actor)
    actor.touch("means:IDCARD")
    actor.reach("read_card")


def identify(world: World, actor: Actor, who: Person) -> OnScreen:
    """From the idle screen to "people ahead", with a card on the reader."""
    to_means(actor)
    world.near.put_card(who.text_hex)
    actor.reach("confirm")
    actor.touch("confirm")
    return actor.reach("ahead", "open_ticket", "trouble")


def take_number(world: World, actor: Actor, who: Person) -> OnScreen:
    """Identify and tap "take number"; returns the next screen that shows a number."""
    identify(world, actor, who)
    actor.touch("take")
    return actor.see("a number", lambda now: bool(now.ticket_no))


def go_home(world: World, actor: Actor) -> None:
    """Leave by the footer, and take the card along."""
    world.near.take_card()
    actor.touch("home", leaves=True)
    actor.reach("idle")


def finish(world: World, actor: Actor) -> None:
    """Take card and paper, rate, and watch the successor take over."""
    world.near.take_card()
    rate_and_leave(actor)


def rate_and_leave(actor: Actor) -> None:
    """By the button that ends a service: one touch says how it was."""
    actor.touch("done")
    actor.reach("rate")
    actor.touch("rate:5")
    actor.reach("goodbye")
    actor.reach("idle")


def insert(world: World, card: PutSocialCard) -> None:
    """Put a social security card in until the reader speaks with it: one that lies there before a
    citizen is awaited counts as forgotten, and must be taken out and put in again."""
    asked = len(world.apdus())
    for _turn in range(INSERTIONS):
        world.near.put_social_card(card)
        with suppress(Lost):
            world.until("the card is asked", lambda: len(world.apdus()) > asked, NOTICED_S)
            return
        world.near.take_social_card()
        world.until(
            "the slot is seen empty",
            lambda: world.status(Device.SSC_READER).media is Media.NOT_PRESENT,
        )
    raise Lost("the social security card is not read")


def broken_off(world: World, actor: Actor, fault: str) -> str:
    """A fault of the receipt printer in the middle of a ticket; then the printer is in order, and
    the same number is printed again."""
    world.near.fault(Device.RECEIPT_PRINTER, fault, when="byte", at=600)
    number = take_number(world, actor, world.somebody()).ticket_no
    trouble = actor.reach("print_trouble")
    world.near.heal(Device.RECEIPT_PRINTER)
    world.near.load_paper()
    world.until("the printer is well", lambda: world.hall().printer.can_print)
    actor.see("the offer to print again", lambda now: "again" in now.targets)
    actor.touch("again")
    copy = actor.reach("take_away")
    go_home(world, actor)
    world.drained()
    jobs = ",".join(printed_jobs(world, number))
    same = "same number" if copy.ticket_no == number else "another number"
    return f"{trouble.fault}, {same}, jobs {jobs}"


def printed_jobs(world: World, ticket_no: str) -> list[str]:
    """States of this number's print jobs as the platform knows them, oldest first."""
    from_platform = world.holdings("T00003")
    ids = {t["ticket_id"] for t in from_platform["tickets"] if t["ticket_no"] == ticket_no}
    return [p["state"] for p in from_platform["prints"] if p["ticket_id"] in ids]


def times_held(world: World, ticket_no: str) -> int:
    """How many tickets of this number the platform holds for the terminal."""
    return sum(t["ticket_no"] == ticket_no for t in world.holdings("T00003")["tickets"])

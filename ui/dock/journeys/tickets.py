"""A queue ticket as it should be, and with paper that ends in the middle."""

from functools import partial

from ui.dock.actor import Actor
from ui.dock.journeys.script import (
    Journey,
    broken_off,
    finish,
    printed_jobs,
    take_number,
    times_held,
)
from ui.dock.people import ELDER
from ui.dock.stage_world import World


def _ticket_online(world: World, actor: Actor) -> str:
    before = len(world.near.output().receipts)
    number = take_number(world, actor, ELDER).ticket_no
    actor.reach("printing")
    actor.reach("take_away")
    receipts = len(world.near.output().receipts) - before
    finish(world, actor)
    world.drained()
    held = world.holdings("T00003")
    rated = sum(e["satisfaction"] == 5 for e in held["evaluations"])
    jobs = ",".join(printed_jobs(world, number))
    times = times_held(world, number)
    return f"receipts {receipts}, jobs {jobs}, platform holds it {times} time, rated {rated}"


TICKET_ONLINE = Journey(
    "ticket-online",
    "receipts 1, jobs printed, platform holds it 1 time, rated 1",
    _ticket_online,
)
PAPER_OUT_MID_TICKET = Journey(
    "paper-out-mid-ticket",
    "RP-0204, same number, jobs unknown,void,printed",
    partial(broken_off, fault="paper_out"),
)

"""A queue ticket as it should be, and with paper that ends in the middle."""

from kiosk.device import Device
from ui.dock.actor import Actor
from ui.dock.journeys.script import (
    Journey,
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


def _paper_out(world: World, actor: Actor) -> str:
    who = world.somebody()
    world.near.fault(Device.RECEIPT_PRINTER, "paper_out", when="byte", at=600)
    number = take_number(world, actor, who).ticket_no
    trouble = actor.reach("print_trouble")
    world.near.heal(Device.RECEIPT_PRINTER)
    world.near.load_paper()
    world.until("paper is seen", lambda: world.hall().printer.can_print)
    actor.see("the offer to print again", lambda now: "again" in now.targets)
    actor.touch("again")
    copy = actor.reach("take_away")
    finish(world, actor)
    world.drained()
    jobs = ",".join(printed_jobs(world, number))
    same = "same number" if copy.ticket_no == number else "another number"
    return f"{trouble.fault}, {same}, jobs {jobs}"


TICKET_ONLINE = Journey(
    "ticket-online",
    "receipts 1, jobs printed, platform holds it 1 time, rated 1",
    _ticket_online,
)
PAPER_OUT_MID_TICKET = Journey(
    "paper-out-mid-ticket", "RP-0204, same number, jobs unknown,void,printed", _paper_out
)

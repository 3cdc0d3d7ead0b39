"""kill -9 in the middle: nothing is lost, nothing comes twice, nothing is claimed."""

from kiosk.device import Device
from ui.dock.actor import Actor
from ui.dock.journeys.script import (
    Journey,
    finish,
    identify,
    printed_jobs,
    take_number,
    times_held,
)
from ui.dock.stage_world import World


def _screen_killed(world: World, actor: Actor) -> str:
    """Between record and print. The citizen comes back to the successor with the same card."""
    who = world.somebody()
    world.hold_print(True)
    number = take_number(world, actor, who).ticket_no
    killed = world.near.kill("screen")
    world.hold_print(False)
    world.near.take_card()
    actor.see("a successor", lambda now: now.screen == "idle")
    same = killed not in world.near.pids("screen")
    again = identify(world, actor, who)
    offered = again.ticket_no
    go = "same number" if offered == number else f"another number {offered}"
    actor.touch("done")
    actor.reach("on_screen")
    finish(world, actor)
    world.drained()
    held = times_held(world, number)
    fresh = "fresh screen" if same else "old screen"
    return f"{fresh}, {again.screen}, {go}, platform holds it {held} time"


def _service_killed(world: World, actor: Actor) -> str:
    """Between record and print. The screen stays, asks again, and the job is printed once."""
    before = len(world.near.output().receipts)
    who = world.somebody()
    world.hold_print(True)
    number = take_number(world, actor, who).ticket_no
    killed = world.near.kill("service")
    done = actor.reach("take_away", "print_trouble")
    receipts = len(world.near.output().receipts) - before
    fresh = "fresh service" if killed not in world.near.pids("service") else "old service"
    same = "same number" if done.ticket_no == number else "another number"
    finish(world, actor)
    world.drained()
    held = times_held(world, number)
    told = f"{fresh}, {done.screen}, {same}"
    return f"{told}, receipts {receipts}, platform holds it {held} time"


def _printer_host_killed(world: World, actor: Actor) -> str:
    """In mid-print: unknown, never printed again by itself, offered again as a copy."""
    who = world.somebody()
    world.near.fault(Device.RECEIPT_PRINTER, "hang", when="byte", at=500)
    identify(world, actor, who)
    actor.touch("take")
    number = actor.see("printing", lambda now: now.screen == "printing").ticket_no
    world.near.kill("printers")
    trouble = actor.reach("print_trouble")
    world.near.heal(Device.RECEIPT_PRINTER)
    world.until("the printer is back", lambda: world.hall().printer.can_print)
    actor.see("the offer to print again", lambda now: "again" in now.targets)
    actor.touch("again")
    copy = actor.reach("take_away")
    same = "same number" if copy.ticket_no == number else "another number"
    finish(world, actor)
    world.drained()
    jobs = ",".join(printed_jobs(world, number))
    return f"{trouble.fault}, {same}, jobs {jobs}"


SCREEN_KILLED = Journey(
    "screen-killed-between-record-and-print",
    "fresh screen, open_ticket, same number, platform holds it 1 time",
    _screen_killed,
)
SERVICE_KILLED = Journey(
    "service-killed-between-record-and-print",
    "fresh service, take_away, same number, receipts 1, platform holds it 1 time",
    _service_killed,
)
PRINTER_HOST_KILLED = Journey(
    "printer-host-killed-mid-print",
    "RP-0209, same number, jobs unknown,void,printed",
    _printer_host_killed,
)

"""What the receipt printer can do to a ticket: each fault is told with its code."""

from functools import partial

from kiosk.device import Device, DeviceState, Media
from kiosk.messages.devices import MediaMoved
from kiosk.messages.service import NumberTaken
from ui.dock.actor import Actor, Lost
from ui.dock.desk import Desk
from ui.dock.journeys.hosts import at_host
from ui.dock.journeys.script import Journey, broken_off, go_home, printed_jobs, take_number
from ui.dock.stage_world import World


def _cover_open_before(world: World, actor: Actor) -> str:
    """After the number was given, and before the first byte of its receipt."""
    world.hold_print(True)
    number = take_number(world, actor, world.somebody()).ticket_no
    world.near.fault(Device.RECEIPT_PRINTER, "cover_open")
    world.until("it is seen", lambda: world.hall().printer.state is DeviceState.USER_ERROR)
    world.hold_print(False)
    trouble = actor.reach("print_trouble")
    world.near.heal(Device.RECEIPT_PRINTER)
    world.until("the cover is seen closed", lambda: world.hall().printer.can_print)
    actor.touch("again")
    paper = actor.reach("take_away")
    go_home(world, actor)
    world.drained()
    same = "same number" if paper.ticket_no == number else "another number"
    return f"{trouble.fault}, {same}, jobs {','.join(printed_jobs(world, number))}"


def _presented(world: World, actor: Actor) -> str:
    """The far terminal pushes its tickets out, and takes back what nobody takes."""
    with at_host(world, actor, "printers", terminal=world.far) as desk:
        first = _present(world, desk)
        world.far.fault(Device.RECEIPT_PRINTER, "take_ticket")
        by_hand = desk.wait(MediaMoved, job_id=first)
        second = _present(world, desk)
        lies = desk.status(Device.RECEIPT_PRINTER).media
        left = desk.wait(MediaMoved, job_id=second)
    there = "lies there" if lies is Media.PRESENT else f"media {lies}"
    return f"presented, {by_hand.movement}; presented, {there}, {left.movement}"


def _present(world: World, desk: Desk) -> str:
    """A ticket on paper; the job that printed it."""
    taken = world.take(world.far, on_paper=True)
    if not isinstance(taken, NumberTaken):
        raise Lost(f"no ticket: {taken.fault}")
    desk.wait(MediaMoved, movement="presented", job_id=taken.job_id)
    return taken.job_id


def _mid_print(name: str, fault: str, told: str) -> Journey:
    expected = f"{told}, same number, jobs unknown,void,printed"
    return Journey(name, expected, partial(broken_off, fault=fault))


TICKET_PRESENTED = Journey(
    "ticket-presented",
    "presented, taken; presented, lies there, retracted",
    _presented,
)
COVER_OPEN_BEFORE = Journey(
    "cover-open-before-ticket",
    "RP-0103, same number, jobs failed,void,printed",
    _cover_open_before,
)
RECEIPT_FAULTS = (
    _mid_print("cover-opened-mid-ticket", "cover_open", "RP-0205"),
    _mid_print("jam-mid-ticket", "jam", "RP-0211"),
    _mid_print("cutter-blocked", "cutter", "RP-0212"),
    _mid_print("receipt-printer-unplugged-mid-ticket", "unplug", "RP-0207"),
    _mid_print("receipt-printer-silent-mid-ticket", "silent", "RP-0208"),
)

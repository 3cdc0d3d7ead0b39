"""Documents on A4 paper: what came out, and what did not, is told page by page."""

from kiosk.device import Device
from kiosk.messages.printing import PrintDocument, PrintEnded, PrintProgress
from kiosk.messages.sims import AskPages, Pages
from ui.dock.actor import Actor
from ui.dock.desk import Desk
from ui.dock.journeys.hosts import at_host
from ui.dock.journeys.script import Journey, Play
from ui.dock.stage_world import World

PAGES = 3
PRINT_S = 60.0
JAM = "a4_printer: at page 2 jam"
UNPLUGGED = """\
# a printer without power forgets its jobs
a4_printer: now lost_history
a4_printer: at page 2 unplug
"""


def _printed(world: World, actor: Actor) -> str:
    with at_host(world, actor, "printers", renews=True) as desk:
        ended = _print(world, desk, "demo-three-pages")
        counted = [progress.done for progress in desk.told(PrintProgress)]
    out = _came_out(world, "demo-three-pages")
    return f"{ended.state}, counted to {counted[-1]} of {PAGES}, {out} pages came out"


def _interrupted(script: str, name: str) -> Play:
    """Then in order again: the next document is printed, and nothing more of this one."""

    def play(world: World, actor: Actor) -> str:
        with at_host(world, actor, "printers", renews=True) as desk:
            world.near.play(script)
            ended = _print(world, desk, name)
            before = _came_out(world, name)
            world.near.heal(Device.A4_PRINTER)
            desk.until_online(Device.A4_PRINTER)
            following = _print(world, desk, f"{name}-next")
        more = _came_out(world, name) - before
        told = f"{ended.state} {ended.fault}, {before} page came out"
        return f"{told}; next document {following.state}, {more} more pages of the first"

    return play


def _no_paper(world: World, actor: Actor) -> str:
    with at_host(world, actor, "printers", renews=True) as desk:
        world.near.fault(Device.A4_PRINTER, "paper_out")
        ended = _print(world, desk, "demo-no-paper")
        world.near.heal(Device.A4_PRINTER)
    return f"{ended.state} {ended.fault}, {_came_out(world, 'demo-no-paper')} pages came out"


def _print(world: World, desk: Desk, name: str) -> PrintEnded:
    pdf = (world.pictures / "three-pages.pdf").read_bytes()
    desk.send(PrintDocument(name, pdf, PAGES, deadline_s=PRINT_S))
    return desk.wait(PrintEnded, job_id=name, limit_s=PRINT_S)


def _came_out(world: World, name: str) -> int:
    answer = world.near.sims.ask(Device.A4_PRINTER, AskPages())
    assert isinstance(answer, Pages)
    return sum(page.job == name for page in answer.pages)


DOCUMENT_PRINTED = Journey(
    "document-printed", "printed, counted to 3 of 3, 3 pages came out", _printed
)
DOCUMENT_JAM = Journey(
    "document-jam-on-page-2",
    "unknown AP-0202, 1 page came out; next document printed, 0 more pages of the first",
    _interrupted(JAM, "demo-jam"),
)
DOCUMENT_UNPLUGGED = Journey(
    "document-printer-unplugged-mid-job",
    "unknown AP-0206, 1 page came out; next document printed, 0 more pages of the first",
    _interrupted(UNPLUGGED, "demo-unplugged"),
)
DOCUMENT_NO_PAPER = Journey("document-no-paper", "failed AP-0102, 0 pages came out", _no_paper)

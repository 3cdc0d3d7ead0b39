"""Paper that becomes pictures: one page under the camera, many through the feeder."""

from kiosk.device import Device
from kiosk.faults import Fault
from kiosk.messages.devices import CommandFailed
from kiosk.messages.imaging import (
    CapturePage,
    MakePdf,
    PageScanned,
    PdfMade,
    PreviewHint,
    ScanEnded,
    ScanPages,
)
from kiosk.messages.sims import LoadPaper
from ui.dock.actor import PATIENCE_S, Actor, Lost
from ui.dock.desk import Desk
from ui.dock.journeys.hosts import at_host
from ui.dock.journeys.script import Journey
from ui.dock.stage_world import World

DPI = 150
COVERED_S = 3.0
MOST_ATTEMPTS = 12
JAM = """\
scanner: now sheets 5
scanner: at page 3 jam
"""


def _page_captured(world: World, actor: Actor) -> str:
    """First a lamp shines on the sheet, then it is laid well; at last a thumb is on the lens."""
    camera = Device.DOCUMENT_CAMERA
    with at_host(world, actor, "imaging", renews=True) as desk:
        desk.until_online(camera)
        world.show(camera, "document-glare")
        desk.send(CapturePage("page", deadline_s=PATIENCE_S))
        told = desk.wait(PreviewHint, fault=Fault.SCAN_GLARE)
        world.show(camera, "document-good")
        page = desk.wait(PageScanned, command="page")
        desk.send(MakePdf("pdf", (page.jpeg,)))
        world.keep("captured-page.jpg", page.jpeg)
        world.keep("captured-page.pdf", desk.wait(PdfMade).pdf)
        world.near.fault(camera, "black")
        covered = _covered(desk)
    shape = "A4" if round(page.height / page.width, 2) == 1.41 else f"{page.width}x{page.height}"
    return f"{told.fault}, then a page of {shape} in a PDF; covered lens {covered.fault}"


def _covered(desk: Desk) -> CommandFailed:
    """A page that the camera saw before it was covered may still come first. Raises Lost."""
    for attempt in range(1, MOST_ATTEMPTS + 1):
        command = f"covered-{attempt}"
        desk.send(CapturePage(command, deadline_s=COVERED_S))
        told = desk.wait(PageScanned, CommandFailed, command=command)
        if isinstance(told, CommandFailed):
            return told
    raise Lost("pages come from under a cover")


def _feeder_scan(world: World, actor: Actor) -> str:
    world.near.sims.ask(Device.SCANNER, LoadPaper())
    with at_host(world, actor, "imaging", renews=True) as desk:
        desk.send(ScanPages("scan", source="feeder", dpi=DPI))
        ended = desk.wait(ScanEnded)
        pages = desk.told(PageScanned)
    for page in pages:
        world.keep(f"scanned-page-{page.page}.jpg", page.jpeg)
    return f"{len(pages)} pages came, {ended.pages} told at the end"


def _feeder_jam(world: World, actor: Actor) -> str:
    world.near.sims.ask(Device.SCANNER, LoadPaper())
    world.near.play(JAM)
    with at_host(world, actor, "imaging", renews=True) as desk:
        desk.send(ScanPages("jam", source="feeder", dpi=DPI))
        failed = desk.wait(CommandFailed, command="jam")
        kept = desk.told(PageScanned)
    return f"{len(kept)} pages kept, then {failed.fault}"


PAGE_CAPTURED = Journey(
    "page-captured",
    "DS-0204, then a page of A4 in a PDF; covered lens FC-0103",
    _page_captured,
)
FEEDER_SCAN = Journey("feeder-scan", "3 pages came, 3 told at the end", _feeder_scan)
FEEDER_JAM = Journey("feeder-jam", "2 pages kept, then DS-0202", _feeder_jam)

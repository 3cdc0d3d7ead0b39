"""What the state of a printer means before and during a job. Pure.

Sources: RFC 8011 5.4.12 (printer-state-reasons), PWG 5101.1 (media names). PROTOCOL.md has the
tables.
"""

import re

from devices.a4_printer.protocol import PDF, Order, PrinterState
from devices.a4_printer.seen import PrinterSeen
from kiosk.device import Cover, DeviceState, DeviceStatus, Media, PaperSupply, Toner
from kiosk.faults import Fault

COVER = frozenset({"cover-open", "door-open", "interlock-open"})
JAM = frozenset({"media-jam", "media-path-jam", "media-path-media-jam"})
NEEDED = frozenset({"media-needed"})
NO_PAPER = frozenset({"media-empty"}) | NEEDED
NO_TONER = frozenset({"toner-empty", "marker-supply-empty", "developer-empty"})
LOW_TONER = frozenset({"toner-low", "marker-supply-low", "developer-low"})
FULL_TRAY = frozenset({"output-area-full"})
_SIZE = re.compile(r"_(\d+(?:\.\d+)?)x(\d+(?:\.\d+)?)(mm|in)$")
_HUNDREDTHS = {"mm": 100, "in": 2540}


def status_of(seen: PrinterSeen, media: str, jobs_inside: int = 0) -> DeviceStatus:
    """The status of an idle printer; `jobs_inside` are jobs of whoever that are not over."""
    told = seen.reasons or frozenset()
    paper, toner = _paper(seen, media), _toner(seen)
    cover, path = Cover.UNKNOWN, Media.UNKNOWN
    if seen.reasons is not None:
        cover = Cover.OPEN if told & COVER else Cover.CLOSED
        if told & JAM:
            path = Media.JAMMED
        elif seen.state == PrinterState.IDLE:
            path = Media.NOT_PRESENT
    if seen.state is None:
        state = DeviceState.UNKNOWN
    elif paper is PaperSupply.JAMMED:
        state = DeviceState.HARDWARE_ERROR
    elif cover is Cover.OPEN or PaperSupply.OUT is paper or toner is Toner.OUT or told & FULL_TRAY:
        state = DeviceState.USER_ERROR
    elif seen.state == PrinterState.STOPPED:
        state = DeviceState.HARDWARE_ERROR
    elif seen.accepting is False:
        state = DeviceState.OFFLINE
    elif jobs_inside or seen.queued or seen.state == PrinterState.PROCESSING:
        state = DeviceState.BUSY
    else:
        state = DeviceState.ONLINE
    return DeviceStatus(state, paper, path, cover, seen.detail, toner, seen.model)


def fault_before(seen: PrinterSeen, status: DeviceStatus) -> Fault | None:
    """Why nothing may be sent now, or None. Only what can be mended comes before busy."""
    told = seen.reasons or frozenset()
    if status.state is DeviceState.ONLINE:
        return None if seen.formats is None or PDF in seen.formats else Fault.A4_NO_PDF
    if status.state is DeviceState.UNKNOWN:
        return Fault.A4_SILENT
    if status.cover is Cover.OPEN:
        return Fault.A4_COVER_OPEN
    if status.paper is PaperSupply.JAMMED:
        return Fault.A4_JAMMED
    if status.paper is PaperSupply.OUT:
        return Fault.A4_NO_PAPER
    if status.toner is Toner.OUT:
        return Fault.A4_NO_TONER
    if told & FULL_TRAY:
        return Fault.A4_OUTPUT_FULL
    return Fault.A4_BUSY if status.state is DeviceState.BUSY else Fault.A4_ERROR


def trouble_during(seen: PrinterSeen, before: frozenset[str] = frozenset()) -> Fault | None:
    """What may keep a running job from going on. What was told `before` it, and did not forbid it,
    counts only where the printer has stopped: another tray may be empty all the time. An open cover
    comes first, since it often makes the sensors behind it report something too."""
    stopped = seen.state == PrinterState.STOPPED
    told = (seen.reasons or frozenset()) - (frozenset() if stopped else before)
    rows = (
        (COVER, Fault.A4_PRINT_COVER_OPENED),
        (JAM, Fault.A4_PRINT_JAM),
        (NO_PAPER, Fault.A4_PRINT_PAPER_END),
        (NO_TONER, Fault.A4_PRINT_TONER_END),
        (FULL_TRAY | (seen.severe - before), Fault.A4_PRINT_ERROR),
    )
    for reasons, fault in rows:
        if told & reasons:
            return fault
    return Fault.A4_PRINT_ERROR if stopped else None


def halts(seen: PrinterSeen) -> bool:
    """Whether no page can come out now. Without paper or toner for the next one, the last may."""
    told = seen.reasons or frozenset()
    return seen.state == PrinterState.STOPPED or bool(told & (COVER | JAM | NEEDED))


def cannot(seen: PrinterSeen, order: Order) -> str:
    """What the printer does not do of this order, "" for nothing. It is not printed otherwise."""
    if order.two_sided and "two-sided-long-edge" not in seen.sides:
        return "two-sided"
    if order.colour and "color" not in seen.modes:
        return "colour"
    return "copies" if order.copies > seen.most_copies else ""


def _paper(seen: PrinterSeen, media: str) -> PaperSupply:
    """Levels of trays say more than a reason, which may be of one tray among others."""
    if seen.reasons is None:
        return PaperSupply.UNKNOWN
    if seen.reasons & JAM:
        return PaperSupply.JAMMED
    loaded = any(level > 0 or level == -3 for level in seen.trays)
    empty = not loaded and (bool(seen.reasons & NO_PAPER) or 0 in seen.trays)
    if empty or seen.reasons & NEEDED or not _is_ready(seen, media):
        return PaperSupply.OUT
    return PaperSupply.LOW if "media-low" in seen.reasons else PaperSupply.FULL


def _is_ready(seen: PrinterSeen, media: str) -> bool:
    """False only where the printer tells what is loaded, and this is not."""
    if seen.ready is None and not seen.ready_sizes:
        return True
    return media in (seen.ready or ()) or _size_of(media) in seen.ready_sizes


def _toner(seen: PrinterSeen) -> Toner:
    told = seen.reasons or frozenset()
    known = [supply for supply in seen.supplies if supply.percent is not None]
    if told & NO_TONER or any(supply.percent == 0 for supply in known):
        return Toner.OUT
    low = any(s.percent is not None and s.percent <= s.low for s in known)
    if told & LOW_TONER or low:
        return Toner.LOW
    return Toner.UNKNOWN if seen.reasons is None else Toner.FULL


def _size_of(media: str) -> tuple[int, int] | None:
    """From a self-describing name (PWG 5101.1), iso_a4_210x297mm -> (21000, 29700)."""
    match = _SIZE.search(media)
    if match is None:
        return None
    scale = _HUNDREDTHS[match[3]]
    return round(float(match[1]) * scale), round(float(match[2]) * scale)

"""What the answers mean: the state of the printer, and the fault that follows from it. Pure.

Conditions are tested by the masks of a profile; whole bytes are never compared.
"""

from collections.abc import Mapping

from msgspec import Struct

from devices.receipt_printer.profile import Bits, Profile
from devices.receipt_printer.protocol import status_names
from kiosk.device import Cover, DeviceState, DeviceStatus, Media, PaperSupply
from kiosk.faults import Fault


class Report(Struct, frozen=True):
    """One complete status, or, where `heard` is false, an incomplete one: then state UNKNOWN."""

    status: DeviceStatus
    heard: bool = True
    jam: bool = False
    cutter: bool = False
    head: bool = False
    ticket: bool = False
    busy: bool = False

    @property
    def can_print(self) -> bool:
        return self.status.can_print


def decode(answers: Mapping[str, int], profile: Profile) -> Report:
    """Status from the answers that `status_names` lists; UNKNOWN where one is missing."""
    names = status_names(profile)
    detail = " ".join(f"{n}={answers[n]:02X}" if n in answers else f"{n}=--" for n in names)
    if any(name not in answers for name in names):
        return Report(DeviceStatus(detail=detail), heard=False)
    rows = profile.bits

    def has(bits: Bits) -> bool:
        return any(answers[name] & mask for name, mask in bits)

    jam, cutter, head = has(rows.jam), has(rows.cutter), has(rows.head)
    cover, ticket = has(rows.cover_open), has(rows.ticket)
    if jam:
        paper = PaperSupply.JAMMED
    elif has(rows.paper_end):
        paper = PaperSupply.OUT
    else:
        paper = PaperSupply.LOW if has(rows.near_end) else PaperSupply.FULL
    if jam or cutter or has(rows.unrecoverable):
        state = DeviceState.HARDWARE_ERROR
    elif cover or paper is PaperSupply.OUT:
        state = DeviceState.USER_ERROR
    elif head:
        state = DeviceState.BUSY
    elif has(rows.error):
        state = DeviceState.HARDWARE_ERROR
    else:
        state = DeviceState.OFFLINE if has(rows.offline) else DeviceState.ONLINE
    status = DeviceStatus(
        state,
        paper,
        Media.PRESENT if ticket else Media.NOT_PRESENT,
        Cover.OPEN if cover else Cover.CLOSED,
        detail,
    )
    return Report(status, True, jam, cutter, head, ticket, has(rows.busy))


def fault_before(report: Report) -> Fault | None:
    """Why nothing may be sent now, or None. A waiting ticket is not looked at."""
    if report.can_print:
        return None
    if not report.heard:
        return Fault.PRINTER_SILENT
    if report.status.cover is Cover.OPEN:
        return Fault.PRINTER_COVER_OPEN
    if report.jam:
        return Fault.PRINTER_JAMMED
    if report.cutter:
        return Fault.PRINTER_CUTTER
    if report.status.paper is PaperSupply.OUT:
        return Fault.PRINTER_NO_PAPER
    return Fault.PRINTER_ERROR


def fault_during(report: Report) -> Fault | None:
    """What stopped the job that is printing, or None where it may still end well.

    An open cover comes first since it often makes the paper sensor report paper end too. A state
    that passes by itself (head temperature, a short off-line) is no end.
    """
    if report.status.cover is Cover.OPEN:
        return Fault.PRINT_COVER_OPENED
    if report.jam:
        return Fault.PRINT_JAM
    if report.cutter:
        return Fault.PRINT_CUTTER
    if report.status.paper is PaperSupply.OUT:
        return Fault.PRINT_PAPER_END
    if report.status.state is DeviceState.HARDWARE_ERROR:
        return Fault.PRINT_ERROR
    return None


def fault_after(report: Report) -> Fault | None:
    """What forbids to call the job printed although its barrier was answered, or None."""
    if report.can_print:
        return None
    if not report.heard:
        return Fault.PRINT_NO_ANSWER
    if report.head:
        return fault_during(report) or Fault.PRINT_HEAD
    return fault_during(report) or Fault.PRINT_ERROR

"""Why no document can be printed, from what the A4 printer said of itself. Pure."""

from kiosk.device import Cover, DeviceState, DeviceStatus, Media, PaperSupply, Toner
from kiosk.faults import Fault


def a4_fault(status: DeviceStatus) -> Fault | None:
    """Why nothing can be printed, or None. What somebody can mend here and now comes first.

    Busy is no reason: its driver waits a little for whoever shares the printer, and says so.
    """
    if status.state in (DeviceState.NO_DEVICE, DeviceState.POWER_OFF):
        return Fault.A4_ABSENT
    if status.cover is Cover.OPEN:
        return Fault.A4_COVER_OPEN
    if status.paper is PaperSupply.JAMMED or status.media is Media.JAMMED:
        return Fault.A4_JAMMED
    if status.paper is PaperSupply.OUT:
        return Fault.A4_NO_PAPER
    if status.toner is Toner.OUT:
        return Fault.A4_NO_TONER
    if status.state in (DeviceState.ONLINE, DeviceState.BUSY):
        return None
    if status.state in (DeviceState.UNKNOWN, DeviceState.STARTING):
        return Fault.A4_SILENT
    if status.state is DeviceState.USER_ERROR:  # none of the above: the tray is full
        return Fault.A4_OUTPUT_FULL
    return Fault.A4_ERROR

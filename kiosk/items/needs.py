"""From what the devices said of themselves to what an item can use. Pure."""

from collections.abc import Collection, Mapping

from msgspec import Struct

from kiosk.device import Cover, Device, DeviceState, DeviceStatus, PaperSupply, Toner
from kiosk.faults import Fault
from kiosk.items.codes import DeviceNeed

NEEDED: dict[DeviceNeed, tuple[Device, ...]] = {
    DeviceNeed.IDCARD: (Device.ID_READER,),
    DeviceNeed.SSCARD: (Device.SSC_READER,),
    DeviceNeed.SCANNER: (Device.DOCUMENT_CAMERA, Device.SCANNER),
    DeviceNeed.CAMERA: (Device.FACE_CAMERA,),
    DeviceNeed.RECEIPT_PRINTER: (Device.RECEIPT_PRINTER,),
    DeviceNeed.A4_PRINTER: (Device.A4_PRINTER,),
    DeviceNeed.QR: (Device.CODE_READER,),
    DeviceNeed.LAMP: (Device.LAMPS,),
}
"""Any one of them is enough."""

BUILT_IN = frozenset({DeviceNeed.SPEAKER, DeviceNeed.HEADSET})
"""Part of every terminal; without them it still shows everything in words."""

UNHEARD_OF = frozenset(DeviceNeed) - NEEDED.keys() - BUILT_IN
"""No type of terminal has these yet."""


class _Words(Struct, frozen=True):
    absent: Fault
    silent: Fault
    broken: Fault
    no_paper: Fault | None = None
    cover: Fault | None = None


_FAULTS: dict[Device, _Words] = {
    Device.ID_READER: _Words(Fault.READER_ABSENT, Fault.READER_SILENT, Fault.READER_OUT_OF_SERVICE),
    Device.SSC_READER: _Words(
        Fault.SSC_READER_ABSENT, Fault.SSC_READER_SILENT, Fault.SSC_READER_SILENT
    ),
    Device.RECEIPT_PRINTER: _Words(
        Fault.PRINTER_ABSENT,
        Fault.PRINTER_SILENT,
        Fault.PRINTER_ERROR,
        Fault.PRINTER_NO_PAPER,
        Fault.PRINTER_COVER_OPEN,
    ),
    Device.A4_PRINTER: _Words(
        Fault.A4_ABSENT, Fault.A4_SILENT, Fault.A4_ERROR, Fault.A4_NO_PAPER, Fault.A4_COVER_OPEN
    ),
    Device.LAMPS: _Words(Fault.LAMPS_ABSENT, Fault.LAMPS_SILENT, Fault.LAMPS_SILENT),
    Device.DOCUMENT_CAMERA: _Words(Fault.SCANNER_ABSENT, Fault.SCANNER_SILENT, Fault.SCANNER_ERROR),
    Device.SCANNER: _Words(Fault.SCANNER_ABSENT, Fault.SCANNER_SILENT, Fault.SCANNER_ERROR),
    Device.FACE_CAMERA: _Words(Fault.CAMERA_ABSENT, Fault.CAMERA_SILENT, Fault.CAMERA_SILENT),
    Device.CODE_READER: _Words(
        Fault.CODE_READER_ABSENT, Fault.CODE_READER_SILENT, Fault.CODE_READER_SILENT
    ),
}


def device_faults(
    statuses: Mapping[Device, DeviceStatus], otherwise: Collection[DeviceNeed] = ()
) -> dict[DeviceNeed, Fault | None]:
    """For each kind of need: why it cannot be met now, or None. A device that is not in `statuses`
    is not fitted. `otherwise`: met by something that is no device here (a demo's stand-in)."""
    found: dict[DeviceNeed, Fault | None] = {}
    for need in DeviceNeed:
        if need in BUILT_IN or need in otherwise:
            found[need] = None
            continue
        fitted = [device for device in NEEDED.get(need, ()) if device in statuses]
        faults = [status_fault(device, statuses[device]) for device in fitted]
        found[need] = Fault.DEVICE_NOT_FITTED if not faults else _least(faults)
    return found


def _least(faults: list[Fault | None]) -> Fault | None:
    return None if None in faults else faults[0]


def status_fault(device: Device, status: DeviceStatus) -> Fault | None:
    """Why this device cannot be used now, or None."""
    words = _FAULTS[device]
    if status.state in (DeviceState.NO_DEVICE, DeviceState.POWER_OFF, DeviceState.OFFLINE):
        return words.absent
    if status.state in (DeviceState.UNKNOWN, DeviceState.STARTING):
        return words.silent
    if status.cover is Cover.OPEN and words.cover is not None:
        return words.cover
    if device is Device.A4_PRINTER and status.toner is Toner.OUT:
        return Fault.A4_NO_TONER
    if status.paper is PaperSupply.JAMMED:
        jammed = {Device.A4_PRINTER: Fault.A4_JAMMED, Device.RECEIPT_PRINTER: Fault.PRINTER_JAMMED}
        return jammed.get(device, words.broken)
    if status.paper is PaperSupply.OUT and words.no_paper is not None:
        return words.no_paper
    # Busy with the step before is no reason to say no.
    return None if status.state in (DeviceState.ONLINE, DeviceState.BUSY) else words.broken

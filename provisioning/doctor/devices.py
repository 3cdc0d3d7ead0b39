"""What each fitted device says of itself, as findings."""

from collections.abc import Iterator

from kiosk.device import Cover, Device, DeviceState, DeviceStatus, PaperSupply, Toner
from kiosk.fitted import Fitted
from kiosk.messages.hosts import DeviceInfo
from provisioning.doctor.findings import Finding, fail, ok, warn
from provisioning.doctor.hosts import Hosts, NoAnswer

NAMES = {
    Device.ID_READER: "ID card reader",
    Device.SSC_READER: "social security card reader",
    Device.RECEIPT_PRINTER: "receipt printer",
    Device.A4_PRINTER: "A4 printer",
    Device.LAMPS: "indicator lamps",
    Device.DOCUMENT_CAMERA: "document camera",
    Device.SCANNER: "scanner",
    Device.FACE_CAMERA: "face camera",
    Device.CODE_READER: "code reader",
}
REMEDIES = {
    Device.ID_READER: "check its cable and power, and [devices.id_reader] port",
    Device.SSC_READER: "check that pcscd runs, the reader's cable, and [devices.ssc_reader] reader",
    Device.RECEIPT_PRINTER: "check power, cable, paper, and [devices.receipt_printer] url, profile",
    Device.A4_PRINTER: "check power, network and paper, and [devices.a4_printer] url",
    Device.LAMPS: "check the board's cable, and [devices.lamps] port, baud, unit",
    Device.DOCUMENT_CAMERA: "check the camera's cable, and [devices.document_camera] source",
    Device.SCANNER: "check power and cable, and [devices.scanner] device (scanimage -L names it)",
    Device.FACE_CAMERA: "check the camera's cable, and [devices.face_camera] source",
    Device.CODE_READER: "check its cable, and [devices.code_reader] source or port",
}


def look(hosts: Hosts, fitted: Fitted) -> Iterator[tuple[Finding, DeviceInfo | None]]:
    """One finding for each fitted device, with what it says where its host answers."""
    for device in fitted.all():
        try:
            infos = {info.device: info for info in hosts.of(device).devices()}
        except NoAnswer as error:
            yield fail(f"{NAMES[device]}: {error}", "see what `main.py run` writes"), None
            continue
        yield finding_of(device, infos[device].status), infos[device]


def finding_of(device: Device, status: DeviceStatus) -> Finding:
    """What of the status a technician must mend, look at, or may leave."""
    identity = f", {status.identity}" if status.identity else ""
    detail = f" ({status.detail})" if status.detail else ""
    words = f"{NAMES[device]}: {status.state}{_supplies(status)}{identity}{detail}"
    if status.paper in (PaperSupply.OUT, PaperSupply.JAMMED) or status.toner is Toner.OUT:
        return fail(words, "load paper or toner, clear the jam")
    if status.cover is Cover.OPEN:
        return fail(words, "close the cover")
    if status.state not in (DeviceState.ONLINE, DeviceState.BUSY):
        return fail(words, REMEDIES[device])
    if PaperSupply.LOW is status.paper or Toner.LOW is status.toner:
        return warn(words, "bring paper or toner soon")
    return ok(words)


def _supplies(status: DeviceStatus) -> str:
    told = {"paper": status.paper, "toner": status.toner, "cover": status.cover}
    known = [f"{name} {value}" for name, value in told.items() if value != "notSupported"]
    return "".join(f", {word}" for word in known)

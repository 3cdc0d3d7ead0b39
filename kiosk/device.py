"""Words for the state of a device, after XFS4IoT Common.Status.

`UNKNOWN` is what silence means: nothing was read from the device. `NOT_SUPPORTED` means the device
said, or its model profile says, that it cannot tell. The two are never mixed.
"""

from dataclasses import dataclass
from enum import StrEnum


class DeviceState(StrEnum):
    ONLINE = "online"
    OFFLINE = "offline"
    POWER_OFF = "powerOff"
    NO_DEVICE = "noDevice"
    HARDWARE_ERROR = "hardwareError"
    USER_ERROR = "userError"
    BUSY = "deviceBusy"
    UNKNOWN = "unknown"


class PaperSupply(StrEnum):
    """Paper on the roll, apart from media in the path (XFS4IoT Printer.Status `paper`)."""

    FULL = "full"
    LOW = "low"
    OUT = "out"
    JAMMED = "jammed"
    NOT_SUPPORTED = "notSupported"
    UNKNOWN = "unknown"


class Media(StrEnum):
    """Media in the print path or the presenter (XFS4IoT Printer.Status `media`)."""

    PRESENT = "present"
    NOT_PRESENT = "notPresent"
    JAMMED = "jammed"
    NOT_SUPPORTED = "notSupported"
    UNKNOWN = "unknown"


class Cover(StrEnum):
    CLOSED = "closed"
    OPEN = "open"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class PrinterStatus:
    """What the receipt printer said last. Written by the printer host only."""

    state: DeviceState = DeviceState.UNKNOWN
    paper: PaperSupply = PaperSupply.UNKNOWN
    media: Media = Media.UNKNOWN
    cover: Cover = Cover.UNKNOWN
    detail: str = ""
    """Operator's words: which bits, in hex. Never shown to a citizen."""

    @property
    def can_print(self) -> bool:
        return self.state is DeviceState.ONLINE and self.paper in (
            PaperSupply.FULL,
            PaperSupply.LOW,
            PaperSupply.NOT_SUPPORTED,
        )


@dataclass(frozen=True, slots=True)
class ReaderStatus:
    """What the card reader said last. Written by the card host only."""

    state: DeviceState = DeviceState.UNKNOWN
    detail: str = ""
    sam_id: str = ""

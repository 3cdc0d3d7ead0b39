"""Words for the state of a device, after XFS4IoT (Common.Status, Common.Capabilities, Printer).


`UNKNOWN` is what silence means: nothing was read from the device. `NOT_SUPPORTED` means the device
said, or its model profile says, that it cannot tell. The two are never mixed.
"""

from enum import StrEnum

from msgspec import Struct

from kiosk.values import replace


class Device(StrEnum):
    """The devices of a terminal, by the name of their table in its configuration."""

    ID_READER = "id_reader"
    SSC_READER = "ssc_reader"
    RECEIPT_PRINTER = "receipt_printer"
    A4_PRINTER = "a4_printer"
    LAMPS = "lamps"
    DOCUMENT_CAMERA = "document_camera"
    SCANNER = "scanner"
    FACE_CAMERA = "face_camera"
    CODE_READER = "code_reader"


IMAGING = (Device.DOCUMENT_CAMERA, Device.SCANNER, Device.FACE_CAMERA, Device.CODE_READER)
"""Those behind the imaging host."""


class DeviceState(StrEnum):
    ONLINE = "online"
    OFFLINE = "offline"
    POWER_OFF = "powerOff"
    NO_DEVICE = "noDevice"
    HARDWARE_ERROR = "hardwareError"
    USER_ERROR = "userError"
    BUSY = "deviceBusy"
    STARTING = "starting"
    UNKNOWN = "unknown"


class PaperSupply(StrEnum):
    """Paper on the roll or in the trays, apart from media in the path (Printer.Status `paper`)."""

    FULL = "full"
    LOW = "low"
    OUT = "out"
    JAMMED = "jammed"
    NOT_SUPPORTED = "notSupported"
    UNKNOWN = "unknown"


class Toner(StrEnum):
    FULL = "full"
    LOW = "low"
    OUT = "out"
    NOT_SUPPORTED = "notSupported"
    UNKNOWN = "unknown"


class Media(StrEnum):
    """A card in the reader, a sheet in the path, a ticket in the presenter (`media`)."""

    PRESENT = "present"
    NOT_PRESENT = "notPresent"
    JAMMED = "jammed"
    NOT_SUPPORTED = "notSupported"
    UNKNOWN = "unknown"


class Cover(StrEnum):
    CLOSED = "closed"
    OPEN = "open"
    NOT_SUPPORTED = "notSupported"
    UNKNOWN = "unknown"


class DeviceStatus(Struct, frozen=True):
    """What the device said last. Written by its driver only, one writer for each device."""

    state: DeviceState = DeviceState.UNKNOWN
    paper: PaperSupply = PaperSupply.UNKNOWN
    media: Media = Media.UNKNOWN
    cover: Cover = Cover.UNKNOWN
    detail: str = ""
    """Operator's words: which bits, in hex. Never shown to a citizen, never personal."""
    toner: Toner = Toner.UNKNOWN
    identity: str = ""
    """What the device says it is: SAM id, model, firmware, reader name."""

    @property
    def can_print(self) -> bool:
        return self.state is DeviceState.ONLINE and self.paper in (
            PaperSupply.FULL,
            PaperSupply.LOW,
            PaperSupply.NOT_SUPPORTED,
        )


class Capabilities(Struct, frozen=True):
    """What a driver declares before it has heard anything from its device.

    `senses` names the fields of DeviceStatus, apart from `state`, that this model can tell;
    `commands` the classes of kiosk.messages that it performs; `queues` whether a second command
    waits for the first (a printer) or is refused with DEVICE_BUSY (everything else).
    """

    commands: tuple[str, ...]
    senses: tuple[str, ...] = ()
    queues: bool = False

    def unheard(self, state: DeviceState = DeviceState.UNKNOWN, detail: str = "") -> DeviceStatus:
        """The status of a device that has not spoken: NOT_SUPPORTED for what it cannot sense."""
        return self.limited(DeviceStatus(state, detail=detail))

    def limited(self, status: DeviceStatus) -> DeviceStatus:
        """`status` with NOT_SUPPORTED for everything that this model cannot sense."""
        return replace(
            status,
            paper=status.paper if "paper" in self.senses else PaperSupply.NOT_SUPPORTED,
            media=status.media if "media" in self.senses else Media.NOT_SUPPORTED,
            cover=status.cover if "cover" in self.senses else Cover.NOT_SUPPORTED,
            toner=status.toner if "toner" in self.senses else Toner.NOT_SUPPORTED,
        )


class CompletionCode(StrEnum):
    """How a command ended that did not succeed (XFS4IoT completion codes)."""

    CANCELED = "canceled"
    TIMED_OUT = "timeOut"
    DEVICE_NOT_READY = "deviceNotReady"
    HARDWARE_ERROR = "hardwareError"
    USER_ERROR = "userError"
    SEQUENCE_ERROR = "sequenceError"
    UNSUPPORTED_COMMAND = "unsupportedCommand"
    INVALID_DATA = "invalidData"

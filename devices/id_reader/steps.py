"""What a `Reading` asks the owner of the port to do, and what it has to tell. Pure."""

from msgspec import Struct

from devices.id_reader.frames import Command
from kiosk.faults import Fault
from kiosk.identity import IdentityCard


class Send(Struct, frozen=True):
    frame: bytes
    timeout_s: float


class Pause(Struct, frozen=True):
    seconds: float


class Found(Struct, frozen=True):
    """The reply just taken reported a card. `news` is false for one already told a fault."""

    news: bool


class Retrying(Struct, frozen=True):
    pass


class Photo(Struct, frozen=True):
    """The chip photo (WLT) of the card that was read. Its receiver wipes it."""

    wlt: bytearray


class Lacks(Struct, frozen=True):
    """This reader does not know the command, or may not perform it."""

    command: Command


class CardDecoded(Struct, frozen=True):
    card: IdentityCard


class Failed(Struct, frozen=True):
    """`fault` is told once for each presented card. After a reader's fault the reading is over;
    `detail` then says to the operator what the reader answered."""

    fault: Fault
    detail: str = ""


Step = Send | Pause | Found | Retrying | Photo | Lacks | CardDecoded | Failed

"""What a `Reading` asks the owner of the port to do, and what it has to tell. Pure."""

from dataclasses import dataclass

from devices.id_reader.frames import Command
from kiosk.faults import Fault
from kiosk.identity import IdentityCard


@dataclass(frozen=True, slots=True)
class Send:
    frame: bytes
    timeout_s: float


@dataclass(frozen=True, slots=True)
class Pause:
    seconds: float


@dataclass(frozen=True, slots=True)
class Found:
    """The reply just taken reported a card. `news` is false for one already told a fault."""

    news: bool


@dataclass(frozen=True, slots=True)
class Retrying:
    pass


@dataclass(frozen=True, slots=True)
class Photo:
    """The chip photo (WLT) of the card that was read. Its receiver wipes it."""

    wlt: bytearray


@dataclass(frozen=True, slots=True)
class Lacks:
    """This reader does not know the command, or may not perform it."""

    command: Command


@dataclass(frozen=True, slots=True)
class CardDecoded:
    card: IdentityCard


@dataclass(frozen=True, slots=True)
class Failed:
    """`fault` is told once for each presented card. After a reader's fault the reading is over;
    `detail` then says to the operator what the reader answered."""

    fault: Fault
    detail: str = ""


Step = Send | Pause | Found | Retrying | Photo | Lacks | CardDecoded | Failed

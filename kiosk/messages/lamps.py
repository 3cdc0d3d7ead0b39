"""The lamps beside the slots (XFS4IoT Lights): screen -> service -> printer host."""

from dataclasses import dataclass
from enum import StrEnum


class Lamp(StrEnum):
    ID_READER = "id_reader"
    SSC_READER = "ssc_reader"
    RECEIPT = "receipt"
    DOCUMENT = "document"
    SCANNER = "scanner"
    CODE = "code"


class FlashRate(StrEnum):
    OFF = "off"
    SLOW = "slow"
    MEDIUM = "medium"
    QUICK = "quick"
    CONTINUOUS = "continuous"


@dataclass(frozen=True, slots=True)
class SetLamp:
    command: str
    lamp: Lamp
    rate: FlashRate
    deadline_s: float = 2.0


@dataclass(frozen=True, slots=True)
class Guide:
    """Screen -> service: how the lamps should be now. Not answered: a lamp that does not light
    stops nobody, and what is not fitted is passed over."""

    lamps: tuple[tuple[Lamp, FlashRate], ...]


@dataclass(frozen=True, slots=True)
class LampSet:
    """The board confirmed the outputs."""

    command: str
    lamp: Lamp
    rate: FlashRate

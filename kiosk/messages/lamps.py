"""The lamps beside the slots (XFS4IoT Lights): screen -> service -> printer host."""

from enum import StrEnum

from msgspec import Struct


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


class SetLamp(Struct, frozen=True):
    command: str
    lamp: Lamp
    rate: FlashRate
    deadline_s: float = 2.0


class Guide(Struct, frozen=True):
    """Screen -> service: how the lamps should be now. Not answered: a lamp that does not light
    stops nobody, and what is not fitted is passed over."""

    lamps: tuple[tuple[Lamp, FlashRate], ...]


class LampSet(Struct, frozen=True):
    """The board confirmed the outputs."""

    command: str
    lamp: Lamp
    rate: FlashRate

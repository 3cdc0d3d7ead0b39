"""Screen <-> card host."""

from dataclasses import dataclass
from enum import StrEnum

from kiosk.faults import Fault
from kiosk.identity import IdentityCard


@dataclass(frozen=True, slots=True)
class StartReading:
    """Poll for a card until one is read, `StopReading` comes or the screen goes away."""

    command: str


@dataclass(frozen=True, slots=True)
class StopReading:
    command: str


class ReadStage(StrEnum):
    POLLING = "polling"
    FOUND = "found"
    RETRYING = "retrying"


@dataclass(frozen=True, slots=True)
class ReadProgress:
    command: str
    stage: ReadStage


@dataclass(frozen=True, slots=True)
class CardRead:
    """The one success completion of `StartReading`. `found_at` is CLOCK_MONOTONIC seconds of the
    first byte of the reply that reported the card (for the benchmark)."""

    command: str
    card: IdentityCard
    found_at: float = 0.0


@dataclass(frozen=True, slots=True)
class CardFailed:
    """A failure that the citizen must act on. Where `final` is false the host goes on polling."""

    command: str
    fault: Fault
    final: bool = False

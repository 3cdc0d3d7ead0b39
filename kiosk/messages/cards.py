"""Screen <-> card host."""

from dataclasses import dataclass
from enum import StrEnum

from kiosk.faults import Fault
from kiosk.identity import IdentityCard


@dataclass(frozen=True, slots=True)
class StartReading:
    """Poll for a card until one is read, `StopReading` comes or the screen goes away.

    Completed by `CardRead`, or by `CommandFailed` for a fault of the reader."""

    command: str
    deadline_s: float = 600.0


@dataclass(frozen=True, slots=True)
class StopReading:
    command: str


@dataclass(frozen=True, slots=True)
class ReadSocialCard:
    """Wait for a social security card and read its holder; completed by `CardRead`.

    A card that cannot serve is told as `CardFailed`, once for each card put in, and waiting goes
    on. Whether the card has expired is not judged.
    """

    command: str
    deadline_s: float = 600.0


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
    """The one success completion of `StartReading` and `ReadSocialCard`. `found_at` is
    CLOCK_MONOTONIC seconds of the first byte of the reply that reported the card, or of PC/SC's
    word of it (for the benchmark)."""

    command: str
    card: IdentityCard
    found_at: float = 0.0


@dataclass(frozen=True, slots=True)
class CardFailed:
    """A failure that the citizen must act on. Where `final` is false (always, as the driver tells
    it) the reading goes on."""

    command: str
    fault: Fault
    final: bool = False

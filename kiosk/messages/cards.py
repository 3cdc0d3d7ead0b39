"""Screen <-> card host."""

from enum import StrEnum

from msgspec import Struct

from kiosk.faults import Fault
from kiosk.identity import IdentityCard


class StartReading(Struct, frozen=True):
    """Poll for a card until one is read, `StopReading` comes or the screen goes away.

    Completed by `CardRead`, or by `CommandFailed` for a fault of the reader."""

    command: str
    deadline_s: float = 600.0


class StopReading(Struct, frozen=True):
    command: str


class ReadSocialCard(Struct, frozen=True):
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


class ReadProgress(Struct, frozen=True):
    command: str
    stage: ReadStage


class CardRead(Struct, frozen=True):
    """The one success completion of `StartReading` and `ReadSocialCard`. `found_at` is
    CLOCK_MONOTONIC seconds of the first byte of the reply that reported the card, or of PC/SC's
    word of it (for the benchmark)."""

    command: str
    card: IdentityCard
    found_at: float = 0.0


class CardFailed(Struct, frozen=True):
    """A failure that the citizen must act on. Where `final` is false (always, as the driver tells
    it) the reading goes on."""

    command: str
    fault: Fault
    final: bool = False

"""Operator <-> service, and what the demo asks of it."""

from dataclasses import dataclass

from kiosk.faults import Fault
from kiosk.messages.service import Network


@dataclass(frozen=True, slots=True)
class AskQueue:
    """Answered by `QueueStatus`."""


@dataclass(frozen=True, slots=True)
class QueueStatus:
    pending: int
    oldest: str
    last_contact: str
    network: Network
    fault: Fault | None
    jobs: tuple[str, ...]
    """Print jobs not settled: "JOB_ID state"."""
    dead: int = 0
    """Records that the platform refused for good; kept, to be looked at by an operator."""


@dataclass(frozen=True, slots=True)
class SetNetwork:
    """Demo only: cut (False) or restore (True) the way to the platform. Answered by `Recorded`."""

    up: bool


@dataclass(frozen=True, slots=True)
class HoldPrint:
    """Demo only: while held, jobs wait between their durable record and the printer, so that a
    power cut at that very point can be played. Answered by `Recorded`."""

    on: bool

"""Dock and journeys -> screen, over the stage socket that exists in the demo only."""

from msgspec import Struct


class Touch(Struct, frozen=True):
    """Press and release at the centre of the visible control with this object name."""

    target: str


class Touched(Struct, frozen=True):
    ok: bool
    detail: str = ""
    frame_ms: float = 0.0
    """From the press to the first frame drawn after it."""


class Grab(Struct, frozen=True):
    """Write what the screen shows now as PNG. Answered by `Grabbed`."""

    path: str


class Grabbed(Struct, frozen=True):
    width: int
    height: int


class AskScreen(Struct, frozen=True):
    """Answered by `OnScreen`."""


class OnScreen(Struct, frozen=True):
    """Pushed at each change of the drawn state, and in answer to `AskScreen`.

    `event` is the name of the last event taken from the inbox; `fault` the code shown, "" for none;
    `at` CLOCK_MONOTONIC seconds when the frame with this state was drawn; `read_found_at` as in
    `CardRead.found_at`, 0 before a card was read.
    """

    screen: str
    event: str
    fault: str = ""
    ticket_no: str = ""
    at: float = 0.0
    targets: tuple[str, ...] = ()
    """Object names of the controls that can be touched now."""
    read_found_at: float = 0.0
    pickup_code: str = ""
    """Of a certificate that was wished for, while it is shown."""
    verdict: str = ""
    """Of a code that was verified; kiosk.certificates.claims.Verdict."""
    found: str = ""
    """The letters whose answer the list of found items shows."""

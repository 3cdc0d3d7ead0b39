"""The face before the camera: part of the model, forgotten with it."""

from msgspec import Struct

from kiosk.faults import Fault

MOST_TRIES = 2
"""After so many that did not match, or in which nobody was seen, somebody looks at the citizen."""


class Face(Struct, frozen=True):
    command: str = ""
    """Of the comparison under way, "" for none."""
    live: str = ""
    """Name of the shared memory with what the camera sees (kiosk.link.frames), "" for none."""
    hint: Fault | None = None
    """What forbids a good picture now."""
    told: Fault | None = None
    """Why the last comparison did not say "the same"."""
    tries: int = 0
    is_off: bool = False
    """Nothing can be compared at this terminal: no models, or no photo of the card."""

    @property
    def left(self) -> int:
        return 0 if self.is_off else max(0, MOST_TRIES - self.tries)

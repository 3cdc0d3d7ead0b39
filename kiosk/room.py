"""How much room is left on a terminal for what it must keep."""

from enum import StrEnum


class RoomLevel(StrEnum):
    """Each level refuses what the one before it refuses, and more."""

    NORMAL = "normal"
    LEAN = "lean"
    """Evaluations and other optional records are not taken."""
    TIGHT = "tight"
    """Nothing new but numbers: no applications, no attachments."""
    FULL = "full"
    """Nothing new at all; what was begun is still finished, and what waits is still sent."""

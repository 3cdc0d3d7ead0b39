"""What may differ from one lamp board to the next, as one row of data. Seconds throughout."""

from collections.abc import Mapping

from msgspec import Struct

from kiosk.messages.lamps import Lamp

UNITS = range(1, 248)
COILS = range(0x10000)


class Profile(Struct, frozen=True):
    """Raises ValueError where a lamp, a coil or the unit cannot be."""

    coils: Mapping[Lamp, int]
    """Coil address of each lamp, counted from 0. Coils of no lamp are never written."""
    unit: int = 1
    baud: int = 9600
    parity: str = "N"
    multiple: bool = True
    """The model knows function 0F, so that neighbouring coils change at once; else 05 for each."""
    blinks: bool = True
    """False for mechanical relays, which flashing would wear out within days: a flashing lamp is
    then simply on."""
    reply_s: float = 0.3
    """A reply takes no longer; twice so long without one, and the board counts as lost."""
    health_s: float = 5.0
    """How often a board whose lamps do not flash is asked."""

    def __post_init__(self) -> None:
        unknown = [lamp for lamp in self.coils if lamp not in set(Lamp)]
        if unknown:
            raise ValueError(f"no lamp {unknown[0]!r}; known: {', '.join(Lamp)}")
        coils = list(self.coils.values())
        if not coils or len(set(coils)) != len(coils) or any(c not in COILS for c in coils):
            raise ValueError("each lamp needs a coil of its own, 0 to 65535")
        if self.unit not in UNITS:
            raise ValueError("a unit is 1 to 247")
        if self.last - self.first >= 2000:
            raise ValueError("the lamps' coils lie more than 2000 apart")

    @property
    def first(self) -> int:
        return min(self.coils.values())

    @property
    def last(self) -> int:
        return max(self.coils.values())

    @property
    def together(self) -> bool:
        """All lamps can be written with one command that touches no other coil."""
        return self.multiple and self.last - self.first + 1 == len(self.coils)

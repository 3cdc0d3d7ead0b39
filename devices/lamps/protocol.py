"""When a lamp is lit: flash rates as functions of time. Pure.

Relay boards know on and off only, so the driver changes the coils at each edge. A lamp that is to
flash begins lit, and flashes less than three times a second (WCAG 2.3.1). The Modbus frames are
pymodbus's; see PROTOCOL.md.
"""

from collections.abc import Mapping

from msgspec import Struct

from devices.lamps.profile import Profile
from kiosk.messages.lamps import FlashRate, Lamp

HALF_S = {FlashRate.SLOW: 1.0, FlashRate.MEDIUM: 0.5, FlashRate.QUICK: 0.25}
"""Seconds lit, and as long dark."""

Outputs = dict[int, bool]
"""Coil address -> lit; the lamps' coils only."""


class Wish(Struct, frozen=True):
    """How a lamp should be, and since when (seconds of any clock that never goes back)."""

    rate: FlashRate = FlashRate.OFF
    since: float = 0.0


Wishes = Mapping[Lamp, Wish]


def lit(wish: Wish, now: float) -> bool:
    half_s = HALF_S.get(wish.rate)
    if half_s is None:
        return wish.rate is FlashRate.CONTINUOUS
    return int(max(0.0, now - wish.since) / half_s) % 2 == 0


def until_edge(wish: Wish, now: float) -> float | None:
    """Seconds until the lamp changes, more than 0; None where it does not."""
    half_s = HALF_S.get(wish.rate)
    if half_s is None:
        return None
    return half_s - max(0.0, now - wish.since) % half_s


def outputs(profile: Profile, wishes: Wishes, now: float) -> Outputs:
    """Each lamp's coil; a lamp without a wish is dark."""
    return {
        coil: lit(_shown(profile, wishes.get(lamp, Wish())), now)
        for lamp, coil in profile.coils.items()
    }


def until_next(profile: Profile, wishes: Wishes, now: float) -> float:
    """Seconds until any lamp changes, at most `health_s`."""
    edges = (until_edge(_shown(profile, wish), now) for wish in wishes.values())
    return min((edge for edge in edges if edge is not None), default=profile.health_s)


def _shown(profile: Profile, wish: Wish) -> Wish:
    """As this board can show it."""
    if profile.blinks or wish.rate not in HALF_S:
        return wish
    return Wish(FlashRate.CONTINUOUS, wish.since)

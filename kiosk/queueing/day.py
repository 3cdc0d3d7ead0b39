"""The business day, and why a clock that jumps never gives a number twice.

Numbers come from leased blocks whose cursors are durable per (group, business day), so no clock can
repeat one. What a clock can do is put a ticket on the wrong day; these rules bound that.
"""

from datetime import date, datetime, timedelta

LEASE_DAYS_AHEAD = 3
"""Business days, today included in none: blocks are held for today and the next three."""


def business_day(now: datetime, high_water: date | None) -> date:
    """The local day, never before the last day on which a number was given.

    `high_water` is that day as stored (or as corrected by the platform's clock). A clock set back
    across midnight goes on with the stored day; a clock set forward finds no lease beyond
    LEASE_DAYS_AHEAD, so `high_water` can never run further ahead than that.
    """
    today = now.date()
    if high_water is not None and today < high_water:
        return high_water
    return today


def clock_is_wrong(now: datetime, high_water: date | None) -> bool:
    """True where the wall clock is before the last business day: an operator must be told."""
    return high_water is not None and now.date() < high_water


def days_to_lease(today: date) -> tuple[date, ...]:
    """Today and the next LEASE_DAYS_AHEAD days; groups closed on a day simply use none."""
    return tuple(today + timedelta(days=ahead) for ahead in range(LEASE_DAYS_AHEAD + 1))


def needs_refill(free: int, block_size: int) -> bool:
    """Refill at half: below half a block the next one is asked for."""
    return free * 2 < block_size or free == 0

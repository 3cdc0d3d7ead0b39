"""Is an item in use on a day, and does it belong to this terminal's region? Pure: clock and data
of the terminal, so it holds without network too."""

from datetime import date
from enum import StrEnum
from typing import Protocol

from kiosk.items.codes import HandleArea, TaskState
from kiosk.items.model import ServiceItem


class Standing(StrEnum):
    IN_FORCE = "in force"
    NOT_YET = "not yet"
    SUSPENDED = "suspended"
    CANCELLED = "cancelled"


class Scope(StrEnum):
    OWN = "own"
    """Of this place or of one above it."""
    ELSEWHERE = "elsewhere"
    """Of another place, which lets it be handled here (异地通办)."""
    NONE = "none"


def standing(item: ServiceItem, day: date) -> Standing:
    """Effective from its day on; on the day of cancellation it is no more."""
    if item.task_state is TaskState.CANCELLED:
        return Standing.CANCELLED
    if item.plan_cancel_date is not None and day >= item.plan_cancel_date:
        return Standing.CANCELLED
    if item.plan_effective_date is not None and day < item.plan_effective_date:
        return Standing.NOT_YET
    if item.task_state is TaskState.SUSPENDED:
        return Standing.SUSPENDED
    return Standing.IN_FORCE


class Placed(Protocol):
    """Where a thing belongs: an item, or a row of the catalogue that stands for it."""

    @property
    def region(self) -> str: ...
    @property
    def handle_area(self) -> HandleArea | None: ...
    @property
    def handle_regions(self) -> tuple[str, ...]: ...


def scope(item: Placed, region: str) -> Scope:
    """`region`: of the terminal, GB/T 2260, 6 to 12 digits."""
    if is_within(region, item.region):
        return Scope.OWN
    if item.handle_regions and not any(is_within(region, one) for one in item.handle_regions):
        return Scope.NONE
    same = {HandleArea.COUNTRY: 0, HandleArea.PROVINCES: 0}
    same |= {HandleArea.CITIES: 2, HandleArea.COUNTIES: 4}
    digits = same.get(item.handle_area or HandleArea.NONE)
    if digits is None or region[:digits] != item.region[:digits]:
        return Scope.NONE
    return Scope.ELSEWHERE


def is_shown(item: ServiceItem, day: date, region: str, allowed: bool = False) -> bool:
    """On a terminal of that region. `allowed`: an admin lets it be shown although the official
    switch is off."""
    if not (item.is_service_terminals or allowed):
        return False
    return standing(item, day) is Standing.IN_FORCE and scope(item, region) is not Scope.NONE


def owning_region(item: ServiceItem) -> str:
    """Where a submission goes, wherever it was made."""
    return item.region


_LEVELS = (2, 4, 6, 9, 12)
"""Digits of province, city, county, town and village (GB/T 2260 and GB/T 10114)."""


def is_within(region: str, whole: str) -> bool:
    """The place is `whole` or lies in it; everything lies in one that is all zeros."""
    return significant(region).startswith(significant(whole))


def significant(region: str) -> str:
    """Without the levels that are all zeros, "all of it": 990100 is 9901."""
    begin = (0, *_LEVELS)
    parts = [region[a:b] for a, b in zip(begin, _LEVELS, strict=False)]
    while parts and not parts[-1].strip("0"):
        parts.pop()
    return "".join(parts)

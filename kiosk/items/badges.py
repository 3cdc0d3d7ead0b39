"""Badges of an item, and how deep items go: from their data, never typed by hand. Pure."""

from collections import Counter
from collections.abc import Iterable
from enum import StrEnum

from msgspec import Struct

from kiosk.items.codes import ProjectType
from kiosk.items.model import ServiceItem, Words

WHOLE_DEPTH = 4
HANDLED_DEPTH = 3
"""Online depth from which an item can be handled at all away from the counter."""


class Badge(StrEnum):
    NO_VISIT = "no_visit"
    ONE_VISIT = "one_visit"
    AT_ONCE = "at_once"
    INSTANT = "instant"
    WHOLE_ONLINE = "whole_online"


_TEXTS = {
    Badge.NO_VISIT: Words("零跑腿", (("en", "No visit"),)),
    Badge.ONE_VISIT: Words("最多跑一次", (("en", "One visit at most"),)),
    Badge.AT_ONCE: Words("即办", (("en", "Done at once"),)),
    Badge.INSTANT: Words("秒批", (("en", "Decided at once"),)),
    Badge.WHOLE_ONLINE: Words("全程网办", (("en", "All online"),)),
}


def badges(item: ServiceItem) -> tuple[Badge, ...]:
    """In the order of the screen."""
    holds = {
        Badge.NO_VISIT: item.limit_scene_num == 0,
        Badge.ONE_VISIT: item.limit_scene_num == 1,
        Badge.AT_ONCE: item.project_type is ProjectType.AT_ONCE,
        Badge.INSTANT: item.instant_decision is True,
        Badge.WHOLE_ONLINE: item.online_handle_depth == WHOLE_DEPTH,
    }
    return tuple(badge for badge, yes in holds.items() if yes)


def badge_text(badge: Badge) -> Words:
    return _TEXTS[badge]


class DepthShare(Struct, frozen=True):
    """One level of online depth: how many items have just this one, and which part of all items, in
    percent to one decimal, reaches it or goes deeper."""

    level: int
    items: int
    reached_percent: float


def depth_shares(items: Iterable[ServiceItem]) -> tuple[DepthShare, ...]:
    """Levels 1 to 4; all zero without items."""
    counted = Counter(item.online_handle_depth for item in items)
    total = counted.total() or 1
    return tuple(
        DepthShare(
            level,
            counted[level],
            round(100 * sum(counted[deep] for deep in range(level, 5)) / total, 1),
        )
        for level in range(1, WHOLE_DEPTH + 1)
    )

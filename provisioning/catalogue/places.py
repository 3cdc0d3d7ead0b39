"""Whether an item's row says that it is done at a terminal's place. Pure."""

from msgspec import Struct

from kiosk.items.codes import HandleArea
from kiosk.items.validity import Scope, scope


class _Place(Struct, frozen=True):
    region: str
    handle_area: HandleArea | None
    handle_regions: tuple[str, ...]


def is_here(region: str, area: str, regions: str, terminal: str) -> bool:
    """`region`, `area` and `regions` as the row has them; `terminal`: GB/T 2260 or longer."""
    try:
        handled = HandleArea(area) if area else None
    except ValueError:
        handled = None
    return scope(_Place(region, handled, tuple(regions.split())), terminal) is not Scope.NONE

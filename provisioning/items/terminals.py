"""Types of terminal, as data: which of them can do an item."""

import tomllib
from functools import cache
from pathlib import Path

from kiosk.items.codes import DeviceNeed
from kiosk.items.model import ServiceItem

TYPES_FILE = Path(__file__).parent / "terminal_types.toml"


@cache
def terminal_types() -> dict[str, frozenset[DeviceNeed]]:
    """Name -> its devices."""
    tables = tomllib.loads(TYPES_FILE.read_text("utf-8"))
    return {name: frozenset(map(DeviceNeed, one["devices"])) for name, one in tables.items()}


def types_for(item: ServiceItem) -> tuple[str, ...]:
    """Types that have every device of the item."""
    needed = set(item.devices)
    return tuple(name for name, devices in terminal_types().items() if needed <= devices)

"""Every text of an item with its JSON path, so that rules about words are written once."""

from collections.abc import Iterator
from typing import Any

from msgspec import Struct

from kiosk.items.model import ServiceItem, Words


def texts(item: ServiceItem) -> Iterator[tuple[str, Words]]:
    """(path, words) in the order of the package; everyday words are no sentences, so not these."""
    yield from _texts(item, "$")


def _texts(value: Any, path: str) -> Iterator[tuple[str, Words]]:
    if isinstance(value, Words):
        yield path, value
    elif isinstance(value, tuple):
        for i, one in enumerate(value):
            yield from _texts(one, f"{path}[{i}]")
    elif isinstance(value, Struct):
        for name in value.__struct_fields__:
            yield from _texts(getattr(value, name), f"{path}.{name.rstrip('_')}")

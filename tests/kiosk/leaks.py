"""Finds a person in what a screen would show."""

from collections.abc import Iterable, Iterator
from functools import cache

from msgspec import Struct

from kiosk.identity import IdentityCard
from kiosk.present.snapshot import Snapshot

TELLING = 5
"""So many characters of a number in a row are not masked any more; two at each end are shown."""
TYPED_IN_CLEAR = 6


def strings_in(value: object, path: str = "") -> Iterator[tuple[str, str]]:
    """(path of the field, text) of every text in a dataclass, however deep."""
    if isinstance(value, str):
        yield path, str(value)
    elif isinstance(value, tuple):
        for index, one in enumerate(value):
            yield from strings_in(one, f"{path}[{index}]")
    elif isinstance(value, Struct):
        for name in value.__struct_fields__:
            yield from strings_in(getattr(value, name), f"{path}.{name}")


def leaks_of(shown: Snapshot, typed: str, persons: Iterable[IdentityCard]) -> list[str]:
    """Paths of fields that show a whole name, or a number beyond its ends.

    Up to TYPED_IN_CLEAR characters just typed are the citizen's own and stand in the field.
    """
    own = typed if len(typed) <= TYPED_IN_CLEAR else ""
    telling = {name for person in persons for name in (person.name, *_pieces(person.id_no))}
    telling |= _pieces(typed)
    found = []
    for path, text in strings_in(shown):
        squeezed = text.replace(" ", "")
        if path == ".keypad.shown" and own and squeezed == own:
            continue
        if any(piece in squeezed for piece in telling):
            found.append(path)
    return found


@cache
def _pieces(number: str) -> frozenset[str]:
    return frozenset(number[at : at + TELLING] for at in range(len(number) - TELLING + 1))

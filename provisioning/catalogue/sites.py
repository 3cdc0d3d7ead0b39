"""Districts, towns and villages: the places that terminals stand in. Pure.

A code is of GB/T 2260 and GB/T 10114: 6 digits to the county, 9 to the town, 12 to the village,
shorter ones filled with zeros or not. A terminal shows the items of its place and of those above.
"""

import json
from collections.abc import Iterable

from msgspec import Struct

MOST_SITES = 20_000
_DEEPEST = 8


class BadSites(Exception):
    """Not a tree of places; the text names the place."""


class Site(Struct, frozen=True):
    """`parent` empty: the top."""

    code: str
    name: str
    parent: str


class Sites:
    """A checked tree. Raises BadSites."""

    def __init__(self, sites: Iterable[Site]) -> None:
        self._by_code: dict[str, Site] = {}
        for site in sites:
            if not (site.code.isascii() and site.code.isdigit() and 2 <= len(site.code) <= 12):
                raise BadSites(f"{site.code!r}: not a code of 2 to 12 digits")
            if site.code in self._by_code:
                raise BadSites(f"{site.code}: there twice")
            self._by_code[site.code] = site
        if len(self._by_code) > MOST_SITES:
            raise BadSites(f"more than {MOST_SITES} places")
        for code in self._by_code:
            self.path(code)

    def __len__(self) -> int:
        return len(self._by_code)

    def all(self) -> tuple[Site, ...]:
        return tuple(self._by_code.values())

    def path(self, code: str) -> tuple[Site, ...]:
        """The place and those above it, itself first. Raises BadSites where it is not there."""
        found: list[Site] = []
        while code:
            site = self._by_code.get(code)
            if site is None:
                raise BadSites(f"{code}: no such place")
            found.append(site)
            if len(found) > _DEEPEST:
                raise BadSites(f"{code}: above itself, or more than {_DEEPEST} levels")
            code = site.parent
        return tuple(found)

    def below(self, code: str) -> tuple[Site, ...]:
        """The places right below it."""
        return tuple(site for site in self._by_code.values() if site.parent == code)


def parse_sites(raw: bytes) -> Sites:
    """JSON: a list of {"code", "name", "parent"}, the parent's code or "". Raises BadSites."""
    try:
        rows = json.loads(raw)
    except ValueError:
        raise BadSites("not JSON") from None
    if not isinstance(rows, list):
        raise BadSites("not a list")
    return Sites(_site(at, row) for at, row in enumerate(rows))


def _site(at: int, row: object) -> Site:
    values = [row.get(name) for name in ("code", "name", "parent")] if isinstance(row, dict) else []
    if len(values) != 3 or not all(isinstance(one, str) and len(one) <= 60 for one in values):
        raise BadSites(f"$[{at}]: not a place with code, name and parent")
    return Site(*(str(one) for one in values))

"""Districts, towns and villages: the places that terminals stand in. Pure.

A code is of GB/T 2260 and GB/T 10114: 6 digits to the county, 9 to the town, 12 to the village,
shorter ones filled with zeros or not. A terminal shows the items of its place and of those above.

They lie in the file `sites.json` of a package, signed with it: a JSON list of

    {"code": DIGITS, "name": TEXT, "parent": the code of the place above, "" for the top}

A text is Chinese alone, or one for each language, {"zh": "...", "en": "..."}.
"""

import json
from collections.abc import Iterable

from msgspec import Struct

from kiosk.items.validity import significant

SITES_FILE = "sites.json"
MOST_SITES = 20_000
_DEEPEST = 8


class BadSites(Exception):
    """Not a tree of places; the text names the place."""


class Site(Struct, frozen=True):
    """`parent` empty: the top. `name_en` may be empty."""

    code: str
    name: str
    parent: str
    name_en: str = ""


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
        self._below: dict[str, list[Site]] = {}
        self._of: dict[str, Site] = {}
        for site in self._by_code.values():
            self.path(site.code)
            self._below.setdefault(site.parent, []).append(site)
            self._of.setdefault(significant(site.code), site)

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

    def find(self, region: str) -> Site | None:
        """The place of that region, however many zeros either is written with."""
        return self._by_code.get(region) or self._of.get(significant(region))

    def below(self, code: str) -> tuple[Site, ...]:
        """The places right below it, in the order of the list; of "" the topmost ones."""
        return tuple(self._below.get(code, ()))


def parse_sites(raw: bytes) -> Sites:
    """What `sites.json` says. Raises BadSites."""
    try:
        rows = json.loads(raw)
    except (ValueError, RecursionError):
        raise BadSites("not JSON") from None
    if not isinstance(rows, list) or not rows:
        raise BadSites("not a list of places")
    return Sites(_site(at, row) for at, row in enumerate(rows))


def together(lists: Iterable[Sites]) -> Sites:
    """The places of several packages: of two with one code the first. Raises BadSites where that
    is too many, or too deep."""
    found: dict[str, Site] = {}
    for one in lists:
        for site in one.all():
            found.setdefault(site.code, site)
    return Sites(found.values())


def _site(at: int, row: object) -> Site:
    values = row if isinstance(row, dict) else {}
    name = values.get("name")
    names = name if isinstance(name, dict) else {"zh": name}
    texts = [values.get("code"), names.get("zh"), values.get("parent"), names.get("en", "")]
    if not all(isinstance(one, str) and len(one) <= 60 for one in texts) or not texts[1]:
        raise BadSites(f"$[{at}]: not a place with code, name and parent")
    return Site(*map(str, texts))

"""The places that the packages of a catalogue name, and what each of them shows."""

import logging
from collections.abc import Iterator
from datetime import datetime

from msgspec import Struct

from provisioning.catalogue.sites import SITES_FILE, BadSites, Site, Sites, parse_sites, together
from provisioning.catalogue.view import View

log = logging.getLogger("provisioning.catalogue")


class Shown(Struct, frozen=True):
    """A place, how deep it lies below the first one that is listed, and how many items a terminal
    there shows."""

    site: Site
    depth: int
    items: int


def sites_of(view: View) -> Sites:
    """Of all packages that lead places; empty where none does. A list that cannot be read is left
    out and said so. Raises as `View` does."""
    found: list[Sites] = []
    for code in view.having(SITES_FILE):
        try:
            found.append(parse_sites(view.file(code, SITES_FILE) or b""))
        except BadSites as bad:
            log.error("%s %s: %s", code, SITES_FILE, bad)
    try:
        return together(found)
    except BadSites as bad:
        log.error("%s of several packages: %s", SITES_FILE, bad)
        return found[0]


def shown(view: View, at: datetime, code: str = "") -> Iterator[Shown]:
    """The place of that code and all below it, each before those below it; all where it is "".
    Raises BadSites where there is no such place."""
    sites = sites_of(view)
    first = sites.path(code)[:1] if code else sites.below("")
    for site in first:
        yield from _from(view, at, sites, site, 0)


def _from(view: View, at: datetime, sites: Sites, site: Site, depth: int) -> Iterator[Shown]:
    yield Shown(site, depth, view.count_visible(at, site.code))
    for one in sites.below(site.code):
        yield from _from(view, at, sites, one, depth + 1)

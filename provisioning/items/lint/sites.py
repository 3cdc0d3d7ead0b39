"""Districts, towns and villages: the file that a package leads is a tree of places."""

from collections.abc import Iterator

from kiosk.items.national import Problem
from provisioning.catalogue.sites import SITES_FILE, BadSites, parse_sites
from provisioning.items.folder import PackageFolder


def readable(package: PackageFolder) -> Iterator[Problem]:
    raw = package.files.get(SITES_FILE)
    if raw is None:
        return
    try:
        parse_sites(raw)
    except BadSites as bad:
        yield SITES_FILE, str(bad)

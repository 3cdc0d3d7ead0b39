"""Packages read and parsed, for the tools that show and compare them."""

from pathlib import Path

from msgspec import Struct

from kiosk.items.model import ServiceItem
from kiosk.items.parse import BadPackage, parse_item
from provisioning.items.folder import BadFolder, package_folders, read_package


class Loaded(Struct, frozen=True):
    item: ServiceItem
    content_hash: str
    document: dict[str, object]


def load(folder: Path) -> dict[str, Loaded]:
    """By catalogue code, of a package or a folder of them. Raises BadFolder, which names the
    package that cannot be used."""
    found = {}
    for one in package_folders(folder):
        try:
            package = read_package(one)
            item = parse_item(package.document)
        except BadFolder as bad:
            raise BadFolder(f"{one.name} {bad.place}", bad.text) from None
        except BadPackage as bad:
            raise BadFolder(f"{one.name} {bad.path}", bad.text) from None
        found[item.catalog_code] = Loaded(item, package.content_hash, package.document)
    return found

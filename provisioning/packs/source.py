"""A folder of packages as it lies at its publisher: pack.json, and a folder for each item.

    pack.json              {"pack": ID, "publisher": USCC, "name": TEXT, "regions": [DIGITS, ...]}
    CODE/item.json         and beside it the files that it names

`regions` may be left out: the pack is then for every hall.
"""

from pathlib import Path
from typing import Any

from kiosk.items.parse import BadPackage, load_json
from provisioning.catalogue.content import Package, canonical
from provisioning.items.folder import PACK, BadFolder, package_folders, read_package
from provisioning.packs.manifest import PackInfo, read_info
from provisioning.packs.packfile import FILE_NAME
from provisioning.packs.refusal import Refused, Why

NEEDED = '{"pack": "my-pack", "publisher": CREDIT CODE, "name": TEXT}'


def read_info_of(folder: Path) -> PackInfo:
    """Raises Refused."""
    return read_info(load_info(folder), PACK)


def load_info(folder: Path) -> Any:
    """pack.json as it stands there. Raises Refused."""
    try:
        return load_json((folder / PACK).read_bytes())
    except OSError as error:
        why = error.strerror or type(error).__name__
        text = f"cannot be read ({why}); needed: {NEEDED}, see docs/items.md"
        raise Refused(Why.MALFORMED, text, f"{folder / PACK}") from None
    except BadPackage as bad:
        raise Refused(Why.MALFORMED, str(bad), PACK) from None


def read_folder(folder: Path) -> tuple[PackInfo, tuple[Package, ...]]:
    """The packages in the order of their codes. Raises Refused."""
    info = read_info_of(folder)
    try:
        found = list(package_folders(folder))
    except BadFolder as bad:
        raise Refused(Why.INCOMPLETE, bad.text, bad.place) from None
    return info, tuple(read_one(one) for one in sorted(found))


def read_one(folder: Path) -> Package:
    """One package. Raises Refused."""
    code = folder.name
    try:
        read = read_package(folder)
    except BadFolder as bad:
        raise Refused(Why.INCOMPLETE, bad.text, f"{code} {bad.place}") from None
    if not isinstance(read.document, dict) or read.document.get("catalog_code") != code:
        raise Refused(Why.INCOMPLETE, "not the name of its folder", f"{code} $.catalog_code")
    for name in read.files:
        if not FILE_NAME.fullmatch(name):
            raise Refused(Why.OUTSIDE, "not a plain name of a file", f"{code} {name}")
    try:
        return Package(code, canonical(read.document), read.files)
    except ValueError:
        raise Refused(Why.INCOMPLETE, "a text or number that JSON cannot hold", code) from None

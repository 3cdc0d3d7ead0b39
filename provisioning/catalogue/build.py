"""`python -m provisioning.catalogue.build FOLDER FILE`: a catalogue of a folder of packages.

For search without a platform; in a process of its own, for only this one needs to know how
characters are read. Packages that are no packages are told on standard error and left out.
"""

import json
import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from kiosk.clock import CHINA
from provisioning.catalogue.content import Package, canonical, whole
from provisioning.catalogue.errors import CatalogueError, Refused
from provisioning.catalogue.schema import settle
from provisioning.catalogue.sites import SITES_FILE
from provisioning.catalogue.writer import Writer

ITEM = "item.json"
_PACK = "folder"
_PUBLISHER = "folder"


def packages(folder: Path) -> Iterator[Package]:
    """The documents, and the places where one leads them; one of each code."""
    seen = set()
    for path in sorted(folder.glob(f"*/{ITEM}")):
        try:
            document = json.loads(path.read_bytes())
            sites = path.with_name(SITES_FILE)
            files = {SITES_FILE: sites.read_bytes()} if sites.is_file() else {}
            package = Package(str(document["catalog_code"]), canonical(document), files)
        except (ValueError, KeyError, TypeError, OSError) as error:
            print(f"{path}: left out: {type(error).__name__}", file=sys.stderr)
            continue
        if package.code not in seen:
            seen.add(package.code)
            yield package


def build(folder: Path, file: Path) -> int:
    """How many items there are. `file` is not there before. Raises CatalogueError, OSError."""
    found = list(packages(folder))
    with Writer(file) as writer:
        while found:
            try:
                content = whole(_PACK, _PUBLISHER, 1, found)
                writer.apply(content, datetime.now(CHINA))
                break
            except Refused as error:
                print(f"left out: {error}", file=sys.stderr)
                code = str(error).partition(":")[0]
                kept = [one for one in found if one.code != code]
                if len(kept) == len(found):
                    raise
                found = kept
    settle(file)
    return len(found)


if __name__ == "__main__":
    try:
        build(Path(sys.argv[1]), Path(sys.argv[2]))
    except (CatalogueError, OSError) as error:
        sys.exit(f"{type(error).__name__}: {error}")

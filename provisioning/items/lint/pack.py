"""The folder of a pack: its pack.json says whose it is, as publishing needs it."""

from collections.abc import Iterator
from pathlib import Path

from provisioning.items.folder import ITEM, PACK
from provisioning.items.lint.finding import Finding, errors, warnings
from provisioning.packs.refusal import Refused
from provisioning.packs.source import load_info, read_info_of

_FIELDS = frozenset({"pack", "publisher", "name", "regions"})


def lint_pack(folder: Path) -> Iterator[Finding]:
    """Of a folder of packages; a package alone is of no pack."""
    if (folder / ITEM).exists() or not folder.is_dir():
        return
    name = folder.resolve().name
    try:
        read_info_of(folder)
    except Refused as refused:
        path = refused.place.rpartition("/")[2]
        yield from errors("pack", name, [(path, refused.detail)])
        return
    unknown = sorted(set(load_info(folder)) - _FIELDS)
    yield from warnings(
        "pack", name, [(f"{PACK} $.{one[:40]}", "no such field") for one in unknown]
    )

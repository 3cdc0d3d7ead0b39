"""`main.py items search | places`: what is in a catalogue, without a platform: items by what a
citizen would type, and the places with how many items each shows."""

import argparse
import hashlib
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from msgspec import to_builtins

from kiosk.clock import CHINA
from provisioning.arguments_items import SAMPLE
from provisioning.catalogue.errors import CatalogueError
from provisioning.catalogue.finding import Hit, Search
from provisioning.catalogue.placing import Shown, shown
from provisioning.catalogue.reader import Reader
from provisioning.catalogue.sites import SITES_FILE, BadSites
from provisioning.catalogue.view import View

FOUND, NOTHING, UNUSABLE = 0, 1, 3
_ROOT = Path(__file__).resolve().parents[2]
_BUILD_S = 600
_ITEMS = "*/item.json"
_SITES = f"*/{SITES_FILE}"


def run(args: argparse.Namespace) -> int:
    """0: something was found; 1: nothing; 3: there is no catalogue or folder of packages."""
    ask, tell = _ACTIONS[args.action]
    try:
        with _catalogue(args) as path, Reader(path) as reader:
            found = ask(reader.view(), args)
    except BadSites as bad:
        print(f"items {args.action}: {bad}", file=sys.stderr)
        return NOTHING
    except (CatalogueError, OSError) as error:
        print(f"the catalogue cannot be used: {error}", file=sys.stderr)
        return UNUSABLE
    tell(found, args.json)  # outside: what reads our output may leave, and that is no such error
    return FOUND if found else NOTHING


def _search(view: View, args: argparse.Namespace) -> tuple[Hit, ...]:
    return Search(view).find(args.text, max(1, args.limit))


def _places(view: View, args: argparse.Namespace) -> tuple[Shown, ...]:
    """Raises BadSites."""
    return tuple(shown(view, datetime.now(CHINA), args.place))


def _print_places(found: tuple[Shown, ...], as_json: bool) -> None:
    if as_json:
        print(json.dumps([to_builtins(one) for one in found], ensure_ascii=False))
        return
    for one in found:
        name = f"{'  ' * one.depth}{one.site.name}"
        print(f"{one.site.code:12}  {one.items:5}  {name}")
    print(f"{len(found)} places", file=sys.stderr)


def _print_hits(hits: tuple[Hit, ...], as_json: bool) -> None:
    if as_json:
        listed = [{"code": hit.code, "name": hit.name} for hit in hits]
        print(json.dumps(listed, ensure_ascii=False))
        return
    for hit in hits:
        print(f"{hit.code}  {hit.name}" + (f"  ({hit.why})" if hit.why else ""))
    if not hits:
        print("nothing found", file=sys.stderr)


_ACTIONS: dict[str, tuple[Callable[..., Any], Callable[..., None]]] = {
    "search": (_search, _print_hits),
    "places": (_places, _print_places),
}
"""What is asked of the catalogue, and how it is told."""


@contextmanager
def _catalogue(args: argparse.Namespace) -> Iterator[Path]:
    if args.catalogue:
        yield args.catalogue
        return
    folder: Path = args.pack or SAMPLE
    if next(folder.glob(_ITEMS), None) is None:
        raise FileNotFoundError(f"{folder} has no packages")
    home = _cache()
    with tempfile.TemporaryDirectory(prefix="zizhu-") as passing:
        yield _kept(folder, home or Path(passing))


def _cache() -> Path | None:
    """Where catalogues of folders are kept; None where nothing can be written."""
    home = Path(os.environ.get("XDG_CACHE_HOME") or Path("~/.cache").expanduser()) / "zizhu"
    try:
        home.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError:
        return None
    return home if os.access(home, os.W_OK) and home.stat().st_uid == os.geteuid() else None


def _kept(folder: Path, home: Path) -> Path:
    """A catalogue of the folder as it is now, made where there is none. Raises OSError."""
    of_folder = hashlib.sha256(str(folder.resolve()).encode()).hexdigest()[:16]
    path = home / f"search-{of_folder}-{_state(folder)}.sqlite3"
    if path.exists():
        return path
    with tempfile.TemporaryDirectory(prefix="making-", dir=home) as passing:
        made = Path(passing) / "catalogue.sqlite3"
        _make(folder, made)
        for old in home.glob(f"search-{of_folder}-*"):
            old.unlink(missing_ok=True)
        made.replace(path)
    return path


def _make(folder: Path, file: Path) -> None:
    command = [sys.executable, "-m", "provisioning.catalogue.build"]
    done = subprocess.run(
        [*command, str(folder.resolve()), str(file)],
        cwd=_ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        timeout=_BUILD_S,
        check=False,
    )
    if done.returncode:
        raise OSError(done.stderr.strip()[-300:] or "the catalogue could not be made")
    sys.stderr.write(done.stderr)


def _state(folder: Path) -> str:
    """Changes with each file of the folder, and with this program."""
    made = hashlib.sha256()
    ours = Path(__file__).parent
    paths = (*folder.glob(_ITEMS), *folder.glob(_SITES), *ours.rglob("*.py"), *ours.rglob("*.txt"))
    for path in sorted(paths):
        found = path.stat()
        made.update(
            f"{path.name} {path.parent.name} {found.st_mtime_ns} {found.st_size}\n".encode()
        )
    return made.hexdigest()[:32]

"""Files of a package: there, of the kind that their name says, and templates that stay at home."""

import json
import re
from collections.abc import Iterator
from typing import Any

from kiosk.items.model import Column, ServiceItem
from kiosk.items.national import Problem
from kiosk.items.png import BadPicture, png_size
from kiosk.items.theme import THEMES_FILE
from provisioning.catalogue.sites import SITES_FILE
from provisioning.items.folder import PackageFolder

_FILE_FIELDS = frozenset(
    {
        *("flowchart", "result_sample", "receipt", "sample", "form", "example", "error_example"),
        *("rows", "template"),
    }
)
_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,60}\.(typ|png|svg|jpg|pdf|json)")
_BEGINS = {"png": b"\x89PNG\r\n\x1a\n", "jpg": b"\xff\xd8\xff", "pdf": b"%PDF-"}
_SHARED = re.compile(r"/lib/[a-z0-9-]+\.typ")
"""What the renderer gives to every template."""
_IMPORT = re.compile(r"#?\b(?:import|include)\s+\"([^\"\n]*)\"")
_READ = re.compile(
    r"\b(?:read|image|json|csv|yaml|toml|xml|cbor|plugin|bibliography)\s*\(\s*\"([^\"\n]*)\""
)
MOST_ROWS = 5000
TEMPLATE = "$.certificate.template"


def named_files(document: Any, path: str = "$") -> Iterator[tuple[str, str]]:
    """(JSON path, file name) of every file that a document names."""
    if isinstance(document, dict):
        for key, value in document.items():
            if key in _FILE_FIELDS and isinstance(value, str) and _NAME.fullmatch(value):
                yield f"{path}.{key}", value
            yield from named_files(value, f"{path}.{key}")
    elif isinstance(document, list):
        for i, one in enumerate(document):
            yield from named_files(one, f"{path}[{i}]")


def missing(package: PackageFolder) -> Iterator[Problem]:
    for path, name in named_files(package.document):
        if name not in package.files:
            yield path, f"the file {name} is not in the folder"


def of_another_kind(package: PackageFolder) -> Iterator[Problem]:
    for name, content in package.files.items():
        if not _NAME.fullmatch(name):
            yield name, "small letters, digits, - and _, and .typ .png .svg .jpg .pdf or .json"
            continue
        begin = _BEGINS.get(name.rpartition(".")[2])
        if begin is not None and not content.startswith(begin):
            yield name, "is not what the end of its name says"
        if name.endswith(".svg") and re.search(rb"<script|href\s*=\s*[\"']?\s*[a-z]+:", content):
            yield name, "holds a script or an address"


def chart(package: PackageFolder) -> Iterator[Problem]:
    """A terminal draws PNG alone, within the limits of its screen."""
    name = package.document.get("flowchart")
    if not isinstance(name, str) or name not in package.files:
        return
    try:
        png_size(package.files[name])
    except BadPicture as bad:
        yield "$.flowchart", f"{name} is not shown on terminals: {bad}"


def unused(package: PackageFolder) -> Iterator[Problem]:
    named = {THEMES_FILE, SITES_FILE} | {name for _, name in named_files(package.document)}
    used_by_templates = b"".join(one for name, one in package.files.items() if name[-4:] == ".typ")
    for name in package.files:
        if name not in named and name.encode() not in used_by_templates:
            yield name, "no field names it"


def templates(package: PackageFolder) -> Iterator[Problem]:
    """No package of a registry, nothing outside the folder; comments count too. What is computed at
    run time is seen when it is drawn (provisioning.items.lint.drawn); here everything that is
    written out is named. The path is of the field that names the file."""
    named = {name: path for path, name in named_files(package.document)}
    for name, content in package.files.items():
        if not name.endswith(".typ"):
            continue
        for text in _outside(content, package):
            yield named.get(name, _of_helper(named, name)), f"{name} {text}"


def _of_helper(named: dict[str, str], name: str) -> str:
    """A file that no field names belongs to the certificate's template, if there is one."""
    return TEMPLATE if TEMPLATE in named.values() else name


def _outside(content: bytes, package: PackageFolder) -> Iterator[str]:
    try:
        text = content.decode()
    except UnicodeDecodeError:
        yield "is not UTF-8"
        return
    if re.search(r"\"@[^\"\n]*/", text):
        yield "imports a package (“@...”): templates take nothing from outside"
    for pattern in (_IMPORT, _READ):
        for found in pattern.finditer(text):
            wanted = found[1]
            own = wanted in package.files or _SHARED.fullmatch(wanted)
            if not own and not wanted.startswith("@"):
                yield f"reads “{wanted[:60]}”, which is not in its folder"


def rows(item: ServiceItem, package: PackageFolder) -> Iterator[Problem]:
    """A public list: a JSON list of objects with the query's columns."""
    query = item.query
    if query is None or query.rows is None or query.rows not in package.files:
        return
    try:
        found = json.loads(package.files[query.rows])
    except (ValueError, RecursionError):
        yield query.rows, "is no JSON"
        return
    if isinstance(found, dict):
        found = found.get("rows")
    if not isinstance(found, list) or not all(isinstance(row, dict) for row in found):
        yield query.rows, "is no list of rows"
    elif len(found) > MOST_ROWS:
        yield query.rows, f"has more than {MOST_ROWS} rows"
    else:
        yield from _columns(query.rows, query.columns, found)


def _columns(
    name: str, columns: tuple[Column, ...], found: list[dict[str, Any]]
) -> Iterator[Problem]:
    for column in columns:
        without = next((i for i, row in enumerate(found) if column.id not in row), None)
        if without is not None:
            yield name, f"row {without + 1} has no {column.id}"

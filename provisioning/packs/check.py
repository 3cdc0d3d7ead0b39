"""Is a package good? Asked before it is signed, and once more before it is installed.

Whoever has a publisher's key can sign anything: a terminal believes the signature for who said it,
and this for whether it can be shown.
"""

import re
from collections.abc import Iterator
from typing import Any

from kiosk.items.parse import BadPackage, load_json, parse_item
from provisioning.catalogue.content import Package
from provisioning.packs.packfile import FILE_NAME
from provisioning.packs.refusal import Refused, Why

_PACKAGE = re.compile(rb'"@[^"\n]*/')
"""A text that could name a package of somebody's registry."""
_REACHES = re.compile(
    rb"\b(?:import|include|(?:read|image|json|csv|yaml|toml|xml|cbor|plugin|bibliography)\s*\()"
    rb'\s*"(?P<path>[^"\n]*)"'
)
"""A file named in a template; for what is computed the renderer's walls must do."""
_SHARED = re.compile(r"/lib/[a-z0-9-]+\.typ")
"""What the renderer gives to every template (provisioning.certificates.render)."""
_FILES = ("flowchart", "result_sample", "receipt", "sample", "form", "example", "error_example")
_NAMES = frozenset({*_FILES, "rows", "template"})
"""Members of item.json that name a file."""


def check_package(package: Package) -> None:
    """Raises Refused with the JSON path in its place."""
    try:
        document = load_json(package.document)
        if not isinstance(document, dict):
            raise BadPackage("$", "is no object")
        parse_item(document)
    except BadPackage as bad:
        raise Refused(Why.INCOMPLETE, bad.text, f"{package.code} {bad.path}") from None
    if document.get("catalog_code") != package.code:
        place = f"{package.code} $.catalog_code"
        raise Refused(Why.INCOMPLETE, "the document is another item's", place)
    named = {name: f"{package.code} {path}" for path, name in _named(document, "$")}
    for name, place in named.items():
        if name not in package.files:
            raise Refused(Why.INCOMPLETE, f"the file {name} is not in the package", place)
    for name, content in package.files.items():
        if name.endswith(".typ"):
            _check_template(package, name, content, named.get(name, f"{package.code} {name}"))


def _named(node: Any, path: str) -> Iterator[tuple[str, str]]:
    """JSON path and name of each file that a document names."""
    if isinstance(node, dict):
        for key, value in node.items():
            if isinstance(value, str) and key in _NAMES and FILE_NAME.fullmatch(value):
                yield f"{path}.{key}", value
            yield from _named(value, f"{path}.{key}")
    elif isinstance(node, list):
        for number, value in enumerate(node):
            yield from _named(value, f"{path}[{number}]")


def _check_template(package: Package, name: str, text: bytes, place: str) -> None:
    if _PACKAGE.search(text):
        raise Refused(Why.TEMPLATE, f"{name} imports a package", place)
    for found in _REACHES.finditer(text):
        wanted = found["path"].decode(errors="replace")
        if wanted not in package.files and not _SHARED.fullmatch(wanted):
            detail = f"{name} reads {wanted[:80]!r}, which is not in the package"
            raise Refused(Why.TEMPLATE, detail, place)

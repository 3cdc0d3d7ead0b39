"""Is a package good? Asked before it is signed, and once more before it is installed.

Whoever has a publisher's key can sign anything: a terminal believes the signature for who said it,
and this for whether it can be shown. Files and templates are judged by the rules of lint; no
template is drawn here: who packs or publishes a folder has all of lint before it.
"""

from kiosk.items.parse import BadPackage, load_json, parse_item
from provisioning.catalogue.content import Package
from provisioning.items.folder import PackageFolder
from provisioning.items.lint import files, sites, themes
from provisioning.packs.refusal import Refused, Why


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
    folder = PackageFolder(package.code, document, dict(package.files), "")
    for path, text in files.missing(folder):
        raise Refused(Why.INCOMPLETE, text, f"{package.code} {path}")
    for name, text in (*themes.readable(folder), *sites.readable(folder)):
        raise Refused(Why.INCOMPLETE, text, f"{package.code} {name}")
    for path, text in files.templates(folder):
        raise Refused(Why.TEMPLATE, text, f"{package.code} {path}")

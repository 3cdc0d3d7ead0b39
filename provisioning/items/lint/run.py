"""Every rule over one package, or over a folder of them."""

import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TypeAlias

from kiosk.items.inherit import override_problems
from kiosk.items.model import ServiceItem
from kiosk.items.national import Problem
from kiosk.items.parse import BadPackage, decode_item
from kiosk.items.soundness import problems
from kiosk.items.theme import THEMES_FILE
from provisioning.items.folder import (
    ITEM,
    BadFolder,
    PackageFolder,
    package_folders,
    read_package,
)
from provisioning.items.lint import (
    access,
    drawn,
    elements,
    files,
    formulas,
    languages,
    lengths,
    limits,
    materials,
    registers,
    sites,
    situations,
    themes,
    vague,
)
from provisioning.items.lint.finding import Finding, Level, errors, warnings
from provisioning.items.schema import schema_problems

ItemRule: TypeAlias = Callable[[ServiceItem], Iterator[Problem]]
FileRule: TypeAlias = Callable[[PackageFolder], Iterator[Problem]]

ERRORS: dict[str, tuple[ItemRule, ...]] = {
    "element": (elements.says_nothing,),
    "scenario": (situations.unreachable,),
    "source": (materials.without_source,),
    "register": (registers.unknown,),
    "device": (access.devices, access.supplies),
    "assurance": (access.assurance,),
    "hours": (access.hours,),
    "limits": (limits.contradictions,),
    "basis": (limits.refusals_without_basis,),
    "length": (lengths.too_long,),
    "formula": (
        formulas.unknown_names,
        formulas.rules_without_value,
        formulas.calculation_without_value,
    ),
}
WARNINGS: dict[str, tuple[ItemRule, ...]] = {
    "vague": (vague.vague,),
    "scenario": (situations.incomplete, situations.needless, situations.removes_nothing),
    "material": (materials.without_help,),
    "device": (access.without_driver,),
    "assurance": (access.weak_means,),
    "limits": (limits.doubtful,),
    "language": (languages.untranslated,),
}
FILE_ERRORS: dict[str, tuple[FileRule, ...]] = {
    "file": (files.missing, files.of_another_kind, files.chart),
    "template": (files.templates,),
    "theme": (themes.readable,),
    "sites": (sites.readable,),
}


def lint_folder(
    folder: Path,
    upper: Path | None = None,
    fresh: Callable[[PackageFolder], bool] = lambda _package: True,
) -> list[Finding]:
    """Of a package or a folder of packages, by their names. `upper`: the pack of the level above,
    for packages that inherit. `fresh`: its template is to be drawn. Raises BadFolder where there
    is no package at all."""
    above = _items(upper) if upper is not None else {}
    found: list[Finding] = []
    seen: dict[str, str] = {}
    leading: list[PackageFolder] = []
    papers: list[tuple[ServiceItem, PackageFolder]] = []
    for one in package_folders(folder):
        try:
            package = read_package(one)
        except BadFolder as bad:
            found += errors("folder", one.name, [(bad.place, bad.text)])
            continue
        own = [*lint_package(package, above), *_name_problems(package, seen)]
        found += own
        papers += _papers(package, own) if fresh(package) else ()
        leading += [package] if THEMES_FILE in package.files else []
    for package in leading if not (folder / ITEM).exists() else ():
        found += errors("theme", package.name, themes.without_item(package, frozenset(seen)))
    for package, problem in drawn.faults(papers) if papers else ():
        found += errors("template", package.name, [problem])
    return sorted(found, key=lambda one: one.package)


def lint_package(package: PackageFolder, above: dict[str, ServiceItem]) -> Iterator[Finding]:
    """All that can be said of one package; what cannot be read is all that is said of it."""
    name = package.name
    schema = [elements.with_element(_mended(one)) for one in schema_problems(package.document)]
    yield from errors("schema", name, schema)
    for rule, checks in FILE_ERRORS.items():
        yield from errors(rule, name, _all(check(package) for check in checks))
    try:
        item = decode_item(package.document)
    except BadPackage as bad:
        problem = elements.with_element((bad.path, bad.text))
        if not any(path == problem[0] for path, _ in schema):
            yield from errors("schema", name, [problem])
        return
    unsound = problems(item)
    yield from errors("sound", name, unsound)
    if unsound:
        return
    for rule, rules in ERRORS.items():
        yield from errors(rule, name, _all(check(item) for check in rules))
    yield from errors("file", name, files.rows(item, package))
    yield from errors("inherits", name, _inherited(item, above))
    for rule, rules in WARNINGS.items():
        yield from warnings(rule, name, _all(check(item) for check in rules))
    yield from warnings("file", name, files.unused(package))


def _papers(
    package: PackageFolder, found: Iterable[Finding]
) -> Iterator[tuple[ServiceItem, PackageFolder]]:
    """It gives a certificate, and nothing that was found keeps its template from being drawn."""
    unread = {"schema", "sound"}
    for one in found:
        about = one.rule in unread or one.path.startswith("$.certificate")
        if one.level is Level.ERROR and about:
            return
    item = decode_item(package.document)
    if item.certificate is not None:
        yield item, package


def _all(groups: Iterable[Iterator[Problem]]) -> Iterator[Problem]:
    for group in groups:
        yield from group


_MISSING = re.compile(r"'(\w+)' is a required property")


def _mended(problem: Problem) -> Problem:
    """What is missing, with its own path."""
    path, text = problem
    missing = _MISSING.match(text)
    return (f"{path}.{missing[1]}", "is missing") if missing else problem


def _name_problems(package: PackageFolder, seen: dict[str, str]) -> Iterator[Finding]:
    code = package.document.get("catalog_code") if isinstance(package.document, dict) else None
    if not isinstance(code, str):
        return
    if code != package.name:
        text = f"is {code[:40]}, and its folder is {package.name}"
        yield from errors("folder", package.name, [("$.catalog_code", text)])
    if code in seen:
        text = f"is there twice: in {seen[code]} too"
        yield from errors("folder", package.name, [("$.catalog_code", text)])
    seen[code] = package.name


def _inherited(item: ServiceItem, above: dict[str, ServiceItem]) -> Iterator[Problem]:
    if item.inherits is None:
        return
    upper = above.get(item.inherits.catalog_code)
    if upper is None:
        if above:
            text = f"the pack above has no item {item.inherits.catalog_code}"
            yield "$.inherits.catalog_code", text
        return
    yield from override_problems(upper, item)


def _items(folder: Path) -> dict[str, ServiceItem]:
    """Items of the level above that can be read; it is linted by itself."""
    found = {}
    for one in package_folders(folder):
        try:
            item = decode_item(read_package(one).document)
        except (BadFolder, BadPackage):
            continue
        found[item.catalog_code] = item
    return found

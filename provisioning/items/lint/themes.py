"""Themes (一件事): the file is as agreed, and every item that it names is there."""

from collections.abc import Iterator

from kiosk.items.national import Problem
from kiosk.items.theme import THEMES_FILE, BadThemes, Theme, parse_themes
from provisioning.items.folder import PackageFolder


def readable(package: PackageFolder) -> Iterator[Problem]:
    try:
        themes_of(package)
    except BadThemes as bad:
        yield THEMES_FILE, str(bad)


def themes_of(package: PackageFolder) -> tuple[Theme, ...]:
    """() where it leads none. Raises BadThemes."""
    raw = package.files.get(THEMES_FILE)
    return () if raw is None else parse_themes(raw)


def without_item(package: PackageFolder, codes: frozenset[str]) -> Iterator[Problem]:
    """`codes`: of the items beside which it is published."""
    try:
        found = themes_of(package)
    except BadThemes:
        return
    for at, theme in enumerate(found):
        for place, code in enumerate(theme.items):
            if code not in codes:
                path = f"{THEMES_FILE} $.themes[{at}].items[{place}]"
                yield path, f"{theme.name.zh}: there is no item {code}"

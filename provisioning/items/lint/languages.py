"""Texts that only Chinese readers can read."""

from collections.abc import Iterator

from kiosk.items.model import ServiceItem
from kiosk.items.national import Problem
from provisioning.items.lint.texts import texts

WANTED = ("en",)
_NAMED = 4


def untranslated(item: ServiceItem) -> Iterator[Problem]:
    """One finding for each language: how many texts, and the first of them."""
    for lang in WANTED:
        missing = [path for path, words in texts(item) if not words.has(lang)]
        if missing:
            more = " ..." if len(missing) > _NAMED else ""
            text = f"{len(missing)} texts have no `{lang}`: {', '.join(missing[:_NAMED])}{more}"
            yield "$", text

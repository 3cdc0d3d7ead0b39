"""Texts that do not fit their place on the screen or the receipt."""

import re
from collections.abc import Iterator
from unicodedata import east_asian_width

from kiosk.items.model import ServiceItem
from kiosk.items.national import Problem
from provisioning.items.lint.texts import texts

PLACES: tuple[tuple[str, str, int, int], ...] = (
    (r"\$\.task_name", "the tile", 48, 80),
    (r"\$\.summary", "three lines under the name", 160, 320),
    (r"\$\.scenario\.nodes\[\d+\]\.question", "the question's line", 40, 80),
    (r"\$\.scenario\.nodes\[\d+\]\.options\[\d+\]\.label", "a button", 36, 64),
    (r"\$\.(form|\w+\.inputs|\w+\.options)\[\d+\]\.label", "a field's label", 36, 64),
    (r"\$\..*\.choices\[\d+\]\.label", "a button", 36, 64),
    (r"\$\.materials\[\d+\]\.material_name", "a line of the list", 44, 80),
    (r"\$\.process\[\d+\]\.text", "a step's line", 60, 100),
    (r"\$\.query\.columns\[\d+\]\.label", "a column's head", 24, 28),
    (r"\$\.calc\.results\[\d+\]\.label", "the receipt beside its value", 28, 40),
    (r"\$\.(exclusions|hints)\[\d+\]\.text", "the notice", 120, 200),
)
"""Path, what it must fit, most columns in Chinese and in another language. A Chinese character is
two columns wide; an 80 mm receipt has 48."""


def columns(text: str) -> int:
    return sum(2 if east_asian_width(character) in "WF" else 1 for character in text)


def too_long(item: ServiceItem) -> Iterator[Problem]:
    for path, words in texts(item):
        for pattern, place, chinese, other in PLACES:
            if not re.fullmatch(pattern, path):
                continue
            for lang, text in words.all().items():
                most, wide = chinese if lang == "zh" else other, columns(text)
                if wide > most:
                    where = path if lang == "zh" else f"{path}.{lang}"
                    yield where, f"{wide} columns wide, {place} has room for {most}"
            break

"""Screen <-> service: themes (一件事), and one of them with its items."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class AskThemes:
    """Answered by `ThemesShown`, or `Refused`."""

    request_id: str


@dataclass(frozen=True, slots=True)
class ThemeLine:
    """Texts as in `ItemHit`. `items`: how many of its items there are here."""

    theme_id: str
    name: str
    name_en: str
    summary: str
    summary_en: str
    icon: str
    items: int


@dataclass(frozen=True, slots=True)
class ThemesShown:
    request_id: str
    themes: tuple[ThemeLine, ...]


@dataclass(frozen=True, slots=True)
class AskTheme:
    """Answered by `ThemeShown`, or `Refused` with ITEM_GONE."""

    request_id: str
    theme_id: str


@dataclass(frozen=True, slots=True)
class ThemeItem:
    """As in `ItemShown`."""

    code: str
    version: int
    package: bytes


@dataclass(frozen=True, slots=True)
class ThemeShown:
    """`items` in the theme's order; `absent`: how many this place does not offer."""

    request_id: str
    line: ThemeLine
    items: tuple[ThemeItem, ...]
    absent: int = 0

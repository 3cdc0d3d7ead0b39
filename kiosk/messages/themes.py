"""Screen <-> service: themes (一件事), and one of them with its items."""

from msgspec import Struct


class AskThemes(Struct, frozen=True):
    """Answered by `ThemesShown`, or `Refused`."""

    request_id: str


class ThemeLine(Struct, frozen=True):
    """Texts as in `ItemHit`. `items`: how many of its items there are here."""

    theme_id: str
    name: str
    name_en: str
    summary: str
    summary_en: str
    icon: str
    items: int


class ThemesShown(Struct, frozen=True):
    request_id: str
    themes: tuple[ThemeLine, ...]


class AskTheme(Struct, frozen=True):
    """Answered by `ThemeShown`, or `Refused` with ITEM_GONE."""

    request_id: str
    theme_id: str


class ThemeItem(Struct, frozen=True):
    """As in `ItemShown`."""

    code: str
    version: int
    package: bytes


class ThemeShown(Struct, frozen=True):
    """`items` in the theme's order; `absent`: how many this place does not offer."""

    request_id: str
    line: ThemeLine
    items: tuple[ThemeItem, ...]
    absent: int = 0

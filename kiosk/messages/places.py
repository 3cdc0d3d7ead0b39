"""Screen <-> service: districts, towns and villages whose service items can be looked at."""

from msgspec import Struct


class PlaceLine(Struct, frozen=True):
    """`code`: GB/T 2260 and GB/T 10114. `name_en` may be empty."""

    code: str
    name: str
    name_en: str

    def say(self, lang: str) -> str:
        return self.name if lang == "zh" or not self.name_en else self.name_en


class AskPlaces(Struct, frozen=True):
    """A place, those above it and those right below it. `code` "": the place of this terminal.
    Answered by `PlacesShown`, or `Refused` with CATALOGUE_LOST."""

    request_id: str
    code: str = ""


class PlacesShown(Struct, frozen=True):
    """`path` from the top to the place itself. Both are empty where the catalogue names no places,
    or not this one."""

    request_id: str
    path: tuple[PlaceLine, ...]
    below: tuple[PlaceLine, ...]

"""一件事: what happens in a life, as items of several departments with one list of materials. Pure.

A theme lies in the file `themes.json` of the package that leads it, signed with that package:

    {"schema": 1, "themes": [{"id": "birth", "icon": "family", "name": {"zh", "en"},
      "summary": {"zh", "en"}, "items": [catalogue codes, in the order in which they are done]}]}
"""

import json
import re
from collections.abc import Iterable, Mapping
from itertools import count
from operator import itemgetter
from typing import Any, TypeAlias

from msgspec import Struct

from kiosk.items.codes import Need
from kiosk.items.limits import ID_PATTERN
from kiosk.items.model import Material, ServiceItem, Words
from kiosk.items.scenario import Outcome

THEMES_FILE = "themes.json"
MOST_THEMES = 40
MOST_ITEMS = 20
LONGEST_NAME = 30
LONGEST_SUMMARY = 200
_CODE = re.compile(r"[0-9]{12}")


class BadThemes(ValueError):
    """The file is not as agreed; the text says where."""


class Theme(Struct, frozen=True):
    id: str
    icon: str
    name: Words
    summary: Words
    items: tuple[str, ...]
    """Catalogue codes, in the order in which they are done."""


def parse_themes(raw: bytes) -> tuple[Theme, ...]:
    """Raises BadThemes."""
    try:
        document = json.loads(raw)
    except (ValueError, RecursionError):
        raise BadThemes("$: is no JSON") from None
    if not isinstance(document, dict) or document.get("schema") != 1:
        raise BadThemes("$.schema: 1 is needed")
    listed = document.get("themes")
    if not isinstance(listed, list) or not 1 <= len(listed) <= MOST_THEMES:
        raise BadThemes(f"$.themes: a list of 1 to {MOST_THEMES} is needed")
    found = tuple(_theme(one, f"$.themes[{at}]") for at, one in enumerate(listed))
    if len({one.id for one in found}) != len(found):
        raise BadThemes("$.themes: an id is there twice")
    return found


def _theme(raw: Any, path: str) -> Theme:
    if not isinstance(raw, dict):
        raise BadThemes(f"{path}: an object is needed")
    for name in ("id", "icon"):
        text = raw.get(name)
        if not isinstance(text, str) or not re.fullmatch(ID_PATTERN, text):
            raise BadThemes(f"{path}.{name}: small letters, digits and _ are needed")
    items = raw.get("items")
    if not isinstance(items, list) or not 2 <= len(items) <= MOST_ITEMS:
        raise BadThemes(f"{path}.items: a list of 2 to {MOST_ITEMS} codes is needed")
    for at, code in enumerate(items):
        if not isinstance(code, str) or not _CODE.fullmatch(code):
            raise BadThemes(f"{path}.items[{at}]: 12 digits are needed")
        if code in items[:at]:
            raise BadThemes(f"{path}.items[{at}]: is there twice")
    return Theme(
        id=raw["id"],
        icon=raw["icon"],
        name=_words(raw.get("name"), f"{path}.name", LONGEST_NAME),
        summary=_words(raw.get("summary"), f"{path}.summary", LONGEST_SUMMARY),
        items=tuple(items),
    )


def _words(raw: Any, path: str, most: int) -> Words:
    """`most` characters in Chinese, three times as many in other languages."""
    said = {"zh": raw} if isinstance(raw, str) else raw
    if not isinstance(said, dict) or not said.get("zh"):
        raise BadThemes(f"{path}: a Chinese text is needed")
    for lang, text in said.items():
        limit = most if lang == "zh" else 3 * most
        if not isinstance(lang, str) or not re.fullmatch("[a-z]{2}", lang):
            raise BadThemes(f"{path}: no language {str(lang)[:10]!r}")
        if not isinstance(text, str) or not text or len(text) > limit:
            raise BadThemes(f"{path}.{lang}: 1 to {limit} characters are needed")
    others = tuple(sorted((lang, text) for lang, text in said.items() if lang != "zh"))
    return Words(said["zh"], others)


class Merged(Struct, frozen=True):
    """One material, once. `copies`: enough for all that need it, 0 where none says. `shared`: it is
    had from the authorities, and nobody brings it. `needed_by`: the items, in the theme's order."""

    material: Material
    copies: int
    needed: bool
    shared: bool
    needed_by: tuple[Words, ...]


def merge(
    items: Iterable[ServiceItem], outcomes: Mapping[str, Outcome] | None = None
) -> tuple[Merged, ...]:
    """Every material of every item once, those to bring first, each in the order in which it is met
    first. `outcomes`: of items whose questions were answered; the others give their whole list.

    Two are the same where the same kind of e-licence stands for both, or where their Chinese names
    are the same but for spaces and a bracket that says how many.
    """
    groups: dict[str, list[_Use]] = {}
    """By every code and name under which its material is known: all of one share one list."""
    number = count()
    for item in items:
        outcome = (outcomes or {}).get(item.catalog_code)
        for one in outcome.materials if outcome is not None else item.materials:
            keys = [key for key in (one.auto_source, _name(one)) if key]
            uses = _joined(groups, keys)
            uses.append((next(number), one, item))
    once = {id(uses): uses for uses in groups.values()}
    merged = [_merged(sorted(uses, key=itemgetter(0))) for uses in once.values()]
    return tuple(sorted(merged, key=lambda one: (one.shared, not one.needed)))


_Use: TypeAlias = tuple[int, Material, ServiceItem]
"""In the order in which they are met."""


def _joined(groups: dict[str, list[_Use]], keys: list[str]) -> list[_Use]:
    """The one group of all these keys; what was two under them becomes one."""
    known = list({id(groups[key]): groups[key] for key in keys if key in groups}.values())
    whole = known[0] if known else []
    for other in known[1:]:
        whole += other
        for key, uses in groups.items():
            if uses is other:
                groups[key] = whole
    groups.update(dict.fromkeys(keys, whole))
    return whole


def _name(one: Material) -> str:
    return re.sub(r"[\s　]+|[（(][^（）()]*[份件页张][^（）()]*[）)]", "", one.material_name.zh)


def _merged(uses: list[_Use]) -> Merged:
    """The first one's words; as many copies as any of them wants, for one is shown to each; to be
    brought where any item cannot have it by itself."""
    first = uses[0][1]
    whose = dict.fromkeys(item.task_name for _, _, item in uses)
    return Merged(
        material=first,
        copies=max(one.page_num or 0 for _, one, _ in uses),
        needed=any(one.is_need is Need.NEEDED for _, one, _ in uses),
        shared=all(one.auto_source is not None for _, one, _ in uses),
        needed_by=tuple(whose),
    )

"""What the catalogue keeps beside an item's document, to list and to find it. Pure.

It reads the document as it lies in the package and asks for no more than it needs: whether a
package is good is decided before it is signed and before it is installed.
"""

import json
from collections.abc import Mapping
from typing import Any

from msgspec import Struct

from provisioning.catalogue.errors import Refused


class Columns(Struct, frozen=True):
    """Of one item; dates are ISO 8601 or empty, `listed` marks a list that anybody may read."""

    name: str
    category: int
    sort: int
    state: str
    terminal: bool
    effective: str
    cancel: str
    region: str
    area: str
    regions: str
    dept: str
    listed: bool
    themes: tuple[str, ...]

    def row(self) -> tuple[object, ...]:
        """In the order of the columns of `items`, from `name` on."""
        return (
            *(self.name, self.category, self.sort, self.state, self.terminal, self.effective),
            *(self.cancel, self.region, self.area, self.regions, self.dept, self.listed),
        )


class Texts(Struct, frozen=True):
    """What an item can be found by: `names` are its name and its everyday words, `foreign` its
    names in other languages, `told` its summary."""

    names: tuple[str, ...]
    foreign: tuple[str, ...]
    told: str
    questions: tuple[str, ...]


def load(code: str, document: bytes) -> dict[str, Any]:
    """Raises Refused where it is no JSON object or is another item's."""
    try:
        found = json.loads(document)
    except ValueError:
        raise Refused(f"{code}: not JSON") from None
    if not isinstance(found, dict) or found.get("catalog_code") != code:
        raise Refused(f"{code}: the document is another item's")
    return found


def columns(code: str, document: Mapping[str, Any]) -> Columns:
    """Raises Refused where a field has another kind than the schema gives it."""
    get = document.get
    listed = get("flow_template") == "QUERY" and "NONE" in (get("credentials") or ())
    try:
        return Columns(
            name=zh(document["task_name"]),
            category=int(document["category"]),
            sort=int(get("sort", 99_999)),
            state=str(document["task_state"]),
            terminal=bool(document["is_service_terminals"]),
            effective=str(get("plan_effective_date", "")),
            cancel=str(get("plan_cancel_date", "")),
            region=str(document["region"]),
            area=str(get("handle_area", "")),
            regions=" ".join(map(str, get("handle_regions") or ())),
            dept=str(document["dept_code"]),
            listed=listed,
            themes=tuple(map(str, get("themes") or ())),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise Refused(f"{code}: {type(error).__name__} {error}") from None


def texts(document: Mapping[str, Any]) -> Texts:
    name = document["task_name"]
    foreign = [text for lang, text in name.items() if lang != "zh"] if _many(name) else []
    common = [str(one) for one in document.get("common_names") or ()]
    questions = [zh(one["question"]) for one in document.get("questions") or ()]
    return Texts(
        names=tuple(dict.fromkeys([zh(name), *common])),
        foreign=tuple(map(str, foreign)),
        told=zh(document.get("summary") or ""),
        questions=tuple(questions),
    )


def zh(words: object) -> str:
    """The Chinese of a text. Raises KeyError, TypeError."""
    if isinstance(words, Mapping):
        words = words["zh"]
    if not isinstance(words, str):
        raise TypeError("not a text")
    return words


def _many(words: object) -> bool:
    return isinstance(words, Mapping)

"""One item as citizens read it, or as the counter does: from the same package."""

from collections.abc import Mapping
from typing import Any

from kiosk.items.badges import badge_text, badges
from kiosk.items.before import before_start
from kiosk.items.guide import Element, guide
from kiosk.items.staff import staff_view
from provisioning.items.load import Loaded


class NotFound(Exception):
    """No item, or several; the text lists what there is."""


def find(items: Mapping[str, Loaded], wanted: str) -> Loaded:
    """By catalogue code, or by a part of the name or of an everyday word. Raises NotFound."""
    if wanted in items:
        return items[wanted]
    named = [one for one in items.values() if _is_called(one, wanted)]
    exact = [one for one in named if one.item.task_name.zh == wanted]
    found = exact or named
    if len(found) == 1:
        return found[0]
    if not found:
        raise NotFound(f"no item is called {wanted[:40]!r}")
    some = ", ".join(f"{one.item.catalog_code} {one.item.task_name.zh}" for one in found[:8])
    raise NotFound(f"{len(found)} items are called so: {some}")


def _is_called(one: Loaded, wanted: str) -> bool:
    names = (*one.item.task_name.all().values(), *one.item.common_names)
    return any(wanted.lower() in name.lower() for name in names)


def as_text(one: Loaded, lang: str, staff: bool) -> str:
    item = one.item
    lines = [f"{item.task_name.say(lang)}  {item.catalog_code}", _version(one)]
    marks = " ".join(badge_text(badge).say(lang) for badge in badges(item))
    lines += [marks] if marks and not staff else []
    for element in views(one, staff):
        lines += ["", element.heading.say(lang), *_indented(element, lang)]
    return "\n".join(lines)


def _indented(element: Element, lang: str) -> list[str]:
    lines = [
        f"  {part}"
        for line in element.lines
        for part in line.say(lang).splitlines()
        if part.strip()
    ]
    return lines + [f"  [{name}]" for name in element.files]


def views(one: Loaded, staff: bool) -> tuple[Element, ...]:
    return staff_view(one.item) if staff else (*before_start(one.item), *guide(one.item))


def as_json(one: Loaded, lang: str, staff: bool) -> dict[str, Any]:
    item = one.item
    return {
        "catalog_code": item.catalog_code,
        "name": item.task_name.say(lang),
        "package_ver": item.package_ver,
        "content_hash": one.content_hash,
        "badges": [badge.value for badge in badges(item)],
        "elements": [
            {
                "key": element.key,
                "heading": element.heading.say(lang),
                "lines": [line.say(lang) for line in element.lines],
                "files": list(element.files),
            }
            for element in views(one, staff)
        ],
    }


def _version(one: Loaded) -> str:
    return f"v{one.item.package_ver}  {one.content_hash[:16]}"

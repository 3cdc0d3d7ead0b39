"""Public lists of a catalogue (权责, 通办, 收费, 中介, 零跑腿, 最多跑一次). Pure.

They are made of the items' own data: they hold offline and say what the terminal does.
"""

from collections.abc import Iterable
from enum import StrEnum

from msgspec import Struct

from kiosk.items.badges import Badge, badges
from kiosk.items.codes import HandleArea
from kiosk.items.guide_words import joined, phrase
from kiosk.items.model import Fee, ServiceItem, Words


class PublicList(StrEnum):
    POWERS = "powers"
    CROSS_REGION = "cross_region"
    FEES = "fees"
    INTERMEDIARIES = "intermediaries"
    NO_VISIT = "no_visit"
    ONE_VISIT = "one_visit"


LIST_NAMES: dict[PublicList, Words] = {
    PublicList.POWERS: Words("权责清单", (("en", "Powers and duties"),)),
    PublicList.CROSS_REGION: Words("通办事项清单", (("en", "Handled across regions"),)),
    PublicList.FEES: Words("收费清单", (("en", "Charges"),)),
    PublicList.INTERMEDIARIES: Words("中介服务清单", (("en", "Services of third parties"),)),
    PublicList.NO_VISIT: Words("零跑腿事项清单", (("en", "No visit needed"),)),
    PublicList.ONE_VISIT: Words("最多跑一次事项清单", (("en", "One visit at most"),)),
}


class Entry(Struct, frozen=True):
    """One line of a list; `catalog_code` links it to its item, and the item to it."""

    catalog_code: str
    name: Words
    detail: Words
    """Of the list: legal basis, charge, third party, place."""


def entries(which: PublicList, items: Iterable[ServiceItem]) -> tuple[Entry, ...]:
    """In the order of the catalogue codes."""
    found = []
    for item in sorted(items, key=lambda one: one.catalog_code):
        detail = _detail(which, item)
        if detail is not None:
            found.append(Entry(item.catalog_code, item.task_name, detail))
    return tuple(found)


def _detail(which: PublicList, item: ServiceItem) -> Words | None:
    """None where the item is not on that list."""
    if which is PublicList.POWERS:
        return item.by_law
    if which is PublicList.CROSS_REGION:
        return item.dept_name if (item.handle_area or "0") != HandleArea.NONE else None
    if which is PublicList.FEES:
        return joined([_fee(one) for one in item.fees] or [_FREE])
    if which is PublicList.INTERMEDIARIES:
        names = [one.service_name for one in item.intermediaries]
        return joined(names) if names else None
    badge = Badge.NO_VISIT if which is PublicList.NO_VISIT else Badge.ONE_VISIT
    return item.limit_scene_explain if badge in badges(item) else None


_FREE = phrase("free")


def _fee(one: Fee) -> Words:
    """Where the amount differs from case to case, its standard says it: 0 is not free."""
    if not one.amount_fen:
        return joined([one.fee_name, one.fee_stand])
    return joined([one.fee_name, phrase("yuan", yuan=f"{one.amount_fen / 100:.2f}")])

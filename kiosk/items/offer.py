"""What can be done with an item here and now: said before a card is asked for. Pure.

An offer never promises more than the terminal can finish: what stands against it are faults with
their texts, and there is always something else to do, at least the guide.
"""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum

from msgspec import Struct

from kiosk.faults import Fault
from kiosk.items.badges import HANDLED_DEPTH
from kiosk.items.codes import Credential, DeviceNeed, FlowTemplate, OfflineClass
from kiosk.items.credentials import READ_BY, WITHOUT_NETWORK, enough
from kiosk.items.hours import WorkDay, is_open, next_opening, weekdays_only
from kiosk.items.model import ServiceItem
from kiosk.items.validity import Scope, Standing, scope, standing

SOFT = frozenset(
    {DeviceNeed.RECEIPT_PRINTER, DeviceNeed.LAMP, DeviceNeed.SPEAKER, DeviceNeed.HEADSET}
)
"""The screen does instead of these: their faults are told and stop nobody."""


class Verb(StrEnum):
    """What the item's button says."""

    HANDLE = "handle"
    QUERY = "query"
    BOOK = "book"
    QUEUE = "queue"
    GUIDE = "guide"


class Handling(StrEnum):
    NOW = "now"
    ACCEPTED = "accepted"
    """Taken in here and sent once the network is back."""
    PART = "part"
    """With what is leased or was synced last; its age is shown."""
    NOTHING = "nothing"


class Alternative(StrEnum):
    LATER = "later"
    """At `next_opening`."""
    WHEN_BACK = "when_back"
    """Once the network is back."""
    BOOK = "book"
    COUNTER = "counter"
    OTHER_TERMINAL = "other_terminal"
    ONLINE = "online"
    """At the item's own address, by phone."""
    GUIDE = "guide"


class Here(Struct, frozen=True):
    """This terminal, now."""

    now: datetime
    region: str
    online: bool
    """The platform answers."""
    devices: Mapping[DeviceNeed, Fault | None]
    """As needs.device_faults gives it."""
    has_part: bool = False
    """Of an L2 item: something leased or synced is here and not used up."""
    is_work: WorkDay = weekdays_only


class Offer(Struct, frozen=True):
    verb: Verb
    handling: Handling
    reasons: tuple[Fault, ...]
    """What stands against it, the most lasting first; empty where it can be done."""
    warnings: tuple[Fault, ...]
    """What will be missing though it can be done."""
    means: tuple[Credential, ...]
    """Credentials that are enough and can be read now, in the order of the package."""
    next_opening: datetime | None
    alternatives: tuple[Alternative, ...]
    is_elsewhere: bool
    """Of another place (异地通办)."""

    @property
    def can_start(self) -> bool:
        return self.handling is not Handling.NOTHING


_VERBS = {
    FlowTemplate.QUERY: Verb.QUERY,
    FlowTemplate.CALC: Verb.QUERY,
    FlowTemplate.VERIFY: Verb.QUERY,
    FlowTemplate.BOOK: Verb.BOOK,
    FlowTemplate.QUEUE: Verb.QUEUE,
    FlowTemplate.GUIDE: Verb.GUIDE,
}
"""The others handle."""


def offer(item: ServiceItem, here: Here) -> Offer:
    verb = _VERBS.get(item.flow_template, Verb.HANDLE)
    means = tuple(one for one in enough(item) if _works(one, here))
    devices = _devices(item, here)
    reasons = [*_lasting(item, here, verb), *_passing(item, here), *devices]
    reasons += [] if means else _no_means(item, here)
    needed = tuple(dict.fromkeys(reasons))
    return Offer(
        verb=Verb.GUIDE if Fault.ITEM_AT_COUNTER in needed else verb,
        handling=Handling.NOTHING if needed else _handling(item, here),
        reasons=needed,
        warnings=_warnings(item, here),
        means=means,
        next_opening=next_opening(item, here.now, here.is_work)
        if Fault.ITEM_CLOSED in needed
        else None,
        alternatives=_alternatives(item, needed, here) if needed else (),
        is_elsewhere=scope(item, here.region) is Scope.ELSEWHERE,
    )


def _lasting(item: ServiceItem, here: Here, verb: Verb) -> list[Fault]:
    found = []
    today = here.now.date()
    until = item.calc.valid_until if item.calc is not None else None
    outdated = until is not None and today > until
    if standing(item, today) is not Standing.IN_FORCE or outdated:
        found.append(Fault.ITEM_NOT_IN_FORCE)
    if scope(item, here.region) is Scope.NONE:
        found.append(Fault.ITEM_ELSEWHERE)
    shallow = verb is Verb.HANDLE and item.online_handle_depth < HANDLED_DEPTH
    if shallow or item.referral is not None:
        found.append(Fault.ITEM_AT_COUNTER)
    return found


def _passing(item: ServiceItem, here: Here) -> list[Fault]:
    found = []
    if not is_open(item, here.now, here.is_work):
        found.append(Fault.ITEM_CLOSED)
    part = item.offline_class is OfflineClass.L2 and not here.has_part
    if not here.online and (item.offline_class is OfflineClass.L3 or part):
        found.append(Fault.ITEM_NEEDS_NETWORK)
    return found


def _devices(item: ServiceItem, here: Here) -> list[Fault]:
    """Of the devices without which it cannot be done. Readers of credentials count by `means`: one
    of several is enough."""
    readers = frozenset().union(*(READ_BY.get(one, frozenset()) for one in item.credentials))
    strict = [need for need in item.devices if need not in SOFT and need not in readers]
    faults = [here.devices.get(need, Fault.DEVICE_NOT_FITTED) for need in strict]
    return [fault for fault in faults if fault is not None]


def _warnings(item: ServiceItem, here: Here) -> tuple[Fault, ...]:
    faults = [here.devices.get(need) for need in item.devices if need is DeviceNeed.RECEIPT_PRINTER]
    return tuple(fault for fault in faults if fault is not None)


def _works(credential: Credential, here: Here) -> bool:
    if not here.online and credential not in WITHOUT_NETWORK:
        return False
    needs = READ_BY.get(credential, frozenset())
    return all(here.devices.get(need, Fault.DEVICE_NOT_FITTED) is None for need in needs)


def _no_means(item: ServiceItem, here: Here) -> list[Fault]:
    """Why none of the credentials can be used: of the first one that is enough."""
    for credential in enough(item):
        for need in sorted(READ_BY.get(credential, frozenset())):
            fault = here.devices.get(need, Fault.DEVICE_NOT_FITTED)
            if fault is not None:
                return [fault]
        return [Fault.ITEM_NEEDS_NETWORK]
    return [Fault.ITEM_AT_COUNTER]


def _handling(item: ServiceItem, here: Here) -> Handling:
    if here.online or item.offline_class is OfflineClass.L0:
        return Handling.NOW
    return Handling.PART if item.offline_class is OfflineClass.L2 else Handling.ACCEPTED


def _alternatives(
    item: ServiceItem, reasons: tuple[Fault, ...], here: Here
) -> tuple[Alternative, ...]:
    """The nearest first; the guide is always there."""
    ended = standing(item, here.now.date()) is Standing.CANCELLED
    own = {Fault.ITEM_CLOSED, Fault.ITEM_NEEDS_NETWORK, Fault.ITEM_NOT_IN_FORCE}
    own |= {Fault.ITEM_AT_COUNTER, Fault.ITEM_ELSEWHERE}
    holds = {
        Alternative.LATER: Fault.ITEM_CLOSED in reasons,
        Alternative.WHEN_BACK: Fault.ITEM_NEEDS_NETWORK in reasons,
        Alternative.OTHER_TERMINAL: bool(set(reasons) - own),
        Alternative.BOOK: item.is_schedule is True and here.online and not ended,
        Alternative.ONLINE: item.online_handle_url is not None and not ended,
        Alternative.COUNTER: not ended,
        Alternative.GUIDE: True,
    }
    return tuple(one for one, yes in holds.items() if yes)

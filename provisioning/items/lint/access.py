"""Devices, credentials, supplies and hours that do not go together."""

from collections.abc import Iterator

from kiosk.items.codes import DeviceNeed, FlowTemplate, OfflineClass, Supply
from kiosk.items.credentials import REACHES, READ_BY, WITHOUT_NETWORK, enough
from kiosk.items.hours import always_open
from kiosk.items.model import ServiceItem
from kiosk.items.national import Problem
from kiosk.items.needs import UNHEARD_OF
from provisioning.items.terminals import terminal_types, types_for

_PAPER = {Supply.A4: DeviceNeed.A4_PRINTER, Supply.RECEIPT: DeviceNeed.RECEIPT_PRINTER}
_PRINTS = (FlowTemplate.PRINT, FlowTemplate.PROVE)


def devices(item: ServiceItem) -> Iterator[Problem]:
    """What no type of terminal has."""
    had = frozenset().union(*terminal_types().values())
    for i, need in enumerate(item.devices):
        if need not in had:
            yield f"$.devices[{i}]", f"no type of terminal has the device {need}"
    if not types_for(item) and set(item.devices) <= had:
        yield "$.devices", "no type of terminal has all of these together"


def without_driver(item: ServiceItem) -> Iterator[Problem]:
    for i, need in enumerate(item.devices):
        if need in UNHEARD_OF:
            yield f"$.devices[{i}]", f"terminals without a driver for {need} will not offer it"


def supplies(item: ServiceItem) -> Iterator[Problem]:
    for i, one in enumerate(item.consumables):
        if _PAPER[one.kind] not in item.devices:
            yield f"$.consumables[{i}]", f"{one.kind} paper, and {_PAPER[one.kind]} is no device"
    if item.flow_template in _PRINTS and DeviceNeed.A4_PRINTER not in item.devices:
        yield "$.devices", f"{item.flow_template} needs a4_printer"


def assurance(item: ServiceItem) -> Iterator[Problem]:
    """No credential reaches the level, or none can be checked where the item is taken offline."""
    means = enough(item)
    if not means:
        reached = max(REACHES[one] for one in item.credentials)
        text = f"{item.min_assurance} is needed, the credentials reach {reached}"
        yield "$.min_assurance", text
    local = any(one in WITHOUT_NETWORK for one in means)
    if means and not local and item.offline_class in (OfflineClass.L0, OfflineClass.L1):
        text = f"is {item.offline_class}, and no credential can be checked without network"
        yield "$.offline_class", text


def weak_means(item: ServiceItem) -> Iterator[Problem]:
    for i, one in enumerate(item.credentials):
        if REACHES[one] < item.min_assurance:
            text = f"{one} reaches {REACHES[one]}; alone it is not enough for {item.min_assurance}"
            yield f"$.credentials[{i}]", text
        missing = sorted(READ_BY.get(one, frozenset()) - set(item.devices))
        if missing:
            yield f"$.credentials[{i}]", f"{one} is read by {', '.join(missing)}: no device here"


def hours(item: ServiceItem) -> Iterator[Problem]:
    spans = [(one.days, one.from_, one.to) for one in item.service_hours]
    for i, (days, begin, end) in enumerate(spans):
        for other, first, last in spans[:i]:
            if days == other and begin < last and first < end:
                yield f"$.service_hours[{i}]", "overlaps an entry before it"
    if always_open(item) and len(spans) > 1:
        yield "$.service_hours", "is open all day every day already: the others are idle"

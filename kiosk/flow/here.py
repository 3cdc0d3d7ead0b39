"""What this terminal can do now, as the screen knows it: for offers, before anything is asked."""

from datetime import datetime

from kiosk.clock import CHINA
from kiosk.device import Device, DeviceState, DeviceStatus
from kiosk.faults import Fault
from kiosk.flow.model import Model
from kiosk.items.asking import PROGRESS
from kiosk.items.codes import Credential
from kiosk.items.credentials import needs_card
from kiosk.items.model import ServiceItem
from kiosk.items.needs import device_faults
from kiosk.items.offer import Here, Offer, offer
from kiosk.messages.service import Network

CARDS = (Credential.IDCARD, Credential.SSCARD)
TAKEN = (*CARDS, Credential.RECEIPT_CODE)
"""Credentials that a screen takes by itself."""
_GONE = DeviceStatus(DeviceState.OFFLINE)


def is_online(model: Model) -> bool:
    """False where the service has said that the platform does not answer."""
    return model.service_up and model.hall is not None and model.hall.network is not Network.DOWN


def offer_of(model: Model, item: ServiceItem) -> Offer:
    """The catalogue shows no item of another place: its region is not judged again."""
    return offer(item, _here(model, item))


def _here(model: Model, item: ServiceItem) -> Here:
    statuses = {
        Device.ID_READER: model.reader if model.cards_up else _GONE,
        Device.RECEIPT_PRINTER: model.printer,
    }
    if model.ssc_reader is not None:
        statuses[Device.SSC_READER] = model.ssc_reader if model.cards_up else _GONE
    return Here(
        now=_moment(model),
        region=item.region,
        online=is_online(model),
        devices=device_faults(statuses),
        has_part=item.query is not None and item.query.source == PROGRESS,
    )


def _moment(model: Model) -> datetime:
    """To the minute, as the screen shows it."""
    text = f"{model.day or '1970-01-01'}T{model.clock or '00:00'}"
    return datetime.fromisoformat(text).replace(tzinfo=CHINA)


def means_of(model: Model, item: ServiceItem) -> tuple[Credential, ...]:
    """Enough for the item and usable now. Cut off, a card opens no application: what is kept here
    is found by its receipt alone."""
    means = tuple(one for one in offer_of(model, item).means if one in TAKEN)
    if is_online(model) or item.query is None or item.query.source != PROGRESS:
        return means
    return tuple(one for one in means if one not in CARDS)


def why_not(model: Model, item: ServiceItem) -> Fault | None:
    """The first reason against doing it now; None where it can be begun."""
    reasons = offer_of(model, item).reasons
    if reasons:
        return reasons[0]
    if needs_card(item) and not means_of(model, item):
        return Fault.ITEM_AT_COUNTER
    return None

"""What this terminal can do now, as the screen knows it: for offers, before anything is asked."""

from datetime import datetime

from kiosk.clock import CHINA
from kiosk.device import Device, DeviceState, DeviceStatus
from kiosk.faults import Fault
from kiosk.flow.model import Model
from kiosk.flow.scan.looking import can_scan
from kiosk.identity import Means
from kiosk.items.asking import PROGRESS
from kiosk.items.codes import Credential, DeviceNeed
from kiosk.items.credentials import needs_card
from kiosk.items.hours import WorkDay, weekdays_only
from kiosk.items.model import ServiceItem
from kiosk.items.needs import device_faults, status_fault
from kiosk.items.offer import Here, Offer, offer
from kiosk.items.proving import can_wait, proves
from kiosk.items.validity import Scope, scope
from kiosk.messages.service import Network

CARDS = (Credential.IDCARD, Credential.SSCARD)
TAKEN = (*CARDS, Credential.IDCARD_FACE, Credential.RECEIPT_CODE)
"""Credentials that a screen takes by itself; the others go to an identity provider."""
_GONE = DeviceStatus(DeviceState.OFFLINE)


def is_online(model: Model) -> bool:
    """False where the service has said that the platform does not answer."""
    return model.service_up and model.hall is not None and model.hall.network is not Network.DOWN


def offer_of(model: Model, item: ServiceItem) -> Offer:
    return offer(item, _here(model, item))


def scope_of(model: Model, item: ServiceItem) -> Scope:
    """NONE: an item of another place, to be read about here and done there."""
    return scope(item, _region(model, item))


def _region(model: Model, item: ServiceItem) -> str:
    """Of this terminal; where the service has not said, the item's own: it would show no other."""
    said = model.hall.region if model.hall is not None else ""
    return said or item.region


def _here(model: Model, item: ServiceItem) -> Here:
    statuses = {
        Device.ID_READER: model.reader if model.cards_up else _GONE,
        Device.RECEIPT_PRINTER: model.printer,
    }
    if model.ssc_reader is not None:
        statuses[Device.SSC_READER] = model.ssc_reader if model.cards_up else _GONE
    if model.hall is not None and model.hall.a4 is not None:
        statuses[Device.A4_PRINTER] = model.hall.a4
    if model.code_reader is not None:
        statuses[Device.CODE_READER] = model.code_reader if model.imaging_up else _GONE
    if model.face_camera is not None and not model.face.is_off:
        statuses[Device.FACE_CAMERA] = model.face_camera if model.imaging_up else _GONE
    devices = device_faults(statuses, _otherwise(model))
    if proves(item) and can_wait(item) and not is_online(model):
        # It is kept now, and printed elsewhere or later.
        devices[DeviceNeed.A4_PRINTER] = None
    return Here(
        now=_moment(model),
        region=_region(model, item),
        online=is_online(model),
        devices=devices,
        has_part=item.query is not None and item.query.source == PROGRESS,
        is_work=_work_days(model),
    )


def _work_days(model: Model) -> WorkDay:
    """By the calendar as far as the service has told it, else by the week."""
    named = dict(model.hall.work_days) if model.hall is not None else {}
    return lambda day: named.get(day.isoformat(), weekdays_only(day))


def _otherwise(model: Model) -> tuple[DeviceNeed, ...]:
    """What is met without a device of its own: a U-key by its provider; beside an ID card, the eyes
    of a member of staff are as good as a camera."""
    found = [DeviceNeed.UKEY] if asks_about(model, Means.UKEY) else []
    return (*found, DeviceNeed.CAMERA) if can_vouch(model) else tuple(found)


def asks_about(model: Model, means: Means) -> bool:
    """The identity provider of this terminal takes it."""
    return model.hall is not None and means in model.hall.means


def can_vouch(model: Model) -> bool:
    return asks_about(model, Means.STAFF) and can_scan(model) and is_online(model)


def _moment(model: Model) -> datetime:
    """To the minute, as the screen shows it."""
    text = f"{model.day or '1970-01-01'}T{model.clock or '00:00'}"
    return datetime.fromisoformat(text).replace(tzinfo=CHINA)


def a4_fault(model: Model) -> Fault | None:
    """Why no document can be printed now, or None."""
    a4 = model.hall.a4 if model.hall is not None else None
    return Fault.A4_ABSENT if a4 is None else status_fault(Device.A4_PRINTER, a4)


def may_lie_here(model: Model, item: ServiceItem) -> bool:
    """Nothing but the network is missing, and it may have been booked before."""
    if not proves(item) or item.certificate is None or item.certificate.bookable is not True:
        return False
    return offer_of(model, item).reasons == (Fault.ITEM_NEEDS_NETWORK,)


def means_of(model: Model, item: ServiceItem) -> tuple[Credential, ...]:
    """Enough for the item and usable now. Cut off, a card opens no application: what is kept here
    is found by its receipt alone."""
    asked = {one.value for one in model.hall.means} if model.hall is not None else set()
    means = tuple(one for one in offer_of(model, item).means if one in TAKEN or one.value in asked)
    if is_online(model) or item.query is None or item.query.source != PROGRESS:
        return means
    return tuple(one for one in means if one not in (*CARDS, Credential.IDCARD_FACE))


def why_not(model: Model, item: ServiceItem) -> Fault | None:
    """The first reason against doing it now; None where it can be begun."""
    reasons = list(offer_of(model, item).reasons)
    if model.visit.booked and Fault.ITEM_NEEDS_NETWORK in reasons:
        reasons.remove(Fault.ITEM_NEEDS_NETWORK)
    if reasons:
        return reasons[0]
    if needs_card(item) and not means_of(model, item):
        return Fault.ITEM_AT_COUNTER
    return None

"""Parcels with results: what carriers tell of them, each thing once."""

from datetime import datetime

from django.db import transaction

from kiosk.progress.stages import Stage
from provisioning.central.models import Case, ProgressEvent, Shipment, ShipmentEvent, StageTime
from provisioning.central.progress.cases import NotAllowed
from provisioning.central.progress.events import emit
from provisioning.central.progress.timing import terms_of

DELIVERED = "delivered"


def put_parcel(case: Case, carrier: str, waybill: str, fee_fen: int = 0) -> Shipment:
    """The parcel of a case; where its item's post is free, its fee is 0. Raises NotAllowed where
    the number is another case's."""
    terms = terms_of(case)
    free = terms is not None and terms.free_post
    parcel, _ = Shipment.objects.get_or_create(
        carrier=carrier,
        waybill=waybill,
        defaults={"case": case, "free_post": free, "fee_fen": 0 if free else fee_fen},
    )
    if parcel.case.pk != case.pk:
        raise NotAllowed("the parcel is another application's")
    return parcel


def put_parcel_event(
    parcel: Shipment, told: ShipmentEvent, moment: datetime
) -> ProgressEvent | None:
    """`told` (not saved) once under its key. An older one that comes late is kept in its place and
    is no news. A parcel that has arrived ends the stage of delivery."""
    with transaction.atomic():
        known = ShipmentEvent.objects.filter(shipment=parcel)
        if known.filter(key=told.key).exists():
            return None
        last = known.last()
        told.shipment = parcel
        told.save(force_insert=True)
        if last is not None and told.at < last.at:
            return None
        case = Case.objects.select_related("application__terminal__hall").get(pk=parcel.case.pk)
        if told.state == DELIVERED:
            delivery = StageTime.objects.filter(case=case, stage=Stage.DELIVERY.value, end=None)
            delivery.update(end=moment)
        former = last.state if last else ""
        return emit(case, "parcel", former, told.state, moment, parcel.waybill)

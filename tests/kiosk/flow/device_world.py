"""Of the world round the flow: cards that fail or come late, cables that are pulled."""

from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import rule

from kiosk.device import Device, DeviceState, DeviceStatus
from kiosk.faults import Fault
from kiosk.flow.events import CardsBack, CardsLost, ServiceBack, ServiceLost
from kiosk.messages.cards import CardFailed, CardRead, ReadProgress, ReadStage
from kiosk.messages.devices import StatusChanged
from kiosk.values import replace
from tests.kiosk.flow.item_world import Items
from tests.kiosk.samples import EXPIRED, PERSONS, YI

PLACE = replace(YI, valid_to=None)


class Devices(Items):
    @rule(
        card=st.sampled_from([*PERSONS, EXPIRED, PLACE]),
        stage=st.sampled_from(ReadStage),
        fault=st.sampled_from([None, Fault.CARD_READ_FAILED, Fault.CARD_NOT_VERIFIED]),
        final=st.booleans(),
        stale=st.sampled_from([False, False, False, True]),
    )
    def a_card(self, card: Any, stage: ReadStage, fault: Any, final: bool, stale: bool) -> None:
        command = "an old one" if stale else self.bench.model.reading or "none"
        self.take(ReadProgress(command, stage))
        if fault is not None:
            self.take(CardFailed(command, fault, final))
        self.take(CardRead(command, card, 1.0))

    @rule(
        event=st.sampled_from(
            [
                *(ServiceLost(), ServiceBack(), CardsLost(), CardsBack()),
                *(StatusChanged(Device.ID_READER, DeviceStatus(state)) for state in DeviceState),
            ]
        )
    )
    def a_cable(self, event: object) -> None:
        self.take(event)

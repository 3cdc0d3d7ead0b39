"""The lamp beside the slot that is meant now, and no other."""

import pytest

from kiosk.device import Device, DeviceState, DeviceStatus, Media
from kiosk.flow.model import Model
from kiosk.flow.proof.proof import Proof
from kiosk.flow.states import State
from kiosk.messages.cards import ReadProgress, ReadStage
from kiosk.messages.certificates import WishKept
from kiosk.messages.devices import StatusChanged
from kiosk.messages.lamps import FlashRate, Lamp
from kiosk.present.lamps import GUIDING, lamps
from kiosk.print_state import PrintState
from kiosk.values import replace
from tests.kiosk.terminal import Terminal

SSC = DeviceStatus(DeviceState.ONLINE, media=Media.NOT_PRESENT)


def burning(model: Model) -> dict[Lamp, FlashRate]:
    return {lamp: rate for lamp, rate in lamps(model) if rate is not FlashRate.OFF}


@pytest.mark.row("CP-10")
def test_the_readers_that_wait_for_a_card() -> None:
    terminal = Terminal()
    assert burning(terminal.inbox.model) == {Lamp.ID_READER: FlashRate.SLOW}
    terminal.inbox.take(StatusChanged(Device.SSC_READER, SSC))
    both = {Lamp.ID_READER: FlashRate.SLOW, Lamp.SSC_READER: FlashRate.SLOW}
    assert burning(terminal.inbox.model) == both
    terminal.inbox.take(StatusChanged(Device.ID_READER, DeviceStatus(DeviceState.NO_DEVICE)))
    assert burning(terminal.inbox.model) == {Lamp.SSC_READER: FlashRate.SLOW}
    command = terminal.cards.sent[-1].command
    terminal.inbox.take(ReadProgress(command, ReadStage.FOUND))
    assert burning(terminal.inbox.model) == {Lamp.SSC_READER: FlashRate.CONTINUOUS}


def test_no_reader_flashes_once_the_citizen_is_known() -> None:
    terminal = Terminal()
    terminal.to_ahead()
    assert burning(terminal.inbox.model) == {}


@pytest.mark.parametrize(
    ("state", "rate"),
    [(State.PRINTING, FlashRate.QUICK), (State.TAKE_AWAY, FlashRate.SLOW)],
)
def test_the_outlet_while_paper_comes(state: State, rate: FlashRate) -> None:
    assert burning(replace(Model(), state=state)) == {Lamp.RECEIPT: rate}


@pytest.mark.parametrize(
    ("state", "rate"),
    [
        (State.CERT_PRINTING, FlashRate.QUICK),
        (State.CERT_UNSURE, FlashRate.SLOW),
        (State.CERT_TAKE, FlashRate.SLOW),
    ],
)
def test_the_outlet_of_documents_while_a_certificate_comes(state: State, rate: FlashRate) -> None:
    assert burning(replace(Model(), state=state)) == {Lamp.DOCUMENT: rate}


def test_the_outlet_of_slips_once_the_code_is_on_paper() -> None:
    kept = replace(Model(), state=State.WISH_KEPT)
    assert burning(kept) == {}
    wish = WishKept("wish", "7KQ2M9XWE4TA", "slip")
    coming = replace(kept, service_up=True, proof=Proof(kept=wish))
    assert burning(coming) == {Lamp.RECEIPT: FlashRate.QUICK}
    assert burning(replace(coming, service_up=False)) == {}
    printed = replace(kept, proof=Proof(slip=PrintState.PRINTED))
    assert burning(printed) == {Lamp.RECEIPT: FlashRate.SLOW}


def test_every_guiding_lamp_is_always_named() -> None:
    assert [lamp for lamp, _ in lamps(Model())] == list(GUIDING)

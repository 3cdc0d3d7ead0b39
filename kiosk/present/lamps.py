"""Which lamps beside the slots guide the hand now. What flashes slowly is asked for."""

from kiosk.flow.model import Model
from kiosk.flow.states import State
from kiosk.items.codes import Credential
from kiosk.messages.cards import ReadStage
from kiosk.messages.lamps import FlashRate, Lamp
from kiosk.present.cards import readable
from kiosk.print_state import PrintState

Lamps = tuple[tuple[Lamp, FlashRate], ...]

GUIDING = (Lamp.ID_READER, Lamp.SSC_READER, Lamp.RECEIPT, Lamp.DOCUMENT)
"""Lamps of the slots that a queue ticket or a certificate needs."""

_RECEIPT = {
    State.PRINTING: FlashRate.QUICK,
    State.SLIP: FlashRate.QUICK,
    State.TAKE_AWAY: FlashRate.SLOW,
    State.SLIP_OUT: FlashRate.SLOW,
}
_DOCUMENT = {
    State.CERT_PRINTING: FlashRate.QUICK,
    State.CERT_UNSURE: FlashRate.SLOW,
    State.CERT_TAKE: FlashRate.SLOW,
}


def lamps(model: Model) -> Lamps:
    """Every guiding lamp with its rate, in a fixed order."""
    return tuple((lamp, _rate(lamp, model)) for lamp in GUIDING)


def _rate(lamp: Lamp, model: Model) -> FlashRate:
    if lamp is Lamp.RECEIPT:
        kept = model.state is State.WISH_KEPT
        return _of_the_code(model) if kept else _RECEIPT.get(model.state, FlashRate.OFF)
    if lamp is Lamp.DOCUMENT:
        return _DOCUMENT.get(model.state, FlashRate.OFF)
    card = Credential.IDCARD if lamp is Lamp.ID_READER else Credential.SSCARD
    if card not in readable(model) or not model.reading:
        return FlashRate.OFF
    return FlashRate.SLOW if model.read_stage is ReadStage.POLLING else FlashRate.CONTINUOUS


def _of_the_code(model: Model) -> FlashRate:
    """The slip with a pick-up code."""
    if model.proof.slip is PrintState.PRINTED:
        return FlashRate.SLOW
    return FlashRate.QUICK if model.proof.slip_comes and model.service_up else FlashRate.OFF

"""Which lamps beside the slots guide the hand now. What flashes slowly is asked for."""

from kiosk.flow.model import Model
from kiosk.flow.states import State
from kiosk.messages.cards import ReadStage
from kiosk.messages.lamps import FlashRate, Lamp

Lamps = tuple[tuple[Lamp, FlashRate], ...]

GUIDING = (Lamp.ID_READER, Lamp.SSC_READER, Lamp.RECEIPT)
"""Lamps of the slots that a queue ticket needs."""


def lamps(model: Model) -> Lamps:
    """Every guiding lamp with its rate, in a fixed order."""
    return tuple((lamp, _rate(lamp, model)) for lamp in GUIDING)


def _rate(lamp: Lamp, model: Model) -> FlashRate:
    if lamp is Lamp.RECEIPT:
        rates = {State.PRINTING: FlashRate.QUICK, State.TAKE_AWAY: FlashRate.SLOW}
        return rates.get(model.state, FlashRate.OFF)
    works = model.reads_id if lamp is Lamp.ID_READER else model.reads_ssc
    if not (works and model.reading):
        return FlashRate.OFF
    return FlashRate.SLOW if model.read_stage is ReadStage.POLLING else FlashRate.CONTINUOUS

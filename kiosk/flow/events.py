"""What happens to the flow, beside the messages of the other processes (kiosk.messages)."""

from msgspec import Struct

from kiosk.flow.states import TOUCHES, Signal


class Touched(Struct, frozen=True):
    """A control was pressed and released inside itself."""

    verb: str
    arg: str = ""


class ServiceLost(Struct, frozen=True):
    pass


class ServiceBack(Struct, frozen=True):
    pass


class CardsLost(Struct, frozen=True):
    pass


class CardsBack(Struct, frozen=True):
    pass


class ImagingLost(Struct, frozen=True):
    pass


class ImagingBack(Struct, frozen=True):
    pass


class TimerFired(Struct, frozen=True):
    name: str


_BY_NAME = {signal.value: signal for signal in Signal}


def signal_of(event: object) -> Signal | None:
    """The kind of an event; None for what this flow does not know (it then changes nothing)."""
    if isinstance(event, Touched):
        signal = _BY_NAME.get(event.verb)
        return signal if signal in TOUCHES else None
    if isinstance(event, TimerFired):
        return _BY_NAME.get("timer_" + event.name)
    return _BY_NAME.get(type(event).__name__)

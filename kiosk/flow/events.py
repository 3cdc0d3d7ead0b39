"""What happens to the flow, beside the messages of the other processes (kiosk.messages)."""

from dataclasses import dataclass

from kiosk.flow.states import TOUCHES, Signal


@dataclass(frozen=True, slots=True)
class Touched:
    """A control was pressed and released inside itself."""

    verb: str
    arg: str = ""


@dataclass(frozen=True, slots=True)
class ServiceLost:
    pass


@dataclass(frozen=True, slots=True)
class ServiceBack:
    pass


@dataclass(frozen=True, slots=True)
class CardsLost:
    pass


@dataclass(frozen=True, slots=True)
class CardsBack:
    pass


@dataclass(frozen=True, slots=True)
class ImagingLost:
    pass


@dataclass(frozen=True, slots=True)
class ImagingBack:
    pass


@dataclass(frozen=True, slots=True)
class TimerFired:
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

"""What a rule asks to be done. Performed in this order: Record, Query, Command, Look, Timer."""

from msgspec import Struct


class Record(Struct, frozen=True):
    """To the service: one durable transaction; what must be printed is printed after it."""

    message: object


class Query(Struct, frozen=True):
    """To the service: a read, answered later as an event."""

    message: object


class Command(Struct, frozen=True):
    """To the card host."""

    message: object


class Look(Struct, frozen=True):
    """To the imaging host."""

    message: object


class SetTimer(Struct, frozen=True):
    """Start or restart a named timer; `seconds` None stops it."""

    name: str
    seconds: float | None


class Leave(Struct, frozen=True):
    """The session is over: this process forgets by ending, its successor shows the idle screen."""


Effect = Record | Query | Command | Look | SetTimer | Leave

ORDER: tuple[type[Effect], ...] = (Record, Query, Command, Look, SetTimer, Leave)


def in_order(effects: tuple[Effect, ...]) -> tuple[Effect, ...]:
    return tuple(sorted(effects, key=lambda effect: ORDER.index(type(effect))))

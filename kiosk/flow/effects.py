"""What a rule asks to be done. Performed in this order: Record, Query, Command, Look, Timer."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Record:
    """To the service: one durable transaction; what must be printed is printed after it."""

    message: object


@dataclass(frozen=True, slots=True)
class Query:
    """To the service: a read, answered later as an event."""

    message: object


@dataclass(frozen=True, slots=True)
class Command:
    """To the card host."""

    message: object


@dataclass(frozen=True, slots=True)
class Look:
    """To the imaging host."""

    message: object


@dataclass(frozen=True, slots=True)
class SetTimer:
    """Start or restart a named timer; `seconds` None stops it."""

    name: str
    seconds: float | None


@dataclass(frozen=True, slots=True)
class Leave:
    """The session is over: this process forgets by ending, its successor shows the idle screen."""


Effect = Record | Query | Command | Look | SetTimer | Leave

ORDER: tuple[type[Effect], ...] = (Record, Query, Command, Look, SetTimer, Leave)


def in_order(effects: tuple[Effect, ...]) -> tuple[Effect, ...]:
    return tuple(sorted(effects, key=lambda effect: ORDER.index(type(effect))))

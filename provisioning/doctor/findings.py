"""What a check found: a level, one line of what it is, one line of what to do."""

from enum import StrEnum

from msgspec import Struct


class Level(StrEnum):
    OK = "ok"
    WARN = "warn"
    FAIL = "fail"


class Finding(Struct, frozen=True):
    level: Level
    what: str
    """One line: what was found."""
    todo: str = ""
    """One line: what to do about it; empty when ok."""


def ok(what: str) -> Finding:
    return Finding(Level.OK, what)


def warn(what: str, todo: str) -> Finding:
    return Finding(Level.WARN, what, todo)


def fail(what: str, todo: str) -> Finding:
    return Finding(Level.FAIL, what, todo)

"""Frozen values. A program makes some hundred kinds of them at its start, and a msgspec Struct is
made in a hundredth of the time of a dataclass: a citizen waits for the first screen that long."""

from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:  # mypy knows this one, and checks each change by the fields of the value
    from dataclasses import replace as replace
else:
    from msgspec.structs import replace as replace


class Private(Struct, frozen=True):
    """A value that shows nothing of itself in a log or a traceback."""

    def __repr__(self) -> str:
        return f"{type(self).__name__}(***)"

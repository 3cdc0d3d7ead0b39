"""What may be shown of a record without showing anybody: its shape, not its values. Pure."""

from collections.abc import Mapping
from typing import Any

PERSONAL = "what follows is about a person: look at it alone, and leave no copy of it"
"""Said before anything is shown unmasked."""


def describe(value: Any) -> Any:
    """The same structure with the same names, each text and number only described."""
    if isinstance(value, Mapping):
        return {name: describe(one) for name, one in value.items()}
    if isinstance(value, list):
        return [describe(one) for one in value]
    if isinstance(value, str):
        return f"<text of {len(value)}>"
    if value is None or isinstance(value, bool):
        return value
    return "<number>"

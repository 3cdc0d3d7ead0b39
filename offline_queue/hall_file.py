"""The hall's file: which queue groups there are."""

import json
from pathlib import Path

from kiosk.queueing.group import QueueGroup
from kiosk.queueing.parse import parse_groups


class Unusable(Exception):
    """The configuration or a file that it names cannot be used; the text says which."""


def load_groups(path: Path) -> tuple[QueueGroup, ...]:
    """Raises Unusable."""
    try:
        raw = json.loads(path.read_text(encoding="utf-8"))
        groups = parse_groups(raw["groups"] if isinstance(raw, dict) else None)
    except (OSError, KeyError, ValueError) as error:
        raise Unusable(f"{path}: {error}") from None
    if not groups:
        raise Unusable(f"{path}: no queue group")
    return groups

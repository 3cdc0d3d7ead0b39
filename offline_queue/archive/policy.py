"""How long packages are kept: data, which the platform may change by the policy `archive`."""

import logging
import sqlite3
from typing import Annotated

import msgspec
from msgspec import Meta, Struct

NAME = "archive"

log = logging.getLogger("offline_queue.archive")


class Policy(Struct, frozen=True):
    """`days` after every destination has acknowledged all of it. `most_mb`: what packages may take
    up together (1024 * 1024 bytes each); beyond it the oldest acknowledged ones go first."""

    days: Annotated[int, Meta(ge=1, le=3650)] = 30
    most_mb: Annotated[int, Meta(ge=1, le=1_000_000)] = 1024


DEFAULT = Policy()


def read(connection: sqlite3.Connection) -> Policy:
    """What the platform has sent, else DEFAULT. Inside a transaction."""
    row = connection.execute("SELECT value FROM policies WHERE name = ?", (NAME,)).fetchone()
    if row is None:
        return DEFAULT
    try:
        return msgspec.json.decode(row[0], type=Policy)
    except msgspec.MsgspecError:
        log.warning("the policy %s cannot be used; the default is", NAME)
        return DEFAULT

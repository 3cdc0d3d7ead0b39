"""Queries for progress as types. Pure."""

from typing import Literal

from msgspec import Struct

from provisioning.central.words import Id


class ProgressQuery(Struct, frozen=True):
    """`key`: the number on the receipt, the keyed hash of the card's holder, the token of the
    receipt's link, or the code of a project."""

    by: Literal["receipt", "card", "link", "project"]
    key: Id

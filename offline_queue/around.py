"""What main.py hands to the service: what is fitted, and what other parts do for it."""

from collections.abc import Collection

from msgspec import Struct

from kiosk.ports import Catalogue, Checking, Verifying


class Around(Struct, frozen=True):
    """`lamps`: names of those that are fitted. `a4`: a printer of documents is. `catalogue` None:
    this terminal has none."""

    lamps: Collection[str] = ()
    a4: bool = False
    catalogue: Catalogue | None = None
    verifying: Verifying | None = None
    checking: Checking | None = None
    """None: no document can be checked, so none is printed."""


ALONE = Around()

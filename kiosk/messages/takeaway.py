"""Screen <-> service: taking something away, on a slip or on a telephone; a picture of a guide.

PrintGuide, PrintSheet -> PrintQueued | Refused, then PrintNews
AskFile -> FileShown | Refused
HandOff -> HandedOff | Refused; EndHandOff when the citizen leaves
"""

from msgspec import Struct

from kiosk.messages.queries import Pairs
from kiosk.sheet import Sheet


class PrintGuide(Struct, frozen=True):
    """The guide's card on a slip, made from the catalogue. `answers`: of the scenario, as (node,
    option). `rate`: the address of a later rating, "" for none. One request id is printed once."""

    request_id: str
    code: str
    version: int
    answers: Pairs = ()
    lang: str = "zh"
    rate: str = ""


class PrintSheet(Struct, frozen=True):
    """What stands on the screen of a query or a calculation, masked, on a slip. It is held in
    memory until it is printed, and written nowhere."""

    request_id: str
    sheet: Sheet
    lang: str = "zh"
    rate: str = ""

    def __repr__(self) -> str:
        return f"PrintSheet({self.request_id}, ***)"


class AskFile(Struct, frozen=True):
    """A file of an item's package, of the version that the screen shows."""

    request_id: str
    code: str
    version: int
    name: str


class FileShown(Struct, frozen=True):
    request_id: str
    name: str
    content: bytes


class HandOff(Struct, frozen=True):
    """The citizen wants this on a telephone. `token`: 32 hexadecimal digits of Vault.token, which
    the page's address ends with; the platform gets its hash and the sheet sealed with it."""

    request_id: str
    session_id: str
    token: str
    sheet: Sheet
    lang: str = "zh"

    def __repr__(self) -> str:
        return f"HandOff({self.request_id}, ***)"


class HandedOff(Struct, frozen=True):
    """`url` opens it on one telephone, for `lives_s` seconds at most."""

    request_id: str
    url: str
    lives_s: int

    def __repr__(self) -> str:
        return f"HandedOff({self.request_id}, ***)"


class EndHandOff(Struct, frozen=True):
    """The citizen has left: what was handed off in this session opens nothing more. A screen whose
    link to the service ends says it by that."""

    session_id: str

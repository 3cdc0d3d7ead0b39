"""Screen <-> service: asking what the departments know, of a person, an application or a list."""

from msgspec import Struct

from kiosk.identity import Assurance

Pairs = tuple[tuple[str, str], ...]


class RunQuery(Struct, frozen=True):
    """One look-up of an item's query, answered by `QueryAnswered`, or `Refused` with the reason.
    Nothing of it is kept. `inputs`: what was filled in, by field. `sealed` as in TakeNumber, bound
    to `request_id`; "" and empty where nobody is identified. `credential` of CL-22."""

    request_id: str
    code: str
    version: int
    credential: str
    assurance: Assurance
    inputs: Pairs = ()
    holder_hash: str = ""
    sealed: bytes = b""

    def __repr__(self) -> str:
        return f"RunQuery({self.request_id}, {self.code}, ***)"


class QueryAnswered(Struct, frozen=True):
    """Complete and of the asked one alone. `rows`: values in the order of the item's columns, as
    kiosk.items.rows checks them. `applications`: for queries of progress instead of rows, a JSON
    list of views (kiosk.progress.view), b"" otherwise."""

    request_id: str
    rows: tuple[tuple[str, ...], ...] = ()
    applications: bytes = b""
    as_of: str = ""
    """ISO 8601: of when it is; "" for a list of the package, which its version dates."""
    last_known: bool = False
    """The platform cannot be reached: what it said last, at `as_of`."""
    more: bool = False
    """There are more than are shown."""

    def __repr__(self) -> str:
        return f"QueryAnswered({self.request_id}, ***)"


class AskList(Struct, frozen=True):
    """A public list of the catalogue: a word of kiosk.items.public_lists.PublicList. Answered by
    `ListShown`, or `Refused`."""

    request_id: str
    which: str


class ListEntry(Struct, frozen=True):
    """One line: an item, and what the list says of it; texts as in `ItemHit`."""

    code: str
    name: str
    name_en: str
    detail: str
    detail_en: str


class ListShown(Struct, frozen=True):
    """In the order of the codes; `total` may be more than are here."""

    request_id: str
    which: str
    entries: tuple[ListEntry, ...]
    total: int

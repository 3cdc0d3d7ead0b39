"""Screen <-> service: what was done for a citizen, and how satisfied the citizen is (好差评)."""

from msgspec import Struct


class RatedItem(Struct, frozen=True):
    """A service item by its codes, as its package has them; "" where the package has none."""

    code: str
    version: int
    name: str = ""
    task_code: str = ""
    task_handle_item: str = ""
    dept_code: str = ""
    area_code: str = ""


class Served(Struct, frozen=True):
    """One finished service: from now on it can be rated, here or later by its link. Answered by
    `Recorded`. Nothing of the person goes with it."""

    request_id: str
    """Names the service: ratings of it carry it as `service_id`."""
    session_id: str
    kind: str
    """ticket | the flow of the item: guide, calc, query, ..."""
    link: str
    """SHA-256, hexadecimal, of the token in the link for a later rating."""
    ticket_id: str = ""
    item: RatedItem | None = None
    number: str = ""
    """Of the project or the receipt, where there is one."""


class Rate(Struct, frozen=True):
    """好差评: 5 very satisfied ... 1 very dissatisfied (CL-61). Answered by `Recorded`."""

    request_id: str
    session_id: str
    ticket_id: str
    satisfaction: int
    service_id: str = ""
    """Of `Served`; "" where no finished service is rated but an item or the terminal."""
    item: RatedItem | None = None
    number: str = ""
    assess_number: int = 1
    """CL-63: 1 first, 2 again."""
    reasons: tuple[str, ...] = ()
    """Codes of `kiosk.items.indicators`, of `reasons_version`."""
    reasons_version: str = ""
    text: str = ""
    real_name: bool = False
    want_callback: bool = False
    sealed: bytes = b""
    """The identity, sealed to the platform's key and bound to `request_id`; empty: anonymous."""
    sealed_phone: bytes = b""
    """The same of the telephone number that the citizen gave; empty: none was given."""

    def __repr__(self) -> str:
        return f"Rate({self.request_id}, {self.satisfaction}, ***)"

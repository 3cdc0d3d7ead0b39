"""Parts of the national record of an item (GB/T 39554.2) that only some items have."""

from datetime import date
from decimal import Decimal
from typing import Annotated

from msgspec import Struct

from kiosk.items.codes import TimeUnit
from kiosk.items.codes_flow import ContactKind, PlaceKind, RemedyKind
from kiosk.items.limits import Days, FileName, Line, Prose, Range, Text

Phone = Annotated[str, Text(40)]
Url = Annotated[str, Text(300, 1, r"https?://[^\s]+")]


class Law(Struct, frozen=True, kw_only=True):
    """One basis of the item (设定依据): with it an item is on the list of powers."""

    law_name: Line
    law_no: Line | None = None
    organ: Line | None = None
    law_date: date | None = None
    clause: Line | None = None
    content: Prose | None = None


class Intermediary(Struct, frozen=True, kw_only=True):
    """A service of a third party that the item needs (中介服务)."""

    service_name: Line
    by_law: Prose
    fee_stand: Prose
    agencies: Prose | None = None
    limit_day: Days | None = None
    paid_by: Line | None = None


class Place(Struct, frozen=True, kw_only=True):
    place_name: Line
    kind: PlaceKind
    address: Line
    window: Line | None = None
    transact_time: Prose | None = None
    phone: Phone | None = None
    traffic: Prose | None = None
    lng: Annotated[Decimal, Range(-180, 180)] | None = None
    lat: Annotated[Decimal, Range(-90, 90)] | None = None


class Quota(Struct, frozen=True, kw_only=True):
    """审批数量, where there is one."""

    limit_num: Annotated[int, Range(1, 10**9)]
    limit_period: Line
    limit_way: Prose
    by_law: Prose
    publish_way: Prose | None = None


class ResultDoc(Struct, frozen=True, kw_only=True):
    """A result beside the first one."""

    result_name: Line
    result_type: Annotated[str, Text(20)]
    sample: FileName | None = None
    valid_days: Days | None = None
    area: Line | None = None
    delivery: Line | None = None


class Remedy(Struct, frozen=True, kw_only=True):
    kind: RemedyKind
    organ: Line
    address: Line
    phone: Phone
    limit_explain: Line


class Special(Struct, frozen=True, kw_only=True):
    """A special procedure that stops the clock: hearing, expert review, inspection."""

    name: Line
    days: Days
    day_type: TimeUnit
    by_law: Prose
    explain: Prose | None = None


class Annual(Struct, frozen=True, kw_only=True):
    """年检 or 年审 of the result."""

    period: Line
    by_law: Prose
    materials: Prose
    is_fee: bool
    explain: Prose | None = None


class Contact(Struct, frozen=True, kw_only=True):
    kind: ContactKind
    phone: Phone
    address: Line | None = None
    url: Url | None = None
    email: Annotated[str, Text(100)] | None = None
    service_time: Line | None = None


class Express(Struct, frozen=True, kw_only=True):
    way: Line
    fee_fen: Annotated[int, Range(0, 2**53)]
    days: Days
    carrier: Line | None = None


class Booking(Struct, frozen=True, kw_only=True):
    ahead_days: Annotated[int, Range(0, 365)]
    phone: Phone | None = None
    url: Url | None = None
    explain: Prose | None = None

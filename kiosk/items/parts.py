"""What a service item is made of: materials, fees, hours, scenario, form. Names are the package's.

A name that Python keeps for itself has an underscore behind it: `from_` is `from`.
"""

from decimal import Decimal
from typing import Annotated

from msgspec import Struct

from kiosk.items.codes import (
    FeeKind,
    MaterialFormat,
    MaterialType,
    Need,
    OpenDays,
    ScanProfile,
    SourceType,
    Supply,
    TimeUnit,
    Trust,
)
from kiosk.items.codes_flow import FieldType, Prefill, StageCode
from kiosk.items.limits import (
    Days,
    FileName,
    FormulaText,
    Id,
    Line,
    Many,
    Minute,
    Names,
    Number,
    Prose,
    Range,
    Short,
    Text,
    TypeCode,
)


class Material(Struct, frozen=True, kw_only=True):
    """One material to hand in (申请材料)."""

    id: Id
    material_name: Line
    material_type: MaterialType
    material_format: MaterialFormat
    is_need: Need
    source_type: SourceType
    source_explain: Prose | None = None
    page_num: Annotated[int, Range(0, 99)] | None = None
    """Copies of it."""
    page_format: Annotated[str, Text(20)] | None = None
    fill_explain: Prose | None = None
    accept_stand: Prose | None = None
    by_law: Prose | None = None
    form: FileName | None = None
    """The blank."""
    example: FileName | None = None
    error_example: FileName | None = None
    issuer: Line | None = None
    original_num: Annotated[int, Range(0, 99)] | None = None
    copy_num: Annotated[int, Range(0, 99)] | None = None
    valid_days: Days | None = None
    is_kept: bool | None = None
    """The office keeps it."""
    auto_source: TypeCode | None = None
    """Kind of e-licence that stands for it: the citizen need not bring it."""
    scan_profile: ScanProfile | None = None
    min_trust: Trust | None = None
    deferrable_days: Annotated[int, Range(1, 365)] | None = None


class Fee(Struct, frozen=True, kw_only=True):
    id: Id
    fee_name: Line
    fee_stand: Prose
    by_law: Prose
    amount_fen: Annotated[int, Range(0, 2**53)]
    fee_kind: FeeKind
    is_desc: bool | None = None
    """It can be reduced."""
    desc_explain: Prose | None = None
    payee: Line | None = None


class Question(Struct, frozen=True, kw_only=True):
    """One of the questions that people ask."""

    question: Prose
    answer: Prose


class Effects(Struct, frozen=True, kw_only=True):
    """What an answer changes: ids of materials, of the form's fields, of a fee."""

    materials_add: Names = ()
    materials_remove: Names = ()
    fields_add: Names = ()
    fields_remove: Names = ()
    fee: Id | None = None
    window: Prose | None = None
    result: Prose | None = None
    exclusion: Prose | None = None
    """Why it cannot be handled in this situation."""
    note: Prose | None = None


class Option(Struct, frozen=True, kw_only=True):
    """One answer. Either `next` or `end`."""

    id: Id
    label: Line
    next: Id | None = None
    end: bool | None = None
    effects: Effects | None = None


class Node(Struct, frozen=True, kw_only=True):
    """One question of the scenario."""

    id: Id
    question: Line
    help: Prose | None = None
    voice: Prose | None = None
    options: Annotated[tuple[Option, ...], Many(8, 2)]


class Scenario(Struct, frozen=True, kw_only=True):
    """情形引导: a graph of questions without a cycle, at most six deep."""

    start: Id
    nodes: Annotated[tuple[Node, ...], Many(60, 1)]


class Choice(Struct, frozen=True, kw_only=True):
    value: Short
    label: Line


class Field(Struct, frozen=True, kw_only=True):
    """One thing to fill in."""

    id: Id
    label: Line
    type: FieldType
    required: bool
    max_length: Annotated[int, Range(1, 1000)] | None = None
    minimum: Number | None = None
    maximum: Number | None = None
    decimals: Annotated[int, Range(0, 4)] | None = None
    unit: Line | None = None
    choices: Annotated[tuple[Choice, ...], Many(60, 2)] = ()
    default: str | Decimal | bool | None = None
    prefill: Prefill | None = None
    help: Prose | None = None
    example: Line | None = None
    group: Line | None = None


class Exclusion(Struct, frozen=True, kw_only=True):
    """`rule` is true of a card's holder: `text` applies, and `instead` says what to do. `basis`:
    the law or condition that a refusal rests on (否定必有依据)."""

    rule: FormulaText
    text: Prose
    basis: Prose | None = None
    instead: Prose | None = None


class Hours(Struct, frozen=True, kw_only=True):
    """On these days from minute `from_` to before minute `to`; over midnight it is two."""

    days: OpenDays
    from_: Minute
    to: Minute


class Consumable(Struct, frozen=True, kw_only=True):
    kind: Supply
    sheets: Annotated[int, Range(1, 50)] | None = None


class Stage(Struct, frozen=True, kw_only=True):
    """One step of the process; `here` where the terminal does it."""

    stage: StageCode
    text: Line
    here: bool | None = None
    post: Line | None = None
    """Who does it: a post, never a person."""
    limit_day: Days | None = None
    limit_type: TimeUnit | None = None
    standard: Prose | None = None
    outcome: Line | None = None


class Referral(Struct, frozen=True, kw_only=True):
    """What the terminal never does itself: where to go instead."""

    where: Prose
    why: Prose
    bring: Prose | None = None


class Inherits(Struct, frozen=True, kw_only=True):
    """The package of a higher level that this one takes over, with its version."""

    catalog_code: Annotated[str, Text(12, 12)]
    package_ver: Annotated[int, Range(1, 2**31)]

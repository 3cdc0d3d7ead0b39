"""What an item computes, looks up or issues: by its flow template."""

from datetime import date
from typing import Annotated

from msgspec import Struct

from kiosk.items.codes_flow import ColumnFormat, ResultFormat
from kiosk.items.limits import (
    FileName,
    FormulaText,
    Id,
    Language,
    Line,
    Many,
    Prose,
    Range,
    Source,
    TypeCode,
)
from kiosk.items.parts import Field


class Step(Struct, frozen=True, kw_only=True):
    """A value between: later formulas may use its id."""

    id: Id
    formula: FormulaText


class ResultLine(Struct, frozen=True, kw_only=True):
    id: Id | None = None
    label: Line
    formula: FormulaText
    format: ResultFormat
    note: Prose | None = None


class Calc(Struct, frozen=True, kw_only=True):
    """试算: results from what the citizen types."""

    inputs: Annotated[tuple[Field, ...], Many(12, 1)]
    steps: Annotated[tuple[Step, ...], Many(30)] = ()
    results: Annotated[tuple[ResultLine, ...], Many(12, 1)]
    disclaimer: Prose
    valid_until: date | None = None


class Column(Struct, frozen=True, kw_only=True):
    id: Id
    label: Line
    format: ColumnFormat
    masked: bool | None = None


class Query(Struct, frozen=True, kw_only=True):
    """查询: of a source of the platform, or of `rows` where `source` is `package`."""

    source: Source
    inputs: Annotated[tuple[Field, ...], Many(8)] = ()
    columns: Annotated[tuple[Column, ...], Many(12, 1)]
    rows: FileName | None = None
    receipt: bool | None = None
    empty: Prose


class Certificate(Struct, frozen=True, kw_only=True):
    """What PROVE and PRINT items give."""

    template: FileName
    type_code: TypeCode
    type_name: Line
    source: Source
    options: Annotated[tuple[Field, ...], Many(6)] = ()
    languages: Annotated[tuple[Language, ...], Many(10, 1)]
    pages: Annotated[int, Range(1, 50)]
    copies: Annotated[int, Range(1, 5)] | None = None
    valid_days: Annotated[int, Range(1, 3650)] | None = None
    bookable: bool | None = None
    anonymous: bool | None = None

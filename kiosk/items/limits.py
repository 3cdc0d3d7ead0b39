"""What a value of a package may be, written beside its type in the model (typing.Annotated)."""

from datetime import date
from decimal import Decimal
from typing import Annotated, TypeAlias

from msgspec import Struct

from kiosk.items.words import Words


class Text(Struct, frozen=True):
    """`least` to `most` characters; `pattern`, where there is one, matches all of them."""

    most: int
    least: int = 1
    pattern: str = ""


class Speech(Struct, frozen=True):
    """Most characters in Chinese, and in any other language."""

    zh: int
    other: int


class Range(Struct, frozen=True):
    """Of whole numbers and of decimals; both ends count."""

    least: int | None = None
    most: int | None = None


class Many(Struct, frozen=True):
    """How many there may be in a list."""

    most: int
    least: int = 0
    unique: bool = False


FILE_PATTERN = r"[a-z0-9][a-z0-9_-]{0,60}\.(typ|png|svg|jpg|pdf|json)"
ID_PATTERN = r"[a-z][a-z0-9_]{0,39}"

Line: TypeAlias = Annotated[Words, Speech(60, 160)]
"""A title or a label."""
Prose: TypeAlias = Annotated[Words, Speech(4000, 8000)]
Id: TypeAlias = Annotated[str, Text(40, 1, ID_PATTERN)]
FileName: TypeAlias = Annotated[str, Text(66, 1, FILE_PATTERN)]
"""A file in the package's own folder."""
FormulaText: TypeAlias = Annotated[str, Text(500)]
"""In the language of kiosk.items.formula."""
Source: TypeAlias = Annotated[str, Text(40, 2, r"[a-z][a-z0-9_]{1,39}")]
"""Name of a data source."""
Minute: TypeAlias = Annotated[int, Text(5, 5, r"([01][0-9]|2[0-3]):[0-5][0-9]|24:00")]
"""A time of day as HH:MM; kept as minutes after midnight, 0 to 1440."""
Short: TypeAlias = Annotated[str, Text(60)]
TypeCode: TypeAlias = Annotated[str, Text(21, 21)]
"""Kind of e-licence (GB/T 36903): 18 characters of the defining department, 3 of its own."""
Days: TypeAlias = Annotated[int, Range(0, 3650)]
Day: TypeAlias = date
Number: TypeAlias = Annotated[Decimal, Range()]
Language: TypeAlias = Annotated[str, Text(2, 2, "[a-z]{2}")]
Names: TypeAlias = Annotated[tuple[Id, ...], Many(60)]

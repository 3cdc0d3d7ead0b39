"""Texts and numbers as they may stand in a request: lengths, patterns and ranges. Pure."""

from datetime import date
from typing import Annotated

from msgspec import Meta

Id = Annotated[str, Meta(pattern=r"^[\x21-\x7e]{1,64}\Z")]
Key = Annotated[str, Meta(pattern=r"^[\x21-\x7e]{1,100}\Z")]
Word = Annotated[str, Meta(pattern=r"^[\x20-\x7e]{0,64}\Z")]
DayText = Annotated[str, Meta(pattern=r"^\d{4}-\d\d-\d\d\Z")]
TimeText = Annotated[
    str,
    Meta(
        pattern=r"^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])"
        r"T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,6})?\+08:00\Z"
    ),
]
Hash = Annotated[str, Meta(pattern=r"^([0-9a-f]{64})?\Z")]
Digest = Annotated[str, Meta(pattern=r"^[0-9a-f]{64}\Z")]
About = Annotated[str, Meta(pattern=r"^([0-9a-f]{2}){0,32}\Z")]
"""Stands for the thing that a record is about; "" for none."""
Manifest = Annotated[str, Meta(pattern=r"^([0-9a-f]{8}-){7}[0-9a-f]{8}\Z")]
"""SM3 of the manifest of a package, in eight groups."""
ManifestOrNone = Annotated[str, Meta(pattern=r"^(([0-9a-f]{8}-){7}[0-9a-f]{8})?\Z")]
Label = Annotated[str, Meta(pattern=r"^[^\x00-\x1f\x7f]{0,100}\Z")]
Base64 = Annotated[str, Meta(max_length=262_144, pattern=r"^[A-Za-z0-9+/]*={0,2}\Z")]
Mask = Annotated[str, Meta(pattern=r"^([^\x00-\x1f*]{0,2}\*{1,16}[^\x00-\x1f*]{0,2})?\Z")]
"""A masked name or number as kiosk.identity makes it: two characters at most at either end, so
that a clear name or number is refused here."""
Number = Annotated[int, Meta(ge=1, le=999)]
Seq = Annotated[int, Meta(ge=0, le=2**53)]
Epoch = Id | Annotated[int, Meta(ge=0, le=2**53)]


def is_real(day: str, name: str) -> None:
    """Raises ValueError: no pattern knows that there is no 30 February."""
    try:
        date.fromisoformat(day)
    except ValueError:
        raise ValueError(f"no such day - at `$.{name}`") from None

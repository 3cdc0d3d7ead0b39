"""What one state says: a title, a sentence under it, and the same by voice."""

from msgspec import Struct


class ScreenText(Struct, frozen=True):
    """Templates for str.format; the names that each may use are those of `present.values`."""

    title: str
    lead: str
    spoken: str

"""What a citizen takes away: one text in parts, for a slip of paper or for a phone. Pure."""

from msgspec import Struct


class Part(Struct, frozen=True):
    """A heading ("" for none), rows of label and value, and lines to read."""

    heading: str
    lines: tuple[str, ...] = ()
    facts: tuple[tuple[str, str], ...] = ()


class Sheet(Struct, frozen=True):
    """Complete and in one language; masked as on the screen. `lead`: one line under the title, of
    when it is, or of which situation. `note`: what it is not, at the end."""

    title: str
    lead: str = ""
    parts: tuple[Part, ...] = ()
    note: str = ""

    def __repr__(self) -> str:
        return f"Sheet({len(self.parts)} parts, ***)"

"""Why a pack is not taken: a closed set of words, with the place. Pure."""

from enum import StrEnum


class Why(StrEnum):
    UNSIGNED = "unsigned"
    WRONG_KEY = "wrong_key"
    """Signed, but not by a key that may sign this: another department's, or nobody's we know."""
    EXPIRED = "expired"
    """Its signature was good until a day that is over, or this terminal's clock is ahead."""
    OLDER = "older"
    """Its version is below what is here: somebody plays an old state back."""
    CHANGED = "changed"
    """Bytes, length or hash are not what was signed."""
    MALFORMED = "malformed"
    TOO_LARGE = "too_large"
    """More bytes or rows than were signed or may be, also once unpacked."""
    OUTSIDE = "outside"
    """A name that leads out of its package."""
    INCOMPLETE = "incomplete"
    """A package lacks an element or a file, or a value is none: `place` is its JSON path."""
    TEMPLATE = "template"
    """A template reaches for what is not in its package."""
    OTHER_PUBLISHER = "other_publisher"
    """It is not of the publisher whose pack it says it is."""
    CODE_TAKEN = "code_taken"
    """Another pack holds an item of that code."""


class Refused(Exception):
    """A pack, or what leads to it, is not taken; what is installed goes on.

    `place`: which file or package, with the JSON path inside it where there is one, e.g.
    "992000501000 $.materials[2].is_need"; "" for the whole. `detail`: one plain line.
    """

    def __init__(self, why: Why, detail: str, place: str = "") -> None:
        super().__init__(f"{place}: {detail}" if place else detail)
        self.why, self.detail, self.place = why, detail, place

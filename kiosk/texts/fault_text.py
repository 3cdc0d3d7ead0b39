"""What one fault says: to the citizen on the screen and by voice, and to the operator."""

from msgspec import Struct


class FaultText(Struct, frozen=True):
    """Templates for str.format.

    Names: {ticket_no} (PRINT_* and OPEN_TICKET only, where a number is kept), {hotline},
    {neighbour}, {reopens} (GROUP_CLOSED, GROUP_QUOTA_INTERVAL and ITEM_CLOSED only). The last three
    may be empty: they stand in `now` only, one to a line, and a line whose value is empty is not
    shown.
    """

    title: str
    cause: str
    """One sentence."""
    now: tuple[str, ...]
    """One to three things that can be done, the most useful first."""
    spoken: str
    """The same for the ear: whole sentences without codes, brackets or digits."""
    operator: str
    """For the technician: what was seen, what to do."""

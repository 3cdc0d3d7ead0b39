"""Why a snapshot came: for the demo's stage only, never drawn."""

from msgspec import Struct


class Trace(Struct, frozen=True):
    """`event` names the last event taken from the inbox; `fault` is the code shown, "" for none;
    `read_found_at` as in `CardRead.found_at`, 0 before a card was read; `verdict`: of a code that
    was verified, "" before one; `found`: the letters whose answer the list shows.
    """

    event: str = ""
    fault: str = ""
    ticket_no: str = ""
    read_found_at: float = 0.0
    pickup_code: str = ""
    verdict: str = ""
    found: str = ""

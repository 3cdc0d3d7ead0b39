"""What the platform said last of the applications that were made at this terminal, so that their
receipts find something while it is cut off. Nothing of a person.
"""

from datetime import datetime, timedelta
from typing import Any

import msgspec
from msgspec import Struct

from offline_queue.inbound.items import Progress
from offline_queue.store.ledger import Ledger

KEPT = timedelta(days=180)
"""After what was said last."""


class LastKnown(Struct, frozen=True):
    """`at`: when the platform said it. `view` as docs/platform.md describes it."""

    at: datetime
    view: dict[str, Any]


def keep(ledger: Ledger, said: Progress, now: datetime) -> None:
    """The latest event counts, in whatever order they come."""
    at = datetime.fromisoformat(said.at).astimezone(now.tzinfo).isoformat(timespec="seconds")
    ledger.execute(
        """INSERT INTO progress VALUES (?, ?, ?, ?) ON CONFLICT (local_no) DO UPDATE SET
            event = excluded.event, at = excluded.at, view = excluded.view
            WHERE excluded.event > event""",
        (said.local_no, said.event, at, msgspec.json.encode(said.view).decode()),
    )
    before = (now - KEPT).isoformat(timespec="seconds")
    ledger.execute("DELETE FROM progress WHERE at < ?", (before,))


def last_known(ledger: Ledger, local_no: str) -> LastKnown | None:
    """None where nothing of this receipt came here."""
    row = ledger.execute("SELECT at, view FROM progress WHERE local_no = ?", (local_no,)).fetchone()
    if row is None:
        return None
    return LastKnown(datetime.fromisoformat(row[0]), msgspec.json.decode(row[1]))

"""What these tests share: a look into sealed records, a file changed by one bit."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from offline_queue.outbox import rows as outbox
from offline_queue.store.ledger import Ledger


def bodies_of(ledger: Ledger, kind: str = "help") -> list[Mapping[str, Any]]:
    """What the records of a kind say, by number."""
    found = ledger.execute(f"SELECT {outbox.COLUMNS} FROM outbox ORDER BY seq").fetchall()
    return [outbox.unsealed(ledger, row).body for row in found if row[1] == kind]


def flip(path: Path, at: int) -> None:
    """One bit of one byte is another one now."""
    content = bytearray(path.read_bytes())
    content[at] ^= 1
    path.write_bytes(bytes(content))

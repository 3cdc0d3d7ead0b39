"""Looking at the queue while the service is stopped. Nothing is changed, not even recovered."""

import sqlite3
from pathlib import Path

from kiosk.messages.operator import QueueStatus
from offline_queue.office import read_queue
from offline_queue.store.database import FILE_NAME, AlreadyRunning, CannotOpen


def stopped_queue(state: Path) -> QueueStatus:
    """Status of the queue in the state folder. Raises AlreadyRunning where the service runs (ask
    it by `AskQueue` instead), CannotOpen where there is no readable database."""
    path = state / FILE_NAME
    if not path.exists():
        raise CannotOpen(f"{path} does not exist: this terminal has recorded nothing yet")
    try:
        connection = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True, timeout=0.0)
    except sqlite3.Error as error:
        raise CannotOpen(f"{path} cannot be opened: {error}") from None
    try:
        return read_queue(connection)
    except sqlite3.Error as error:
        if error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY:
            raise AlreadyRunning("the service is running; ask it") from None
        raise CannotOpen(f"{path} cannot be read: {error}") from None
    finally:
        connection.close()


def as_text(status: QueueStatus) -> str:
    """Lines for an operator: no persons, only counts, times and job ids."""
    lines = [
        f"pending      {status.pending}",
        f"refused      {status.dead}",
        f"oldest       {status.oldest or '-'}",
        f"last contact {status.last_contact or '-'}",
        f"network      {status.network.value}",
        f"fault        {status.fault.value if status.fault else '-'}",
        f"unsettled print jobs {len(status.jobs)}",
    ]
    return "\n".join([*lines, *(f"  {job}" for job in status.jobs)])

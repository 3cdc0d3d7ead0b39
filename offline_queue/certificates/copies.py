"""Copies between their first byte and their print job: one row each, so that none is forgotten.

The print journal has everything else: a job for what is or was to be printed, and a void job for
what was given up. Every function takes the ledger inside a transaction.
"""

import sqlite3
from enum import StrEnum

from kiosk.print_state import PrintState
from offline_queue.printing import journal
from offline_queue.printing.journal import Job, NotToGiveUp, Thing
from offline_queue.store.ledger import Ledger


class Standing(StrEnum):
    """What this terminal knows of a copy."""

    NEW = "new"
    """Nothing: it was not fetched here."""
    FETCHED = "fetched"
    """It may have been; nothing of it is on paper."""
    OUT = "out"
    """It is being printed, or was."""
    UNKNOWN = "unknown"
    VOID = "void"


def begin(ledger: Ledger, certificate_id: str, copy_no: int, at: str) -> bool:
    """It may be fetched now. False: it was given up or handed to the printer before."""
    if standing(ledger, certificate_id, copy_no) in (Standing.NEW, Standing.FETCHED):
        ledger.execute(
            "INSERT OR IGNORE INTO cert_copies VALUES (?, ?, ?)", (certificate_id, copy_no, at)
        )
        return True
    return False


def standing(connection: sqlite3.Connection, certificate_id: str, copy_no: int) -> Standing:
    for job in journal.jobs_of(connection, Thing.CERTIFICATE, certificate_id):
        if job.copy_no == copy_no:
            return _STANDING.get(job.state, Standing.OUT)
    return Standing.FETCHED if _is_begun(connection, certificate_id, copy_no) else Standing.NEW


_STANDING = {
    PrintState.FAILED: Standing.VOID,
    PrintState.VOID: Standing.VOID,
    PrintState.UNKNOWN: Standing.UNKNOWN,
}


def give_up(ledger: Ledger, certificate_id: str, copy_no: int, at: str) -> bool:
    """Void here, and the platform will be told. False where it is printed or being printed."""
    try:
        journal.give_up(ledger, certificate_id, copy_no, at)
    except NotToGiveUp:
        return False
    _forget(ledger, certificate_id, copy_no)
    return True


def leave(ledger: Ledger, certificate_id: str, at: str, copy_no: int | None = None) -> int:
    """Whatever was fetched of it, or this copy alone, and has no job, is void: how many."""
    begun = [
        number
        for number in _begun_of(ledger, certificate_id)
        if copy_no is None or number == copy_no
    ]
    return sum(give_up(ledger, certificate_id, number, at) for number in begun)


def reserve(
    ledger: Ledger,
    job_id: str,
    certificate_id: str,
    copy_no: int,
    request_id: str,
    lang: str,
    at: str,
) -> Job:
    """Its print job. Raises journal.CopyTaken."""
    job = journal.reserve(
        ledger, job_id, Thing.CERTIFICATE, certificate_id, request_id, lang, at, copy_no
    )
    _forget(ledger, certificate_id, copy_no)
    return job


def settle(ledger: Ledger, at: str) -> int:
    """At the start: nobody has a document in memory any more. How many copies are void by it."""
    rows = ledger.execute("SELECT certificate_id, copy_no FROM cert_copies").fetchall()
    void = sum(give_up(ledger, certificate_id, copy_no, at) for certificate_id, copy_no in rows)
    ledger.execute("DELETE FROM cert_copies")
    return void


def _is_begun(connection: sqlite3.Connection, certificate_id: str, copy_no: int) -> bool:
    return copy_no in _begun_of(connection, certificate_id)


def _begun_of(connection: sqlite3.Connection, certificate_id: str) -> list[int]:
    rows = connection.execute(
        "SELECT copy_no FROM cert_copies WHERE certificate_id = ? ORDER BY copy_no",
        (certificate_id,),
    ).fetchall()
    return [int(copy_no) for (copy_no,) in rows]


def _forget(ledger: Ledger, certificate_id: str, copy_no: int) -> None:
    ledger.execute(
        "DELETE FROM cert_copies WHERE certificate_id = ? AND copy_no = ?",
        (certificate_id, copy_no),
    )

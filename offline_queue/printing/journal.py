"""The print journal: what happened to every job, written before anything physical happens.

    reserved -> rendering -> spooled -> printing -> printed | failed | unknown -> void

`failed` means that not one byte left for the printer; `unknown` that bytes may have reached paper
and nothing proves it. A job is never printed a second time: whoever wants paper gets a new job,
and its copy number counts the papers that may exist already. Every function takes the connection
inside a transaction.
"""

import sqlite3
from collections.abc import Collection
from dataclasses import dataclass, replace

from kiosk.faults import Fault
from kiosk.print_state import PrintState
from offline_queue.audit.facts import as_id
from offline_queue.audit.log import append
from offline_queue.outbox import rows as outbox
from offline_queue.store.ledger import Ledger

_S = PrintState
EDGES: dict[PrintState, frozenset[PrintState]] = {
    _S.RESERVED: frozenset({_S.RENDERING, _S.FAILED}),
    _S.RENDERING: frozenset({_S.SPOOLED, _S.FAILED}),
    _S.SPOOLED: frozenset({_S.PRINTING, _S.FAILED, _S.UNKNOWN}),
    _S.PRINTING: frozenset({_S.PRINTED, _S.FAILED, _S.UNKNOWN}),
    _S.PRINTED: frozenset({_S.VOID}),
    _S.FAILED: frozenset({_S.VOID}),
    _S.UNKNOWN: frozenset({_S.VOID}),
    _S.VOID: frozenset(),
}
RUNNING = (_S.RESERVED, _S.RENDERING, _S.SPOOLED, _S.PRINTING)
ENDED = (_S.PRINTED, _S.FAILED, _S.UNKNOWN, _S.VOID)

_COLUMNS = "job_id, ticket_id, request_id, copy_no, lang, state, fault, on_paper"


class WrongEdge(Exception):
    """A change of state that the journal does not allow: a bug."""


@dataclass(frozen=True, slots=True)
class Job:
    """`on_paper`: bytes of it may have reached paper. `copy_no` 1 is the original."""

    job_id: str
    ticket_id: str
    request_id: str
    copy_no: int
    lang: str
    state: PrintState
    fault: Fault | None
    on_paper: bool


def reserve(
    connection: Ledger,
    job_id: str,
    ticket_id: str,
    request_id: str,
    lang: str,
    at: str,
) -> Job:
    """A new job of a ticket that has none running; older unproved or failed ones become void."""
    for job in jobs_of(connection, ticket_id):
        if job.state in (_S.FAILED, _S.UNKNOWN):
            move(connection, job.job_id, _S.VOID, at, job.fault)
    number = papers(connection, ticket_id) + 1
    connection.execute(
        "INSERT INTO print_jobs (job_id, ticket_id, request_id, copy_no, lang, state, changed_at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        (job_id, ticket_id, request_id, number, lang, _S.RESERVED.value, at),
    )
    job = Job(job_id, ticket_id, request_id, number, lang, _S.RESERVED, None, on_paper=False)
    _audit(connection, job, at)
    return job


def move(
    connection: Ledger,
    job_id: str,
    state: PrintState,
    at: str,
    fault: Fault | None = None,
) -> Job:
    """Change the state along an allowed edge; an end is told to the platform as well.

    Raises WrongEdge; then nothing has changed.
    """
    job = load(connection, job_id)
    if job is None or state not in EDGES[job.state]:
        raise WrongEdge(f"{job_id}: {'missing' if job is None else job.state.value} -> {state}")
    on_paper = state in (_S.PRINTING, _S.PRINTED, _S.UNKNOWN) or (state is _S.VOID and job.on_paper)
    connection.execute(
        "UPDATE print_jobs SET state = ?, fault = ?, on_paper = ?, changed_at = ? WHERE job_id = ?",
        (state.value, fault.value if fault else "", int(on_paper), at, job_id),
    )
    if state in ENDED:
        body = {
            "job_id": job_id,
            "ticket_id": job.ticket_id,
            "copy_no": job.copy_no,
            "state": state.value,
            "fault": fault.value if fault else "",
            "at": at,
        }
        outbox.put(connection, "print", body, at, about=job.ticket_id)
    moved = replace(job, state=state, fault=fault, on_paper=on_paper)
    _audit(connection, moved, at)
    return moved


def _audit(ledger: Ledger, job: Job, at: str) -> None:
    append(
        ledger,
        at,
        "print.moved",
        job=as_id(job.job_id),
        ticket=as_id(job.ticket_id),
        copy=job.copy_no,
        state=job.state.value,
        fault=job.fault.value if job.fault else "",
    )


def load(connection: sqlite3.Connection, job_id: str) -> Job | None:
    row = connection.execute(
        f"SELECT {_COLUMNS} FROM print_jobs WHERE job_id = ?", (job_id,)
    ).fetchone()
    return None if row is None else _job(row)


def jobs_of(connection: sqlite3.Connection, ticket_id: str) -> tuple[Job, ...]:
    """All jobs of a ticket, oldest first."""
    rows = connection.execute(
        f"SELECT {_COLUMNS} FROM print_jobs WHERE ticket_id = ? ORDER BY rowid", (ticket_id,)
    ).fetchall()
    return tuple(_job(row) for row in rows)


def papers(connection: sqlite3.Connection, ticket_id: str) -> int:
    """The highest copy number that may exist on paper, 0 for none."""
    row = connection.execute(
        "SELECT max(copy_no) FROM print_jobs WHERE ticket_id = ? AND on_paper = 1", (ticket_id,)
    ).fetchone()
    return int(row[0] or 0)


def settle_orphans(connection: Ledger, active: Collection[str], at: str) -> tuple[Job, ...]:
    """Close jobs that nobody works on: all at the start, later those whose change was not written.

    reserved and rendering: certainly not one byte left, so `failed` (PRINT_INTERRUPTED means "not
    printed" then). spooled and printing: `unknown`.
    """
    settled = []
    for job in open_jobs(connection):
        if job.state in RUNNING and job.job_id not in active:
            before = job.state in (_S.RESERVED, _S.RENDERING)
            end = _S.FAILED if before else _S.UNKNOWN
            settled.append(move(connection, job.job_id, end, at, Fault.PRINT_INTERRUPTED))
    return tuple(settled)


def open_jobs(connection: sqlite3.Connection) -> tuple[Job, ...]:
    """Jobs that run or whose outcome is unknown: what an operator may want to look at."""
    rows = connection.execute(
        f"SELECT {_COLUMNS} FROM print_jobs"
        " WHERE state IN ('reserved', 'rendering', 'spooled', 'printing', 'unknown')"
        " ORDER BY rowid"
    ).fetchall()
    return tuple(_job(row) for row in rows)


def _job(row: tuple[str, str, str, int, str, str, str, int]) -> Job:
    job_id, ticket_id, request_id, copy_no, lang, state, fault, on_paper = row
    return Job(
        job_id,
        ticket_id,
        request_id,
        copy_no,
        lang,
        PrintState(state),
        Fault(fault) if fault else None,
        bool(on_paper),
    )

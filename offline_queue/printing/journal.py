"""The print journal: what happened to every job, written before anything physical happens.

    reserved -> rendering -> spooled -> printing -> printed | failed | unknown -> void

`failed` means that not one byte left for the printer; `unknown` that bytes may have reached paper
and nothing proves it. A job is never printed a second time: whoever wants paper gets a new job. Of
a ticket or slip its copy number counts the papers that may exist already; of a certificate it is
the platform's, sealed in the document, and one number is printed at most once, ever. Every
function takes the connection inside a transaction.
"""

import sqlite3
import uuid
from collections.abc import Collection
from enum import StrEnum

from msgspec import Struct

from kiosk.faults import Fault
from kiosk.print_state import PrintState
from kiosk.values import replace
from offline_queue.audit.facts import as_digest, as_id
from offline_queue.audit.log import append
from offline_queue.printing import ends
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

_COLUMNS = "job_id, thing, about, request_id, copy_no, lang, state, fault, on_paper"


class Thing(StrEnum):
    """What a job puts on paper. A slip is any other paper of the receipt printer."""

    TICKET = "ticket"
    CERTIFICATE = "certificate"
    SLIP = "slip"


class WrongEdge(Exception):
    """A change of state that the journal does not allow: a bug."""


class CopyTaken(Exception):
    """This copy of a certificate has a job already, or a former copy may still be an original: it
    is not printed."""


class NotToGiveUp(Exception):
    """A copy that is printed, or is being printed, cannot be given up."""


class Job(Struct, frozen=True):
    """`about`: the id of the thing. `on_paper`: bytes of it may have reached paper. `copy_no` 1 is
    the original."""

    job_id: str
    thing: Thing
    about: str
    request_id: str
    copy_no: int
    lang: str
    state: PrintState
    fault: Fault | None
    on_paper: bool


def reserve(
    ledger: Ledger,
    job_id: str,
    thing: Thing,
    about: str,
    request_id: str,
    lang: str,
    at: str,
    copy_no: int | None = None,
) -> Job:
    """A new job of a thing that has none running; older unproved or failed ones become void.

    Of a certificate `copy_no` is the platform's and nothing becomes void by itself: raises
    CopyTaken where it is not certain that no other original exists.
    """
    if thing is Thing.CERTIFICATE:
        number = _free_copy(ledger, about, copy_no)
    else:
        for job in jobs_of(ledger, thing, about):
            if job.state in (_S.FAILED, _S.UNKNOWN):
                move(ledger, job.job_id, _S.VOID, at, job.fault)
        number = papers(ledger, thing, about) + 1
    job = Job(job_id, thing, about, request_id, number, lang, _S.RESERVED, None, on_paper=False)
    _insert(ledger, job, at)
    return job


def move(
    ledger: Ledger, job_id: str, state: PrintState, at: str, fault: Fault | None = None
) -> Job:
    """Change the state along an allowed edge; an end is told to the platform as well.

    Raises WrongEdge; then nothing has changed.
    """
    job = load(ledger, job_id)
    if job is None or state not in EDGES[job.state]:
        raise WrongEdge(f"{job_id}: {'missing' if job is None else job.state.value} -> {state}")
    on_paper = state in (_S.PRINTING, _S.PRINTED, _S.UNKNOWN) or (state is _S.VOID and job.on_paper)
    ledger.execute(
        "UPDATE print_jobs SET state = ?, fault = ?, on_paper = ?, changed_at = ? WHERE job_id = ?",
        (state.value, fault.value if fault else "", int(on_paper), at, job_id),
    )
    moved = replace(job, state=state, fault=fault, on_paper=on_paper)
    _told(ledger, moved, job.state, at)
    return moved


def give_up(ledger: Ledger, about: str, copy_no: int, at: str) -> Job:
    """This copy of a certificate is void, and told as void, once: nobody prints it any more, also
    where it never had a job. Raises NotToGiveUp."""
    jobs = jobs_of(ledger, Thing.CERTIFICATE, about)
    job = next((one for one in jobs if one.copy_no == copy_no), None)
    if job is None:
        job_id = str(uuid.uuid4())
        void = Job(job_id, Thing.CERTIFICATE, about, "", copy_no, "", _S.VOID, None, on_paper=False)
        _insert(ledger, void, at)
        return void
    if job.state is _S.VOID:
        return job
    if job.state not in (_S.FAILED, _S.UNKNOWN):
        raise NotToGiveUp(f"copy {copy_no} is {job.state.value}")
    return move(ledger, job.job_id, _S.VOID, at, job.fault)


def load(connection: sqlite3.Connection, job_id: str) -> Job | None:
    row = connection.execute(
        f"SELECT {_COLUMNS} FROM print_jobs WHERE job_id = ?", (job_id,)
    ).fetchone()
    return None if row is None else _job(row)


def jobs_of(connection: sqlite3.Connection, thing: Thing, about: str) -> tuple[Job, ...]:
    """All jobs of a thing, oldest first."""
    rows = connection.execute(
        f"SELECT {_COLUMNS} FROM print_jobs WHERE about = ? AND thing = ? ORDER BY rowid",
        (about, thing.value),
    ).fetchall()
    return tuple(_job(row) for row in rows)


def papers(connection: sqlite3.Connection, thing: Thing, about: str) -> int:
    """The highest copy number that may exist on paper, 0 for none."""
    row = connection.execute(
        "SELECT max(copy_no) FROM print_jobs WHERE about = ? AND thing = ? AND on_paper = 1",
        (about, thing.value),
    ).fetchone()
    return int(row[0] or 0)


def settle_orphans(ledger: Ledger, active: Collection[str], at: str) -> tuple[Job, ...]:
    """Close jobs that nobody works on: all at the start, later those whose change was not written.

    reserved and rendering: certainly not one byte left, so `failed` (interrupted means "not
    printed" then). spooled and printing: `unknown`.
    """
    settled = []
    for job in open_jobs(ledger):
        if job.state in RUNNING and job.job_id not in active:
            before = job.state in (_S.RESERVED, _S.RENDERING)
            end = _S.FAILED if before else _S.UNKNOWN
            settled.append(move(ledger, job.job_id, end, at, _interrupted(job.thing)))
    return tuple(settled)


def open_jobs(connection: sqlite3.Connection) -> tuple[Job, ...]:
    """Jobs that run or whose outcome is unknown: what an operator may want to look at."""
    rows = connection.execute(
        f"SELECT {_COLUMNS} FROM print_jobs"
        " WHERE state IN ('reserved', 'rendering', 'spooled', 'printing', 'unknown')"
        " ORDER BY rowid"
    ).fetchall()
    return tuple(_job(row) for row in rows)


def _free_copy(ledger: Ledger, about: str, copy_no: int | None) -> int:
    if copy_no is None or copy_no < 1:
        raise ValueError("the copy number of a certificate is the platform's")
    for job in jobs_of(ledger, Thing.CERTIFICATE, about):
        if job.copy_no == copy_no or job.state not in (_S.FAILED, _S.VOID):
            raise CopyTaken(f"copy {job.copy_no} is {job.state.value}")
    return copy_no


def _insert(ledger: Ledger, job: Job, at: str) -> None:
    names = (job.job_id, job.thing.value, job.about, job.request_id)
    ledger.execute(
        f"INSERT INTO print_jobs ({_COLUMNS}, changed_at) VALUES (?, ?, ?, ?, ?, ?, ?, '', 0, ?)",
        (*names, job.copy_no, job.lang, job.state.value, at),
    )
    _told(ledger, job, None, at)


def _told(ledger: Ledger, job: Job, before: PrintState | None, at: str) -> None:
    """To the platform where it is an end, and to the audit log."""
    fault = job.fault.value if job.fault else ""
    if job.state in ENDED and job.thing is Thing.TICKET:
        ends.tell_ticket(ledger, job.job_id, job.about, job.copy_no, job.state, fault, at)
    elif job.state in ENDED and job.thing is Thing.CERTIFICATE:
        ends.tell_copy(ledger, job.about, job.copy_no, before, job.state, at)
    facts: dict[str, str | int] = {"job": as_id(job.job_id), "copy": job.copy_no, "fault": fault}
    facts[job.thing.value] = (as_digest if job.thing is Thing.CERTIFICATE else as_id)(job.about)
    append(ledger, at, "print.moved", state=job.state.value, **facts)


def _interrupted(thing: Thing) -> Fault:
    return Fault.A4_PRINT_INTERRUPTED if thing is Thing.CERTIFICATE else Fault.PRINT_INTERRUPTED


def _job(row: tuple[str, str, str, str, int, str, str, str, int]) -> Job:
    job_id, thing, about, request_id, copy_no, lang, state, fault, on_paper = row
    return Job(
        job_id,
        Thing(thing),
        about,
        request_id,
        copy_no,
        lang,
        PrintState(state),
        Fault(fault) if fault else None,
        bool(on_paper),
    )

"""What was acknowledged before a cut against what is found after it. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from tests.offline_queue.powercut.former import EPOCH

ENDED = ("printed", "failed", "unknown", "void")


@dataclass
class Found:
    """Of one disk, after a start. `records`: epoch, kind and `n` by sequence number; `jobs` before
    the start closed those that were running; `files`: what is wrong with each attachment's."""

    integrity: str
    foreign: int
    records: dict[int, tuple[str, str, int]]
    owed: list[int]
    later: list[int]
    dead: list[int]
    told: list[str]
    ended: list[str]
    tickets: dict[str, str]
    ticket_ids: list[str]
    leases: list[tuple[int, int, int]]
    taken: list[int]
    epoch: str
    jobs: dict[str, str] = field(default_factory=dict)
    jobs_after: dict[str, str] = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)
    packages: dict[str, str] = field(default_factory=dict)
    """What is wrong with each package that is there, "" for nothing."""
    destroyed: list[str] = field(default_factory=list)
    """Packages whose end the platform will be told."""
    lost: int = 0
    next_seq: int = 0


@dataclass
class Promise:
    """What was said up to the cut, summed up."""

    put: dict[int, int] = field(default_factory=dict)
    wanted: list[list[int]] = field(default_factory=list)
    refused: set[int] = field(default_factory=set)
    may_be_gone: set[int] = field(default_factory=set)
    delivered: set[int] = field(default_factory=set)
    later: set[int] = field(default_factory=set)
    dead: set[int] = field(default_factory=set)
    plain: dict[int, tuple[str, int, bool]] = field(default_factory=dict)
    requests: set[str] = field(default_factory=set)
    tickets: dict[str, str] = field(default_factory=dict)
    jobs: dict[str, str] = field(default_factory=dict)
    jobs_may: dict[str, str] = field(default_factory=dict)
    attached: set[str] = field(default_factory=set)
    packed: set[str] = field(default_factory=set)
    may_be_destroyed: set[str] = field(default_factory=set)
    destroyed: set[str] = field(default_factory=set)


def promised(said: Iterable[Mapping[str, Any]]) -> Promise:
    sum_up = Promise()
    for line in said:
        _will(sum_up, line.get("will", {}))
        _did(sum_up, line.get("did", {}))
    return sum_up


def _will(promise: Promise, will: Mapping[str, Any]) -> None:
    if "put" in will:
        promise.wanted.append(will["put"])
    promise.may_be_gone |= set(will.get("deliver", ()))
    promise.attached -= set(will.get("detach", ()))
    promise.may_be_destroyed |= set(will.get("destroy", ()))
    if "request" in will:
        promise.requests.add(will["request"])
    if "job" in will:
        promise.jobs_may[will["job"][0]] = will["job"][1]


def _did(promise: Promise, did: Mapping[str, Any]) -> None:
    promise.put |= {int(seq): n for seq, n in did.get("put", {}).items()}
    promise.plain |= {int(seq): tuple(row) for seq, row in did.get("plain", {}).items()}
    promise.refused |= set(did.get("refused", ()))
    promise.delivered |= set(did.get("delivered", ()))
    promise.later |= set(did.get("later", ()))
    promise.dead |= set(did.get("dead", ()))
    promise.attached |= set(did.get("attached", ()))
    promise.packed |= set(did.get("packed", ()))
    promise.destroyed |= set(did.get("destroyed", ()))
    if "ticket" in did:
        request, number = did["ticket"]
        promise.tickets[request] = number
    if "job" in did:
        promise.jobs[did["job"][0]] = did["job"][1]


def complaints(said: Sequence[Mapping[str, Any]], found: Found | str) -> list[str]:
    """Empty where every promise was kept. The first word is "unopenable" where `found` is why."""
    if isinstance(found, str):
        return [f"unopenable: {found}"]
    promise = promised(said)
    return [
        *_of_the_file(found),
        *_of_records(promise, found),
        *_of_plain_rows(promise, found),
        *_of_settling(promise, found),
        *_of_tickets(promise, found),
        *_of_printing(promise, found),
        *_of_attachments(promise, found),
        *_of_packages(promise, found),
    ]


def _of_the_file(found: Found) -> Iterable[str]:
    if found.integrity != "ok" or found.foreign:
        yield f"damaged: {found.integrity}, {found.foreign} rows without their parents"


def _of_records(promise: Promise, found: Found) -> Iterable[str]:
    kept = {seq: n for seq, (_, _, n) in found.records.items()}
    for seq, n in promise.put.items():
        if seq not in promise.may_be_gone and kept.get(seq) != n:
            yield f"lost: record {seq}"
    ns = [n for seq, n in kept.items() if found.records[seq][1] in ("help", "application")]
    if len(set(ns)) != len(ns):
        yield "a record is there twice"
    known = {n for _, n, _ in promise.plain.values()}.union(*promise.wanted)
    yield from (f"record {n} out of nowhere" for n in set(ns) - known)
    yield from (f"record {n} was refused and is there" for n in set(ns) & promise.refused)
    acknowledged = set(promise.put.values())
    for group in promise.wanted:
        there = set(group) & set(ns)
        if there and len(there) < len(group) and not set(group) & acknowledged:
            yield f"half of a group: {sorted(there)} of {group}"
    gone = promise.may_be_gone | set(range(1, min(promise.plain, default=1)))
    missing = set(range(1, found.next_seq)) - set(kept) - gone - _later_rows(found)
    yield from (f"number {seq} was left out" for seq in sorted(missing))
    given = {*promise.put, *promise.delivered, *promise.plain}
    if found.next_seq <= max(given, default=0):
        yield f"number {found.next_seq} is given twice"


def _later_rows(found: Found) -> set[int]:
    """Numbers of what the start itself has written: ends of jobs that it closed."""
    kinds = ("print", "cert_copy")
    return {seq for seq, record in found.records.items() if record[1] in kinds}


def _of_plain_rows(promise: Promise, found: Found) -> Iterable[str]:
    for seq, (kind, n, dead) in promise.plain.items():
        if found.records.get(seq) != (EPOCH, kind, n):
            yield f"lost: row {seq} of the former version"
        if (seq in found.dead) != dead:
            yield f"row {seq} of the former version was refused: {dead}"


def _of_settling(promise: Promise, found: Found) -> Iterable[str]:
    yield from (f"delivered and still there: {s}" for s in promise.delivered & set(found.records))
    waiting = {*found.owed, *found.later}
    for seq in promise.later - promise.may_be_gone - promise.dead:
        if seq not in waiting | set(found.dead):
            yield f"lost: put off and gone: {seq}"
    for seq in promise.dead - set(found.dead):
        yield f"lost: refused and gone: {seq}"
    for seq in set(found.records) - waiting - set(found.dead):
        yield f"lost: nobody will send {seq}"
    if set(found.owed) & {*found.later, *found.dead}:
        yield "a record is aside and to be sent"


def _of_tickets(promise: Promise, found: Found) -> Iterable[str]:
    for request, number in promise.tickets.items():
        if found.tickets.get(request) != number:
            yield f"lost: ticket {number}"
    for request in set(found.tickets) - promise.requests:
        yield f"ticket of nobody: {found.tickets[request]}"
    if found.told != sorted(found.ticket_ids):
        yield "a ticket without its record, or a record without its ticket"
    if found.taken != list(range(1, len(found.taken) + 1)):
        yield f"numbers are not one after the other: {found.taken}"
    taken = sum(after - first for first, _, after in found.leases)
    if found.leases and taken != len(found.taken):
        yield f"cursors have given {taken} numbers, {len(found.taken)} are there"


def _of_printing(promise: Promise, found: Found) -> Iterable[str]:
    for job, state in promise.jobs.items():
        now = found.jobs.get(job)
        if now is None:
            yield f"lost: job acknowledged as {state}"
        elif now != state and now != promise.jobs_may.get(job):
            yield f"job goes from {state} back to {now}"
        elif now in ("spooled", "printing") and found.jobs_after[job] != "unknown":
            yield f"a job that may be on paper is {found.jobs_after[job]}"
    for job, state in found.jobs_after.items():
        if state not in ENDED:
            yield f"job still {state} after a start"
        if found.ended.count(job) != 1:
            yield f"the end of a job is told {found.ended.count(job)} times"


def _of_attachments(promise: Promise, found: Found) -> Iterable[str]:
    yield from (f"lost: attachment {one[:8]}" for one in promise.attached - set(found.files))
    yield from (f"lost: {one[:8]} {why}" for one, why in found.files.items() if why)
    if found.lost:
        yield f"lost: {found.lost} records became dead letters"


def _of_packages(promise: Promise, found: Found) -> Iterable[str]:
    there, gone = set(found.packages), set(found.destroyed)
    yield from (f"lost: package {one[:8]}" for one in promise.packed - there - gone)
    yield from (f"lost: package {one[:8]} {why}" for one, why in found.packages.items() if why)
    yield from (f"package {one[:8]} is there and told as gone" for one in there & gone)
    yield from (f"package {one[:8]} destroyed" for one in gone - promise.may_be_destroyed)
    yield from (f"lost: end of package {one[:8]}" for one in promise.destroyed - gone)

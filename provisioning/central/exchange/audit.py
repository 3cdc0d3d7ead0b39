"""The audit logs of the terminals: the chain of each is verified as it comes, and kept.

What a terminal sent once is never overwritten. A gap, an entry that is not chained to the one
before it, or another entry under a number that is known, is an alarm; the log goes on all the same,
since what follows is evidence too.
"""

import json
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Annotated, Any

from cryptography.hazmat.primitives import hashes
from django.db import transaction
from django.db.models import Max
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from msgspec import Meta, Struct

from provisioning.central.answers import Refusal, endpoint, json_body
from provisioning.central.exchange.wire import read
from provisioning.central.hallstate import hall_state, now
from provisioning.central.models import AuditAlarm, AuditEntry, Terminal
from provisioning.central.words import Epoch, Id, Seq

BEGAN = "chain.began"
GAP = "gap"
EDITED = "edited"
FORK = "fork"
ROLLED_BACK = "rolled_back"


class Entry(Struct, frozen=True):
    """Wide limits: what somebody has spoilt must arrive, or nobody would hear of it."""

    seq: Annotated[int, Meta(ge=1, le=2**53)]
    at: Annotated[str, Meta(max_length=64)]
    event: Annotated[str, Meta(max_length=4096)]
    hash: Annotated[str, Meta(max_length=64)]


class Upload(Struct, frozen=True):
    """`after`: the number up to which the terminal sent before; it has nothing between."""

    terminal_id: Id
    epoch: Epoch
    after: Seq
    entries: Annotated[list[Entry], Meta(min_length=1, max_length=1000)]

    def __post_init__(self) -> None:
        seqs = [self.after, *(entry.seq for entry in self.entries)]
        if any(one >= other for one, other in pairwise(seqs)):
            raise ValueError


@endpoint("POST")
def audit(request: HttpRequest, terminal: Terminal) -> HttpResponse:
    upload = read(json_body(request), Upload)
    if upload.terminal_id != terminal.pk:
        raise Refusal(403, "terminal", "the token is another terminal's")
    following, moment = take(terminal, upload), now()
    hall = hall_state(terminal.hall, moment)
    return JsonResponse({"next": following, "time": moment.isoformat(), "hall": hall})


def take(terminal: Terminal, upload: Upload) -> int:
    """Keep what is new. The number of the entry that should come next."""
    with transaction.atomic():
        return _Log(terminal, str(upload.epoch)).take(upload.after, upload.entries)


def audit_state(terminal: Terminal) -> dict[str, Any]:
    """How many entries of this terminal are here, the last one's number and time, and alarms."""
    entries = AuditEntry.objects.filter(terminal=terminal)
    last = entries.order_by("-received_at", "-id").first()
    alarms = AuditAlarm.objects.filter(terminal=terminal)
    return {
        "entries": entries.count(),
        "last": last.seq if last else 0,
        "last_at": last.at if last else "",
        "alarms": [
            {"epoch": one.epoch, "seq": one.seq, "kind": one.kind, "detail": one.detail}
            for one in alarms
        ],
    }


def link(before: bytes, seq: int, at: str, event: str) -> bytes:
    """SM3 of the hash before, `seq` (8 bytes), the length of `at` (2 bytes), `at`, `event`."""
    moment = at.encode()
    head = seq.to_bytes(8, "big") + len(moment).to_bytes(2, "big")
    return _sm3(before + head + moment + event.encode())


def genesis(terminal: str, epoch: str) -> bytes:
    return _sm3(b"\0".join((b"zizhu/audit/v1", terminal.encode(), epoch.encode())))


class _Log:
    """One terminal's log in one epoch, inside a transaction."""

    def __init__(self, terminal: Terminal, epoch: str) -> None:
        self._terminal, self._epoch = terminal, epoch
        own = AuditEntry.objects.filter(terminal=terminal, epoch=epoch)
        self._own = own
        self._last: int | None = own.aggregate(Max("seq"))["seq__max"]

    def take(self, after: int, entries: Sequence[Entry]) -> int:
        first = entries[0].seq
        following = self._last + 1 if self._last else first if _begun(entries[0]) else 1
        if first > following and after >= following:
            return following
        kept = {
            one.seq: one for one in self._own.filter(seq__gte=first - 1, seq__lte=entries[-1].seq)
        }
        for entry in entries:
            if entry.seq > following:
                self._alarm(entry.seq, GAP, f"{following} to {entry.seq - 1} are missing")
            self._keep(entry, kept)
            following = max(following, entry.seq + 1)
        return following

    def _keep(self, entry: Entry, kept: dict[int, AuditEntry]) -> None:
        known, before = kept.get(entry.seq), kept.get(entry.seq - 1)
        if known is not None:
            if (known.at, known.event, known.hash) != (entry.at, entry.event, entry.hash):
                self._alarm(entry.seq, FORK, f"{known.hash} is kept, {entry.hash} came")
            return
        if not self._is_chained(entry, before):
            self._alarm(entry.seq, EDITED, f"{entry.hash} is not chained")
        kept[entry.seq] = AuditEntry.objects.create(
            terminal=self._terminal,
            epoch=self._epoch,
            seq=entry.seq,
            at=entry.at,
            event=entry.event,
            hash=entry.hash,
            received_at=timezone.now(),
        )

    def _is_chained(self, entry: Entry, before: AuditEntry | None) -> bool:
        begun = _begun(entry)
        if begun is not None:
            named = (begun.get("terminal"), begun.get("epoch"))
            if before is not None or named != (self._terminal.pk, self._epoch):
                return False
            self._compare_with_former(entry, str(begun.get("after")))
            start = genesis(self._terminal.pk, self._epoch)
        elif before is None:
            return entry.seq > 1  # what is missing before it has its own alarm
        else:
            start = _bytes(before.hash)
        return link(start, entry.seq, entry.at, entry.event).hex() == entry.hash

    def _compare_with_former(self, entry: Entry, after: str) -> None:
        """A copy of the database was brought back: what it lost is here under another epoch."""
        former = AuditEntry.objects.filter(terminal=self._terminal).exclude(epoch=self._epoch)
        if former.filter(seq__gte=entry.seq).exists():
            detail = f"numbers from {entry.seq} on were used in a former epoch"
            self._alarm(entry.seq, ROLLED_BACK, detail)
        ends = former.filter(seq=entry.seq - 1).values_list("hash", flat=True)
        if ends and after not in ends:
            self._alarm(entry.seq, FORK, f"{after} went before, another is kept")

    def _alarm(self, seq: int, kind: str, detail: str) -> None:
        AuditAlarm.objects.get_or_create(
            terminal=self._terminal,
            epoch=self._epoch,
            seq=seq,
            kind=kind,
            detail=detail,
            defaults={"at": timezone.now()},
        )


def _begun(entry: Entry) -> Mapping[str, Any] | None:
    """The facts of an entry that begins a chain, None for every other."""
    try:
        event = json.loads(entry.event)
    except ValueError:
        return None
    return event if isinstance(event, dict) and event.get("what") == BEGAN else None


def _bytes(digits: str) -> bytes:
    try:
        return bytes.fromhex(digits)
    except ValueError:
        return b""


def _sm3(content: bytes) -> bytes:
    digest = hashes.Hash(hashes.SM3())
    digest.update(content)
    return digest.finalize()

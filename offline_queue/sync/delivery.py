"""The errand that sends records to one destination, in batches, until none is left.

A record goes only against a receipt for its key. What an answer does not say is unknown: the same
record is sent again under the same key, and the destination knows it.
"""

import logging
from collections.abc import Collection, Mapping
from functools import partial
from typing import Any

from msgspec import Struct

from kiosk.clock import Clock
from kiosk.faults import Fault
from offline_queue.audit.log import append
from offline_queue.outbox.aside import next_due
from offline_queue.outbox.claims import Claims, Settlement
from offline_queue.outbox.rows import Record
from offline_queue.outbox.sharing import Withheld, shared
from offline_queue.store.ledger import Ledger
from offline_queue.store.writer import Store
from offline_queue.sync import upload_rows
from offline_queue.sync.answers import MOST_RECORDS, TOO_LARGE, Answer
from offline_queue.sync.backoff import CAP_MS, Jitter, pause_s
from offline_queue.sync.errands import POLL_S
from offline_queue.sync.line import Line
from offline_queue.sync.receipts import Receipts, read_receipts

PATH = "/api/v1/records"
CHANNEL = "terminal"
"""自助终端: with the terminal's id it holds for every record, of whatever kind."""
BATCHES_PER_RUN = 20
"""Then the other errands of the line have their turn, however long the backlog is."""
ABOUT_CONTENT = (400, TOO_LARGE, 422)
"""Something in the batch is not acceptable: the half of it may be, and at last one record is
left. Where the destination itself says that it is too large, it is a dead letter; anything else
may be the destination's own mistake, so the record is tried again later and the others go on."""

BRING_AGAIN = 3
"""Times that a destination may say that it has not got what it took."""
Missing = Mapping[int, Collection[str]]
"""Ids of attachments by record."""

log = logging.getLogger("offline_queue.sync")


class Batch(Struct, frozen=True):
    """`floor`: no record below it will ever come. `due`: when the next one waits for, ms, or None
    (only looked up where there is nothing to send)."""

    records: tuple[Record, ...]
    floor: int
    due: int | None


class Delivery:
    """Of one destination, over its line, for its thread."""

    def __init__(
        self,
        store: Store,
        line: Line,
        claims: Claims,
        terminal_id: str,
        clock: Clock,
        jitter: Jitter,
        withheld: Withheld | None = None,
    ) -> None:
        self._store, self._line, self._claims = store, line, claims
        self._terminal_id = terminal_id
        self._clock, self._jitter = clock, jitter
        self._began = clock.now().timestamp() - clock.monotonic()
        self._withheld: Withheld = withheld or {}
        self._most = MOST_RECORDS
        self._fruitless = 0
        """Batches in a row of which nothing was delivered or refused."""
        self._not_before = float("-inf")
        self._brought_again: dict[int, int] = {}
        """By record, how often its attachments were brought once more since the start."""

    def run(self) -> float:
        for _ in range(BATCHES_PER_RUN):
            wait = self._not_before - self._clock.monotonic()
            if wait > 0:
                return wait
            batch = self._store.call(self._take)
            if not batch.records:
                return self._until(batch.due)
            if not self._send(batch):
                return 0.0  # the line knows the fault, and whoever called has the back-off
        return 0.0

    def _take(self, ledger: Ledger) -> Batch:
        most = min(self._most, self._line.pace.max_records)
        records = self._claims.take(ledger, self._now(), CAP_MS, most)
        due = None if records else next_due(ledger, self._claims.dest)
        return Batch(records, self._claims.floor(ledger) if records else 0, due)

    def _send(self, batch: Batch) -> bool:
        """True where the next batch may follow."""
        seqs = {self._key(record): record.seq for record in batch.records}
        answer = self._line.post(PATH, self._wire(batch))
        self._pace()
        if answer.status in ABOUT_CONTENT:
            return self._smaller(batch.records, answer)
        if answer.fault is not None:
            return False
        receipts = read_receipts(seqs, answer.items("results"))
        if not receipts.certain:
            self._line.complain("no receipt for any record")
            return False
        self._settle(batch.records, receipts)
        self._most = min(MOST_RECORDS, 2 * self._most)
        return True

    def _settle(self, records: tuple[Record, ...], receipts: Receipts) -> None:
        asked = {seq: (after, "busy") for seq, after in receipts.busy.items()}
        asked |= dict.fromkeys(receipts.unclear, (0.0, "no_receipt"))
        asked |= dict.fromkeys(_stuck(records, receipts), (0.0, "waits"))
        later = {seq: self._later(seq, *one) for seq, one in asked.items()}
        said = Settlement(receipts.delivered, later, receipts.refused)
        refused = self._keep(said, self._missed(receipts))
        if refused:
            code = Fault.PLATFORM_REFUSED.value
            log.error("%s %s refused records %s", code, self._line.name, sorted(refused))
        if receipts.conflicts:
            # the same key with two contents: a copied disk, or a fault in one of the two programs
            log.critical("%s knows records %s otherwise", self._line.name, receipts.conflicts)
        if receipts.delivered or receipts.refused:
            self._fruitless = 0
        else:  # it is busy with all that it gets: do not put the whole backlog aside
            self._fruitless += 1
            self._hold(pause_s(self._fruitless, self._jitter))

    def _missed(self, receipts: Receipts) -> Missing:
        """Attachments to bring once more, of records for which that was not done too often: a
        destination that loses them again and again is not served for ever."""
        return {
            seq: ids
            for seq, ids in receipts.missing.items()
            if self._brought_again.get(seq, 0) < BRING_AGAIN
        }

    def _keep(self, said: Settlement, missing: Missing) -> Collection[int]:
        """The records that are refused for good."""
        at = self._clock.now().isoformat(timespec="seconds")

        def settle(ledger: Ledger) -> tuple[set[int], Settlement]:
            bring = partial(upload_rows.again, ledger, self._claims.dest)
            again = {seq for seq, ids in missing.items() if bring(seq, ids)}
            rest = said.without(again)
            self._claims.settle(ledger, rest)
            if rest.refused:
                append(ledger, at, "records.refused", count=len(rest.refused))
            return again, rest

        again, rest = self._store.call(settle, relief=True)
        for seq in again:
            self._brought_again[seq] = self._brought_again.get(seq, 0) + 1
            log.warning("%s misses attachments of record %d: again", self._line.name, seq)
        for seq in (*rest.delivered, *rest.refused):
            self._brought_again.pop(seq, None)
        return rest.refused

    def _smaller(self, records: tuple[Record, ...], answer: Answer) -> bool:
        """The batch was not acceptable: half of it next, and a single record aside."""
        if len(records) > 1:
            self._most = len(records) // 2
            return True
        seq = records[0].seq
        if answer.status == TOO_LARGE and answer.payload:
            said = Settlement(refused={seq: "too_large"})
        else:
            said = Settlement(later={seq: self._later(seq, 0.0, f"status_{answer.status}")})
        self._keep(said, {})
        log.error("%s does not accept record %d: %s", self._line.name, seq, answer.detail)
        return bool(said.refused)

    def _later(self, seq: int, at_least: float, why: str) -> tuple[int, str]:
        pause = pause_s(self._claims.attempts(seq) + 1, self._jitter, at_least)
        return self._now() + int(pause * 1000), why

    def _wire(self, batch: Batch) -> Mapping[str, Any]:
        return {
            "terminal_id": self._terminal_id,
            "epoch": batch.records[0].epoch,
            "floor": batch.floor,
            "submit_channel": CHANNEL,
            "records": [
                {
                    "key": self._key(record),
                    "seq": record.seq,
                    "kind": record.kind,
                    "about": record.about.hex(),
                    "created_at": record.created_at,
                    "body": shared(record, self._withheld),
                }
                for record in batch.records
            ],
        }

    def _key(self, record: Record) -> str:
        return f"{self._terminal_id}.{record.epoch}.{record.seq}"

    def _pace(self) -> None:
        if self._line.pace.min_pause_s:
            self._hold(self._line.pace.min_pause_s)

    def _hold(self, seconds: float) -> None:
        self._not_before = max(self._not_before, self._clock.monotonic() + seconds)

    def _until(self, due: int | None) -> float:
        """A record that waits ends the rest; the poll does, where the clock was moved."""
        return POLL_S if due is None else min(POLL_S, max(0.0, (due - self._now()) / 1000))

    def _now(self) -> int:
        """In ms since 1970, as the clock stood at the start: no clock that jumps or stands still,
        here or at the platform, keeps a record waiting. After a restart, aside.due sees to it."""
        return int((self._began + self._clock.monotonic()) * 1000)


def _stuck(records: tuple[Record, ...], receipts: Receipts) -> list[int]:
    """Those that wait, though nothing before them in their batch explains it: for attachments that
    the destination misses, or for what it knows alone. They must not come with every batch."""
    held: set[bytes] = set()
    stuck = []
    for record in records:
        if record.seq in receipts.waits and record.about not in held:
            stuck.append(record.seq)
        if record.about and record.seq not in receipts.delivered:
            held.add(record.about)
    return stuck

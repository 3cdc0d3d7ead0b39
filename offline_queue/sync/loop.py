"""Keeps the platform told and this terminal supplied: records out, leases and the hall's state in.

A thread of its own with the only HTTP session. One `step` is one round of work and says how long
to rest; a record that was just written ends the rest at once, but never a back-off.
"""

import logging
import random
import threading
from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from typing import Any

from kiosk.faults import Fault
from kiosk.messages.service import Network
from kiosk.queueing.day import business_day
from kiosk.queueing.group import QueueGroup
from offline_queue.numbers import leases
from offline_queue.outbox.claims import Claims
from offline_queue.outbox.rows import Record
from offline_queue.outbox.streams import CENTRAL
from offline_queue.store import meta
from offline_queue.store.writer import Store, StoreError
from offline_queue.sync.contact import NO_WAY, Contact
from offline_queue.sync.receipts import read_receipts
from offline_queue.sync.transport import Answer, Transport
from offline_queue.sync.trusted_time import TrustedClock

POLL_S = 10.0
"""Between two looks at the hall while nothing else is exchanged; its numbers hold 3 minutes."""
PROBE_S = 3.0
"""Between two attempts while the platform cannot be reached."""
BACKOFF_BASE_S = 1.0
BACKOFF_CAP_S = 60.0
LONGEST_MS = 300_000
"""No record that the platform put off waits longer, whatever the clock says."""
LEASES_AGAIN_S = 60.0
"""After the platform had no more numbers to lease."""
BATCHES_PER_ROUND = 20
"""Then leases are looked at again, however long the backlog is."""

log = logging.getLogger("offline_queue.sync")


class Sync:
    """`on_change` runs on the sync thread whenever `contact` has changed for a citizen's eyes."""

    def __init__(
        self,
        store: Store,
        transport: Transport,
        terminal_id: str,
        hall_id: str,
        groups: Sequence[QueueGroup],
        clock: TrustedClock,
        on_change: Callable[[], None],
        jitter: Callable[[float, float], float] = random.uniform,
    ) -> None:
        self._store = store
        self._transport = transport
        self._terminal_id = terminal_id
        self._hall_id = hall_id
        self._groups = groups
        self._clock = clock
        self._on_change = on_change
        self._jitter = jitter
        self._claims = Claims(CENTRAL)
        self._epoch = store.call(meta.epoch)
        self._failures = 0
        self._leases_at = float("-inf")
        self._clock_wrong = False
        self._wake, self._hurry = threading.Event(), threading.Event()
        self._stopping = False
        self._thread = threading.Thread(target=self._run, name="sync", daemon=True)
        self.contact = Contact()

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._stopping = True
        self.hurry()
        if self._thread.is_alive():
            self._thread.join()
        self._transport.close()

    def wake(self) -> None:
        """Something was recorded: send it now, unless the platform needs a pause."""
        self._wake.set()

    def hurry(self) -> None:
        """Try now, pause or not."""
        self._hurry.set()
        self._wake.set()

    def step(self) -> float:
        """One round. Seconds to rest afterwards; `contact.fault` says whether it is a back-off."""
        self._wake.clear()
        self._hurry.clear()
        try:
            good, more = self._round()
        except StoreError as error:
            log.error("%s while syncing", error.fault.value)
            return PROBE_S
        if good:
            self._failures = 0
            return 0.0 if more else POLL_S
        return self._pause()

    def _run(self) -> None:
        while not self._stopping:
            rest = self.step()
            calm = self.contact.fault is None
            (self._wake if calm else self._hurry).wait(rest)

    def _pause(self) -> float:
        if self.contact.fault in NO_WAY:
            return PROBE_S
        self._failures = min(self._failures + 1, 16)  # beyond the cap it need not count
        return self._jitter(0.0, min(BACKOFF_CAP_S, BACKOFF_BASE_S * 2**self._failures))

    def _round(self) -> tuple[bool, bool]:
        """Whether all went well, and whether more records wait."""
        talked = self.contact.last is None
        if talked and not self._look():  # the right time first: it says which days to lease
            return False, False
        wanted = self._wanted()
        if wanted:
            if not self._ask_leases(wanted):
                return False, False
            talked = True
        for _ in range(BATCHES_PER_ROUND):
            now = int(self._clock.now().timestamp() * 1000)
            records = self._store.call(partial(self._claims.take, now=now, longest=LONGEST_MS))
            if not records:
                return (True if talked else self._look()), False
            if self._stopping or not self._deliver(records):
                return False, False
            talked = True
        return True, True

    def _look(self) -> bool:
        return self._judge(self._transport.get(f"/api/v1/halls/{self._hall_id}"))

    def _wanted(self) -> tuple[leases.Want, ...]:
        if self._clock.monotonic() < self._leases_at:
            return ()
        now = self._clock.now()
        return self._store.call(
            lambda connection: leases.wants(
                connection, self._groups, business_day(now, meta.high_water(connection))
            )
        )

    def _ask_leases(self, wanted: tuple[leases.Want, ...]) -> bool:
        have = self._store.call(lambda connection: leases.held(connection, wanted))
        want = [
            {"group_id": w.group_id, "business_date": w.business_date, "free": w.free}
            for w in wanted
        ]
        body = {
            "terminal_id": self._terminal_id,
            "epoch": self._epoch,
            "have": list(have),
            "want": want,
        }
        answer = self._transport.post("/api/v1/leases", body)
        if not self._judge(answer):
            # Where only this fails, records must not wait for it.
            if answer.fault not in NO_WAY:
                self._leases_at = self._clock.monotonic() + LEASES_AGAIN_S
            return False
        kept = sum(self._keep(raw) for raw in _list(answer, "leases"))
        if kept:
            log.info("%d blocks of numbers leased", kept)
            self._on_change()
        else:
            self._leases_at = self._clock.monotonic() + LEASES_AGAIN_S
        return True

    def _keep(self, raw: Any) -> bool:
        try:
            lease = leases.parse_lease(raw)
        except ValueError as error:
            log.error("%s %s", Fault.PLATFORM_ERROR.value, error)
            return False
        kept = self._store.call(lambda connection: leases.keep(connection, lease))
        if not kept:
            log.error("%s a lease overlaps another block", Fault.PLATFORM_ERROR.value)
        return kept

    def _deliver(self, records: tuple[Record, ...]) -> bool:
        epoch = records[0].epoch
        seqs = {f"{self._terminal_id}.{epoch}.{r.seq}": r.seq for r in records}
        body = {
            "terminal_id": self._terminal_id,
            "epoch": epoch,
            "records": [
                {
                    "key": key,
                    "seq": record.seq,
                    "kind": record.kind,
                    "about": record.about.hex(),
                    "created_at": record.created_at,
                    "body": record.body,
                }
                for key, record in zip(seqs, records, strict=True)
            ],
        }
        answer = self._transport.post("/api/v1/records", body)
        if not self._judge(answer):
            return False
        said = read_receipts(seqs, _list(answer, "results"))
        if not said:
            return self._judge(Answer(Fault.PLATFORM_ERROR, "no receipt for any record"))
        self._store.call(lambda ledger: self._claims.settle(ledger, said), relief=True)
        if said.refused:
            log.error("%s records refused: %d", Fault.PLATFORM_ERROR.value, len(said.refused))
        return True

    def _judge(self, answer: Answer) -> bool:
        """Note what an answer says of platform, time and hall. True where it is good."""
        before = self.contact
        if answer.time is not None:
            self._hear(answer.time)
        self.contact = before.after(answer, self._clock.now())
        if answer.fault is not before.fault or before.network is Network.UNKNOWN:
            code = answer.fault.value if answer.fault else "ok"
            log.warning("platform %s %s", code, answer.detail)
        if not self.contact.looks_like(before):
            self._on_change()
        return answer.fault is None

    def _hear(self, platform_time: datetime) -> None:
        self._clock.heard(platform_time)
        if self._clock.wrong is not self._clock_wrong:
            self._clock_wrong = self._clock.wrong
            log.warning("%s wall clock wrong: %s", Fault.CLOCK_WRONG.value, self._clock_wrong)
        day = platform_time.date()
        if self._store.call(lambda connection: meta.correct_high_water(connection, day)):
            log.warning("%s business day was ahead of the platform's", Fault.CLOCK_WRONG.value)


def _list(answer: Answer, name: str) -> list[Any]:
    found = answer.payload.get(name)
    return found if isinstance(found, list) else []

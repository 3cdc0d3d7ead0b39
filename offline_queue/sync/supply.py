"""The errand that keeps the terminal supplied with numbers."""

import logging
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from kiosk.faults import Fault
from kiosk.queueing.day import business_day
from kiosk.queueing.group import QueueGroup
from offline_queue.audit.log import append
from offline_queue.numbers import leases
from offline_queue.store import meta
from offline_queue.store.ledger import Ledger
from offline_queue.store.writer import Store
from offline_queue.sync.errands import POLL_S
from offline_queue.sync.line import Line
from offline_queue.sync.trusted_time import TrustedClock

LEASES_AGAIN_S = 60.0
"""After the platform had no more numbers to lease."""

log = logging.getLogger("offline_queue.sync")


class Supply:
    """`on_change` is called when there are new numbers."""

    def __init__(
        self,
        store: Store,
        line: Line,
        terminal_id: str,
        groups: Sequence[QueueGroup],
        clock: TrustedClock,
        on_change: Callable[[], None],
    ) -> None:
        self._store, self._line, self._clock = store, line, clock
        self._terminal_id = terminal_id
        self._groups = groups
        self._on_change = on_change
        self._not_before = float("-inf")

    def run(self) -> float:
        wait = self._not_before - self._clock.monotonic()
        if wait > 0 or self._line.contact.last is None:  # the platform's time says for which days
            return min(POLL_S, wait) if wait > 0 else POLL_S
        wanted, have, epoch = self._store.call(self._wanted)
        if wanted:
            self._ask(wanted, have, epoch)
        return POLL_S

    def _wanted(self, ledger: Ledger) -> tuple[tuple[leases.Want, ...], Sequence[Any], str]:
        day = business_day(self._clock.now(), meta.high_water(ledger))
        wanted = leases.wants(ledger, self._groups, day)
        return wanted, leases.held(ledger, wanted) if wanted else (), ledger.epoch

    def _ask(self, wanted: tuple[leases.Want, ...], have: Sequence[Any], epoch: str) -> None:
        want = [
            {"group_id": w.group_id, "business_date": w.business_date, "free": w.free}
            for w in wanted
        ]
        body = {"terminal_id": self._terminal_id, "epoch": epoch, "have": list(have), "want": want}
        answer = self._line.post("/api/v1/leases", body)
        if answer.fault is not None:
            return
        kept = sum(self._keep(raw) for raw in answer.items("leases"))
        if kept:
            log.info("%d blocks of numbers leased", kept)
            at = self._clock.now().isoformat(timespec="seconds")
            self._store.call(partial(append, at=at, what="leases.received", count=kept))
            self._on_change()
        else:
            self._not_before = self._clock.monotonic() + LEASES_AGAIN_S

    def _keep(self, raw: Any) -> bool:
        try:
            lease = leases.parse_lease(raw)
        except ValueError as error:
            log.error("%s %s", Fault.PLATFORM_ERROR.value, error)
            return False
        kept = self._store.call(partial(leases.keep, lease=lease))
        if not kept:
            log.error("%s a lease overlaps another block", Fault.PLATFORM_ERROR.value)
        return kept

"""The errand that looks into the platform's inbox for this terminal, and sees to what is there."""

import logging
from collections.abc import Callable, Mapping
from datetime import datetime
from functools import partial
from http import HTTPStatus
from urllib.parse import quote

from kiosk.clock import Clock
from offline_queue.inbound import seen
from offline_queue.inbound.commands import Commands, Hands
from offline_queue.inbound.take import Judge, read_page
from offline_queue.store.writer import Store
from offline_queue.sync.answers import Answer, Reply, central_answer, json_object
from offline_queue.sync.backoff import CAP_S
from offline_queue.sync.line import Line

PATH = "/api/v1/inbox"
EVERY_S = 30.0
"""Between two looks; a hint of the platform (`heard`) brings the next one forward."""
MOST_ITEMS = 50

log = logging.getLogger("offline_queue.inbound")


class Inbound:
    """For the thread of the platform's line. `keys`: the platform's provisioned signing keys by id.
    Raises StoreError at the start, as `run` does: then the same is tried again."""

    def __init__(
        self,
        store: Store,
        line: Line,
        terminal_id: str,
        keys: Mapping[str, bytes],
        hands: Hands,
        clock: Clock,
        taken: Callable[[], None] = lambda: None,
    ) -> None:
        """`taken` is called after each page that had something."""
        self._store, self._line, self._clock = store, line, clock
        self._judge = Judge(terminal_id, keys)
        self._commands = Commands(store, hands, clock)
        self._taken = taken
        self._next_at = float("-inf")
        line.listen(self.heard)
        interrupted = self._commands.recover()
        if interrupted:
            log.warning("%d commands were cut off; the platform is told", interrupted)

    def heard(self, answer: Answer) -> None:
        """A good answer to anything: it may say that something is in the inbox."""
        if answer.payload.get("inbox") is True:
            self._next_at = float("-inf")

    def run(self) -> float:
        """Carry out what waits; look into the inbox where it is time."""
        worked = self._commands.run() > 0
        wait = self._next_at - self._clock.monotonic()
        if wait > 0:
            return 0.0 if worked else wait
        asked = self._store.call(seen.cursor)
        path = f"{PATH}?after={quote(asked or '0', safe='')}&limit={MOST_ITEMS}"
        answer = self._line.send("GET", path, None, {}, _read)
        if answer.fault is not None:
            return 0.0  # whoever called has the back-off
        page = read_page(answer.payload, answer.time) if answer.time else None
        if page is None:
            log.warning("the inbox cannot be read: %s", answer.detail or "not of the agreed shape")
            return self._again_in(CAP_S)
        self._store.call(partial(self._judge.take, page=page))
        if page.items:
            self._taken()
        worked = self._commands.run() > 0 or bool(page.items)
        self._again_in(0.0 if page.more and page.cursor != asked else EVERY_S)
        return 0.0 if worked else EVERY_S  # results may go at once

    def _again_in(self, seconds: float) -> float:
        self._next_at = self._clock.monotonic() + seconds
        return seconds


def _read(reply: Reply, now: datetime) -> Answer:
    """A platform without inboxes is no fault."""
    if reply.status == HTTPStatus.NOT_FOUND and json_object(reply) is not None:
        return Answer(None, "there is none", status=reply.status)
    return central_answer(reply, now)

"""The errand that keeps the platform's lists fresh. One that did not change is not sent again."""

import logging
from datetime import datetime
from http import HTTPStatus

from kiosk.certificates.lists import BadList
from kiosk.clock import Clock
from offline_queue.sync.answers import Answer, Reply, central_answer, json_object
from offline_queue.sync.backoff import CAP_S
from offline_queue.sync.line import Line
from offline_queue.verifying.lists import NAMES, Lists, NotKept

PATH = "/api/v1/lists"
EVERY_S = 3600.0
"""Marks of what was taken back come by the inbox within a minute: a list is more than an hour old
only where the network is away."""
AT_MOST_S = 60.0
"""Between two fetches, however often somebody hurries."""

log = logging.getLogger("offline_queue.lists")


class FetchLists:
    """For the thread of the platform's line; `hurry` from any. Raises StoreError at the start, as
    `run` does: then the same is tried again."""

    def __init__(self, lists: Lists, line: Line, clock: Clock) -> None:
        self._lists, self._line, self._clock = lists, line, clock
        self._next_at = self._asked_at = float("-inf")
        lists.load()

    def hurry(self) -> None:
        """Somebody met what the lists do not know: they may be old."""
        self._next_at = min(self._next_at, self._asked_at + AT_MOST_S)

    def run(self) -> float:
        wait = self._next_at - self._clock.monotonic()
        if wait > 0:
            return wait
        self._asked_at = self._clock.monotonic()
        for name in NAMES:
            have = self._lists.digest(name)
            path = f"{PATH}/{name}" + (f"?have={have}" if have else "")
            answer = self._line.send("GET", path, None, {}, _read)
            if answer.fault is not None:
                return 0.0  # whoever called has the back-off
            if answer.status == HTTPStatus.NOT_FOUND:
                return self._again_in(EVERY_S)
            try:
                self._lists.keep(name, answer.payload)
            except (BadList, NotKept) as error:
                log.error("%s; what was here still counts", error)
                return self._again_in(CAP_S)
        return self._again_in(EVERY_S)

    def _again_in(self, seconds: float) -> float:
        self._next_at = self._clock.monotonic() + seconds
        return seconds


def _read(reply: Reply, now: datetime) -> Answer:
    """A platform without certificates is no fault."""
    if reply.status == HTTPStatus.NOT_FOUND and json_object(reply) is not None:
        return Answer(None, "there are none", status=reply.status)
    return central_answer(reply, now)

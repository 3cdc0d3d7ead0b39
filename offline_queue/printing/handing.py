"""A job that is on the disk, told to the screen and handed to its printer."""

import contextlib
import logging
from collections.abc import Callable
from typing import TypeVar

from msgspec import Struct

from kiosk.faults import Fault
from kiosk.link import Envelope, LinkClosed, Peer
from kiosk.messages.service import PrintNews
from offline_queue.printing import journal
from offline_queue.printing.jobs import Content, Printing
from offline_queue.printing.journal import Job
from offline_queue.printing.watchers import Watchers
from offline_queue.store.commits import StoreError
from offline_queue.store.ledger import Ledger
from offline_queue.store.writer import Store

T = TypeVar("T")

log = logging.getLogger("offline_queue.printing")


class Handing(Struct, frozen=True):
    """Thread-safe."""

    store: Store
    printing: Printing
    watchers: Watchers

    def queued(
        self, peer: Peer, to: Envelope, answer: object, job: Job, content: Content | None
    ) -> None:
        """`content` None: the job is of a request before, and only its news are told again."""
        self.watchers.watch(job, peer)
        tell(peer, answer, to)
        if content is not None:
            self.printing.hand_over(job, content)
            return
        self.watchers.catch_up(job)
        if job.state in journal.ENDED:
            tell(peer, PrintNews(job.job_id, job.about, job.state, job.fault))

    def write(self, work: Callable[[Ledger], T | Fault]) -> T | Fault:
        try:
            return self.store.call(work)
        except StoreError as error:
            log.error("%s nothing was written", error.fault.value)
            return error.fault


def tell(peer: Peer, message: object, to: Envelope | None = None) -> None:
    with contextlib.suppress(LinkClosed):
        peer.send(message, re=to.id if to else 0)

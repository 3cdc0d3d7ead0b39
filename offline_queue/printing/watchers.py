"""Which screen hears of which print job: the one that asked for it last."""

import logging
import threading

from kiosk.link import LinkClosed, Peer
from kiosk.messages.certificates import PagesOut
from kiosk.messages.service import PrintNews
from offline_queue.printing import journal
from offline_queue.printing.journal import Job
from offline_queue.store.commits import StoreError
from offline_queue.store.writer import Store

log = logging.getLogger("offline_queue.printing")


class Watchers:
    """May be called from any thread."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._guard = threading.Lock()
        self._peers: dict[str, Peer] = {}

    def watch(self, job: Job, peer: Peer) -> None:
        """From now on `peer` hears of it; nothing to hear where it has ended."""
        if job.state in journal.RUNNING:
            with self._guard:
                self._peers[job.job_id] = peer

    def on_news(self, job: Job) -> None:
        """A job changed."""
        with self._guard:
            peer = self._peers.get(job.job_id)
            if job.state in journal.ENDED:
                self._peers.pop(job.job_id, None)
        _tell(peer, PrintNews(job.job_id, job.about, job.state, job.fault))

    def on_pages(self, job_id: str, done: int, pages: int) -> None:
        with self._guard:
            peer = self._peers.get(job_id)
        _tell(peer, PagesOut(job_id, done, pages))

    def catch_up(self, seen: Job) -> None:
        """Tell again what may have been told before the screen knew the job."""
        try:
            job = self._store.call(lambda connection: journal.load(connection, seen.job_id))
        except StoreError as error:
            log.error("%s news of a job not read", error.fault.value)
            return
        if job is not None and job.state is not seen.state:
            self.on_news(job)

    def forget(self, peer: Peer) -> None:
        """A screen is gone; whoever asks again by the same request id watches then."""
        with self._guard:
            self._peers = {job: one for job, one in self._peers.items() if one is not peer}


def _tell(peer: Peer | None, message: object) -> None:
    if peer is None:
        return
    try:
        peer.send(message)
    except LinkClosed:
        log.info("%s: whoever asked is gone", type(message).__name__)

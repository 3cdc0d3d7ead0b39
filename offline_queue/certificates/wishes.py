"""A certificate asked for while cut off: recorded now, issued when somebody comes with its code.

The code is in memory and on the citizen's slip; the disk and the platform have its hash alone. It
is told only after its record is on the disk.
"""

import secrets
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial

from msgspec import Struct

from kiosk.certificates.pickup import code_of, pickup_hash
from kiosk.faults import Fault
from kiosk.link import Envelope, Peer
from kiosk.messages.certificates import WishCertificate, WishKept
from kiosk.messages.printing import PrintSlip
from kiosk.messages.service import Refused
from offline_queue.audit.facts import as_id
from offline_queue.audit.log import append
from offline_queue.certificates.slip import pickup_slip
from offline_queue.certificates.wire import wished
from offline_queue.office import Office
from offline_queue.outbox import rows as outbox
from offline_queue.packages import Packages
from offline_queue.printing import journal
from offline_queue.printing.handing import Handing, tell
from offline_queue.printing.jobs import Content
from offline_queue.printing.journal import Job, Thing
from offline_queue.store import meta
from offline_queue.store.ledger import Ledger
from offline_queue.sync.asking import NotAnswered

KIND = "cert_request"
CODE_BITS = 60


class _Kept(Struct, frozen=True):
    """On the disk. `job` None: it is not put on paper."""

    peer: Peer
    code: str
    job: Job | None


@dataclass
class Wishes:
    """Thread-safe. Codes by request, as long as the screen that asked is there. `wake`: there is
    something to send."""

    packages: Packages
    office: Office
    handing: Handing
    wake: Callable[[], None]
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _kept: dict[str, _Kept] = field(default_factory=dict)

    def on_message(self, peer: Peer, envelope: Envelope, asked: WishCertificate) -> None:
        """One screen asks one thing after the other, so a request is here once at a time."""
        with self._lock:
            kept = self._kept.get(asked.request_id)
        content: Content | None = None
        if kept is None:
            job_id = self.handing.printing.expect()
            try:
                kept, content = self._keep(peer, asked, job_id)
            except NotAnswered as refusal:
                self.handing.printing.drop(job_id)
                tell(peer, Refused(asked.request_id, refusal.fault), envelope)
                return
            if kept.job is None:
                self.handing.printing.drop(job_id)
            self.wake()
        job_id = kept.job.job_id if kept.job else ""
        answer = WishKept(asked.request_id, kept.code, job_id)
        if kept.job is None:
            tell(peer, answer, envelope)
        else:
            self.handing.queued(peer, envelope, answer, kept.job, content)

    def forget(self, peer: Peer) -> None:
        with self._lock:
            self._kept = {one: kept for one, kept in self._kept.items() if kept.peer is not peer}

    def _keep(self, peer: Peer, asked: WishCertificate, job_id: str) -> tuple[_Kept, Content]:
        """Raises NotAnswered. CERT_WISH_AGAIN where it was recorded in a former life: then nobody
        here knows its code."""
        item = self.packages.item(asked.code, asked.version)
        if item.certificate is None:
            raise NotAnswered(Fault.ITEM_GONE, "the item gives no certificate")
        short = self.office.room.refusal(KIND)
        if short is not None:
            self.office.room.refused(KIND)
            raise NotAnswered(short, "no room")
        now = self.office.now()
        on_paper = asked.on_paper and self.office.printer_fault() is None
        code = code_of(secrets.randbits(CODE_BITS))
        record = partial(
            _record,
            asked=asked,
            hashed=pickup_hash(code),
            job_id=job_id if on_paper else "",
            at=now.isoformat(timespec="seconds"),
        )
        done = self.handing.write(record)
        if isinstance(done, Fault):
            raise NotAnswered(done, "not recorded")
        kept = _Kept(peer, code, done)
        with self._lock:
            self._kept[asked.request_id] = kept
        slip = pickup_slip(code, item, asked.lang, self.office.place, now)
        return kept, partial(PrintSlip, "", slip)


def _record(
    ledger: Ledger, asked: WishCertificate, hashed: str, job_id: str, at: str
) -> Job | Fault | None:
    if not meta.first_time(ledger, asked.request_id, at):
        return Fault.CERT_WISH_AGAIN
    outbox.put(ledger, KIND, wished(asked, hashed, at), at)
    append(ledger, at, "certificate.wished", session=as_id(asked.session_id))
    if not job_id:
        return None
    name = asked.request_id
    return journal.reserve(ledger, job_id, Thing.SLIP, name, name, asked.lang, at)

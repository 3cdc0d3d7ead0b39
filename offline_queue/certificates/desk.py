"""Answers screens about certificates: what must be asked of the platform on threads with a
deadline, what is recorded and printed here at once."""

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Protocol

from kiosk.faults import Fault
from kiosk.link import Envelope, Peer
from kiosk.messages.certificates import (
    CertificateReady,
    LeaveCertificate,
    NextCopy,
    PrintCertificate,
    WantCertificate,
    WishCertificate,
)
from kiosk.messages.printing import PrintDocument
from kiosk.messages.service import PrintQueued, Recorded, Refused
from kiosk.print_state import PrintState
from offline_queue.certificates import copies
from offline_queue.certificates.getting import Caller, Getting
from offline_queue.certificates.papers import KEEP_S, Paper, Papers
from offline_queue.certificates.wishes import Wishes
from offline_queue.office import Office
from offline_queue.packages import Packages
from offline_queue.printing import journal
from offline_queue.printing.handing import Handing, tell
from offline_queue.printing.journal import CopyTaken, Job, Thing
from offline_queue.store.ledger import Ledger
from offline_queue.sync.asking import NotAnswered
from offline_queue.turns import Question, Turns

DEADLINE_S = 20.0
"""Issuing takes seconds; longer than this nobody stands and waits."""
MOST_AT_ONCE = 3
MESSAGES = (WantCertificate, PrintCertificate, NextCopy, LeaveCertificate, WishCertificate)
Asked = WantCertificate | NextCopy
Message = Asked | PrintCertificate | LeaveCertificate | WishCertificate

log = logging.getLogger("offline_queue.certificates")


class Booked(Protocol):
    """What was booked beforehand and lies here. None: not here, or not to be had now."""

    def paper(self, certificate_id: str, copy_no: int) -> Paper | None: ...

    def next_copy(
        self, request_id: str, certificate_id: str, holder_hash: str
    ) -> CertificateReady | None: ...


@dataclass
class CertificateDesk:
    """Thread-safe."""

    getting: Getting
    packages: Packages
    office: Office
    handing: Handing
    wishes: Wishes
    booked: Booked | None = None
    deadline_s: float = DEADLINE_S
    keep_s: float = KEEP_S
    papers: Papers = field(init=False)
    _turns: Turns = field(init=False)

    def __post_init__(self) -> None:
        self.papers = Papers(self._left, self.keep_s)
        self._turns = Turns("certificate", self.deadline_s, MOST_AT_ONCE)

    def on_message(self, peer: Peer, envelope: Envelope, message: Message) -> None:
        match message:
            case WantCertificate() | NextCopy():
                self._ask(peer, envelope, message)
            case PrintCertificate():
                self._print(peer, envelope, message)
            case LeaveCertificate():
                tell(peer, self._leave(message), envelope)
            case WishCertificate():
                self.wishes.on_message(peer, envelope, message)

    def forget(self, peer: Peer) -> None:
        """Its screen is gone, and what it had not printed with it."""
        self.papers.forget(peer)
        self.wishes.forget(peer)

    def close(self) -> None:
        self.papers.close()

    def _ask(self, peer: Peer, envelope: Envelope, asked: Asked) -> None:
        question = Question(peer, envelope.id)

        def refuse(why: str) -> None:
            if question.tell(Refused(asked.request_id, Fault.CERT_NO_ANSWER)):
                log.warning("%s %s: %s", _name(asked), Fault.CERT_NO_ANSWER.value, why)

        work = partial(self._work, question, asked)
        if not self._turns.begin(work, lambda: refuse("no answer in time")):
            refuse("too many at once")

    def _work(self, question: Question, asked: Asked) -> None:
        question.tell(self.answer(question.peer, asked, lambda: not question.told))
        if question.lost:
            self.papers.forget(question.peer)

    def answer(
        self, peer: Peer, asked: Asked, waits: Callable[[], bool] = lambda: True
    ) -> CertificateReady | Refused:
        """The same request again gets what it got before, where that is still here."""
        before = self.papers.answer(peer, asked.request_id)
        if before is not None:
            return before
        caller = Caller(waits, partial(self.papers.expect, peer))
        try:
            if isinstance(asked, WantCertificate):
                paper = self.getting.certificate(asked, self._type_code(asked), caller)
            else:
                here = self._booked_next(asked)
                if here is not None:
                    return here
                self.papers.leave(asked.certificate_id)
                paper = self.getting.next_copy(asked, caller)
        except NotAnswered as refusal:
            log.warning("%s %s: %s", _name(asked), refusal.fault.value, refusal.detail)
            return Refused(asked.request_id, refusal.fault)
        if not self.papers.keep(peer, paper):
            return Refused(asked.request_id, Fault.CERT_GONE)
        return paper.ready

    def _booked_next(self, asked: NextCopy) -> CertificateReady | None:
        """Without the platform."""
        if self.booked is None:
            return None
        return self.booked.next_copy(asked.request_id, asked.certificate_id, asked.holder_hash)

    def _type_code(self, asked: WantCertificate) -> str:
        """Raises NotAnswered."""
        terms = self.packages.item(asked.code, asked.version).certificate
        if terms is None:
            raise NotAnswered(Fault.ITEM_GONE, "the item gives no certificate")
        return terms.type_code

    def _print(self, peer: Peer, envelope: Envelope, asked: PrintCertificate) -> None:
        printing = self.handing.printing
        paper = self.papers.find(asked.certificate_id, asked.copy_no)
        if paper is None and self.booked is not None:
            paper = self.booked.paper(asked.certificate_id, asked.copy_no)
        fault = self.office.a4_fault()
        job_id = printing.expect()
        work = partial(_queue, asked=asked, paper=paper, fault=fault, job_id=job_id, at=self._at())
        try:
            job = self.handing.write(work)
        except CopyTaken:
            job = Fault.CERT_PRINTED
        if isinstance(job, Fault):
            printing.drop(job_id)
            log.warning("not printed: %s", job.value)
            tell(peer, Refused(asked.request_id, job), envelope)
            return
        content = None
        if paper is not None and job.job_id == job_id:
            self.papers.take(asked.certificate_id, asked.copy_no)
            content = partial(_document, paper)
        else:
            printing.drop(job_id)
        queued = PrintQueued(asked.request_id, job.job_id)
        self.handing.queued(peer, envelope, queued, job, content)

    def _leave(self, asked: LeaveCertificate) -> Recorded | Refused:
        at, name = self._at(), asked.certificate_id
        done = self.handing.write(lambda ledger: copies.leave(ledger, name, at))
        if isinstance(done, Fault):
            return Refused(asked.request_id, done)
        self.papers.leave(name)
        self.getting.wake()
        return Recorded(asked.request_id)

    def _left(self, certificate_id: str, copy_no: int) -> None:
        """What cannot be written now, the next start settles."""
        at = self._at()
        done = self.handing.write(lambda ledger: copies.leave(ledger, certificate_id, at, copy_no))
        if not isinstance(done, Fault) and done:
            self.getting.wake()

    def _at(self) -> str:
        return self.office.now().isoformat(timespec="seconds")


def _queue(
    ledger: Ledger,
    asked: PrintCertificate,
    paper: Paper | None,
    fault: Fault | None,
    job_id: str,
    at: str,
) -> Job | Fault:
    """The job of this request; the one that it made before, where there is one. Raises CopyTaken;
    then nothing has changed."""
    name, copy_no = asked.certificate_id, asked.copy_no
    for job in journal.jobs_of(ledger, Thing.CERTIFICATE, name):
        if job.request_id == asked.request_id:
            return job
        if job.copy_no == copy_no:
            gone = job.state in (PrintState.VOID, PrintState.FAILED)
            return Fault.CERT_GONE if gone else Fault.CERT_PRINTED
    if paper is None:
        return Fault.CERT_GONE
    if fault is not None:
        return fault
    if not _may(ledger, paper):
        return Fault.CERT_GONE
    return copies.reserve(ledger, job_id, name, copy_no, asked.request_id, asked.lang, at)


def _may(ledger: Ledger, paper: Paper) -> bool:
    if paper.opens is not None:
        return paper.opens(ledger)
    ready = paper.ready
    here = copies.standing(ledger, ready.certificate_id, ready.copy_no)
    return here is copies.Standing.FETCHED


def _document(paper: Paper) -> PrintDocument:
    return PrintDocument("", paper.pdf, paper.ready.pages)


def _name(asked: Asked) -> str:
    """For the log: what is asked for, never of whom."""
    return asked.code if isinstance(asked, WantCertificate) else "next copy"

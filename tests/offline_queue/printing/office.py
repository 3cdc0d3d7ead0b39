"""The printing side of a service with real parts, and a desk that asks it as others do."""

from functools import partial
from pathlib import Path
from typing import Any, Self

from kiosk.certificates.ids import CertificateId
from kiosk.faults import Fault
from kiosk.link import Envelope, Peer, Server, connect
from kiosk.messages.certificates import PagesOut, PrintCertificate
from kiosk.messages.printing import PrintDocument, PrintSlip, Slip, SlipLine
from kiosk.messages.service import PrintNews, PrintQueued, Refused
from kiosk.print_state import PrintState
from offline_queue.printing import journal
from offline_queue.printing.handing import Handing
from offline_queue.printing.jobs import Content, Printing
from offline_queue.printing.journal import CopyTaken, Job, Thing
from offline_queue.printing.printer_link import PrinterLink
from offline_queue.printing.watchers import Watchers
from offline_queue.store.writer import Store
from tests.clock import MONDAY_MORNING, FakeClock
from tests.devices.a4_printer.document import pdf
from tests.offline_queue.samples import bodies, until

PATIENCE_S = 30.0
AT = MONDAY_MORNING.isoformat(timespec="seconds")
_TYPE, _ISSUER = "11990000001234567X001", "11990100ME0000001A"
ONE = str(CertificateId(_TYPE, _ISSUER, "7K2M9QXW4TBD"))
OTHER = str(CertificateId(_TYPE, _ISSUER, "9F3P8RYV5SCE"))


class Office:
    """`pages` and `content` are those of the next documents. A file of certificates is not here:
    what is printed is in memory, as with the real desk."""

    def __init__(self, folder: Path, host: Path | None = None, a4: bool = True) -> None:
        self.state, self.pages, self.deadline_s = folder / "state", 2, 20.0
        self.content: Content | None = None
        self.store = Store(self.state, ballast_bytes=4096)
        self.clock = FakeClock()
        self.watchers = Watchers(self.store)
        self.link = PrinterLink(
            host or folder / "printers.sock", lambda: None, (), a4, self.watchers.on_pages
        )
        self.printing = Printing(
            self.store, self.link, self.clock, self.watchers.on_news, lambda: None, 5.0
        )
        self.settled = self.store.call(lambda c: journal.settle_orphans(c, (), AT))
        self._handing = Handing(self.store, self.printing, self.watchers)
        self._server = Server(folder / "desk.sock", self._on_message, lambda peer: None)
        self.path = folder / "desk.sock"

    def __enter__(self) -> Self:
        self.link.start()
        self.printing.start()
        self._server.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.close()
        self.printing.stop()
        self.link.stop()
        self.store.close()

    def ready(self) -> Self:
        """Wait until both printers were heard of and can print."""
        until(lambda: self.link.status.can_print, PATIENCE_S)
        until(lambda: bool(self.link.a4_status and self.link.a4_status.can_print), PATIENCE_S)
        return self

    def stopped(self) -> None:
        """Wait until the document printer was heard of as one that cannot print."""
        until(lambda: not (self.link.a4_status and self.link.a4_status.can_print), PATIENCE_S)

    def document(self, job: Job) -> PrintDocument:
        return PrintDocument(job.job_id, pdf(self.pages), self.pages, deadline_s=self.deadline_s)

    def jobs(self, certificate_id: str = ONE) -> list[tuple[int, PrintState, Fault | None]]:
        found = self.store.call(lambda c: journal.jobs_of(c, Thing.CERTIFICATE, certificate_id))
        return [(job.copy_no, job.state, job.fault) for job in found]

    def told(self) -> list[tuple[int, str]]:
        """What the platform will hear of copies, in its order."""
        return [(one["copy_no"], one["state"]) for one in bodies(self.state, "cert_copy")]

    def give_up(self, copy_no: int) -> Job:
        return self.store.call(lambda c: journal.give_up(c, ONE, copy_no, AT))

    def _on_message(self, peer: Peer, envelope: Envelope, message: Any) -> None:
        assert isinstance(message, PrintCertificate)
        job_id = self.printing.expect()
        try:
            job = self.store.call(partial(_reserve, message=message, job_id=job_id))
        except CopyTaken:
            self.printing.drop(job_id)
            peer.send(Refused(message.request_id, Fault.CERT_PRINTED), envelope.id)
            return
        answer = PrintQueued(message.request_id, job_id)
        content = self.content or partial(self.document, job)
        self._handing.queued(peer, envelope, answer, job, content)


def _reserve(ledger: Any, message: PrintCertificate, job_id: str) -> Job:
    thing = (Thing.CERTIFICATE, message.certificate_id, message.request_id, message.lang)
    return journal.reserve(ledger, job_id, *thing, AT, message.copy_no)


class Citizen:
    """A screen that has a certificate printed."""

    def __init__(self, desk: Path) -> None:
        self.told: list[PrintNews | PagesOut] = []
        self.peer = connect(desk, self._hear, patience=10.0)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.peer.close()
        self.peer.join()

    def ask(self, copy_no: int = 1, certificate_id: str = ONE) -> PrintQueued | Refused:
        wish = PrintCertificate(f"r-{copy_no}", certificate_id, copy_no)
        answer = self.peer.request(wish, timeout=10.0)
        assert isinstance(answer, PrintQueued | Refused)
        return answer

    def print(self, copy_no: int = 1, certificate_id: str = ONE) -> PrintNews:
        """Until its end."""
        answer = self.ask(copy_no, certificate_id)
        assert isinstance(answer, PrintQueued), answer
        return self.end_of(answer.job_id)

    def end_of(self, job_id: str) -> PrintNews:
        until(lambda: self._end(job_id) is not None, within_s=PATIENCE_S)
        end = self._end(job_id)
        assert end is not None
        return end

    @property
    def pages(self) -> list[int]:
        return [one.done for one in list(self.told) if isinstance(one, PagesOut)]

    @property
    def states(self) -> list[PrintState]:
        return [one.state for one in list(self.told) if isinstance(one, PrintNews)]

    def _end(self, job_id: str) -> PrintNews | None:
        news = [one for one in list(self.told) if isinstance(one, PrintNews)]
        ends = [one for one in news if one.job_id == job_id and one.state in journal.ENDED]
        return ends[-1] if ends else None

    def _hear(self, peer: Peer, envelope: Envelope, message: Any) -> None:
        assert isinstance(message, PrintNews | PagesOut)
        self.told.append(message)


def receipt(office: Office, request_id: str) -> Job:
    """Another paper of the receipt printer, handed over at once."""
    job_id = office.printing.expect()
    job = office.store.call(
        lambda c: journal.reserve(c, job_id, Thing.SLIP, request_id, request_id, "zh", AT)
    )
    office.printing.hand_over(job, lambda: PrintSlip(job.job_id, Slip((SlipLine("办事指南"),))))
    return job

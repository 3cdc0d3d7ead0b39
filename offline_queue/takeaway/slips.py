"""Slips of guides and results: one request, one job of the journal, one paper at most.

What a slip says is held in memory until it is printed, and never written down: a guide can be made
again from the catalogue, and a result is asked for again by its citizen.
"""

import logging
from functools import partial

from msgspec import Struct

from kiosk.faults import Fault
from kiosk.items.guide_sheet import guide_link, guide_slip
from kiosk.items.scenario import BadAnswer
from kiosk.link import Envelope, Peer
from kiosk.messages.printing import PrintSlip, Slip
from kiosk.messages.service import PrintQueued, Refused
from kiosk.messages.takeaway import PrintGuide, PrintSheet
from kiosk.slips import Place, sheet_slip
from offline_queue.office import Office
from offline_queue.packages import Packages
from offline_queue.printing import journal
from offline_queue.printing.handing import Handing, tell
from offline_queue.printing.journal import Job, Thing
from offline_queue.store.ledger import Ledger
from offline_queue.sync.asking import NotAnswered

log = logging.getLogger("offline_queue.takeaway")


class _Found(Struct, frozen=True):
    """`new`: made now, so it must be printed."""

    job: Job
    new: bool


class Slips(Struct, frozen=True):
    """Thread-safe."""

    office: Office
    packages: Packages
    handing: Handing

    def on_message(self, peer: Peer, envelope: Envelope, message: PrintGuide | PrintSheet) -> None:
        try:
            slip = self.slip_of(message)
        except NotAnswered as refusal:
            log.warning("no slip, %s: %s", refusal.fault.value, refusal.detail)
            tell(peer, Refused(message.request_id, refusal.fault), envelope)
            return
        fault = self.office.printer_fault()
        job_id = self.handing.printing.expect()
        found = self.handing.write(lambda ledger: self._reserved(ledger, message, job_id, fault))
        if isinstance(found, Fault) or not found.new:
            self.handing.printing.drop(job_id)
        if isinstance(found, Fault):
            tell(peer, Refused(message.request_id, found), envelope)
            return
        answer = PrintQueued(message.request_id, found.job.job_id)
        content = partial(PrintSlip, job_id, slip) if found.new else None
        self.handing.queued(peer, envelope, answer, found.job, content)

    def slip_of(self, message: PrintGuide | PrintSheet) -> Slip:
        """Raises NotAnswered."""
        config = self.office.config
        place = Place(config.site, config.zone, config.terminal_name, config.hotline)
        at = self.office.now().strftime("%Y-%m-%d %H:%M")
        if isinstance(message, PrintSheet):
            return sheet_slip(message.sheet, place, message.lang, at, rate=message.rate)
        item = self.packages.item(message.code, message.version)
        try:
            sheet = guide_slip(item, dict(message.answers), message.lang)
        except BadAnswer as error:
            raise NotAnswered(Fault.ITEM_GONE, str(error)) from None
        link = guide_link(config.public_url, message.code, message.answers, message.lang)
        return sheet_slip(sheet, place, message.lang, at, link, message.rate)

    def _reserved(
        self, ledger: Ledger, message: PrintGuide | PrintSheet, job_id: str, fault: Fault | None
    ) -> _Found | Fault:
        """The job of this request where it has one, whatever became of it."""
        at = self.office.now().isoformat(timespec="seconds")
        journal.settle_orphans(ledger, self.handing.printing.active, at)
        former = journal.jobs_of(ledger, Thing.SLIP, message.request_id)
        if former:
            return _Found(former[-1], new=False)
        if fault is not None:
            return fault
        request = message.request_id
        job = journal.reserve(ledger, job_id, Thing.SLIP, request, request, message.lang, at)
        return _Found(job, new=True)

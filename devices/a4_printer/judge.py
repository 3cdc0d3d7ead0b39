"""What became of one job, as its printer tells it. Pure; the clock is told.

`printed` needs a job that is completed and ours, by number and name, and a count of impressions
that reaches what was ordered. Everything else that follows an accepted document is `unknown`, but
for a document that the printer threw away before its first page.
"""

from msgspec import Struct

from devices.a4_printer.protocol import JobState
from devices.a4_printer.seen import JobSeen, PrinterSeen, plain
from devices.a4_printer.status import halts, trouble_during
from kiosk.faults import Fault
from kiosk.print_state import PrintState

HALTED_S = 1.0
"""A printer that has halted so long does not go on by itself."""
TROUBLE_S = 10.0
"""One that says media-empty as it feeds its last sheet still prints that, and its others. A page
takes less than this."""
SETTLE_S = 1.0
"""The last count may come a moment after the state."""
_UNSURE = frozenset({"queued-in-device", "job-completed-with-errors", "document-format-error"})
"""Reasons of a completed job that take back what its state says (RFC 8011 5.3.8)."""


class Verdict(Struct, frozen=True):
    state: PrintState
    fault: Fault | None = None
    detail: str = ""


class Judge:
    """`wanted` impressions: pages times copies; `before`: reasons that the printer told when it was
    found fit to print. Asked at each look until it gives a verdict."""

    def __init__(
        self, job: int, name: str, wanted: int, before: frozenset[str] = frozenset()
    ) -> None:
        self._job = job
        self._name = name
        self._wanted = wanted
        self._before = before
        self._trouble_since: float | None = None
        self._over_since: float | None = None
        self.done: int | None = None
        """Impressions that the device has counted; None where it never did."""

    def look(self, job: JobSeen | None, printer: PrinterSeen, now: float) -> Verdict | None:
        """`job` None: the device does not know it. `now` in seconds of any steady clock."""
        if job is None:
            return self._unknown(Fault.A4_PRINT_NO_ANSWER, "the device no longer knows the job")
        if job.id != self._job or job.name != self._name:
            return self._unknown(Fault.A4_PRINT_OTHER_JOB, "the device answers for another job")
        if job.impressions is not None and job.impressions > (self.done or 0):
            self._trouble_since = None
        if job.impressions is not None:
            self.done = max(self.done or 0, job.impressions)
        if job.over:
            self._over_since = now if self._over_since is None else self._over_since
            return self._over(job, printer, now - self._over_since)
        return self._running(job, printer, now)

    def _over(self, job: JobSeen, printer: PrinterSeen, seconds: float) -> Verdict | None:
        trouble = trouble_during(printer, self._before)
        if job.state == JobState.ABORTED and self.done == 0 and trouble is None:
            detail = f"aborted before the first page: {plain(job.reasons)}"
            return Verdict(PrintState.FAILED, Fault.A4_DOCUMENT_REFUSED, detail)
        if job.state == JobState.CANCELED:
            return self._unknown(trouble or Fault.A4_PRINT_CANCELLED, "cancelled at the device")
        if job.state == JobState.ABORTED:
            return self._unknown(trouble or Fault.A4_PRINT_ERROR, f"aborted {plain(job.reasons)}")
        if self.done is not None and self.done >= self._wanted and not _UNSURE & {*job.reasons}:
            return Verdict(PrintState.PRINTED)
        if seconds < SETTLE_S:
            return None
        if self.done is None:
            return self._unknown(Fault.A4_PRINT_ONLY_SPOOLED, "the device counts no pages")
        return self._unknown(trouble or Fault.A4_PRINT_ERROR, f"completed {plain(job.reasons)}")

    def _running(self, job: JobSeen, printer: PrinterSeen, now: float) -> Verdict | None:
        trouble = trouble_during(printer, self._before)
        if trouble is None and job.state == JobState.STOPPED:
            trouble = Fault.A4_PRINT_ERROR
        if trouble is None:
            self._trouble_since = None
            return None
        self._trouble_since = now if self._trouble_since is None else self._trouble_since
        halted = job.state == JobState.STOPPED or halts(printer)
        if now - self._trouble_since >= (HALTED_S if halted else TROUBLE_S):
            return self._unknown(trouble, printer.detail)
        return None

    def _unknown(self, fault: Fault, detail: str) -> Verdict:
        pages = "-" if self.done is None else self.done
        return Verdict(PrintState.UNKNOWN, fault, f"{pages}/{self._wanted} pages, {detail}")

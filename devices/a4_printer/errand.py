"""One job at one printer or queue: given, found again, taken back until it is gone for certain."""

import time
from collections.abc import Callable

from devices.a4_printer.client import NoAnswer
from devices.a4_printer.protocol import Operation, Order
from devices.a4_printer.remote import Remote
from devices.a4_printer.seen import JobSeen, PrinterSeen

_SPLIT = frozenset({Operation.CREATE_JOB, Operation.SEND_DOCUMENT})
_AGAIN_S = 0.1


class Errand:
    """Calls may raise NoAnswer or Stopped."""

    def __init__(self, remote: Remote, order: Order) -> None:
        self._remote = remote
        self._order = order
        self.job: int | None = None
        """Its number there, as soon as it is known."""
        self.sending = False
        """From the moment at which a byte of the document may have left."""
        self._former: set[int | None] = set()

    def remember_former(self) -> None:
        """Before it is given: a job of the same name that is over is never taken for this one."""
        over = self._remote.jobs("completed")
        self._former = {job.id for job in over if job.name == self._order.name}

    def give(self, document: bytes, seen: PrinterSeen, one_step: bool) -> None:
        """Create-Job and Send-Document where there are both, so that the job has a number before
        its first byte leaves; else, or for `one_step`, Print-Job."""
        if one_step or not set(seen.operations) >= _SPLIT:
            self.remember_former()
            self.sending = True
            self.job = self._remote.print_job(self._order, document)
            return
        self.job = self._remote.create(self._order)
        self.sending = True
        self._remote.send_document(self.job, document)

    def find(self) -> bool:
        """Look for the job by its name, also among those that are over, if its number is not known.
        False where there is none."""
        for which in ("not-completed", "completed"):
            if self.job is None:
                named = (j.id for j in self._remote.jobs(which) if j.name == self._order.name)
                self.job = next((job for job in named if job not in self._former), None)
        return self.job is not None

    def look(self) -> JobSeen | None:
        """None where the printer does not know the job."""
        return None if self.job is None else self._remote.job(self.job)

    def take_back(self, until: float) -> bool:
        """Cancel the job until it is no longer listed among those that are not over. Tries until
        CLOCK_MONOTONIC `until`; False where it may be there still."""
        while True:
            try:
                left = [job.id for job in self._remote.jobs() if self._is_this(job)]
                if not left:
                    return True
                for job in left:
                    self._remote.cancel(job or 0)
            except NoAnswer:
                pass  # it may be on its way back
            if time.monotonic() + _AGAIN_S >= until:
                return False
            time.sleep(_AGAIN_S)

    def _is_this(self, job: JobSeen) -> bool:
        """By name; by number only where no other name stands against it."""
        hidden = job.name is None and job.id is not None
        return job.name == self._order.name or (hidden and job.id == self.job)


def sweep(remote: Remote, mine: Callable[[JobSeen], bool]) -> int:
    """Cancel jobs of ours that should not be there; how many of anybody are still inside."""
    inside = remote.jobs()
    ours = [job.id for job in inside if mine(job) and job.id is not None]
    for job in ours:
        remote.cancel(job)
    return len(remote.jobs() if ours else inside)

"""The printer host: receipt printer, A4 printer and lamps; the service commands it.

Jobs of one printer run one after the other, each id once: who sends it again, being
cut off or started anew, is told what is so and gets no second paper. A document that was printed
lay in this process: when nothing is left to do and nothing waits in a presenter, it ends with
status 0 and is started afresh.
"""

import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from devices.host import RENEW, DeviceHost, Maker
from devices.worker import Pace
from kiosk.device import CompletionCode, Device, Media
from kiosk.faults import Fault
from kiosk.link import Envelope, Peer
from kiosk.messages.devices import CommandFailed
from kiosk.messages.printing import PrintDocument, PrintEnded, PrintSlip
from kiosk.print_state import PrintState

LAST_JOB_S = 15.0
"""How long the end of the host waits for a job: as long as a ticket may take."""
RENEW_AFTER_S = 3.0
"""Quiet after a document: the next copy of the same citizen should not meet a restart."""
MOST_REMEMBERED = 256
"""Jobs: more than a service ever has in hand. The journal of who asks is what lasts."""


class PrinterHost(DeviceHost):
    """A job goes on when the service that gave it is gone: half a ticket helps nobody."""

    ends_with_asker = False

    def __init__(
        self, socket_path: Path, makers: Sequence[Maker], pace: Pace | None = None
    ) -> None:
        super().__init__(socket_path, makers, pace)
        self._jobs: set[str] = set()
        self._ended_jobs: dict[str, PrintEnded] = {}
        """How the last MOST_REMEMBERED ended, the oldest first."""
        self._held_document = False
        self._count = threading.Condition()
        self._ending = False
        self._renewal: threading.Timer | None = None

    def perform(self, peer: Peer, envelope: Envelope, message: Any) -> None:
        if not isinstance(message, PrintSlip | PrintDocument):
            super().perform(peer, envelope, message)
        elif self.runner_for(message) is None:
            self._refuse(peer, message, Fault.DEVICE_NOT_FITTED, "no such printer here")
        else:
            self._print(peer, message)

    def close(self) -> None:
        """After what is printing: half a ticket helps nobody."""
        with self._count:
            self._ending = True
            self._put_off()
            self._count.wait_for(lambda: not self._jobs, LAST_JOB_S)
        super().close()

    def _refuse(self, peer: Peer, job: PrintSlip | PrintDocument, fault: Fault, why: str) -> None:
        self.answer(peer, PrintEnded(job.job_id, PrintState.FAILED, fault, why))

    def _print(self, peer: Peer, job: PrintSlip | PrintDocument) -> None:
        runner = self.runner_for(job)
        assert runner is not None
        with self._count:
            former = self._former(job.job_id, runner.device)
            if former is not None:
                self.answer(peer, former)
                return
            if self._ending:
                self._refuse(peer, job, Fault.PRINTER_HOST_LOST, "the printer host is stopping")
                return
            self._jobs.add(job.job_id)
            self._held_document |= isinstance(job, PrintDocument)
            self._put_off()

        def tell(message: object) -> None:
            with self._count:  # nobody sees a job that has ended, whose end is not on its way
                if isinstance(message, PrintEnded):
                    self._remember(message)
                self.answer(peer, message)

        self.submit(runner, job, peer, tell)

    def _former(self, job_id: str, device: Device) -> CommandFailed | PrintEnded | None:
        """What there is to say to who asks for this job, which was asked for before; else None."""
        if job_id in self._jobs:
            detail = "this job is in hand already; its end is told to who gave it first"
            code = CompletionCode.SEQUENCE_ERROR
            return CommandFailed(job_id, device, code, Fault.DEVICE_BUSY, detail)
        return self._ended_jobs.get(job_id)

    def _remember(self, ended: PrintEnded) -> None:
        self._ended_jobs[ended.job_id] = ended
        if len(self._ended_jobs) > MOST_REMEMBERED:
            del self._ended_jobs[next(iter(self._ended_jobs))]
        self._jobs.discard(ended.job_id)
        self._count.notify_all()
        if self._held_document and not self._jobs:
            self._renew_later()

    def _renew_later(self) -> None:
        self._renewal = threading.Timer(RENEW_AFTER_S, self._renew)
        self._renewal.daemon = True
        self._renewal.start()

    def _put_off(self) -> None:
        if self._renewal is not None:
            self._renewal.cancel()
            self._renewal = None

    def _renew(self) -> None:
        waiting = any(r.status.media is Media.PRESENT for r in self.runners.values())
        with self._count:
            if not (self._jobs or waiting):
                self.end(RENEW)
            elif not self._jobs:
                self._renew_later()

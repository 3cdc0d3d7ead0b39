"""The simulated printer behind its port: jobs, tray, toner, cover, and pages that come out."""

import threading
import time
from collections import deque
from pathlib import Path

from devices.a4_printer.protocol import JobState
from devices.a4_printer.sim_job import Bin, Job, count_pages
from devices.sims.armed import Armed
from kiosk.messages.sims import FaultRule, SimPage

FAULTS = {
    "paper_out": "the tray is empty",
    "paper_low": "the tray is nearly empty",
    "other_paper": "the tray holds Letter",
    "toner_out": "the toner is used up",
    "toner_low": "the toner is low",
    "cover_open": "the front cover is open",
    "jam": "a sheet is stuck",
    "output_full": "the output bin is full",
    "broken": "the printer stops for a reason of its own",
    "abort": "the job that prints is aborted",
    "false_end": "the job that prints is called completed, whatever is missing",
    "lost_history": "with the power go the jobs; without it they are printed on afterwards",
    "no_cancel": "Cancel-Job is answered, and takes effect when healed",
}
STOPPING = {
    "paper_out": "media-empty",
    "toner_out": "toner-empty",
    "cover_open": "cover-open",
    "jam": "media-jam",
    "output_full": "output-area-full",
    "broken": "other",
}
"""fault -> printer-state-reason; with any of these no page comes out."""
WARNING = {"paper_low": "media-low", "toner_low": "toner-low"}
TICK_S = 0.01
MOST_REMEMBERED = 100
"""Jobs that are over."""


class Machine:
    """`page_s` seconds for each page. Pages and documents of ended jobs go to `folder`."""

    def __init__(
        self,
        armed: Armed,
        folder: Path,
        page_s: float = 1.0,
        sheets: int = 250,
        pictures: bool = False,
    ) -> None:
        self._armed = armed
        self.bin = Bin(folder, pictures)
        self._page_s = page_s
        self._capacity = sheets
        self._lock = threading.RLock()
        self._waiting: deque[Job] = deque()
        self._closed = False
        self.powered = True
        self.jobs: dict[int, Job] = {}
        self.began = time.monotonic()
        self.load()
        self._motor = threading.Thread(target=self._run, name="motor", daemon=True)
        self._motor.start()

    # --- hands ----------------------------------------------------------------------------------

    def load(self) -> None:
        """A full tray."""
        self.sheets = self._capacity
        self._armed.end("paper_out")
        self._armed.end("paper_low")

    def power(self, on: bool) -> None:
        with self._lock:
            if not on and self._armed.on("lost_history") is not None:
                self.jobs.clear()
                self._waiting.clear()
            if on and not self.powered:
                self.began = time.monotonic()
            self.powered = on

    def close(self) -> None:
        self._closed = True
        self._motor.join(2.0)

    # --- jobs -----------------------------------------------------------------------------------

    def create(self, name: str, user: str, copies: int) -> Job:
        with self._lock:
            job = Job(max(self.jobs, default=0) + 1, name, user, copies)
            job.reasons = ("job-incoming",)
            self.jobs[job.id] = job
            return job

    def put(self, job: Job, document: bytes) -> None:
        with self._lock:
            job.document, job.reasons = document, ()
            self._waiting.append(job)

    def cancel(self, job: Job) -> None:
        with self._lock:
            if self._is("no_cancel") and job.began and not job.over:
                job.reasons = ("processing-to-stop-point",)
            else:
                self._end(job, JobState.CANCELED, "job-canceled-by-user")

    def active(self) -> list[Job]:
        with self._lock:
            return [job for job in self.jobs.values() if not job.over]

    def reasons(self) -> list[str]:
        """printer-state-reasons, as this family of printers words them."""
        printing = any(job.began for job in self.active())
        severity = "-error" if printing else "-report"
        found = [word + severity for fault, word in STOPPING.items() if self._is(fault)]
        if printing and self._is("paper_out"):
            found.append("media-needed-error")
        return found + [word + "-warning" for fault, word in WARNING.items() if self._is(fault)]

    def stopped(self) -> bool:
        return any(self._is(fault) for fault in STOPPING)

    # --- the motor ------------------------------------------------------------------------------

    def strike(self, rules: tuple[FaultRule, ...]) -> None:
        for rule in rules:
            self._armed.begin(rule.fault, rule.value)

    def _run(self) -> None:
        while not self._closed:
            with self._lock:
                job = self._waiting.popleft() if self._waiting and self._able() else None
            if job is None:
                time.sleep(TICK_S)
                continue
            self._print(job)
            self.bin.keep(job)
            self._forget(job)

    def _print(self, job: Job) -> None:
        job.pages = count_pages(job.document or b"")
        if not job.pages:
            self._end(job, JobState.ABORTED, "document-format-error")
        job.began = time.monotonic()
        for number in range(1, job.impressions + 1):
            self.strike(self._armed.passed("page"))
            if not self._feed(job):
                return
            with self._lock:
                job.done = number
                self.sheets -= 1
                self.bin.out.append(SimPage(job.name, number, job.impressions))
        self._end(job, JobState.COMPLETED, "job-completed-successfully")

    def _feed(self, job: Job) -> bool:
        """One page through the machine; False where the job has ended meanwhile."""
        left = self._page_s
        while not self._closed:
            with self._lock:
                self._end_by_fault(job)
                if job.over or job.id not in self.jobs:
                    return False
                able = self._able()
                if able and left <= 0:
                    return True
                job.state = JobState.PROCESSING if able else JobState.STOPPED
            time.sleep(TICK_S)
            left -= TICK_S if able else 0
        return False

    def _end_by_fault(self, job: Job) -> None:
        for fault, state in (("abort", JobState.ABORTED), ("false_end", JobState.COMPLETED)):
            if self._is(fault):
                self._armed.end(fault)
                self._end(job, state, "aborted-by-system" if fault == "abort" else "none")
        if "processing-to-stop-point" in job.reasons and not self._is("no_cancel"):
            self._end(job, JobState.CANCELED, "job-canceled-by-user")

    def _forget(self, job: Job) -> None:
        """Documents, and the oldest of the jobs that are over."""
        with self._lock:
            job.document = b""
            for old in [one for one in self.jobs.values() if one.over][:-MOST_REMEMBERED]:
                del self.jobs[old.id]

    def _able(self) -> bool:
        if self.sheets <= 0 and not self._is("paper_out"):
            self._armed.begin("paper_out")
        return self.powered and not self._is("unplug") and not self.stopped()

    def _is(self, fault: str) -> bool:
        return self._armed.on(fault) is not None

    def _end(self, job: Job, state: JobState, reason: str) -> None:
        with self._lock:
            if not job.over:
                job.state, job.reasons, job.ended = state, (reason,), time.monotonic()

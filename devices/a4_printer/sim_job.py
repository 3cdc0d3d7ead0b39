"""A job inside the simulated printer, and the bin where its pages end up."""

import re
import shutil
import subprocess
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

from devices.a4_printer.protocol import OVER, JobState
from kiosk.messages.sims import SimPage

PROGRAM_S = 60.0
_PAGE = re.compile(rb"/Type\s*/Page\b(?!s)")
_TOLD = re.compile(rb"^Pages:\s+(\d+)", re.MULTILINE)


@dataclass(slots=True)
class Job:
    id: int
    name: str
    user: str
    copies: int = 1
    state: JobState = JobState.PENDING
    reasons: tuple[str, ...] = ()
    document: bytes | None = None
    pages: int = 0
    done: int = 0
    created: float = field(default_factory=time.monotonic)
    began: float | None = None
    ended: float | None = None

    @property
    def impressions(self) -> int:
        return self.pages * self.copies

    @property
    def over(self) -> bool:
        return self.state in OVER


class Bin:
    """Keeps the documents of ended jobs in `folder`, and pictures of their pages where wanted and
    poppler is there to draw them."""

    def __init__(self, folder: Path, pictures: bool) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder
        self._painter = shutil.which("pdftoppm") if pictures else None
        self.out: list[SimPage] = []
        self.files: list[str] = []

    def keep(self, job: Job) -> None:
        """Nothing where no page came out."""
        if not job.done or job.document is None:
            return
        rest = "" if job.done >= job.impressions else "-partial"
        path = self._folder / f"{len(self.files) + 1:04d}{rest}.pdf"
        path.write_bytes(job.document)
        if self._painter:
            last = str(min(job.done, job.pages))
            command = [self._painter, "-png", "-r", "72", "-l", last, str(path)]
            stem = str(path.with_suffix(""))
            subprocess.run([*command, stem], check=False, timeout=PROGRAM_S, capture_output=True)
        self.files.append(path.name)


def count_pages(document: bytes) -> int:
    """Pages of a PDF, 0 for what is none. Without poppler, as its text names them: too many where
    a page was written anew, none where they stand in compressed parts."""
    if not document.startswith(b"%PDF"):
        return 0
    program = shutil.which("pdfinfo")
    if program is None:
        return len(_PAGE.findall(document))
    with tempfile.NamedTemporaryFile(suffix=".pdf") as file:
        file.write(document)
        file.flush()
        command = [program, file.name]
        told = subprocess.run(command, capture_output=True, check=False, timeout=PROGRAM_S)
    match = _TOLD.search(told.stdout)
    return int(match[1]) if match else 0

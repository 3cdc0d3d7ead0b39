"""A terminal that prints a booked certificate and kills itself, for test_never_two:
`python -m tests.offline_queue.booked.victim`.

Each line on standard input is one life: FOLDER STEP END, the step at which it kills itself
(SIGKILL, 0 for never) and how the first print job ends. A step is each side of a commit, and each
side of a paper that comes out. What comes out is a line of FOLDER/paper, on the disk at once. A
life begins as the service does, finds what waits, and prints it; what it told, and how many files
it left, is in FOLDER/told.
"""

import json
import os
from pathlib import Path

from kiosk.print_state import PrintState
from offline_queue.printing import journal
from offline_queue.store.commits import Commits
from offline_queue.store.writer import Store
from tests.clock import FakeClock
from tests.offline_queue.booked.shelf import Shelf, certificate
from tests.offline_queue.kills.fate import Fate
from tests.offline_queue.kills.lives import one_by_one


class Printer:
    """Its first job ends as it is told, the others are printed."""

    def __init__(self, folder: Path, fate: Fate, first: PrintState) -> None:
        self._path, self._fate, self._first = folder / "paper", fate, first

    def print(self, copy_no: int) -> PrintState:
        self._fate.step()
        end = PrintState.PRINTED if self._path.exists() else self._first
        with self._path.open("a") as file:
            file.write("" if end is PrintState.FAILED else f"{copy_no}\n")
            file.flush()
            os.fsync(file.fileno())
        self._fate.step()
        return end


def live(place: str, at_step: str, first: str) -> None:
    folder, fate = Path(place), Fate(int(at_step))
    Commits._commit = fate.around(Commits._commit)  # type: ignore[method-assign]
    clock, printer = FakeClock(), Printer(folder, fate, PrintState(first))
    store = Store(folder / "state", ballast_bytes=4096)
    shelf = Shelf(store, folder / "state", clock)
    at = clock.now().isoformat()
    store.call(lambda ledger: journal.settle_orphans(ledger, (), at), relief=True)
    shelf.desk.recover()
    while found := shelf.found():
        job = shelf.begin(found[0].certificate_id, found[0].copy_no)
        assert job is not None
        shelf.move(job, PrintState.RENDERING, PrintState.SPOOLED, PrintState.PRINTING)
        shelf.move(job, printer.print(found[0].copy_no))
        shelf.desk.settle()
    told = {"reports": shelf.reports(certificate("A1")), "files": len(shelf.files)}
    (folder / "told").write_text(json.dumps(told))
    store.close()


if __name__ == "__main__":
    one_by_one(live)

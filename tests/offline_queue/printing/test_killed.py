"""The service is killed at every step of a certificate's print job, and started again."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.print_state import PrintState
from offline_queue.printing import journal
from offline_queue.printing.journal import CopyTaken, Thing
from offline_queue.store.writer import Store
from tests.offline_queue.kills.lives import KILLED, WELL, Lives
from tests.offline_queue.printing.office import AT, ONE
from tests.offline_queue.samples import bodies
from tests.offline_queue.scripted_printer import GOOD, ScriptedPrinter

MOST_STEPS = 60
FEWEST_STEPS = 10
"""Five commits and two messages have at least so many sides."""
TOLD = {PrintState.FAILED: "void", PrintState.UNKNOWN: "unknown", PrintState.PRINTED: "printed"}


@pytest.fixture
def printer(tmp_short: Path) -> Iterator[ScriptedPrinter]:
    with ScriptedPrinter(tmp_short / "printers.sock", GOOD) as running:
        yield running


@pytest.fixture
def lives(printer: ScriptedPrinter) -> Iterator[Lives]:
    with Lives("tests.offline_queue.printing.victim", printer.path) as one:
        yield one


@pytest.mark.slow
@pytest.mark.row("S093")
def test_killed_at_every_step_no_copy_is_printed_twice_and_its_end_is_told_once(
    lives: Lives, printer: ScriptedPrinter, tmp_short: Path
) -> None:
    ends: set[PrintState | None] = set()
    for step in range(1, MOST_STEPS):
        folder = tmp_short / str(step)
        folder.mkdir()
        how = lives.live(folder, step)
        ends.add(_look(folder / "state", printer))
        if how == WELL:
            break
        assert how == KILLED
    assert step > FEWEST_STEPS
    assert ends == {None, PrintState.FAILED, PrintState.UNKNOWN, PrintState.PRINTED}


def _look(state: Path, printer: ScriptedPrinter) -> PrintState | None:
    """After the next start, and the one after it: how the job ended, None where there is none."""
    for _ in range(2):
        store = Store(state, ballast_bytes=4096)
        store.call(lambda c: journal.settle_orphans(c, (), AT))
        jobs = store.call(lambda c: journal.jobs_of(c, Thing.CERTIFICATE, ONE))
        if jobs:
            with pytest.raises(CopyTaken):
                store.call(
                    lambda c: journal.reserve(
                        c, "again", Thing.CERTIFICATE, ONE, "r-2", "zh", AT, 1
                    )
                )
        store.close()
    sent = [one.job_id for one in printer.documents]
    assert len(set(sent)) == len(sent), "a document was sent twice"
    told = [(one["copy_no"], one["state"]) for one in bodies(state, "cert_copy")]
    if not jobs:
        assert not told
        return None
    (job,) = jobs
    assert told == [(1, TOLD[job.state])]
    if job.job_id in sent:
        assert job.state is not PrintState.FAILED and job.on_paper
    return job.state

"""Workloads recorded under strace: `python -m tests.offline_queue.powercut.recording` makes anew
the trace that is kept beside this file, for machines where strace is not permitted."""

import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from tests.offline_queue.powercut import strace
from tests.offline_queue.powercut.cuts import ROOT
from tests.offline_queue.powercut.run import DISK, SAID
from tests.offline_queue.powercut.trace import Op, save

KEPT = Path(__file__).with_name("recorded") / "first_start.trace"
PERFORMER = "tests.offline_queue.powercut.performer"


def record(names: Sequence[str], folder: Path) -> dict[str, tuple[Op, ...]]:
    """What each workload or control did, all in one go. Raises NotUnderstood,
    CalledProcessError."""
    command = [sys.executable, "-m", PERFORMER, str(folder), *names]
    text = strace.record(command, folder / "strace.txt", ROOT)
    places = {name: (folder / name / DISK, folder / name / SAID) for name in names}
    return strace.parse(text, places)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as here:
        save(KEPT, record([KEPT.stem], Path(here))[KEPT.stem])

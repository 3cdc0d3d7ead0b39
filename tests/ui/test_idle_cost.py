"""The screen that stands there all night moves little and costs little."""

import subprocess
import sys

import pytest

CYCLE_S = 3.1
"""The hand comes with the card once in so long."""
PART_OF_A_CORE = 0.08
"""Two to three parts in a hundred are usual; the whole screen drawn anew would cost over thirty."""


@pytest.mark.slow
def test_idle_screen_moves_and_leaves_the_processor_alone() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.ui.idle_cost", str(CYCLE_S)],
        capture_output=True,
        text=True,
        check=False,
        timeout=20,
    )
    assert (done.returncode, done.stderr) == (0, "")
    seconds, frames = done.stdout.split()
    assert int(frames) > 5
    assert float(seconds) / CYCLE_S < PART_OF_A_CORE

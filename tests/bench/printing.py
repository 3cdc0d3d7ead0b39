"""From the tap on "take number" to the screen that says it is printed, against the hardware."""

import time
from pathlib import Path
from statistics import median

from PIL import Image

from devices.receipt_printer.sim_sensors import declared_print_seconds
from devices.receipt_printer.sim_tray import TEAR
from tests.bench.disk import raw_writes
from tests.bench.figure import Benchmark, Figure, Measured, NotMeasured
from tests.bench.scene import Scene, one_terminal
from ui.dock.journeys.script import identify

ROUNDS = 7
WRITES = 21

RATIO = Figure(
    "tap-to-printed",
    "×",
    "from the press on `take` to the frame that says `take your paper` (shown only after the"
    " printer's completion answer, a read of its status and the durable outcome), against one"
    f" `pwrite` and `fdatasync` (median of {WRITES} in the same folder and round) plus the"
    " simulator's declared time for this receipt (dot rows at 150 mm/s and one cut). The bytes"
    " count 0: the simulator takes them unpaced, over TCP. "
    f"{ROUNDS} rounds, each with another person",
    goal=1.2,
)
TIME = Figure("tap-to-printed-time", "ms", "the measured time itself")
DECLARED = Figure("tap-to-printed-declared", "ms", "the declared print time of that receipt")


def run() -> list[Measured]:
    ratios, times, declared = [], [], []
    with one_terminal() as scene:
        for _ in range(ROUNDS):
            flush_s = median(raw_writes(scene.near.folder / "state", WRITES))
            print_s, time_s = _one(scene)
            ratios.append(time_s / (flush_s + print_s))
            times.append(time_s * 1000)
            declared.append(print_s * 1000)
    return [RATIO.of(ratios), TIME.of(times), DECLARED.of(declared)]


def _one(scene: Scene) -> tuple[float, float]:
    """Declared seconds of the receipt, and seconds from the press to "take your paper"."""
    before = scene.near.output().receipts
    identify(scene, scene.citizen, scene.somebody())
    pressed_at = time.monotonic()
    scene.citizen.touch("take")
    printed = scene.shows("take_away")
    scene.near.take_card()
    new = [name for name in scene.near.output().receipts if name not in before]
    scene.citizen.touch("home", leaves=True)
    scene.begins()
    if len(new) != 1:
        raise NotMeasured(f"{len(new)} receipts came out instead of one")
    picture = scene.near.receipts / f"{new[0]}.png"
    return declared_print_seconds(_rows(picture)), printed.at - pressed_at


def _rows(picture: Path) -> int:
    """Dot rows that the paper moved for this piece: what was printed and the feed to the cutter."""
    with Image.open(picture) as image:
        return int(image.height) - 2 * TEAR


BENCHMARK = Benchmark("tap-to-printed", (RATIO, TIME, DECLARED), run)

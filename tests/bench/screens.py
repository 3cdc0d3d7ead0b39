"""From the press to the frame of the next screen, among the screens of a service item."""

import time

from tests.bench.figure import Benchmark, Figure, Measured, percentile
from tests.bench.scene import READY_LIMIT_S, Scene, one_terminal
from ui.dock.journeys.items import LETTERS_OF_PROOF, PROOF, find

CYCLES = 80
ROUND = (("back", "find"), (f"item:{PROOF}", "item"))
"""What is touched on the item's card and after it, and the screen that comes."""

P50 = Figure(
    "screen-to-screen-p50",
    "ms",
    f"{CYCLES * len(ROUND)} changes between the items that were found and the card of one, which"
    " the service reads for it, at 1080 x 1920 with the software renderer: from the press to the"
    " frame that shows the next screen",
)
P99 = Figure("screen-to-screen-p99", "ms", "99 % of these changes", goal=100)


def run() -> list[Measured]:
    with one_terminal() as scene:
        scene.until("the items are here", lambda: scene.hall().items > 0, READY_LIMIT_S)
        find(scene, scene.citizen, LETTERS_OF_PROOF, PROOF)
        taken = [_change(scene, *step) for _ in range(CYCLES) for step in ROUND]
    return [P50.of(taken), P99.of(taken, percentile(taken, 99))]


def _change(scene: Scene, target: str, screen: str) -> float:
    """Milliseconds. The next touch waits until the new screen stands."""
    began = time.monotonic()
    scene.citizen.touch(target)
    shown = scene.citizen.see(
        screen, lambda now: now.screen == screen and now.at > began and bool(now.targets)
    )
    scene.citizen.reach(screen)
    return (shown.at - began) * 1000


BENCHMARK = Benchmark("screen-to-screen", (P50, P99), run)

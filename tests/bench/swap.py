"""From the touch that leaves to the idle frame of a process that never saw the citizen."""

import time

from tests.bench.figure import Benchmark, Figure, Measured
from tests.bench.scene import Scene, one_terminal

ROUNDS = 11

SWAP = Figure(
    "successor-swap",
    "ms",
    "from the press on `home` in the middle of a session (a card was read) to the first idle frame"
    f" of the warmed-up successor, {ROUNDS} rounds",
    goal=150,
)


def run() -> list[Measured]:
    with one_terminal() as scene:
        return [SWAP.of([_one(scene) for _ in range(ROUNDS)])]


def _one(scene: Scene) -> float:
    person = scene.somebody().text_hex
    scene.to_means()
    scene.near.put_card(person)
    scene.shows("confirm")
    scene.near.take_card()
    pressed_at = time.monotonic()
    scene.citizen.touch("home", leaves=True)
    return (scene.begins().at - pressed_at) * 1000


BENCHMARK = Benchmark("successor-swap", (SWAP,), run)

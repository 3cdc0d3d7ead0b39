"""From the press to the frame that answers it, while everything else of the terminal is at work."""

import queue
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from kiosk.link import Peer, connect
from kiosk.messages.cards import CardRead, StartReading
from kiosk.messages.operator import SetNetwork
from tests.bench.figure import Benchmark, Figure, Measured, NotMeasured, percentile
from tests.bench.queues.worker import load
from tests.bench.scene import Scene, one_terminal

DIGITS = "990101194001010011"
CYCLES = 7
"""Each types the number and deletes it again: 36 touches."""
BACKLOG = 100_000
DRAIN_LIMIT_S = 600.0
"""Records that wait when the touches begin; more than the platform takes while they last."""
CARDS_AT_LEAST = 5
LIMIT_S = 20.0

_LOAD = (
    "while the reader reads one card after the other and the sync drains"
    f" {BACKLOG:,} records to a platform on the same processor"
)
P50 = Figure(
    "touch-to-frame-p50",
    "ms",
    f"{2 * len(DIGITS) * CYCLES} touches of the keypad at 1080 x 1920 with the software renderer,"
    " each from the press to the first frame drawn after it (the key looks pressed), " + _LOAD,
)
P99 = Figure("touch-to-frame-p99", "ms", "99 % of these touches", goal=50)
DIGIT_P50 = Figure(
    "touch-to-digit-p50",
    "ms",
    "the same touches, from the press to the frame in which the field has changed: a key counts"
    " when it is released, here at the frame that shows it pressed",
)
DIGIT_P99 = Figure("touch-to-digit-p99", "ms", "99 % of these")
DRAIN = Figure(
    "queue-drained",
    "1/s",
    f"records of that backlog delivered a second, until none of {BACKLOG:,} was left; the platform"
    " applies each in a transaction of its own, on the same processor",
    lower_is_better=False,
)


def run() -> list[Measured]:
    pressed, changed = [], []
    with one_terminal(before=lambda state: load(state, str(BACKLOG))) as scene:
        scene.network(False)
        to_keypad(scene)
        waiting = scene.queue().pending
        with _cards_all_the_time(scene) as cards_read:
            scene.ask(SetNetwork(True))
            network_at = time.monotonic()
            for target in keypad_targets(CYCLES):
                frame_ms, change_ms = _touch(scene, target)
                pressed.append(frame_ms)
                changed.append(change_ms)
            left, read = scene.queue().pending, cards_read()
        rate = _drained(scene, waiting, network_at)
    if not 0 < left < waiting or read < CARDS_AT_LEAST:
        raise NotMeasured(f"too little was going on: {left} records left, {read} cards read")
    return [
        P50.of(pressed),
        P99.of(pressed, percentile(pressed, 99)),
        DIGIT_P50.of(changed),
        DIGIT_P99.of(changed, percentile(changed, 99)),
        DRAIN.of([rate]),
    ]


def to_keypad(scene: Scene) -> None:
    scene.to_means()
    scene.citizen.touch("means:IDNO")
    scene.shows("type_number")


def keypad_targets(cycles: int) -> Iterator[str]:
    """A number typed and deleted again, so many times."""
    for _ in range(cycles):
        yield from (f"key:{digit}" for digit in DIGITS)
        yield from ["key:delete"] * len(DIGITS)


def _touch(scene: Scene, target: str) -> tuple[float, float]:
    """Milliseconds to the frame with the pressed key, and to the one with the changed field."""
    began = time.monotonic()
    frame_ms = scene.citizen.touch(target).frame_ms
    released = began + frame_ms / 1000
    changed = scene.citizen.see("the changed field", lambda now: now.at > released)
    return frame_ms, (changed.at - began) * 1000


def _drained(scene: Scene, waiting: int, began: float) -> float:
    """Records a second from when the network came until none waited any more."""
    scene.until("the backlog is drained", lambda: scene.queue().pending == 0, DRAIN_LIMIT_S)
    return waiting / (time.monotonic() - began)


@contextmanager
def _cards_all_the_time(scene: Scene) -> Iterator[Callable[[], int]]:
    """The screen that types does not ask the reader, so another link of the card host does.

    Gives how many cards have been read so far.
    """
    read: queue.SimpleQueue[CardRead] = queue.SimpleQueue()
    done: list[str] = []

    def heard(_peer: Peer, _envelope: object, message: Any) -> None:
        if isinstance(message, CardRead):
            read.put(message)

    link = connect(scene.near.folder / "run" / "cards.sock", heard, patience=LIMIT_S)
    stopping = threading.Event()

    def work() -> None:
        while not stopping.is_set():
            link.send(StartReading(uuid.uuid4().hex))
            scene.near.put_card(scene.somebody().text_hex)
            done.append(read.get(timeout=LIMIT_S).command)
            scene.near.take_card()

    worker = threading.Thread(target=work)
    worker.start()
    try:
        yield lambda: len(done)
    finally:
        stopping.set()
        worker.join()
        link.close()


BENCHMARK = Benchmark("touch-to-frame", (P50, P99, DIGIT_P50, DIGIT_P99, DRAIN), run)

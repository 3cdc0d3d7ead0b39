"""From the start of the screen's process to its first usable frame, against a bare window."""

import subprocess
import sys
import threading
import time
from pathlib import Path

from tests.bench.alone import alone_service
from tests.bench.figure import Benchmark, Figure, Measured, NotMeasured
from tests.bench.program import PROGRAM

ROUNDS = 9
LIMIT_S = 30.0

RATIO = Figure(
    "start-to-usable",
    "×",
    "start of the screen's process (no warm successor, the service running) to its `shown` line,"
    " against a window with one label in a Python process with the same Qt settings (off screen, "
    f"software renderer, 1080 x 1920), in turn, {ROUNDS} rounds",
    goal=2.5,
)
SCREEN = Figure("start-of-screen", "ms", "the first of the two")
BARE = Figure("start-of-bare-window", "ms", "the second of the two")


def bare_window() -> list[str]:
    return [sys.executable, str(Path(__file__).with_name("bare_window.py"))]


def run() -> list[Measured]:
    screen, bare = [], []
    with alone_service() as service:
        argv = [*PROGRAM, "screen", "--config", str(service.config), "--kept", "--headless"]
        seconds_to_shown(bare_window())
        seconds_to_shown(argv)
        for _ in range(ROUNDS):
            bare.append(seconds_to_shown(bare_window()) * 1000)
            screen.append(seconds_to_shown(argv) * 1000)
    ratios = [one / other for one, other in zip(screen, bare, strict=True)]
    return [RATIO.of(ratios), SCREEN.of(screen), BARE.of(bare)]


def seconds_to_shown(argv: list[str]) -> float:
    """Start it, answer `ready` with `activate`, end it once it has said `shown`."""
    began = time.perf_counter()
    with subprocess.Popen(
        argv, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1
    ) as process:
        assert process.stdin is not None and process.stdout is not None
        limit = threading.Timer(LIMIT_S, process.kill)
        limit.start()
        seconds = 0.0
        for line in process.stdout:
            if line.strip() == "ready":
                process.stdin.write("activate\n")
            elif line.strip() == "shown":
                seconds = time.perf_counter() - began
                break
        limit.cancel()
        process.kill()
    if not seconds:
        raise NotMeasured(f"{argv[-1]} showed nothing")
    return seconds


BENCHMARK = Benchmark("start-to-usable", (RATIO, SCREEN, BARE), run)

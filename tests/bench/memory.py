"""How much memory each part of the terminal takes, beside a window with one label."""

import subprocess
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager

from tests.bench.figure import Benchmark, Figure, Measured, NotMeasured
from tests.bench.processes import parent_of, resident_mb, wait_for_rest
from tests.bench.scene import Scene, one_terminal
from tests.bench.start import bare_window

SESSIONS = 3
PARTS = ("service", "cards", "printers", "screen", "standby", "keeper")

_HOW = (
    f"proportional set size after each of {SESSIONS} sessions with a card, at rest; pages that"
    " several processes share are divided among them"
)


def _figure(name: str, what: str) -> Figure:
    return Figure(f"memory-{name}", "MB", what)


FIGURES = {part: _figure(part, f"{part}: {_HOW}") for part in PARTS} | {
    "all": _figure("all", "all of these together: " + _HOW),
    "bare-window": _figure(
        "bare-window", "for comparison: each of two windows with one label, while no screen runs"
    ),
}


def run() -> list[Measured]:
    found: dict[str, list[float]] = {name: [] for name in FIGURES}
    found["bare-window"] = _bare_mb()
    with one_terminal() as scene:
        for _ in range(SESSIONS):
            _session(scene)
            now = {part: resident_mb(pid) for part, pid in _pids(scene.near.pids).items()}
            for part, mb in now.items():
                found[part].append(mb)
            found["all"].append(sum(now.values()))
    return [FIGURES[name].of(samples) for name, samples in found.items()]


def _session(scene: Scene) -> None:
    person = scene.somebody().text_hex
    scene.to_means()
    scene.near.put_card(person)
    scene.shows("confirm")
    scene.near.take_card()
    scene.citizen.touch("home", leaves=True)
    scene.begins()


def _pids(pids: Callable[[str], list[int]]) -> dict[str, int]:
    found = {part: pids(part)[0] for part in ("service", "cards", "printers")}
    found["screen"], found["standby"] = pids("screen")
    found["keeper"] = parent_of(found["service"])
    for pid in found.values():
        wait_for_rest(pid)
    return found


def _bare_mb() -> list[float]:
    """Two at once, as screen and successor are: they share what Qt lets them share."""
    with ExitStack() as stack:
        windows = [stack.enter_context(_bare_window()) for _ in range(2)]
        for window in windows:
            wait_for_rest(window.pid)
        return [resident_mb(window.pid) for window in windows]


@contextmanager
def _bare_window() -> Iterator[subprocess.Popen[str]]:
    with subprocess.Popen(
        bare_window(), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        if process.stdout.readline().strip() != "shown":
            raise NotMeasured("the bare window showed nothing")
        yield process
        process.kill()


BENCHMARK = Benchmark("memory", tuple(FIGURES.values()), run)

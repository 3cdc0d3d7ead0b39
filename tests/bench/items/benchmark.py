"""The figures of the catalogue."""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median
from typing import Any

from tests.bench.alone import seconds_to_hall
from tests.bench.figure import Benchmark, Figure, Measured, NotMeasured, percentile
from tests.bench.program import ROOT

CITY, PROVINCE = 5_100, 95_009
CHANGES = 40
STARTS = 5
LIMIT_S = 900.0

_HALF = "of the half of 468 everyday questions that was left aside while the ranking was made"
SAMPLE_TOP3 = Figure(
    "items-search-sample",
    "%",
    f"questions with the right item in the first three, of the sample's items, {_HALF}",
    goal=90.0,
    lower_is_better=False,
)
CITY_TOP3 = Figure(
    "items-search-city",
    "%",
    f"the same beside {CITY:,} items of other meaning",
    goal=85.0,
    lower_is_better=False,
)
CITY_TOP1 = Figure(
    "items-search-city-first", "%", "of them those with the right item first", lower_is_better=False
)
KEYSTROKE = Figure(
    "items-search-keystroke",
    "ms",
    f"99 % of the keystrokes of all questions typed to their end, among {PROVINCE:,} items",
    goal=20.0,
)
MEMORY = Figure(
    "items-memory",
    "MB",
    f"by which a process grows that lists {PROVINCE:,} items, searches and is typed at",
    goal=150.0,
)
BUILD = Figure("items-build-city", "s", f"to install {CITY:,} items, index included")
BUILD_PROVINCE = Figure("items-build-province", "s", f"to install {PROVINCE:,} items")
SIZE = Figure("items-file-province", "MB", "the file with them")
CHANGE = Figure(
    "items-apply-one",
    "ms",
    f"to install a pack of {CITY:,} items of which one is changed: rows, index, root hash over all,"
    f" commit; median of {CHANGES}",
    goal=30.0,
)
OPEN = Figure(
    "items-open-province", "ms", f"to open the file of {PROVINCE:,} items and read one; {STARTS}"
)
COLD = Figure(
    "items-cold-start",
    "×",
    f"from the start of the service to its first answer about the hall, with {PROVINCE:,} items"
    f" against the sample's, in turn, {STARTS} rounds",
    goal=1.15,
)
READY = Figure("items-search-ready", "ms", "and to make the search ready and find once")
REGION = Figure(
    "items-region",
    "ms",
    f"99 % of the first lists of a category of another place, of {CITY:,} items",
    goal=300.0,
)
FIGURES = (
    *(SAMPLE_TOP3, CITY_TOP3, CITY_TOP1, KEYSTROKE, MEMORY, BUILD, BUILD_PROVINCE, SIZE, CHANGE),
    *(OPEN, READY, COLD, REGION),
)


def run() -> list[Measured]:
    with tempfile.TemporaryDirectory(prefix="zizhu-items-") as name:
        folder = Path(name)
        return [*_sample(folder), *_city(folder), *_province(folder), *_cold(folder)]


def _sample(folder: Path) -> list[Measured]:
    file = folder / "sample"
    _measure("build", file, 0)
    return [SAMPLE_TOP3.of([_measure("hits", file)[1]])]


def _city(folder: Path) -> list[Measured]:
    file = folder / "city"
    built = _measure("build", file, CITY)
    first, three = _measure("hits", file)
    places = [one * 1000 for one in _measure("region", file)]
    changes = [one * 1000 for one in _measure("one_change", file, CHANGES)]
    return [
        CITY_TOP3.of([three]),
        CITY_TOP1.of([first]),
        BUILD.of([built["seconds"]]),
        REGION.of(places, percentile(places, 99)),
        CHANGE.of(changes, median(changes)),
    ]


def _province(folder: Path) -> list[Measured]:
    file = folder / "province"
    built = _measure("build", file, PROVINCE)
    keystrokes = [one * 1000 for one in _measure("keystrokes", file)]
    opened = [_measure("opening", file) for _ in range(STARTS)]
    return [
        KEYSTROKE.of(keystrokes, percentile(keystrokes, 99)),
        MEMORY.of([_measure("memory", file)]),
        BUILD_PROVINCE.of([built["seconds"]]),
        SIZE.of([built["mb"]]),
        OPEN.of([one * 1000 for one, _ in opened]),
        READY.of([two * 1000 for _, two in opened]),
    ]


def _cold(folder: Path) -> list[Measured]:
    few, many = [], []
    for _ in range(STARTS):
        few.append(seconds_to_hall(folder / "sample"))
        many.append(seconds_to_hall(folder / "province"))
    return [COLD.of([all_ / one for all_, one in zip(many, few, strict=True)])]


def _measure(task: str, file: Path, *arguments: object) -> Any:
    command = [sys.executable, "-m", "tests.bench.items.worker", task, str(file)]
    done = subprocess.run(
        [*command, *map(str, arguments)],
        cwd=ROOT,
        env=dict(os.environ),
        capture_output=True,
        text=True,
        timeout=LIMIT_S,
        check=False,
    )
    if done.returncode:
        raise NotMeasured(f"{task}: {done.stderr.strip().splitlines()[-1:]}")
    return json.loads(done.stdout)


BENCHMARK = Benchmark("items", FIGURES, run)

"""`python -m tests.bench [NAME ...] [--json FILE] [--markdown FILE]`: measure and report.

A NAME is a benchmark or one of its figures; without one all are run. Nothing is asserted: the exit
status is 1 only where something could not be measured at all.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kiosk.link import LinkClosed, LinkTimeout
from tests.bench.benchmarks import BENCHMARKS
from tests.bench.figure import Benchmark, Measured, NotMeasured
from tests.bench.machine import machine
from tests.bench.report import as_table, write_json, write_markdown
from ui.dock.actor import Lost

FAILURES = (
    NotMeasured,
    Lost,
    LinkClosed,
    LinkTimeout,
    RuntimeError,
    OSError,
    subprocess.SubprocessError,
)
"""What the parts under test can do to a benchmark. Anything else is a bug in the benchmark."""


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description="Benchmarks")
    parser.add_argument("name", nargs="*", help="a benchmark or a figure; without one, all")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures as JSON")
    parser.add_argument("--markdown", type=Path, metavar="FILE", help="write the page; runs all")
    got = parser.parse_args(arguments)
    if got.name and got.markdown:
        parser.error("--markdown writes the whole page: name no benchmark with it")
    chosen = [one for one in BENCHMARKS if not got.name or names_of(one) & set(got.name)]
    unknown = set(got.name) - set().union(*map(names_of, BENCHMARKS))
    if unknown:
        known = ", ".join(one.name for one in BENCHMARKS)
        parser.error(f"not known: {', '.join(sorted(unknown))}; there are: {known}")
    where = machine()
    with as_installed():
        results = [measured for one in chosen for measured in run(one)]
    print("\n" + as_table(results))
    if got.json:
        write_json(results, got.json)
    if got.markdown:
        write_markdown(results, where, got.markdown)
    return 1 if any(one.value is None for one in results) else 0


@contextmanager
def as_installed() -> Iterator[None]:
    """The programs that are started find their bytecode, as on a terminal; the tree stays clean."""
    before = os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    with tempfile.TemporaryDirectory(prefix="zizhu-bytecode-") as folder:
        os.environ["PYTHONPYCACHEPREFIX"] = folder
        yield
        del os.environ["PYTHONPYCACHEPREFIX"]
    if before is not None:
        os.environ["PYTHONDONTWRITEBYTECODE"] = before


def names_of(benchmark: Benchmark) -> set[str]:
    return {benchmark.name, *(figure.name for figure in benchmark.figures)}


def run(benchmark: Benchmark) -> list[Measured]:
    print(f"  {benchmark.name} ...", end="", flush=True)
    began = time.monotonic()
    try:
        found = benchmark.run()
    except FAILURES as error:
        print(f" {type(error).__name__}: {error}")
        return [Measured(figure, None) for figure in benchmark.figures]
    print(f" {time.monotonic() - began:.0f} s")
    return found


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

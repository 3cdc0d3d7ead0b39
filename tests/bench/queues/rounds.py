"""Measurements in processes and folders of their own, in another order in each round."""

import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

from tests.bench.figure import NotMeasured
from tests.bench.program import ROOT

LIMIT_S = 300.0
_SEED = 20260302


@contextmanager
def fresh() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="zizhu-queue-"))
    yield folder
    shutil.rmtree(folder)


@contextmanager
def receiver() -> Iterator[int]:
    """The port of a platform that only answers, in a process of its own."""
    argv = [sys.executable, "-m", "tests.bench.queues.receiver"]
    pipe = subprocess.PIPE
    with subprocess.Popen(argv, cwd=ROOT, stdin=pipe, stdout=pipe, text=True) as process:
        assert process.stdin is not None and process.stdout is not None
        yield int(process.stdout.readline())
        process.stdin.close()


def measure(task: str, folder: Path, *arguments: object, slow: bool = False) -> Any:
    """What the worker found. `slow`: each sync takes 2 ms longer."""
    argv = [sys.executable, "-m", "tests.bench.queues.worker", task, str(folder)]
    environment = dict(os.environ)
    if slow:
        environment["LD_PRELOAD"] = str(slow_sync())
    done = subprocess.run(
        [*argv, *map(str, arguments)],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=LIMIT_S,
    )
    if done.returncode:
        raise NotMeasured(f"{task} {arguments}: {done.stderr.strip().splitlines()[-1:]}")
    return json.loads(done.stdout)


def in_rounds(
    subjects: Sequence[str], warm: int, count: int, rounds: int, slow: bool = False
) -> dict[str, list[float]]:
    """Of each subject in each round: how fast it puts, against the raw limit in turn with it."""
    dice = random.Random(_SEED)
    found: dict[str, list[float]] = {subject: [] for subject in subjects}
    for _ in range(rounds):
        for subject in dice.sample(subjects, len(subjects)):
            with fresh() as folder:
                limit, own = measure("puts", folder, subject, warm, count, slow=slow)
            found[subject].append(sum(limit) / sum(own))
    return found


@cache
def slow_sync() -> Path:
    """The library that makes syncs slow, compiled. It stays in the temporary folder."""
    source = Path(__file__).with_name("slow_sync.c")
    library = Path(tempfile.mkdtemp(prefix="zizhu-shim-")) / "slow_sync.so"
    command = ["gcc", "-O2", "-shared", "-fPIC", "-o", str(library), str(source), "-ldl"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60)
    if done.returncode:
        raise NotMeasured(f"gcc: {done.stderr.strip()[:200]}")
    return library

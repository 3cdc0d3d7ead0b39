"""Cuts of one recorded run: the disk as each leaves it, opened, and what it lost."""

import random
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Self

import msgspec
from msgspec import Struct

from tests.offline_queue.powercut.disk import Cut, Disk
from tests.offline_queue.powercut.trace import Act, Op
from tests.offline_queue.powercut.verdict import Found, complaints

ROOT = Path(__file__).resolve().parents[3]


class Loss(Struct, frozen=True):
    """Power went after the first `at` operations; `seed` makes the same disk of them again."""

    at: int
    cut: Cut
    seed: str
    complaints: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.cut.value} after {self.at} (seed {self.seed!r}): " + "; ".join(
            self.complaints[:5]
        )


class Opener:
    """Opens disks, each in a fresh process."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.offline_queue.powercut.opener"],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.communicate(timeout=30)

    def open(self, image: dict[str, bytes | None]) -> Found | str:
        with tempfile.TemporaryDirectory(prefix="zz-cut-") as folder:
            lay_out(image, Path(folder))
            return self.look(Path(folder))

    def look(self, disk: Path) -> Found | str:
        """What is found on a disk, or why it cannot be opened."""
        assert self._process.stdin and self._process.stdout
        self._process.stdin.write(f"{disk}\n".encode())
        self._process.stdin.flush()
        return msgspec.json.decode(self._process.stdout.readline(), type=Found | str)


def lay_out(image: dict[str, bytes | None], folder: Path) -> None:
    for path, content in sorted(image.items()):
        if content is None:
            (folder / path).mkdir(mode=0o700, exist_ok=True)
        else:
            (folder / path).write_bytes(content)
            (folder / path).chmod(0o600)


def losses(ops: Sequence[Op], seed: str, count: int, opener: Opener) -> list[Loss]:
    """Of `count` cuts, half of them right after something was acknowledged."""
    found = []
    for at, cut, own in _cuts(ops, seed, count):
        disk, said = Disk(), []
        for op in ops[:at]:
            disk.do(op)
            if op.act is Act.SAY:
                said.append(op.said)
                if "begin" in op.said:
                    disk.settle()
        wrong = complaints(said, opener.open(disk.image(cut, random.Random(own))))
        if wrong:
            found.append(Loss(at, cut, own, tuple(wrong)))
    return found


def _cuts(ops: Sequence[Op], seed: str, count: int) -> Iterator[tuple[int, Cut, str]]:
    chance = random.Random(seed)
    said = [(at, op.said) for at, op in enumerate(ops, 1) if op.act is Act.SAY]
    (begin,) = [at for at, what in said if "begin" in what]
    told = [at for at, what in said if "did" in what and at > begin]
    for number in range(count):
        at = chance.choice(told) if number % 4 < 2 else chance.randint(begin, len(ops))
        yield at, (Cut.DROP, Cut.TORN)[number % 2], f"{seed}.{number}"

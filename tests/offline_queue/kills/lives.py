"""A program of a test that lives again and again on the same files, and is killed in most lives.

A life is forked, so nothing but the files goes from one to the next. The test's half is `Lives`,
the program's is `one_by_one`: a line is a life, its words with tabs between them; it is answered
by the life's process id, and in the end by how it ended.
"""

import contextlib
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Self

ROOT = Path(__file__).resolve().parents[3]
KILLED, WELL = "killed", "ended 0"
PATIENCE_S = 30.0


class Lives:
    """Of `python -m MODULE WORDS`."""

    def __init__(self, module: str, *words: object) -> None:
        self._program = subprocess.Popen(
            [sys.executable, "-m", module, *map(str, words)],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self.pid = 0
        """Of the life that was begun last."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self.pid:
            self.kill()
        self._program.communicate(timeout=PATIENCE_S)

    def live(self, *words: object) -> str:
        """One life, to its end."""
        self.begin(*words)
        return self.ended()

    def begin(self, *words: object) -> None:
        assert self._program.stdin and self._program.stdout
        self._program.stdin.write("\t".join(map(str, words)) + "\n")
        self._program.stdin.flush()
        self.pid = int(self._program.stdout.readline())

    @property
    def over(self) -> bool:
        try:
            os.kill(self.pid, 0)
        except ProcessLookupError:
            return True
        return False

    def kill(self) -> None:
        """Where it has not ended before."""
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGKILL)

    def ended(self) -> str:
        """How: KILLED, WELL, or another status. Waits for it."""
        assert self._program.stdout
        return self._program.stdout.readline().strip()


def one_by_one(live: Callable[..., object]) -> None:
    """`live` gets the words of each line, in a process of its own."""
    for line in sys.stdin:
        words = line.rstrip("\n").split("\t")
        child = os.fork()
        if child == 0:
            _live(live, words)
        print(child, flush=True)
        _, status = os.waitpid(child, 0)
        print(KILLED if os.WIFSIGNALED(status) else f"ended {status}", flush=True)


def _live(live: Callable[..., object], words: list[str]) -> None:
    try:
        live(*words)
    except BaseException:  # noqa: BLE001  it is told, and its status says it as well
        sys.excepthook(*sys.exc_info())
        os._exit(1)
    os._exit(0)

"""A child process that is kept, asked one thing at a time, and killed when its time is over.

What ends it (deadline, processor time, memory, a crash) is a named failure of that one request; the
next request starts a new child.
"""

import os
import signal
import subprocess
import sys
import tempfile
import threading
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import IO, Any

from provisioning.certificates.serve import read_frame, write_frame

HOME = Path(__file__).resolve().parents[2]
_OUT_OF_MEMORY = (b"memory allocation of", b"MemoryError", b"Cannot allocate memory")


class End(StrEnum):
    """Why a child ended before it had answered."""

    TIME = "time"
    """Its wall-clock deadline."""
    PROCESSOR = "processor"
    MEMORY = "memory"
    CRASH = "crash"


class Ended(Exception):
    """The child is gone, and with it this request."""

    def __init__(self, why: End) -> None:
        super().__init__(why.value)
        self.why = why


@dataclass(slots=True)
class Worker:
    """`module` is run with `arguments` as `python -m`. Thread-safe. `hello`: what the running child
    said first."""

    module: str
    arguments: tuple[str, ...] = ()
    start_s: float = 20.0
    hello: dict[str, Any] = field(default_factory=dict)
    _child: subprocess.Popen[bytes] | None = None
    _words: IO[bytes] | None = None
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def ask(self, request: dict[str, Any], within_s: float) -> dict[str, Any]:
        """Raises Ended."""
        with self._lock:
            if self._child is None or self._child.poll() is not None:
                self._start()
            return self._exchange(request, within_s)

    @property
    def pid(self) -> int | None:
        return self._child.pid if self._child is not None else None

    def close(self) -> None:
        with self._lock:
            self._end()

    def _start(self) -> None:
        self._end()
        self._words = tempfile.TemporaryFile()  # noqa: SIM115 - it lives as long as the child
        self._child = subprocess.Popen(
            [sys.executable, "-m", self.module, *self.arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._words,
            cwd=HOME,
            env=_environment(),
            process_group=0,  # Ctrl-C ends the parent, and so the pipe
        )
        self.hello = self._exchange(None, self.start_s)

    def _exchange(self, request: dict[str, Any] | None, within_s: float) -> dict[str, Any]:
        child = self._child
        assert child is not None and child.stdin is not None and child.stdout is not None
        late = threading.Event()
        timer = threading.Timer(within_s, _kill, (child, late))
        timer.daemon = True
        timer.start()
        try:
            if request is not None:
                write_frame(child.stdin, request)  # type: ignore[arg-type]
            answer = read_frame(child.stdout)  # type: ignore[arg-type]
        except (OSError, EOFError, ValueError):
            answer = None
        finally:
            timer.cancel()
        if answer is None or late.is_set():
            raise Ended(self._why(child, late.is_set()))
        return answer

    def _why(self, child: subprocess.Popen[bytes], late: bool) -> End:
        child.kill()
        status = child.wait()
        words = self._last_words()
        self._end()
        if late:
            return End.TIME
        if status == -signal.SIGXCPU:
            return End.PROCESSOR
        return End.MEMORY if any(one in words for one in _OUT_OF_MEMORY) else End.CRASH

    def _last_words(self) -> bytes:
        """The end of what it printed: never shown, since it may tell of a person."""
        if self._words is None:
            return b""
        size = self._words.seek(0, os.SEEK_END)
        self._words.seek(max(0, size - 4096))
        return self._words.read()

    def _end(self) -> None:
        child, self._child = self._child, None
        if child is not None:
            child.kill()
            child.wait()
            for pipe in (child.stdin, child.stdout):
                assert pipe is not None
                _close(pipe)
        if self._words is not None:
            self._words.close()
            self._words = None


def _kill(child: subprocess.Popen[bytes], late: threading.Event) -> None:
    late.set()
    child.kill()


def _close(pipe: IO[bytes]) -> None:
    try:
        pipe.close()
    except OSError:  # unsent bytes to a dead process
        return


def _environment() -> dict[str, str]:
    """Nothing of the parent's but where programs and bytecode are."""
    kept = ("PATH", "PYTHONPYCACHEPREFIX", "PYTHONDONTWRITEBYTECODE", "LD_LIBRARY_PATH")
    own = {"LANG": "C.UTF-8", "PYTHONUTF8": "1", "RAYON_NUM_THREADS": "2", "MALLOC_ARENA_MAX": "2"}
    return {name: os.environ[name] for name in kept if name in os.environ} | own

"""One process that is kept: how it is started, spoken with, and how long to wait after its end."""

import contextlib
import queue
import signal
import subprocess
import threading
import time
from dataclasses import dataclass

from msgspec import Struct

HEALTHY_AFTER_S = 20.0
"""A child that lived this long starts again at once the next time."""
RENEWAL_AFTER_S = 1.0
"""A clean end before this is no renewal but a child that has nothing to do: it is slowed down."""
FIRST_PAUSE_S = 0.1
LONGEST_PAUSE_S = 10.0


class Spec(Struct, frozen=True):
    """A process to keep: a name and a command line."""

    name: str
    argv: tuple[str, ...]


@dataclass
class Backoff:
    """Capped pauses between restarts that reset after health. A clean end (status 0) is a renewal,
    wanted by the process itself: it costs no pause."""

    pause: float = 0.0

    def after(self, status: int, lived: float) -> float:
        renewed = status == 0 and lived >= RENEWAL_AFTER_S
        if renewed or lived >= HEALTHY_AFTER_S:
            self.pause = 0.0
            return 0.0
        now, self.pause = self.pause, min(LONGEST_PAUSE_S, max(FIRST_PAUSE_S, self.pause * 2))
        return now


class Line(Struct, frozen=True):
    child: "Child"
    text: str


class Ended(Struct, frozen=True):
    child: "Child"
    status: int


class Child:
    """One running process; its lines and its end are put into the keeper's queue."""

    def __init__(self, spec: Spec, news: "queue.SimpleQueue[Line | Ended | None]") -> None:
        self.spec = spec
        self.started = time.monotonic()
        self.ready = False
        self.shown = False
        self.asked = False
        """A ping that it has not answered yet."""
        self.ended = False
        self._process = subprocess.Popen(
            spec.argv,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            errors="replace",
            bufsize=1,
            process_group=0,  # Ctrl-C reaches the keeper alone, which ends them in order
        )
        self.pid = self._process.pid
        self._news = news
        threading.Thread(target=self._watch, name=spec.name, daemon=True).start()

    def tell(self, line: str) -> None:
        stdin = self._process.stdin
        assert stdin is not None
        try:
            stdin.write(line + "\n")
            stdin.flush()
        except (OSError, ValueError):  # the pipe is broken, or closed by now
            return  # it is ending; its end comes as news of its own

    def stop(self, hard: bool = False) -> None:
        self._process.send_signal(signal.SIGKILL if hard else signal.SIGTERM)

    def _watch(self) -> None:
        stdout = self._process.stdout
        assert stdout is not None
        for line in stdout:
            self._news.put(Line(self, line.strip()))
        status = self._process.wait()
        stdout.close()
        if self._process.stdin is not None:
            with contextlib.suppress(OSError):  # unsent words to a dead process
                self._process.stdin.close()
        self._news.put(Ended(self, status))

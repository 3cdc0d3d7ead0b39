"""The keeper: starts the terminal's processes, starts them again, swaps the screen.

Nothing of the business is in it, so nothing of the business can kill it: it outlives the service,
the hosts and every screen. Each child holds the reading end of a pipe from here as its standard
input; when the keeper is gone, the pipe closes and the children end themselves.

A screen writes lines: `ready` (warmed up), `shown` (its idle screen is drawn), `over` (its citizen
has left). The keeper answers `activate`. The next screen is always warm before it is needed.
"""

import contextlib
import queue
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

HEALTHY_AFTER_S = 20.0
"""A child that lived this long starts again at once the next time."""
FIRST_PAUSE_S = 0.1
LONGEST_PAUSE_S = 10.0
SWAP_LIMIT_S = 0.8
"""A finished screen is killed after this even if no successor is ready: its data must go."""
STOP_LIMIT_S = 3.0

EXIT_UNUSABLE = 3
"""A child that exits with this cannot work as configured; it has said why in one line."""


@dataclass(frozen=True, slots=True)
class Spec:
    """A process to keep: a name and a command line."""

    name: str
    argv: tuple[str, ...]


@dataclass
class Backoff:
    """Capped pauses between restarts that reset after health. A clean end (status 0) is a renewal,
    wanted by the process itself: it costs no pause."""

    pause: float = 0.0

    def after(self, status: int, lived: float) -> float:
        if status == 0 or lived >= HEALTHY_AFTER_S:
            self.pause = 0.0
            return 0.0
        now, self.pause = self.pause, min(LONGEST_PAUSE_S, max(FIRST_PAUSE_S, self.pause * 2))
        return now


@dataclass(frozen=True, slots=True)
class _Line:
    child: "Child"
    text: str


@dataclass(frozen=True, slots=True)
class _Ended:
    child: "Child"
    status: int


class Child:
    """One running process; its lines and its end are put into the keeper's queue."""

    def __init__(self, spec: Spec, news: "queue.SimpleQueue[_Line | _Ended | None]") -> None:
        self.spec = spec
        self.started = time.monotonic()
        self.ready = False
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
            self._news.put(_Line(self, line.strip()))
        status = self._process.wait()
        stdout.close()
        if self._process.stdin is not None:
            with contextlib.suppress(OSError):  # unsent words to a dead process
                self._process.stdin.close()
        self._news.put(_Ended(self, status))


@dataclass
class _Due:
    at: float
    action: Callable[[], None]


@dataclass
class Keeper:
    """Runs until `stop`. Returns 0, or EXIT_UNUSABLE where a child cannot work as configured."""

    always: Sequence[Spec]
    screen: Spec | None
    log: Callable[[str], None]
    children: dict[str, Child] = field(default_factory=dict)
    active: Child | None = None
    standby: Child | None = None

    def __post_init__(self) -> None:
        self._news: queue.SimpleQueue[_Line | _Ended | None] = queue.SimpleQueue()
        self._due: list[_Due] = []
        self._backoffs: dict[str, Backoff] = {}
        self._stopping = False
        self._code = 0
        self._retired: set[Child] = set()

    def stop(self) -> None:
        """From any thread or a signal handler."""
        self._stopping = True
        self._news.put(None)

    def run(self) -> int:
        for spec in self.always:
            self._start(spec)
        if self.screen is not None:
            self.active = self._spawn(self.screen)
        while not self._stopping:
            self._turn()
        self._stop_all()
        return self._code

    def _turn(self) -> None:
        now = time.monotonic()
        for due in [d for d in self._due if d.at <= now]:
            self._due.remove(due)
            due.action()
        wait = min((d.at - now for d in self._due), default=60.0)
        try:
            news = self._news.get(timeout=max(0.0, wait))
        except queue.Empty:
            return
        if isinstance(news, _Line):
            self._on_line(news.child, news.text)
        elif isinstance(news, _Ended):
            self._on_end(news.child, news.status)

    def _spawn(self, spec: Spec) -> Child:
        child = Child(spec, self._news)
        self.log(f"started {spec.name} pid {child.pid}")
        return child

    def _start(self, spec: Spec) -> None:
        self.children[spec.name] = self._spawn(spec)

    def _after(self, pause: float, action: Callable[[], None]) -> None:
        self._due.append(_Due(time.monotonic() + pause, action))

    # --- the screen and its successor -------------------------------------------------------

    def _on_line(self, child: Child, line: str) -> None:
        if line == "ready":
            child.ready = True
            if child is self.active:
                child.tell("activate")
        elif line == "shown" and child is self.active:
            for old in self._retired:
                old.stop(hard=True)
            if self.standby is None and self.screen is not None:
                self.standby = self._spawn(self.screen)
        elif line == "over" and child is self.active:
            self._retired.add(child)
            self._after(SWAP_LIMIT_S, lambda: child.stop(hard=True))
            self._promote()

    def _promote(self) -> None:
        """The successor takes over; where there is none yet, it shows itself once it is ready."""
        if self.screen is None:
            return
        self.active, self.standby = self.standby or self._spawn(self.screen), None
        if self.active.ready:
            self.active.tell("activate")

    # --- ends and restarts ------------------------------------------------------------------

    def _on_end(self, child: Child, status: int) -> None:
        child.ended = True
        name, lived = child.spec.name, time.monotonic() - child.started
        self.log(f"ended {name} pid {child.pid} status {status} after {lived:.1f} s")
        if child in self._retired:
            self._retired.discard(child)
            return
        if status == EXIT_UNUSABLE:
            self._code = EXIT_UNUSABLE
            self.stop()
            return
        pause = self._backoffs.setdefault(name, Backoff()).after(status, lived)
        if child is self.active:
            self.active = None
            self._after(0.0 if self.standby else pause, self._promote)
        elif child is self.standby:
            self.standby = None
            self._after(pause, self._warm)
        else:
            self._after(pause, lambda: self._start(child.spec))

    def _warm(self) -> None:
        if self.standby is None and self.active is not None and self.screen is not None:
            self.standby = self._spawn(self.screen)

    def _stop_all(self) -> None:
        children = [*self.children.values(), *self._retired]
        children += [one for one in (self.active, self.standby) if one is not None]
        for hard in (False, True):
            running = [child for child in children if not child.ended]
            for child in running:
                child.stop(hard)
            self._await_ends(running)

    def _await_ends(self, children: list[Child]) -> None:
        deadline = time.monotonic() + STOP_LIMIT_S
        while any(not child.ended for child in children):
            try:
                news = self._news.get(timeout=max(0.0, deadline - time.monotonic()))
            except queue.Empty:
                return
            if isinstance(news, _Ended):
                news.child.ended = True

"""The keeper: starts the terminal's processes, starts them again, swaps the screen.

Nothing of the business is in it, so nothing of the business can kill it: it outlives the service,
the hosts and every screen. Each child holds the reading end of a pipe from here as its standard
input; when the keeper is gone, the pipe closes and the children end themselves.

A screen writes lines: `ready` (warmed up), `shown` (its idle screen is drawn), `over` (its citizen
has left). The keeper answers `activate`. The next screen is always warm before it is needed. A
screen must reach `ready` and `shown` in time. What hangs is as dead as what crashed: whoever does
not answer `ping` with `pong` (a screen from the thread that draws) is killed. How long a start
takes is another question, with its own limit: any other child has started with its first `pong`.
"""

import queue
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from provisioning.child import Backoff, Child, Ended, Line, Spec

SWAP_LIMIT_S = 0.8
"""A finished screen is killed after this even if no successor is ready: its data must go."""
STOP_LIMIT_S = 3.0
READY_LIMIT_S = 30.0
"""Many times what a start takes on a slow machine."""
START_LIMIT_S = 20.0
"""Until the first answer of a child that is no screen: its interpreter has begun, no more."""
SHOWN_LIMIT_S = 5.0
"""A warm screen shows itself within milliseconds."""
PING_EVERY_S = 5.0
"""Who does not answer until the next ping hangs; an answer takes some milliseconds."""

EXIT_UNUSABLE = 3
"""A child that exits with this cannot work as configured; it has said why in one line."""


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
        self._news: queue.SimpleQueue[Line | Ended | None] = queue.SimpleQueue()
        self._due: list[_Due] = []
        self._backoffs: dict[str, Backoff] = {}
        self._stopping = False
        self._code = 0
        self._retired: set[Child] = set()

    def stop(self) -> None:
        """From any thread."""
        self._stopping = True
        self._news.put(None)

    def run(self) -> int:
        for spec in self.always:
            self._start(spec)
        if self.screen is not None:
            self.active = self._spawn_screen(self.screen)
        self._after(PING_EVERY_S, self._ping)
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
        if isinstance(news, Line):
            self._on_line(news.child, news.text)
        elif isinstance(news, Ended):
            self._on_end(news.child, news.status)

    def _spawn(self, spec: Spec) -> Child:
        child = Child(spec, self._news)
        self.log(f"started {spec.name} pid {child.pid}")
        return child

    def _start(self, spec: Spec) -> None:
        child = self.children[spec.name] = self._spawn(spec)
        child.tell("ping")  # read as soon as it can
        self._after(START_LIMIT_S, lambda: self._expect(child, child.ready, "does not start"))

    def _after(self, pause: float, action: Callable[[], None]) -> None:
        self._due.append(_Due(time.monotonic() + pause, action))

    # --- the screen and its successor -------------------------------------------------------

    def _spawn_screen(self, spec: Spec) -> Child:
        child = self._spawn(spec)
        self._after(READY_LIMIT_S, lambda: self._expect(child, child.ready, "is not ready"))
        return child

    def _expect(self, child: Child, met: bool, otherwise: str) -> None:
        """What is not met in time will not be: killed, and started again like any that ended."""
        if not met and not child.ended:
            self.log(f"{child.spec.name} pid {child.pid} {otherwise}: killed")
            child.stop(hard=True)

    def _activate(self, child: Child) -> None:
        child.tell("activate")
        self._after(SHOWN_LIMIT_S, lambda: self._expect(child, child.shown, "shows nothing"))

    def _ping(self) -> None:
        self._after(PING_EVERY_S, self._ping)
        for child in (*self.children.values(), self.active, self.standby):
            if child is None or child.ended or not child.ready:
                continue  # until it has begun it is no hang
            self._expect(child, not child.asked, "hangs")
            child.asked = True
            child.tell("ping")

    def _on_line(self, child: Child, line: str) -> None:
        if line == "pong":
            child.asked = False
            child.ready |= child is self.children.get(child.spec.name)
        elif line == "ready":
            child.ready = True
            if child is self.active:
                self._activate(child)
        elif line == "shown" and child is self.active:
            child.shown = True
            for old in self._retired:
                old.stop(hard=True)
            if self.standby is None and self.screen is not None:
                self.standby = self._spawn_screen(self.screen)
        elif line == "over" and child is self.active:
            self._retired.add(child)
            self._after(SWAP_LIMIT_S, lambda: child.stop(hard=True))
            self._promote()

    def _promote(self) -> None:
        """The successor takes over; where there is none yet, it shows itself once it is ready."""
        if self.screen is None:
            return
        self.active, self.standby = self.standby or self._spawn_screen(self.screen), None
        if self.active.ready:
            self._activate(self.active)

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
            self.standby = self._spawn_screen(self.screen)

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
            if isinstance(news, Ended):
                news.child.ended = True

"""A citizen's finger and eyes: touches what the screen shows, waits for what comes, remembers."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from msgspec import Struct

from kiosk.link import LinkClosed, LinkTimeout, Peer, connect
from kiosk.messages.stage import AskScreen, Grab, OnScreen, Touch, Touched

PATIENCE_S = 30.0


class Lost(Exception):
    """What the journey waited for did not come; the text says what was there instead."""


class Step(Struct, frozen=True):
    t_ms: int
    screen: str
    event: str


class Heard(Struct, frozen=True):
    """What a device host said where the journey itself gave it commands."""

    t_ms: int
    words: str


@dataclass
class Actor:
    """`shots` names the folder and prefix of the pictures; None takes none."""

    stage: Path
    shots: Path | None = None
    prefix: str = ""
    steps: list[Step] = field(default_factory=list)
    heard: list[Heard] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._seen = threading.Condition()
        self._now: OnScreen | None = None
        self._peer: Peer | None = None
        self._began = time.monotonic()

    # --- the link to whichever screen is in front -------------------------------------------

    def _link(self) -> Peer:
        if self._peer is None or self._peer.closed:
            self._peer = connect(self.stage, self._message, self._closed, patience=PATIENCE_S)
            self._message(self._peer, None, self._peer.request(AskScreen(), PATIENCE_S))
        return self._peer

    def _message(self, peer: Peer, envelope: object, message: Any) -> None:
        if isinstance(message, OnScreen):
            with self._seen:
                self._now = message
                self._seen.notify_all()

    def _closed(self, peer: Peer) -> None:
        with self._seen:
            self._now = None
            self._seen.notify_all()

    def _ask(self, message: object) -> Any:
        """Ask the screen in front; where it ends at this moment, ask its successor."""
        deadline = time.monotonic() + PATIENCE_S
        while True:
            try:
                return self._link().request(message, PATIENCE_S)
            except (LinkClosed, LinkTimeout):
                if time.monotonic() > deadline:
                    raise Lost("no screen answers") from None

    def close(self) -> None:
        if self._peer is not None:
            self._peer.close()

    # --- seeing and touching ----------------------------------------------------------------

    def see(
        self, what: str, is_there: Callable[[OnScreen], bool], limit: float = PATIENCE_S
    ) -> OnScreen:
        """Wait until the screen in front shows it. Raises Lost."""
        deadline = time.monotonic() + limit
        while True:
            self._link_or_lose(what, deadline)
            with self._seen:
                if self._now is not None and is_there(self._now):
                    return self._now
                left = deadline - time.monotonic()
                if left <= 0:
                    raise Lost(f"waited for {what}, but {self._describe()}")
                self._seen.wait(min(left, 0.25))

    def _link_or_lose(self, what: str, deadline: float) -> None:
        try:
            self._link()
        except (LinkClosed, LinkTimeout):
            if time.monotonic() > deadline:
                raise Lost(f"waited for {what}, but there is no screen") from None

    def _describe(self) -> str:
        now = self._now
        return f"the screen shows {now.screen} {now.fault}" if now else "nothing is shown"

    def reach(self, *screens: str, limit: float = PATIENCE_S) -> OnScreen:
        """Wait for one of these screens, and note the step with its picture."""
        seen = self.see(" or ".join(screens), lambda now: now.screen in screens, limit)
        self.note(seen)
        return seen

    def note(self, seen: OnScreen) -> None:
        self.steps.append(Step(self._t_ms(), seen.screen, seen.event))
        if self.shots is not None:
            name = f"{self.prefix}-{len(self.steps):02d}-{seen.screen}.png"
            self._ask(Grab(str(self.shots / name)))

    def hear(self, words: str) -> None:
        """Note the words of a device host."""
        self.heard.append(Heard(self._t_ms(), words))

    def _t_ms(self) -> int:
        return int((time.monotonic() - self._began) * 1000)

    def touch(self, target: str, leaves: bool = False) -> Touched:
        """Press and release; waits for the control to be there. Raises Lost.

        `leaves`: the touch ends the session, so that the screen may be gone before it can answer;
        otherwise a screen that is gone was killed, and its successor is touched instead. A touch
        that reached nothing, since the screen changed under the finger, is made again.
        """
        deadline = time.monotonic() + PATIENCE_S
        while True:
            self.see(target, lambda now: target in now.targets)
            try:
                answer = self._link().request(Touch(target), PATIENCE_S)
            except LinkClosed:
                if leaves:
                    return Touched(True)
                continue
            if isinstance(answer, Touched) and answer.ok:
                return answer
            if time.monotonic() > deadline:
                raise Lost(f"{target} cannot be touched")
            with self._seen:
                self._seen.wait(0.05)

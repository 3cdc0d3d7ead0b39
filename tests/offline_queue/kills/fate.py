"""A process that kills itself (SIGKILL) at a step that was chosen before."""

import os
import signal
import threading
from collections.abc import Callable
from typing import Any


class Fate:
    """`at_step` 0 is never."""

    def __init__(self, at_step: int) -> None:
        self._lock = threading.Lock()
        self._at = at_step
        self.taken = 0

    def step(self) -> None:
        with self._lock:
            self.taken += 1
            if self.taken == self._at:
                os.kill(os.getpid(), signal.SIGKILL)

    def before(self, function: Callable[..., Any]) -> Callable[..., Any]:
        """A step before each call."""

        def stepped(*args: Any, **kwargs: Any) -> Any:
            self.step()
            return function(*args, **kwargs)

        return stepped

    def around(self, function: Callable[..., Any]) -> Callable[..., Any]:
        """A step on each side of each call."""

        def stepped(*args: Any, **kwargs: Any) -> Any:
            self.step()
            result = function(*args, **kwargs)
            self.step()
            return result

        return stepped

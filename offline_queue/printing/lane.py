"""One printer's jobs, one after another, on a thread of their own."""

import queue
import threading
from collections.abc import Callable
from typing import Generic, TypeVar

T = TypeVar("T")


class Lane(Generic[T]):
    """`carry_out` is called with one job at a time, and never while the lane is held."""

    def __init__(self, name: str, carry_out: Callable[[T], None]) -> None:
        self._carry_out = carry_out
        self._jobs: queue.SimpleQueue[T | None] = queue.SimpleQueue()
        self._stopping = False
        self._released = threading.Event()
        self._released.set()
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)

    def start(self) -> None:
        self._thread.start()

    def end(self) -> None:
        """Begin no other job."""
        self._stopping = True
        self._released.set()
        self._jobs.put(None)

    def join(self, patience_s: float) -> None:
        """Wait so long for the job in hand, after `end`."""
        if self._thread.is_alive():
            self._thread.join(patience_s)

    def put(self, job: T) -> None:
        self._jobs.put(job)

    def hold(self, on: bool) -> None:
        if on:
            self._released.clear()
        else:
            self._released.set()

    def _run(self) -> None:
        while self._next():
            pass

    def _next(self) -> bool:
        """False at the end. Nothing of the last job is held while the next one is waited for."""
        job = self._jobs.get()
        self._released.wait()
        if job is None or self._stopping:
            return False
        self._carry_out(job)
        return True

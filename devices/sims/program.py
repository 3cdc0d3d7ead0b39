"""A simulator as a program: how it is steered, and when it ends."""

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from devices.sims.control import serve_control
from kiosk.link.ending import on_end
from kiosk.link.lifeline import end_with_parent


class Simulates(Protocol):
    """`steer` comes from the threads of the control socket, `run` has the main thread."""

    def steer(self, message: object) -> object: ...
    def run(self, stop: threading.Event) -> None: ...


def ends_with(stop: Callable[[], None], kept: bool) -> None:
    """SIGTERM and SIGINT call `stop`; where `kept`, the end of the parent process does too. For the
    main thread."""
    on_end(stop)
    if kept:
        end_with_parent()


def simulate(arguments: list[str], make: Callable[..., Simulates]) -> int:
    """WHERE CONTROL [MORE ...] [--kept]: run what `make(where, control, *more)` makes until it is
    told to end. CONTROL, the Unix socket of kiosk.messages.sims, serves once the device is there.
    The exit status is 0."""
    stop = threading.Event()
    where, control, *more = (word for word in arguments if word != "--kept")
    ends_with(stop.set, "--kept" in arguments)
    simulator = make(where, Path(control), *more)
    server = serve_control(Path(control), simulator.steer)
    try:
        simulator.run(stop)
    finally:
        server.close()
    return 0

"""The simulated engine's end of the serial line: a pseudo-terminal under a fixed name."""

import os
import select
import time
import tty
from contextlib import suppress
from pathlib import Path

BITS_PER_BYTE = 10
"""Start bit, 8 data bits, stop bit."""
_CHUNK = 16
"""Bytes that come at once, as from the buffer of a UART."""


class Line:
    """`plug(False)` closes the terminal and takes its name away; `plug(True)` makes another one
    under the same name. Used by one thread, plugged in at first."""

    def __init__(self, link: Path) -> None:
        self._link = link
        self._ends: tuple[int, int] | None = None
        self.plug(True)

    def plug(self, there: bool) -> None:
        if there and self._ends is None:
            # the own slave end stays open, or the master reads EIO whenever no host has it open
            master, slave = os.openpty()
            tty.setraw(slave)
            os.set_blocking(master, False)
            fresh = self._link.with_name(self._link.name + ".new")
            fresh.unlink(missing_ok=True)
            fresh.symlink_to(os.ttyname(slave))
            fresh.replace(self._link)
            self._ends = master, slave
        elif not there and self._ends is not None:
            self._link.unlink(missing_ok=True)
            for end in self._ends:
                os.close(end)
            self._ends = None

    def receive(self, wait_s: float) -> bytes:
        """What the host has written, b"" where nothing comes within `wait_s`."""
        if self._ends is None:
            return b""
        ready, _, _ = select.select([self._ends[0]], [], [], wait_s)
        return os.read(self._ends[0], 4096) if ready else b""

    def send(self, data: bytes, baud: int) -> None:
        """At the pace of the line. What nobody reads is lost, as on a real one."""
        due = time.monotonic()
        for at in range(0, len(data), _CHUNK):
            chunk = data[at : at + _CHUNK]
            due += len(chunk) * BITS_PER_BYTE / baud
            time.sleep(max(0.0, due - time.monotonic()))
            if self._ends is not None:
                with suppress(BlockingIOError):
                    os.write(self._ends[0], chunk)

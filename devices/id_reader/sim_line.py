"""The wire of the simulated reader: a pseudo-terminal under a link, and the pace of a real line."""

import os
import select
import termios
import tty
from pathlib import Path

BITS_PER_BYTE = 10
"""Start bit, 8 data bits, stop bit."""
CHUNK = 16
"""Bytes that come at once, as from the buffer of a UART."""


class Wake:
    """Ends a wait of the simulator's thread from another one."""

    def __init__(self) -> None:
        self.fd = os.eventfd(0, os.EFD_NONBLOCK | os.EFD_CLOEXEC)

    def set(self) -> None:
        os.eventfd_write(self.fd, 1)

    def drain(self) -> None:
        os.eventfd_read(self.fd)

    def wait(self, timeout_s: float) -> None:
        if select.select([self.fd], [], [], timeout_s)[0]:
            self.drain()


class PluggedLine:
    """Both ends of the pseudo-terminal, and `link` that leads to it."""

    def __init__(self, link: Path) -> None:
        self._link = link
        self.master, self._slave = os.openpty()
        # the own slave end stays open, or the master reads EIO whenever no host has it open
        tty.setraw(self._slave)
        os.set_blocking(self.master, False)
        fresh = link.with_name(link.name + ".new")
        fresh.unlink(missing_ok=True)
        fresh.symlink_to(os.ttyname(self._slave))
        fresh.replace(link)

    def tuned(self, baud: int) -> bool:
        """The host has set this speed."""
        return bool(termios.tcgetattr(self._slave)[5] == getattr(termios, f"B{baud}"))

    def close(self) -> None:
        self._link.unlink(missing_ok=True)
        os.close(self.master)
        os.close(self._slave)

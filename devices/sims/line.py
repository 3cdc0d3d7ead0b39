"""A simulated device's end of a serial line: a pseudo-terminal under a fixed name, and its pace."""

import os
import select
import termios
import tty
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

BITS_PER_BYTE = 10
"""Start bit, 8 data bits, stop bit."""
CHUNK = 16
"""Bytes that come at once, as from the buffer of a UART."""
_AT_MOST = 4096


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


class Line:
    """`plug(False)` closes the terminal and takes `link` away; `plug(True)` makes another one under
    the same name. Used by one thread, plugged in at first."""

    def __init__(self, link: Path) -> None:
        self._link = link
        self._ends: tuple[int, int] | None = None
        self.moves = 0
        """How often it was plugged in or pulled: who finds it changed speaks to another host."""
        self.plug(True)

    @property
    def there(self) -> bool:
        return self._ends is not None

    def plug(self, there: bool) -> bool:
        """Whether that changed anything."""
        if there is self.there:
            return False
        self.moves += 1
        if self._ends is not None:
            self._link.unlink(missing_ok=True)
            for end in self._ends:
                os.close(end)
            self._ends = None
            return True
        # the own slave end stays open, or the master reads EIO whenever no host has it open
        master, slave = os.openpty()
        tty.setraw(slave)
        os.set_blocking(master, False)
        fresh = self._link.with_name(self._link.name + ".new")
        fresh.unlink(missing_ok=True)
        fresh.symlink_to(os.ttyname(slave))
        fresh.replace(self._link)
        self._ends = master, slave
        return True

    def tuned(self, baud: int) -> bool:
        """It is there, and the host has set this speed."""
        if self._ends is None:
            return False
        return bool(termios.tcgetattr(self._ends[1])[5] == getattr(termios, f"B{baud}"))

    def receive(self, wait_s: float, deaf: bool = False, wake: Wake | None = None) -> bytes:
        """What the host has written; b"" where nothing comes within `wait_s`, where it is pulled or
        `deaf`, or as soon as `wake` is set."""
        heard = [] if deaf or self._ends is None else [self._ends[0]]
        waking = [] if wake is None else [wake.fd]
        ready, _, _ = select.select([*heard, *waking], [], [], wait_s)
        if wake is not None and wake.fd in ready:
            wake.drain()
        return os.read(heard[0], _AT_MOST) if heard and heard[0] in ready else b""

    def write(self, data: bytes) -> None:
        """What nobody reads is lost, as on a real line."""
        if self._ends is not None:
            with suppress(BlockingIOError):
                os.write(self._ends[0], data)


def paced(data: bytes, baud: int) -> Iterator[tuple[int, float, bytes]]:
    """The pieces of `data` as a line at this speed brings them: how many bytes came before, seconds
    from the beginning until the last stop bit of the piece, and the piece."""
    for at in range(0, len(data), CHUNK):
        chunk = data[at : at + CHUNK]
        yield at, (at + len(chunk)) * BITS_PER_BYTE / baud, chunk

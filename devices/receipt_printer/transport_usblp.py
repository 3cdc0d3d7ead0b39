"""`usblp:///dev/usb/lp0`: the kernel's USB printer class driver, a character device.

What it does was read from its source (drivers/usb/class/usblp.c): one open at a time (EBUSY); a
non-blocking write is taken whole, then EAGAIN until it has left; a read gives what one USB transfer
brought, which may be nothing; a printer that is gone reads and writes ENODEV or EIO.
"""

import errno
import os
import select
import stat
import time
from pathlib import Path
from urllib.parse import SplitResult

from devices.receipt_printer.transport import Transport, TransportAbsent, TransportLost

EMPTY_PAUSE_S = 0.01
"""Printers that have nothing to say answer each read with an empty transfer at once."""


class UsblpTransport(Transport):
    stall_s = 3.0

    def nothing_read(self, events: int) -> bytes:
        """An empty transfer; only a hung-up device has ended."""
        if events & (select.POLLHUP | select.POLLERR):
            raise TransportLost("gone")
        time.sleep(EMPTY_PAUSE_S)
        return b""

    def abort(self) -> None:
        """Closing takes back the transfer that has not left."""
        if self._fd >= 0:
            fd, self._fd = self._fd, -1
            os.close(fd)


def parse_usblp(parts: SplitResult) -> str:
    """The path. Raises ValueError."""
    if not parts.path or parts.query:
        raise ValueError(f"usblp:///dev/usb/lp0 is needed, not {parts.geturl()!r}")
    return parts.path


def open_usblp(parts: SplitResult) -> UsblpTransport:
    """Open the device. Raises TransportAbsent, or ValueError."""
    path = parse_usblp(parts)
    try:
        if not stat.S_ISCHR(Path(path).stat().st_mode):
            raise TransportAbsent("not a device file")
        fd = os.open(path, os.O_RDWR | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC)
    except OSError as error:
        busy = error.errno == errno.EBUSY
        detail = "held by another process" if busy else errno.errorcode.get(error.errno or 0, "")
        raise TransportAbsent(detail, busy) from None
    return UsblpTransport(fd)

"""How bytes reach the printer: what every wire offers, and its mishaps as five exceptions.

Nothing here blocks longer than it is told to: python-escpos' own connections wait 60 s, re-open by
themselves and read an empty answer as "plenty of paper", so they are not used.
"""

import os
import select
import time
from abc import ABC, abstractmethod

READ_SIZE = 4096
_GONE = select.POLLHUP | select.POLLERR | select.POLLNVAL


class TransportError(Exception):
    """The text is for the operator."""


class TransportAbsent(TransportError):
    """There is nothing to connect to; `busy` where another process has it."""

    def __init__(self, detail: str, busy: bool = False) -> None:
        super().__init__(detail)
        self.busy = busy


class TransportSilent(TransportError):
    """A connection or a question was not answered in time."""


class TransportLost(TransportError):
    """The open connection broke or was closed by the printer."""


class TransportStalled(TransportError):
    """The printer took no byte for the time allowed."""


class TransportGarbled(TransportError):
    """What comes cannot be an answer to what was asked."""


class Transport(ABC):
    """One open connection on a non-blocking file descriptor. Not thread-safe."""

    stall_s = 1.0
    """A printer that takes no byte for so long has stopped (a printing one empties its buffer)."""

    def __init__(self, fd: int) -> None:
        os.set_blocking(fd, False)
        self._fd = fd

    def send(self, data: bytes, until: float) -> None:
        """Hand over all bytes before CLOCK_MONOTONIC `until`, some at least every `stall_s`.

        Raises TransportLost or TransportStalled; then some bytes may have left.
        """
        if self._fd < 0:
            raise TransportLost("closed here")
        rest = memoryview(data)
        progress = time.monotonic()
        while rest:
            room = self.room()
            sent = self._write(rest[:room]) if room else 0
            now = time.monotonic()
            if sent:
                rest, progress = rest[sent:], now
                continue
            patience = min(until, progress + self.stall_s) - now
            if patience <= 0:
                raise TransportStalled("takes no byte")
            self.wait_for_room(patience)

    def receive(self, timeout: float) -> bytes:
        """What came within `timeout` seconds, b"" for nothing. Raises TransportLost."""
        events = self.wait(select.POLLIN, max(timeout, 0.0))
        if not events:
            return b""
        try:
            data = os.read(self._fd, READ_SIZE)
        except BlockingIOError:
            return b""
        except OSError as error:
            raise TransportLost(type(error).__name__) from None
        return data or self.nothing_read(events)

    def room(self) -> int:
        """How many bytes to offer to the system now."""
        return READ_SIZE

    def wait_for_room(self, seconds: float) -> None:
        self.wait(select.POLLOUT, seconds)

    def wait(self, event: int, seconds: float) -> int:
        """The poll events that came, 0 for none. Raises TransportLost."""
        if self._fd < 0:
            raise TransportLost("closed here")
        poller = select.poll()
        poller.register(self._fd, event)
        for _, events in poller.poll(seconds * 1000):
            if events & _GONE and not events & event:
                raise TransportLost("gone")
            return int(events)
        return 0

    def nothing_read(self, events: int) -> bytes:
        """The descriptor was readable, and nothing was there."""
        raise TransportLost("closed by the printer")

    def _write(self, data: memoryview) -> int:
        try:
            return os.write(self._fd, data)
        except BlockingIOError:
            return 0
        except OSError as error:
            raise TransportLost(type(error).__name__) from None

    @abstractmethod
    def abort(self) -> None:
        """Close and throw away what has not left yet. Safe to call twice; never blocks."""

    def close(self) -> None:
        """Close. Safe to call twice; never blocks."""
        self.abort()

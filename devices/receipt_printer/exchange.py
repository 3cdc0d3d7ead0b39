"""Questions and answers over one open transport. An exchange that met silence is not used again:
the missing answers could still come and be taken for those to the next question."""

import time

from devices.receipt_printer.profiles import Profile
from devices.receipt_printer.protocol import (
    STATUS_NUMBERS,
    STATUS_QUERY,
    BarrierReached,
    Cleared,
    Heard,
    Replies,
    StatusByte,
    barrier_command,
    decode_status,
)
from devices.receipt_printer.transport import Transport
from kiosk.device import DeviceStatus

STATUS_TIMEOUT_S = 1.0
STALL_S = 1.0
"""A printer that takes no byte for so long has stopped (a printing one empties its buffer)."""


class Exchange:
    def __init__(self, transport: Transport, profile: Profile) -> None:
        self.transport = transport
        self._profile = profile
        self._replies = Replies()
        self._answers: dict[int, int] = {}
        self._asked_at: float | None = None

    @property
    def asked_at(self) -> float | None:
        """CLOCK_MONOTONIC of the status question that is not fully answered, or None."""
        return self._asked_at

    def send(self, data: bytes, until: float) -> None:
        """Send whole commands. Raises TransportLost or TransportStalled."""
        self.transport.send(data, until, STALL_S)

    def ask(self, until: float) -> None:
        """Send DLE EOT 1 to 4. Only between whole commands."""
        self._answers.clear()
        self._replies.expect_status()
        self.send(STATUS_QUERY, until)
        self._asked_at = time.monotonic()

    def hear(self, timeout: float) -> list[Heard | DeviceStatus]:
        """What came within `timeout` seconds; four answers together are given as one status."""
        found: list[Heard | DeviceStatus] = []
        for heard in self._replies.feed(self.transport.receive(timeout)):
            if not isinstance(heard, StatusByte):
                found.append(heard)
                continue
            self._answers[heard.number] = heard.value
            if len(self._answers) == len(STATUS_NUMBERS):
                self._asked_at = None
                found.append(decode_status(self._answers, self._profile))
        return found

    def status(self, timeout: float = STATUS_TIMEOUT_S) -> DeviceStatus:
        """Ask now, or wait for the answer to what was asked; UNKNOWN when it does not come."""
        until = time.monotonic() + timeout
        if self._asked_at is None:
            self.discard()
            self.ask(until)
        while (left := until - time.monotonic()) > 0:
            for heard in self.hear(left):
                if isinstance(heard, DeviceStatus):
                    return heard
        return decode_status(self._answers, self._profile)

    def discard(self) -> None:
        """Throw away bytes that answer nothing that is going to be asked."""
        while self.transport.receive(0.0):
            pass
        self._replies.forget()
        self._answers.clear()
        self._asked_at = None

    def clear_buffers(self, timeout: float = STATUS_TIMEOUT_S) -> None:
        """Have the printer forget what it received, also while it is stopped by an error."""
        until = time.monotonic() + timeout
        self.send(self._profile.clear, until)
        if not self._profile.clear_answers:
            return
        while (left := until - time.monotonic()) > 0:
            if any(isinstance(heard, Cleared) for heard in self.hear(left)):
                return

    def send_barrier(self, mark: str, until: float) -> None:
        self.send(barrier_command(self._profile, mark), until)


def reaches(heard: Heard | DeviceStatus, mark: str) -> bool:
    """Whether this is the answer to the barrier with `mark` (models without marks answer "")."""
    return isinstance(heard, BarrierReached) and heard.mark in ("", mark)

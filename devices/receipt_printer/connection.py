"""The connection that a driver keeps to its printer, and the last status read over it."""

import time
from collections.abc import Callable

from devices.receipt_printer.exchange import STATUS_TIMEOUT_S, Exchange
from devices.receipt_printer.profiles import Profile
from devices.receipt_printer.transport import (
    Transport,
    TransportAbsent,
    TransportLost,
    TransportSilent,
    TransportStalled,
    open_transport,
)
from kiosk.device import DeviceState, DeviceStatus

CONNECT_TIMEOUT_S = 1.0
IDLE_POLL_S = 2.0
BACKOFF_FIRST_S = 0.25
BACKOFF_CAP_S = 5.0

Opener = Callable[[str, float], Transport]


class Connection:
    """Opens again when asked for a status; `on_change` gets every published one that differs."""

    def __init__(
        self,
        url: str,
        profile: Profile,
        on_change: Callable[[DeviceStatus], None],
        opener: Opener = open_transport,
    ) -> None:
        self._url = url
        self._profile = profile
        self._on_change = on_change
        self._opener = opener
        self._backoff = BACKOFF_FIRST_S
        self._next_poll = 0.0
        self.exchange: Exchange | None = None
        self.status = DeviceStatus()

    def read_status(self, until: float) -> DeviceStatus:
        """Ask the device before CLOCK_MONOTONIC `until`; silence is UNKNOWN.

        A connection that broke while idle is opened again once. After silence it is given up, since
        late answers would be taken for those to the next question.
        """
        status = DeviceStatus()
        for _ in range(2):
            try:
                exchange = self.exchange or self._open(until)
                status = exchange.status(_seconds_to(until, STATUS_TIMEOUT_S))
                break
            except (TransportLost, TransportStalled) as error:
                self.drop()
                status = DeviceStatus(DeviceState.NO_DEVICE, detail=type(error).__name__)
            except TransportAbsent as error:
                status = DeviceStatus(DeviceState.NO_DEVICE, detail=str(error))
                break
            except TransportSilent:
                status = DeviceStatus(detail="connection not answered")
                break
        if status.state is DeviceState.UNKNOWN:
            self.drop()
        return status

    def publish(self, status: DeviceStatus) -> None:
        if status != self.status:
            self.status = status
            self._on_change(status)

    def drop(self) -> None:
        """Reset: what the printer has not taken yet is thrown away."""
        if self.exchange is not None:
            self.exchange.transport.abort()
            self.exchange = None

    def close(self) -> None:
        if self.exchange is not None:
            self.exchange.transport.close()
            self.exchange = None

    def poll_in(self) -> float:
        """Seconds until the status should be read again."""
        return max(0.0, self._next_poll - time.monotonic())

    def schedule(self) -> None:
        """Next poll: every 2 s while connected, with growing pauses up to 5 s while not."""
        if self.exchange is not None:
            self._backoff = BACKOFF_FIRST_S
            self._next_poll = time.monotonic() + IDLE_POLL_S
        else:
            self._next_poll = time.monotonic() + self._backoff
            self._backoff = min(self._backoff * 2, BACKOFF_CAP_S)

    def poll_now(self) -> None:
        self._next_poll = 0.0

    def _open(self, until: float) -> Exchange:
        transport = self._opener(self._url, _seconds_to(until, CONNECT_TIMEOUT_S))
        exchange = Exchange(transport, self._profile)
        self.exchange = exchange
        exchange.discard()
        exchange.clear_buffers(_seconds_to(until, STATUS_TIMEOUT_S))
        return exchange


def _seconds_to(until: float, at_most: float) -> float:
    return min(at_most, max(until - time.monotonic(), 0.001))

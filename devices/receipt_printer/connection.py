"""The connection that a driver keeps to its printer, with the wire's mishaps as DeviceLost."""

from collections.abc import Callable

from devices.contract import DeviceLost
from devices.receipt_printer.exchange import ANSWER_S, QUIET_S, Exchange, Limit
from devices.receipt_printer.profile import Profile
from devices.receipt_printer.status import Report
from devices.receipt_printer.transport import (
    Transport,
    TransportAbsent,
    TransportError,
    TransportGarbled,
    TransportLost,
    TransportSilent,
    TransportStalled,
)
from kiosk.device import DeviceState
from kiosk.faults import Fault

CONNECT_S = 1.0
OPEN_S = 5.0
"""A name that is looked up, or the driver of a dying USB device, may keep us longer than it is told
to; later than this the thread counts as hung."""

Opener = Callable[[str, float], Transport]


class Connection:
    def __init__(self, url: str, profile: Profile, opener: Opener) -> None:
        self._url = url
        self._profile = profile
        self._opener = opener
        self._exchange: Exchange | None = None

    @property
    def is_open(self) -> bool:
        return self._exchange is not None

    @property
    def in_step(self) -> bool:
        """Answers on the open exchange are known to belong to their questions."""
        return self._exchange is not None and self._exchange.in_step

    def exchange(self, limit: Limit) -> Exchange:
        """The open exchange, opened where there is none. Raises TransportError, Stopped."""
        if self._exchange is None:
            limit.check()
            with limit.call(OPEN_S):
                transport = self._opener(self._url, max(0.001, limit.within(CONNECT_S).left()))
            exchange = self._exchange = Exchange(transport, self._profile)
            exchange.drain(limit.within(ANSWER_S), QUIET_S)
            exchange.clear_buffers(limit.within(ANSWER_S))
        return self._exchange

    def read(self, limit: Limit) -> Report:
        """Ask the device; silence raises. A connection that broke while idle is opened again once.
        Raises DeviceLost, Stopped."""
        was_open = self.is_open
        try:
            return self._ask(limit)
        except TransportLost as error:
            self.drop()
            if not was_open:
                raise lost(error) from None
        except TransportError as error:
            self.drop()
            raise lost(error) from None
        return self.read(limit)

    def drop(self) -> None:
        """Reset: what the printer has not taken yet is thrown away."""
        if self._exchange is not None:
            self._exchange.transport.abort()
            self._exchange = None

    def close(self) -> None:
        if self._exchange is not None:
            self._exchange.transport.close()
            self._exchange = None

    def _ask(self, limit: Limit) -> Report:
        exchange = self.exchange(limit)
        exchange.strays = 0
        report = exchange.status(limit.within(ANSWER_S))
        if exchange.strays:
            raise TransportGarbled(f"{exchange.strays} stray bytes")
        if not report.heard:
            raise TransportSilent(report.status.detail)
        return report


def lost(error: TransportError) -> DeviceLost:
    """The same as the contract of drivers says it."""
    if isinstance(error, TransportAbsent):
        state = DeviceState.BUSY if error.busy else DeviceState.NO_DEVICE
        return DeviceLost(state, Fault.PRINTER_ABSENT, str(error))
    if isinstance(error, TransportLost):
        return DeviceLost(DeviceState.NO_DEVICE, Fault.PRINTER_ABSENT, str(error))
    if isinstance(error, TransportGarbled):
        return DeviceLost(DeviceState.HARDWARE_ERROR, Fault.PRINTER_ERROR, str(error))
    assert isinstance(error, TransportSilent | TransportStalled)
    return DeviceLost(DeviceState.UNKNOWN, Fault.PRINTER_SILENT, str(error))

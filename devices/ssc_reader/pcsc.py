"""The port to the system's smart card service (pcsc-lite): contexts, readers, one card at a time.

Every call may block for as long as the service or a reader does: callers guard each of them. The
data of a failed call is never looked at, because pyscard then hands out memory that was not
written. The environment variable PCSCLITE_CSOCK_NAME names another socket of the service; the
library reads it once in the life of a process.
"""

from typing import Any

from msgspec import Struct
from smartcard import scard

from devices.contract import DeviceLost
from devices.ssc_reader.apdu import permitted
from kiosk.device import DeviceState
from kiosk.faults import Fault

_PROTOCOLS = scard.SCARD_PROTOCOL_T0 | scard.SCARD_PROTOCOL_T1


class PcscError(Exception):
    """A call failed; `code` is PC/SC's, as an unsigned number of 32 bits."""

    def __init__(self, code: int) -> None:
        self.code = code & 0xFFFFFFFF
        super().__init__(f"{self.code:08X}")

    @property
    def mute(self) -> bool:
        """The card lies there and does not react: wrong way round, dirty or broken."""
        return self.code in _MUTE

    @property
    def lost(self) -> DeviceLost | None:
        """What it means for the device; None where it concerns the card only."""
        for codes, state, fault in _LOST:
            if self.code in codes:
                return DeviceLost(state, fault, f"PC/SC {self}")
        return None


def _codes(*names: str) -> frozenset[int]:
    return frozenset(getattr(scard, name) & 0xFFFFFFFF for name in names)


_MUTE = _codes(
    "SCARD_W_UNRESPONSIVE_CARD",
    "SCARD_W_UNPOWERED_CARD",
    "SCARD_W_UNSUPPORTED_CARD",
    "SCARD_E_PROTO_MISMATCH",
    "SCARD_E_CARD_UNSUPPORTED",
)
_LOST = (
    (
        _codes(
            "SCARD_E_NO_SERVICE",
            "SCARD_E_SERVICE_STOPPED",
            "SCARD_F_COMM_ERROR",
            "SCARD_E_INVALID_HANDLE",
            "SCARD_W_SECURITY_VIOLATION",
        ),
        DeviceState.UNKNOWN,
        Fault.SSC_SERVICE_LOST,
    ),
    (
        _codes(
            "SCARD_E_UNKNOWN_READER", "SCARD_E_READER_UNAVAILABLE", "SCARD_E_NO_READERS_AVAILABLE"
        ),
        DeviceState.NO_DEVICE,
        Fault.SSC_READER_ABSENT,
    ),
    (_codes("SCARD_E_SHARING_VIOLATION"), DeviceState.BUSY, Fault.SSC_READER_SILENT),
)


class ReaderState(Struct, frozen=True):
    """What the service says of one reader. `events` counts cards put in and taken out."""

    bits: int

    @property
    def present(self) -> bool:
        return bool(self.bits & scard.SCARD_STATE_PRESENT)

    @property
    def held(self) -> bool:
        """Some connection, of this process or another, has the card for itself."""
        return bool(self.bits & scard.SCARD_STATE_EXCLUSIVE)

    @property
    def events(self) -> int:
        return self.bits >> 16


def _checked(result: Any) -> Any:
    """The results of a call without its code. Raises PcscError."""
    code, *values = result
    if code != scard.SCARD_S_SUCCESS:
        raise PcscError(code)
    return values


class Context:
    """One connection with the service. Raises PcscError throughout."""

    def __init__(self) -> None:
        (self._handle,) = _checked(scard.SCardEstablishContext(scard.SCARD_SCOPE_SYSTEM))

    def readers(self) -> list[str]:
        """Names, one for each slot; empty where there is none."""
        code, names = scard.SCardListReaders(self._handle, [])
        if code == scard.SCARD_E_NO_READERS_AVAILABLE:
            return []
        (checked,) = _checked((code, names))
        return list(checked)

    def state(
        self, reader: str, known: ReaderState | None = None, wait_s: float = 0.0
    ) -> ReaderState:
        """The state now, or as soon as it differs from `known`, after `wait_s` at the latest."""
        bits = known.bits if known is not None else scard.SCARD_STATE_UNAWARE
        code, states = scard.SCardGetStatusChange(
            self._handle, int(wait_s * 1000), [(reader, bits)]
        )
        if code == scard.SCARD_E_TIMEOUT and known is not None:
            return known
        _checked((code,))
        state = int(states[0][1])
        if state & (scard.SCARD_STATE_UNKNOWN | scard.SCARD_STATE_UNAVAILABLE):
            raise PcscError(scard.SCARD_E_READER_UNAVAILABLE)
        return ReaderState(state & ~scard.SCARD_STATE_CHANGED)

    def connect(self, reader: str) -> "Card":
        """Power the card and keep it from everybody else."""
        handle, protocol = _checked(
            scard.SCardConnect(self._handle, reader, scard.SCARD_SHARE_EXCLUSIVE, _PROTOCOLS)
        )
        return Card(handle, protocol)

    def close(self) -> None:
        """Never fails: a service that is gone has forgotten the context anyway."""
        scard.SCardReleaseContext(self._handle)


class Card:
    """A connection with the card that was there when it was made, and with no other.

    Raises PcscError; after that the connection is of no use any more.
    """

    def __init__(self, handle: int, protocol: int) -> None:
        self._handle = handle
        self._protocol = protocol
        self._broken = False

    def restart(self) -> None:
        """Cut its power and give it again. A card that was lifted and put back faster than the
        service looks is still without."""
        self._protocol = self._use(
            scard.SCardReconnect(
                self._handle, scard.SCARD_SHARE_EXCLUSIVE, _PROTOCOLS, scard.SCARD_UNPOWER_CARD
            )
        )

    def transmit(self, command: bytes) -> bytes:
        """The reply, data and status word. The one place where bytes go to a card."""
        if not permitted(command):
            raise ValueError("not a command for a social security card")
        reply = self._use(scard.SCardTransmit(self._handle, self._protocol, list(command)))
        if not reply:  # what some drivers say of a card that is pulled in mid-answer
            self._broken = True
            raise PcscError(scard.SCARD_E_NOT_TRANSACTED)
        return bytes(reply)

    def close(self) -> None:
        """Cut its power, so that nothing stays selected or open on it. Never fails.

        Not where the card may have gone: pcscd then takes the reader for empty until the next card
        is lifted, should this one be back before it looks.
        """
        what = scard.SCARD_LEAVE_CARD if self._broken else scard.SCARD_UNPOWER_CARD
        scard.SCardDisconnect(self._handle, what)

    def _use(self, result: Any) -> Any:
        try:
            (value,) = _checked(result)
        except PcscError:
            self._broken = True
            raise
        return value

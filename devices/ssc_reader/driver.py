"""Driver of a social security card reader: waits for a card, reads its holder, tells what is wrong.

A card is read over one exclusive connection. Whatever breaks that connection throws away all that
was read over it, so that two cards swapped in mid-read are never mixed.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager

from msgspec import Struct

from devices.contract import DeviceLost, Driver, Tell, Token
from devices.ssc_reader.pcsc import Context, PcscError, ReaderState
from devices.ssc_reader.protocol import Failed, Session
from kiosk.device import Capabilities, Device, DeviceState, DeviceStatus, Media
from kiosk.faults import Fault
from kiosk.identity import IdentityCard
from kiosk.messages.cards import CardFailed, CardRead, ReadProgress, ReadSocialCard, ReadStage

TRIES = 3
"""Readings of one card before it counts as unreadable."""

_UNDER_WAY: dict["SscReader", float] = {}
"""Until when a driver's call to the service should have returned, by CLOCK_MONOTONIC. The library
has one lock for the whole process: another call would only hang beside one that hangs."""


class Limits(Struct, frozen=True):
    """Seconds; PROTOCOL.md, "Timing". A call that takes longer counts as hung."""

    call_s: float = 2.0
    connect_s: float = 5.0
    apdu_s: float = 2.0
    slice_s: float = 0.1
    """How soon a wait for a card notices that it was cancelled."""
    settle_s: float = 0.6
    """After a broken contact, how long the service may take to see that the card has gone."""


class SscReader(Driver):
    """`reader` is the name of the service's reader, or a part that only one name has; blank where
    there is but one reader. A terminal with a security module must name it: its slot is a reader
    too."""

    device = Device.SSC_READER
    capabilities = Capabilities((ReadSocialCard.__name__,), senses=("media",))
    poll_s = 0.5

    def __init__(self, reader: str = "", limits: Limits | None = None) -> None:
        self._wanted = reader
        self._limits = limits or Limits()
        self._context: Context | None = None
        self._reader = ""
        self._last = ""
        """What was wrong with the last card, for the operator."""

    def open(self, token: Token) -> DeviceStatus:
        try:
            with self._service_call(), token.call(self._limits.call_s):
                self._context = Context()
                self._reader = choose(self._context.readers(), self._wanted)
            return self._status(token)
        except PcscError as error:
            raise _as_lost(error) from None

    def poll(self, token: Token) -> DeviceStatus:
        try:
            return self._status(token)
        except PcscError as error:
            raise _as_lost(error) from None

    def perform(self, command: ReadSocialCard, tell: Tell, token: Token) -> CardRead:
        try:
            return self._wait_and_read(command.command, tell, token)
        except PcscError as error:
            raise _as_lost(error) from None

    def close(self) -> None:
        context, self._context = self._context, None
        if context is not None:
            with self._service_call(wanted=False):
                context.close()

    @contextmanager
    def _service_call(self, wanted: bool = True) -> Iterator[None]:
        """Raises DeviceLost where a call hangs already, unless it is just for the end."""
        now = time.monotonic()
        if wanted and any(now > until for until in tuple(_UNDER_WAY.values())):
            detail = "an earlier call to the service has not returned"
            raise DeviceLost(DeviceState.UNKNOWN, Fault.SSC_SERVICE_LOST, detail)
        _UNDER_WAY[self] = now + self._limits.call_s
        try:
            yield
        finally:
            del _UNDER_WAY[self]

    def _status(self, token: Token) -> DeviceStatus:
        state = self._look(token)
        if state.held:
            # a call that hangs holds the card until it is pulled, in whatever process it hangs
            fault, detail = Fault.SSC_READER_SILENT, "another connection holds the card"
            raise DeviceLost(DeviceState.BUSY, fault, detail)
        return self._seen(state)

    def _seen(self, state: ReaderState) -> DeviceStatus:
        media = Media.PRESENT if state.present else Media.NOT_PRESENT
        return DeviceStatus(
            DeviceState.ONLINE, media=media, detail=self._last, identity=self._reader
        )

    def _look(self, token: Token, known: ReaderState | None = None) -> ReaderState:
        """The reader's state now, or a moment later where it is still the known one."""
        token.check()
        wait_s = 0.0 if known is None else min(self._limits.slice_s, token.left())
        with self._service_call(), token.call(self._limits.call_s):
            return self._opened.state(self._reader, known, wait_s)

    @property
    def _opened(self) -> Context:
        assert self._context is not None, "not open"
        return self._context

    def _wait_and_read(self, name: str, tell: Tell, token: Token) -> CardRead:
        tell(ReadProgress(name, ReadStage.POLLING))
        state = self._look(token)
        refused: int | None = None
        while True:
            found_at = time.monotonic()
            self.publish(self._seen(state))
            if not state.present or state.events == refused:
                state = self._look(token, known=state)
                continue
            tell(ReadProgress(name, ReadStage.FOUND))
            result = self._read(name, state, tell, token)
            if isinstance(result, IdentityCard):
                self._last = ""
                return CardRead(name, result, found_at)
            tell(CardFailed(name, result))
            refused, state = state.events, self._look(token)

    def _read(self, name: str, seen: ReaderState, tell: Tell, token: Token) -> IdentityCard | Fault:
        """The holder of the card that was `seen`, or what is wrong with it after all tries."""
        fault = Fault.SSC_READ_FAILED
        for attempt in range(TRIES):
            if attempt:
                tell(ReadProgress(name, ReadStage.RETRYING))
            try:
                result = self._attempt(token, again=attempt > 0)
            except PcscError as error:
                if error.lost is not None:
                    raise
                self._last = f"last card: PC/SC {error}"
                if self._is_gone(seen, token):
                    return Fault.SSC_REMOVED
                fault = Fault.SSC_MUTE if error.mute else Fault.SSC_READ_FAILED
                continue
            if isinstance(result, IdentityCard):
                return result
            self._last = f"last card: {result}"
            fault = result.fault
            if not result.again:
                break
        return fault

    def _attempt(self, token: Token, again: bool) -> IdentityCard | Failed:
        token.check()
        with token.call(self._limits.connect_s):
            card = self._opened.connect(self._reader)
        try:
            if again:
                with token.call(self._limits.connect_s):
                    card.restart()
            session = Session()
            step: bytes | IdentityCard | Failed = session.begin()
            while isinstance(step, bytes):
                token.check()
                with token.call(self._limits.apdu_s):
                    reply = card.transmit(step)
                step = session.on_reply(reply)
            return step
        finally:
            with token.call(self._limits.call_s):
                card.close()

    def _is_gone(self, seen: ReaderState, token: Token) -> bool:
        """Whether the card that was seen has left, also where another one lies there now."""
        until = time.monotonic() + self._limits.settle_s
        state = seen
        while state.present and state.events == seen.events:
            if time.monotonic() >= until:
                return False
            state = self._look(token, known=state)
        return True


def choose(names: list[str], wanted: str) -> str:
    """The reader that is meant. Raises DeviceLost where that is none, or more than one."""
    fitting = [wanted] if wanted in names else [name for name in names if wanted in name]
    if len(fitting) == 1:
        return fitting[0]
    detail = f"{len(fitting)} readers fit {wanted!r}; there: {', '.join(names) or 'none'}"
    raise DeviceLost(DeviceState.NO_DEVICE, Fault.SSC_READER_ABSENT, detail)


def _as_lost(error: PcscError) -> DeviceLost:
    unknown = DeviceLost(DeviceState.UNKNOWN, Fault.SSC_SERVICE_LOST, f"PC/SC {error}")
    return error.lost or unknown

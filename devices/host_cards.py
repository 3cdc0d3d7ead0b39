"""The card host: the process that owns the card readers and, for one session, what a card said.

One reading is asked of every reader at once: whichever card the citizen holds is the right one. The
process is renewed rather than cleaned: once a screen that received personal data is gone, it ends
with status 0 and its keeper starts a fresh one.
"""

import threading
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

from devices.host import RENEW, DeviceHost, Maker
from devices.worker import Pace
from kiosk.device import CompletionCode, Device, DeviceState, Media
from kiosk.faults import Fault
from kiosk.link import Envelope, Peer
from kiosk.messages.cards import (
    CardFailed,
    CardRead,
    ReadProgress,
    ReadSocialCard,
    ReadStage,
    StartReading,
    StopReading,
)
from kiosk.messages.devices import CommandFailed, StatusChanged
from kiosk.values import replace

FINAL = frozenset({Fault.READER_UNSUPPORTED, Fault.READER_OUT_OF_SERVICE})
"""Faults of the ID card reader that end a reading where no other reader can serve: waiting will not
help this citizen."""

_DECODED_FAULTS = frozenset({Fault.CARD_BAD_TEXT, Fault.CARD_BAD_NUMBER, Fault.SSC_BAD_NUMBER})
"""Told after the text of a card was in this process, though the screen never got it."""


def _is_personal(message: object) -> bool:
    """From the moment a card was found, a part of its text may lie in this process's memory, also
    when the reading is broken off."""
    if isinstance(message, CardFailed):
        return message.fault in _DECODED_FAULTS
    if isinstance(message, ReadProgress):
        return message.stage is not ReadStage.POLLING
    return isinstance(message, CardRead)


class _Reading:
    """One `StartReading` of a screen, on all readers."""

    def __init__(self, peer: Peer, command: str) -> None:
        self.peer = peer
        self.command = command
        self.told: set[object] = set()
        """What need not be said twice: that polling goes on, a reader's fault."""
        self.waiting: set[Device] = set()
        """Readers that are lost or still hold a card; they join the reading when they can."""


class CardHost(DeviceHost):
    """Connects the screens on a socket with the card readers."""

    def __init__(
        self, socket_path: Path, makers: Sequence[Maker], pace: Pace | None = None
    ) -> None:
        super().__init__(socket_path, makers, pace)
        self._cards = threading.RLock()
        self._reading: _Reading | None = None
        self._served: set[Peer] = set()
        """Screens whose session brought personal data into this process."""

    def perform(self, peer: Peer, envelope: Envelope, message: Any) -> None:
        if isinstance(message, StartReading):
            self._begin(peer, message.command)
        elif isinstance(message, StopReading):
            reading = self._reading
            if reading and reading.peer is peer and reading.command == message.command:
                self._end(reading)
        else:
            super().perform(peer, envelope, message)

    def gone(self, peer: Peer) -> None:
        reading = self._reading
        if reading is not None and reading.peer is peer:
            self._end(reading)
        if peer in self._served:
            self.end(RENEW)

    def announce(self, message: object) -> None:
        super().announce(message)
        if isinstance(message, StatusChanged) and message.status.state is DeviceState.ONLINE:
            self._join(message.device)

    def freed(self, device: Device) -> None:
        self._join(device)

    def _begin(self, peer: Peer, command: str) -> None:
        if self._served - {peer}:
            # The next citizen's card is for a fresh process: this one would end in the middle of
            # it, and a card that was read is not found again until it is lifted.
            self.end(RENEW)
            return
        if self._reading is not None:
            self._end(self._reading)
        reading = _Reading(peer, command)
        reading.waiting.update(self.runners)
        self._reading = reading
        for device in self.runners:
            self._join(device)

    def _is_free(self, device: Device) -> bool:
        """A social security card that lies in the reader before it is asked for is nobody's word:
        it is read only after it was taken out and put in again. It may have been forgotten there,
        or put in while the former process of this host ended and nobody looked."""
        status = self.runners[device].status
        return device is not Device.SSC_READER or status.media is Media.NOT_PRESENT

    def _holds_card(self, device: Device) -> bool:
        status = self.runners[device].status
        return device is Device.SSC_READER and status.media is Media.PRESENT

    def _end(self, reading: _Reading) -> None:
        with self._cards:
            if self._reading is reading:
                self._reading = None
        self._cancel(reading)

    def _cancel(self, reading: _Reading) -> None:
        for runner in self.runners.values():
            runner.cancel(None, owner=reading)

    def _ask_reader(self, reading: _Reading, device: Device) -> None:
        name = f"{reading.command}/{device}"
        ask = StartReading(name) if device is Device.ID_READER else ReadSocialCard(name)
        tell = partial(self._said, reading, device)
        self.runners[device].submit(ask, tell, owner=reading)

    def _join(self, device: Device) -> None:
        """A reader that waits takes part as soon as it is free; while a card lies in it that was
        not asked for, the citizen is told: it may be their own, put in a moment too early."""
        with self._cards:
            reading = self._reading
            if reading is None or device not in reading.waiting:
                return
            left_in = CardFailed(reading.command, Fault.SSC_LEFT_IN)
            free = self._is_free(device)
            if free:
                reading.waiting.discard(device)
                reading.told.discard(left_in)
        if free:
            self._ask_reader(reading, device)
        elif self._holds_card(device) and self._is_news(reading, left_in):
            self._forward(reading, left_in)

    def _said(self, reading: _Reading, device: Device, message: Any) -> None:
        if isinstance(message, CommandFailed):
            self._failed(reading, device, message)
        elif isinstance(message, CardRead):
            self._read(reading, replace(message, command=reading.command))
        elif isinstance(message, ReadProgress | CardFailed):
            said = replace(message, command=reading.command)
            polling = said == ReadProgress(reading.command, ReadStage.POLLING)
            if not polling or self._is_news(reading, said):
                self._forward(reading, said)

    def _read(self, reading: _Reading, message: CardRead) -> None:
        """The first card that was read ends the reading on every reader, before the screen hears of
        it: what it asks next must find them free."""
        with self._cards:
            wanted = self._reading is reading
            if wanted:
                self._reading = None
                self._served.add(reading.peer)
        self._cancel(reading)
        if not (wanted and self.answer(reading.peer, message)):
            self.end(RENEW)  # read for a screen that is gone: nothing else will end this

    def _is_news(self, reading: _Reading, words: object) -> bool:
        with self._cards:
            news = words not in reading.told
            reading.told.add(words)
            return news

    def _failed(self, reading: _Reading, device: Device, message: CommandFailed) -> None:
        if message.code is CompletionCode.CANCELED or self._reading is not reading:
            return
        with self._cards:
            reading.waiting.add(device)
        if message.code is CompletionCode.DEVICE_NOT_READY:
            alone = all(
                runner.status.state is not DeviceState.ONLINE
                for other, runner in self.runners.items()
                if other is not device
            )
            final = message.fault in FINAL and alone
            failed = CardFailed(reading.command, message.fault, final)
            if self._is_news(reading, failed):
                self._forward(reading, failed)
            if final:
                self._end(reading)
        elif message.fault is Fault.DEVICE_BUSY:
            return  # somebody else's command runs there: `freed` takes the reading up again
        elif self.runners[device].status.state is DeviceState.ONLINE:
            self._join(device)  # it was given up, or hung, and is back before this was told

    def _forward(self, reading: _Reading, message: ReadProgress | CardFailed) -> None:
        with self._cards:
            wanted = self._reading is reading
            personal = _is_personal(message)
            if wanted and personal:
                self._served.add(reading.peer)
            sent = wanted and self.answer(reading.peer, message)
            if personal and not sent:
                self.end(RENEW)  # as for a card that was read

"""A slot of the virtual reader driver vpcd: what it asks of the card that lies in it, over TCP.

Each message is a big-endian length of two bytes and so many bytes. A connection is a card in the
slot. One byte steers power and asks for the answer to reset; anything longer is a command APDU.
"""

import socket
import struct
import threading
from collections import deque
from contextlib import suppress

from devices.sims.armed import Armed
from devices.sims.mangle import Mangle, Send
from devices.ssc_reader.sim_card import Chip
from kiosk.messages.sims import Apdus

KEPT_APDUS = 4096
SERVICE_FAULTS = ("unplug", "kill_service", "freeze_service")
_OFF, _ATR = 0x00, 0x04
"""Power off, and tell the answer to reset; power on and reset are the others."""
_LENGTH = struct.Struct(">H")
_LONGEST = 0xFFFF
_RETRY_S = 0.02
_CONNECT_S = 1.0
"""A frozen service lets one card wait, and no further."""


class Slot:
    """Plays the card that was put into it, on a thread of its own, until closed."""

    def __init__(self, port: int, armed: Armed) -> None:
        self._port = port
        self._armed = armed
        self._mangle = Mangle(armed)
        self._changed = threading.Condition()
        self._chip: Chip | None = None
        self._spare: Chip | None = None
        self._wire: socket.socket | None = None
        self._closing = False
        self._healed = 0
        self._apdus: deque[str] = deque(maxlen=KEPT_APDUS)
        self._unknown = 0
        self._thread = threading.Thread(target=self._run, name="slot", daemon=True)
        self._thread.start()

    def put(self, chip: Chip) -> None:
        """In place of the card that is there, which is at hand for a swap then."""
        with self._changed:
            self._replace(chip)

    def take(self) -> None:
        with self._changed:
            self._replace(None)

    def heal(self) -> None:
        """A chip that hangs is freed: its contact breaks and comes again."""
        with self._changed:
            self._apdus.clear()
            self._unknown = 0
            self._healed += 1
            self._changed.notify_all()

    def apdus(self) -> Apdus:
        with self._changed:
            return Apdus(tuple(self._apdus), self._unknown)

    def close(self) -> None:
        with self._changed:
            self._closing = True
            self._replace(None)
        self._thread.join()

    def _replace(self, chip: Chip | None) -> None:
        self._spare, self._chip = self._chip or self._spare, chip
        if self._wire is not None:
            with suppress(OSError):  # the other end may have closed it first
                self._wire.shutdown(socket.SHUT_RDWR)
        self._changed.notify_all()

    def _run(self) -> None:
        while (chip := self._next()) is not None:
            try:
                wire = socket.create_connection(("127.0.0.1", self._port), _CONNECT_S)
                wire.settimeout(None)
            except OSError:
                self._left(chip, _RETRY_S)  # the service is away, or still starts
                continue
            with wire, suppress(OSError):  # however it ends, what lies in the slot goes on
                self._serve(wire, chip)

    def _next(self) -> Chip | None:
        """The card in the slot, waiting for one; None at the end."""
        with self._changed:
            self._changed.wait_for(lambda: self._closing or self._chip is not None)
            return self._chip

    def _left(self, chip: Chip, within_s: float) -> bool:
        """Whether the card leaves within this time."""
        with self._changed:
            return self._changed.wait_for(lambda: self._chip is not chip, within_s)

    def _wait_for_help(self, chip: Chip) -> None:
        """The chip says no more, until it is taken or healed."""
        with self._changed:
            healed = self._healed
            self._changed.wait_for(lambda: self._chip is not chip or self._healed != healed)

    def _serve(self, wire: socket.socket, chip: Chip) -> None:
        """Until the card leaves or the service closes."""
        with self._changed:
            if self._chip is not chip:
                return
            self._wire = wire
        chip.power(False)
        while (message := _receive(wire)) is not None:
            if len(message) > 1:
                if not self._answer(wire, chip, message):
                    return
            elif message[0] == _ATR:
                _send(wire, chip.atr)
            else:
                chip.power(message[0] != _OFF)

    def _answer(self, wire: socket.socket, chip: Chip, command: bytes) -> bool:
        """False where this connection is over."""
        reply = self._reply(chip, command)
        for fault in ("take", "swap"):
            if self._armed.on(fault) is not None:
                self._armed.end(fault)
                with self._changed:
                    self._replace(self._spare if fault == "swap" else None)
                return False
        stuck = True
        for step in self._mangle.reply(reply) if not self._is_cut_off() else ():
            stuck = not isinstance(step, Send)
            if isinstance(step, Send):
                if self._left(chip, step.delay_s + chip.card.latency_ms / 1000):
                    return False
                _send(wire, step.data, len(reply) if self._mangle.stop() is not None else 0)
        if stuck:
            self._wait_for_help(chip)
        return not stuck

    def _is_cut_off(self) -> bool:
        """The service is about to go: it must not get this answer before."""
        return any(self._armed.on(fault) is not None for fault in SERVICE_FAULTS)

    def _reply(self, chip: Chip, command: bytes) -> bytes:
        with self._changed:
            before = chip.unknown
            reply = chip.answer(command)
            self._apdus.append(command.hex().upper())
            self._unknown += chip.unknown - before
        word = self._armed.on("sw")
        for rule in self._armed.passed("command"):
            if rule.fault == "sw":
                word = rule.value
            else:
                self._armed.begin(rule.fault, rule.value)
        return reply if word is None else word.to_bytes(2, "big")


def _receive(wire: socket.socket) -> bytes | None:
    """One message; None at the end of the connection."""
    head = _exactly(wire, _LENGTH.size)
    return None if head is None else _exactly(wire, _LENGTH.unpack(head)[0])


def _exactly(wire: socket.socket, size: int) -> bytes | None:
    data = b""
    while len(data) < size:
        # vpcd writes length and body apart: without this each command waits 44 ms for a late ACK
        wire.setsockopt(socket.IPPROTO_TCP, socket.TCP_QUICKACK, 1)
        more = wire.recv(size - len(data))
        if not more:
            return None
        data += more
    return data


def _send(wire: socket.socket, data: bytes, promised: int = 0) -> None:
    """As much as a length can say; the length may promise more than comes."""
    data = data[:_LONGEST]
    wire.sendall(_LENGTH.pack(max(len(data), promised)) + data)

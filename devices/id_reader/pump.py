"""Performs the steps of a `Reading` on a port and keeps its deadlines."""

import time

from devices.contract import DeviceLost, Stopped, Token
from devices.id_reader.port import ReaderPort
from devices.id_reader.protocol import Reading
from devices.id_reader.steps import Found, Pause, Send, Step


class Pump:
    """Every method raises DeviceLost or Stopped, unless a card was decoded by then."""

    def __init__(self, port: ReaderPort, reading: Reading, gap_s: float, token: Token) -> None:
        self._port = port
        self._reading = reading
        self._gap_s = gap_s
        self._token = token
        self._deadline = 0.0
        self._quiet_until = 0.0
        self._first_byte_at = 0.0
        self.found_at = 0.0
        """When the first byte of the reply came that reported the card; 0 before."""

    def begin(self) -> None:
        self._perform(self._reading.begin())

    def turn(self) -> list[Step]:
        """Wait for the port or a deadline; the steps that are news for others. May be empty."""
        try:
            return self._turn()
        except (DeviceLost, Stopped):
            if not self._reading.has_card:
                raise
            return self._reading.on_timeout()  # whatever comes, a card that was read is told

    def _turn(self) -> list[Step]:
        until = self._deadline
        if self._reading.broken_off:
            until = min(until, self._quiet_until)
        data = self._port.receive(until, self._token)
        now = time.monotonic()
        if data:
            self._first_byte_at = self._first_byte_at or now
            self._quiet_until = now + self._gap_s
            return self._perform(self._reading.on_bytes(data))
        return self._perform(self._reading.on_timeout()) if now >= until else []

    def _perform(self, steps: list[Step]) -> list[Step]:
        for step in steps:
            match step:
                case Found():
                    self.found_at = self._first_byte_at
                case Send(frame, timeout_s):
                    self._port.send(frame, self._token)
                    self._deadline = time.monotonic() + timeout_s
                    self._first_byte_at = 0.0
                case Pause(seconds):
                    self._deadline = time.monotonic() + seconds
        return [step for step in steps if not isinstance(step, Send | Pause)]

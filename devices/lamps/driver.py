"""Driver of the lamps: keeps each lamp as it was last asked to be, and flashes what should flash.

All lamps are dark after `open` and after `close`, whatever they were before: a lamp that nobody
asks for must not lead a hand. So after a loss every lamp has to be asked for again.
"""

import time
from collections.abc import Callable
from contextlib import suppress

from devices.contract import DeviceLost, Driver, Refused, Stopped, Tell, Token
from devices.lamps.board import Board, BoardRefused
from devices.lamps.profile import Profile
from devices.lamps.protocol import Outputs, Wish, outputs, until_next
from kiosk.device import Capabilities, CompletionCode, Device, DeviceState, DeviceStatus
from kiosk.faults import Fault
from kiosk.messages.lamps import Lamp, LampSet, SetLamp

FAREWELL_S = 1.0
"""For putting the lamps out at `close`; a board that does not answer is left as it is."""
LEAST_POLL_S = 0.02


class LampsDriver(Driver):
    """Lamps on the serial device `port`. `poll` is also what makes them flash: `poll_s` is the time
    to the next edge."""

    device = Device.LAMPS
    capabilities = Capabilities((SetLamp.__name__,), queues=True)

    def __init__(
        self, port: str, profile: Profile, now: Callable[[], float] = time.monotonic
    ) -> None:
        self._profile = profile
        self._board = Board(port, profile)
        self._now = now
        self._wishes: dict[Lamp, Wish] = {}
        self._shown: Outputs = {}
        self._status = DeviceStatus(
            DeviceState.ONLINE, detail=f"unit {profile.unit}, {profile.baud} baud"
        )
        self.poll_s = profile.health_s

    def open(self, token: Token) -> DeviceStatus:
        self._wishes.clear()
        self._shown = {}
        self._board.open(token)
        return self.poll(token)

    def poll(self, token: Token) -> DeviceStatus:
        try:
            self._show(token)
        except BoardRefused as refused:
            state = DeviceState.HARDWARE_ERROR
            raise DeviceLost(state, Fault.LAMPS_REFUSED, str(refused)) from None
        return self._status

    def perform(self, command: SetLamp, tell: Tell, token: Token) -> object:
        lamp = command.lamp
        if lamp not in self._profile.coils:
            detail = f"no coil for {lamp}"
            raise Refused(Fault.DEVICE_NOT_FITTED, CompletionCode.INVALID_DATA, detail)
        before = dict(self._wishes)
        self._wishes[lamp] = Wish(command.rate, self._now())
        try:
            self._show(token)
        except BoardRefused as refused:
            self._wishes = before
            code = CompletionCode.HARDWARE_ERROR
            raise Refused(Fault.LAMPS_REFUSED, code, str(refused)) from None
        except Stopped:
            self._wishes = before
            self.poll_s = LEAST_POLL_S  # what was written already is taken back
            raise
        return LampSet(command.command, lamp, command.rate)

    def close(self) -> None:
        self._wishes.clear()
        token = Token(time.monotonic() + FAREWELL_S)
        with suppress(DeviceLost, BoardRefused, Stopped):
            dark = outputs(self._profile, {}, 0.0)
            self._board.write(dark, {}, token)
        token.close()
        self._board.close()

    def _show(self, token: Token) -> None:
        """Write what changed, read it back; once more where the board forgot it."""
        now = self._now()
        wanted = outputs(self._profile, self._wishes, now)
        if wanted != self._shown:
            self._board.write(wanted, self._shown, token)
        self._shown = self._board.read(token)
        if self._shown != wanted:
            self._board.write(wanted, self._shown, token)
            self._shown = self._board.read(token)
        if self._shown != wanted:
            wrong = [coil for coil, on in wanted.items() if self._shown[coil] is not on]
            raise BoardRefused(f"coils {wrong} are not as written")
        until = until_next(self._profile, self._wishes, self._now())
        self.poll_s = max(LEAST_POLL_S, until)

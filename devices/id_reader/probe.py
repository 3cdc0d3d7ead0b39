"""Finding out what answers on a port: baud rate, SAM status, SAM id."""

import time
from collections.abc import Callable

from devices.id_reader.frames import Command, FrameParser, request
from devices.id_reader.port import ReaderLost, SerialPort
from devices.id_reader.profile import BAUDS, Profile
from devices.id_reader.replies import Reply, Sw3, as_reply, decode_sam_id
from kiosk.device import DeviceState
from kiosk.faults import Fault

ROUNDS = 2
"""All rates are tried twice: a module just powered needs about as long as one round to wake."""


class Probe:
    """Asks one thing and waits for the answer. Ends early, with None, once `closing` is true."""

    def __init__(self, port: SerialPort, profile: Profile, closing: Callable[[], bool]) -> None:
        self._port = port
        self._profile = profile
        self._closing = closing
        self._parser = FrameParser()
        self._heard = False

    def ask(self, command: Command, timeout_s: float) -> Reply | None:
        """The first good reply, or None. Raises ReaderLost."""
        self._parser.clear()
        self._port.send(request(command))
        end = time.monotonic() + timeout_s
        while time.monotonic() < end and not self._closing():
            data = self._port.receive(end)
            self._heard = self._heard or bool(data)
            for body in self._parser.feed(data):
                return as_reply(body)
        return None

    def find_baud(self, first: int, known: bool) -> int:
        """The baud rate at which SAM status is answered with "ready", `first` tried first.

        Raises ReaderLost: READER_OUT_OF_SERVICE for an answer other than ready; for none at all
        READER_GARBLED where broken frames came, READER_SILENT for a reader that answered before
        (`known`), else READER_UNSUPPORTED, since such a port may hold a reader of another protocol.
        """
        for baud in _in_order(first) * ROUNDS:
            self._port.set_baud(baud)
            reply = self.ask(Command.SAM_STATUS, self._profile.status_s)
            if self._closing():
                return baud
            if reply is not None:
                _check_ready(reply)
                return baud
        raise self.lost(known)

    def sam_id(self) -> str:
        """The module's printed number, or "" where it does not tell."""
        for _ in range(self._profile.sam_id_tries):
            reply = self.ask(Command.SAM_ID, self._profile.sam_id_s)
            if reply is not None and reply.sw3 is Sw3.OK:
                return decode_sam_id(reply.data)
        return ""

    def check_health(self) -> None:
        """SAM status, asked twice. Raises ReaderLost."""
        for _ in range(2):
            reply = self.ask(Command.SAM_STATUS, self._profile.status_s)
            if reply is not None:
                _check_ready(reply)
                return
            if self._closing():
                return
        raise self.lost(known=True)

    def lost(self, known: bool) -> ReaderLost:
        broken = self._parser.rejected > 0
        if broken or (known and self._heard):
            return garbled()
        if known:
            return silent()
        what = "bytes, but no SAM-V frame" if self._heard else "no answer"
        detail = f"{what} at {', '.join(map(str, BAUDS))} baud"
        return ReaderLost(DeviceState.UNKNOWN, Fault.READER_UNSUPPORTED, detail)


def garbled() -> ReaderLost:
    detail = "broken frames only"
    return ReaderLost(DeviceState.HARDWARE_ERROR, Fault.READER_GARBLED, detail)


def silent() -> ReaderLost:
    return ReaderLost(DeviceState.UNKNOWN, Fault.READER_SILENT, "no answer")


def out_of_service(detail: str) -> ReaderLost:
    return ReaderLost(DeviceState.HARDWARE_ERROR, Fault.READER_OUT_OF_SERVICE, detail)


def _check_ready(reply: Reply) -> None:
    if reply.sw3 is not Sw3.OK:
        raise out_of_service(f"SAM status {reply.sw3:02X}: {reply.sw3.name}")


def _in_order(first: int) -> tuple[int, ...]:
    return (first, *(baud for baud in BAUDS if baud != first))

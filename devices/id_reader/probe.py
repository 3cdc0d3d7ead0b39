"""Finding out what answers on a port: baud rate, SAM status, SAM id."""

import time

from devices.contract import DeviceLost, Token
from devices.id_reader.frames import Command, FrameParser, request
from devices.id_reader.port import ReaderPort
from devices.id_reader.profile import BAUDS, Profile
from devices.id_reader.replies import Reply, Sw3, as_reply, decode_sam_id
from kiosk.device import DeviceState
from kiosk.faults import Fault

ROUNDS = 2
"""All rates are tried twice: a module just powered needs about as long as one round to wake."""


class Probe:
    """Asks one thing and waits for the answer. Every method raises DeviceLost or Stopped."""

    def __init__(self, port: ReaderPort, profile: Profile, token: Token) -> None:
        self._port = port
        self._profile = profile
        self._token = token
        self._parser = FrameParser()
        self._heard = False

    def ask(self, command: Command, timeout_s: float) -> Reply | None:
        """The first good reply, or None."""
        self._parser.clear()
        self._port.send(request(command), self._token)
        end = time.monotonic() + timeout_s
        while time.monotonic() < end:
            data = self._port.receive(end, self._token)
            self._heard = self._heard or bool(data)
            for body in self._parser.feed(data):
                return as_reply(body)
        return None

    def find_baud(self, first: int, known: bool) -> int:
        """The baud rate at which SAM status is answered with "ready", `first` tried first.

        Raises DeviceLost: READER_OUT_OF_SERVICE for an answer other than ready; for none at all
        READER_GARBLED where broken frames came, READER_SILENT for a reader that answered before
        (`known`), else READER_UNSUPPORTED, since such a port may hold a reader of another protocol.
        """
        for baud in _in_order(first) * ROUNDS:
            self._port.set_baud(baud, self._token)
            reply = self.ask(Command.SAM_STATUS, self._profile.status_s)
            if reply is not None:
                _check_ready(reply)
                return baud
        raise self._unanswered(known)

    def sam_id(self) -> str:
        """The module's printed number, or "" where it does not tell."""
        for _ in range(self._profile.sam_id_tries):
            reply = self.ask(Command.SAM_ID, self._profile.sam_id_s)
            if reply is not None and reply.sw3 is Sw3.OK:
                return decode_sam_id(reply.data)
        return ""

    def check_health(self) -> None:
        """SAM status, asked twice."""
        for _ in range(2):
            reply = self.ask(Command.SAM_STATUS, self._profile.status_s)
            if reply is not None:
                _check_ready(reply)
                return
        raise self._unanswered(known=True)

    def _unanswered(self, known: bool) -> DeviceLost:
        if self._parser.rejected > 0 or (known and self._heard):
            return reader_lost(Fault.READER_GARBLED)
        if known:
            return reader_lost(Fault.READER_SILENT)
        what = "bytes, but no SAM-V frame" if self._heard else "no answer"
        detail = f"{what} at {', '.join(map(str, BAUDS))} baud"
        return DeviceLost(DeviceState.UNKNOWN, Fault.READER_UNSUPPORTED, detail)


def reader_lost(fault: Fault, detail: str = "") -> DeviceLost:
    """Why the reader cannot be used, in the words of the operator."""
    if fault is Fault.READER_SILENT:
        return DeviceLost(DeviceState.UNKNOWN, fault, detail or "no answer")
    if fault is Fault.READER_GARBLED:
        return DeviceLost(DeviceState.HARDWARE_ERROR, fault, detail or "broken frames only")
    return DeviceLost(DeviceState.HARDWARE_ERROR, fault, detail)


def _check_ready(reply: Reply) -> None:
    if reply.sw3 is not Sw3.OK:
        detail = f"SAM status: answered {reply.sw3:02X} {reply.sw3.name}"
        raise reader_lost(Fault.READER_OUT_OF_SERVICE, detail)


def _in_order(first: int) -> tuple[int, ...]:
    return (first, *(baud for baud in BAUDS if baud != first))

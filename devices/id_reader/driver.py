"""Driver of a SAM-V card reader: one thread owns the port and pumps the protocol.

Whatever happens to the reader, the thread reports it, goes on trying with capped back-off, and
takes up a reading that is still wanted once the reader answers again.
"""

import threading
from collections.abc import Callable

from devices.id_reader.port import ReaderLost, SerialPort, Wake
from devices.id_reader.probe import Probe, garbled, out_of_service, silent
from devices.id_reader.profile import Profile
from devices.id_reader.protocol import (
    READER_FAULTS,
    CardDecoded,
    Failed,
    Found,
    Pause,
    Reading,
    Retrying,
    Send,
    Step,
)
from kiosk.clock import Clock, SystemClock
from kiosk.device import Device, DeviceState, DeviceStatus
from kiosk.faults import Fault
from kiosk.messages.cards import CardFailed, CardRead, ReadProgress, ReadStage
from kiosk.messages.devices import StatusChanged

FINAL = frozenset({Fault.READER_UNSUPPORTED, Fault.READER_OUT_OF_SERVICE})
"""Faults that end a `start_reading`: waiting will not help this citizen."""


def _reader_lost(fault: Fault) -> ReaderLost:
    if fault is Fault.READER_GARBLED:
        return garbled()
    if fault is Fault.READER_SILENT:
        return silent()
    if fault is Fault.READER_OUT_OF_SERVICE:
        return out_of_service("refused a command for the state of its SAM")
    return ReaderLost(DeviceState.HARDWARE_ERROR, fault, "refused a command that reading needs")


class IdReader:
    """Reads cards on the serial device `port` and emits kiosk.messages.cards messages.

    `emit` runs on the reader's thread and must not block: `StatusChanged` at each change of what
    the reader says of itself, and between `start_reading` and its end `ReadProgress`, `CardFailed`
    and at most one `CardRead`, which may cross a `stop_reading`. `on_end` runs when the thread
    ends, also for a bug in it.
    """

    def __init__(
        self,
        port: str,
        baud: int,
        emit: Callable[[object], None],
        clock: Clock | None = None,
        profile: Profile | None = None,
        on_end: Callable[[], None] | None = None,
    ) -> None:
        self._port = port
        self._baud = baud
        self._emit = emit
        self._clock = clock or SystemClock()
        self._profile = profile or Profile()
        self._on_end = on_end
        self._wake = Wake()
        self._lock = threading.Lock()
        self._wanted: str | None = None
        self._told: tuple[str, Fault] | None = None
        self._closing = False
        self._known = False
        self._online_at: float | None = None
        self._backoff_s = self._profile.backoff_first_s
        self._status = DeviceStatus()
        self._thread = threading.Thread(target=self._run, name="id-reader", daemon=True)
        self._thread.start()

    @property
    def status(self) -> DeviceStatus:
        return self._status

    def start_reading(self, command: str) -> None:
        """Poll until a card is read. A reading under way for another command is dropped."""
        with self._lock:
            self._wanted = command
            self._told = None
        self._wake.set()

    def stop_reading(self, command: str) -> None:
        """Nothing where another command is being read."""
        if self._settle(command):
            self._wake.set()

    def close(self) -> None:
        """End the thread and free the port. Not from `emit`."""
        self._closing = True
        self._wake.set()
        self._thread.join()
        self._wake.close()

    def _settle(self, command: str) -> bool:
        """True for the one caller that ends `command`."""
        with self._lock:
            ours = self._wanted == command
            if ours:
                self._wanted = None
            return ours

    def _run(self) -> None:
        try:
            while not self._closing:
                try:
                    self._session()
                except ReaderLost as lost:
                    self._report(lost)
                    self._back_off()
        finally:
            if self._on_end is not None:
                self._on_end()

    def _session(self) -> None:
        """From opening the port to closing it. Raises ReaderLost."""
        port = SerialPort(self._port, self._baud, self._wake)
        try:
            probe = Probe(port, self._profile, lambda: self._closing)
            self._baud = probe.find_baud(self._baud, self._known)
            self._known = True
            sam_id = probe.sam_id()
            self._online_at = self._clock.monotonic()
            if not self._closing:
                self._change(
                    DeviceStatus(DeviceState.ONLINE, detail=f"{self._baud} baud", identity=sam_id)
                )
            while not self._closing:
                command = self._wanted
                if command is None:
                    self._idle(port, probe)
                else:
                    self._read(port, command)
        finally:
            port.close()

    def _idle(self, port: SerialPort, probe: Probe) -> None:
        until = self._clock.monotonic() + self._profile.health_s
        while self._wanted is None and not self._closing:
            if self._clock.monotonic() >= until:
                probe.check_health()
                return
            port.receive(until)

    def _read(self, port: SerialPort, command: str) -> None:
        self._told = None
        self._emit(ReadProgress(command, ReadStage.POLLING))
        pump = _Pump(port, Reading(self._profile), self._profile.gap_s, self._clock)
        try:
            pump.begin()
            while self._wanted == command and not self._closing:
                for step in pump.turn():
                    self._tell(command, step, pump.first_byte_at)
        finally:
            pump.wipe()

    def _tell(self, command: str, step: Step, found_at: float) -> None:
        match step:
            case Found(news=True):
                self._emit(ReadProgress(command, ReadStage.FOUND))
            case Retrying():
                self._emit(ReadProgress(command, ReadStage.RETRYING))
            case CardDecoded(card):
                # also where it was just stopped: its owner must learn that a card was decoded
                self._settle(command)
                self._emit(CardRead(command, card, found_at))
            case Failed(fault) if fault in READER_FAULTS:
                raise _reader_lost(fault)
            case Failed(fault):
                self._emit(CardFailed(command, fault))

    def _report(self, lost: ReaderLost) -> None:
        self._change(DeviceStatus(lost.state, detail=f"{lost.fault.value} {lost.detail}"))
        command = self._wanted
        if command is None or self._told == (command, lost.fault):
            return
        self._told = (command, lost.fault)
        final = lost.fault in FINAL
        if not final or self._settle(command):
            self._emit(CardFailed(command, lost.fault, final))

    def _change(self, status: DeviceStatus) -> None:
        if status != self._status:
            self._status = status
            self._emit(StatusChanged(Device.ID_READER, status))

    def _back_off(self) -> None:
        began, self._online_at = self._online_at, None
        if began is not None and self._clock.monotonic() - began >= self._profile.healthy_s:
            self._backoff_s = self._profile.backoff_first_s
        if not self._closing:
            self._wake.wait(self._backoff_s)
        self._backoff_s = min(self._backoff_s * 2, self._profile.backoff_cap_s)


class _Pump:
    """Performs the steps of a `Reading` on a port and keeps its deadlines."""

    def __init__(self, port: SerialPort, reading: Reading, gap_s: float, clock: Clock) -> None:
        self._port = port
        self._reading = reading
        self._gap_s = gap_s
        self._clock = clock
        self._deadline = 0.0
        self._quiet_until = 0.0
        self._first_byte_at = 0.0
        self.first_byte_at = 0.0
        """When the first byte of the reply came that reported the card; 0 before."""

    def begin(self) -> None:
        self._perform(self._reading.begin())

    def turn(self) -> list[Step]:
        """Wait for the port or a deadline; the steps that are news for others. May be empty."""
        until = self._deadline
        if self._reading.broken_off:
            until = min(until, self._quiet_until)
        data = self._port.receive(until)
        now = self._clock.monotonic()
        if data:
            self._first_byte_at = self._first_byte_at or now
            self._quiet_until = now + self._gap_s
            return self._perform(self._reading.on_bytes(data))
        return self._perform(self._reading.on_timeout()) if now >= until else []

    def wipe(self) -> None:
        self._reading.wipe()

    def _perform(self, steps: list[Step]) -> list[Step]:
        for step in steps:
            match step:
                case Found():
                    self.first_byte_at = self._first_byte_at
                case Send(frame, timeout_s):
                    self._port.send(frame)
                    self._deadline = self._clock.monotonic() + timeout_s
                    self._first_byte_at = 0.0
                case Pause(seconds):
                    self._deadline = self._clock.monotonic() + seconds
        return [step for step in steps if not isinstance(step, Send | Pause)]

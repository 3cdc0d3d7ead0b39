"""What becomes of the simulated printer's answers on their way out: late, spoilt, held, lost."""

import queue
import threading
import time
from collections.abc import Callable

from msgspec import Struct

from devices.receipt_printer.sim_faults import PrinterArmed
from devices.receipt_printer.sim_wire import Wire
from devices.sims.mangle import Mangle, Send


class _Parcel(Struct, frozen=True):
    due: float
    data: bytes
    host: int


class Answers:
    """`put` from any thread; they leave in order, each when it is due, to who was there."""

    def __init__(self, wire: Wire, armed: PrinterArmed, on_strike: Callable[[], None]) -> None:
        self._wire = wire
        self._armed = armed
        self._mangle = Mangle(armed)
        self._on_strike = on_strike
        self._held = _Parcel(0.0, b"", 0)
        self._parcels: queue.SimpleQueue[_Parcel | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._run, name="answers", daemon=True)
        self._thread.start()

    def put(self, data: bytes) -> None:
        data = self._behind(data)
        if not data:
            return
        for step in self._mangle.reply(data):
            if isinstance(step, Send):
                due = time.monotonic() + step.delay_s
                self._parcels.put(_Parcel(due, step.data, self._wire.host))
            else:
                self._on_strike()

    def _behind(self, data: bytes) -> bytes:
        """What leaves instead of `data`; what was held for another host is lost."""
        host = self._wire.host
        held = self._held.data if self._held.host == host else b""
        behind = self._armed.has("behind")
        self._held = _Parcel(0.0, data if behind else b"", host)
        return held if behind else held + data

    def close(self) -> None:
        self._parcels.put(None)
        self._thread.join(2.0)

    def _run(self) -> None:
        while (parcel := self._parcels.get()) is not None:
            time.sleep(max(0.0, parcel.due - time.monotonic()))
            self._wire.send(parcel.data, parcel.host)

"""What the service does itself when the platform orders it. What it cannot do it says so."""

from collections.abc import Callable
from functools import partial

from msgspec import Struct

from kiosk.device import Device
from kiosk.faults import Fault
from offline_queue.inbound.commands import UNSUPPORTED, Outcome
from offline_queue.inbound.log_tail import LogTail
from offline_queue.printing.printer_link import PrinterLink, printer_fault
from offline_queue.store import meta
from offline_queue.store.commits import StoreError
from offline_queue.store.writer import Store

DONE = Outcome("done")


class ServiceHands(Struct, frozen=True):
    """`changed`: screens are told anew. `end` makes the service end in order, and its keeper start
    it again; None where nobody would."""

    store: Store
    link: PrinterLink
    log_tail: LogTail
    changed: Callable[[], None]
    end: Callable[[], None] | None

    def lock(self, text: str) -> Outcome:
        return self._set_lock(text)

    def unlock(self) -> Outcome:
        return self._set_lock(None)

    def restart(self, part: str) -> Outcome:
        if part != "service" or self.end is None:
            return UNSUPPORTED
        self.end()
        return DONE

    def collect_logs(self, part: str) -> Outcome:
        if part not in ("", "service"):
            return UNSUPPORTED
        return Outcome("done", data={"part": "service", "lines": self.log_tail.lines()})

    def test_device(self, part: str) -> Outcome:
        """Reads the status anew; nothing is printed. The service has a link to one device."""
        if part != Device.RECEIPT_PRINTER:
            return UNSUPPORTED
        status = self.link.ask()
        if status is None:
            return Outcome("failed", Fault.PRINTER_SILENT)
        fault = printer_fault(status)
        seen = {
            "state": status.state.value,
            "paper": status.paper.value,
            "cover": status.cover.value,
            "media": status.media.value,
        }
        return Outcome("failed" if fault else "done", fault.value if fault else "", seen)

    def _set_lock(self, text: str | None) -> Outcome:
        try:
            self.store.call(partial(meta.set_lock, text=text))
        except StoreError as error:
            return Outcome("failed", error.fault)
        self.changed()
        return DONE

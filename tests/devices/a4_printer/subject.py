"""The A4 printer for the conformance suite."""

from pathlib import Path

from devices.a4_printer.driver import A4Printer
from devices.a4_printer.settings import A4Settings
from devices.contract import Driver
from kiosk.device import Device
from kiosk.messages.printing import PrintDocument, PrintEnded
from kiosk.messages.sims import FaultRule, Inject
from tests.devices.a4_printer.document import pdf
from tests.devices.a4_printer.rig import Sim
from tests.devices.conformance.sim_subject import faults
from tests.devices.conformance.subject import Subject

PAGES, PAGE_S = 4, 0.2


class A4PrinterSubject(Subject):
    device = Device.A4_PRINTER
    done = PrintEnded
    faults = faults(Device.A4_PRINTER, ("page", 2))

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self._sim: Sim | None = None
        self._port = 0

    def start(self) -> None:
        self._sim = Sim(self.folder, port=self._port, page_s=PAGE_S)
        self._port = self._sim.port

    def stop(self) -> None:
        if self._sim is not None:
            self._sim.close()
            self._sim = None

    def inject(self, *rules: FaultRule) -> None:
        self._running().steer(Inject(rules))

    def heal(self) -> None:
        self._running().heal()

    def driver(self) -> Driver:
        url = f"ipp://127.0.0.1:{self._port}/ipp/print"
        quick = A4Settings(url, poll_s=0.2, look_s=0.05, lost_s=0.5, busy_s=0.5, read_s=0.5)
        return A4Printer(quick)

    def command(self, name: str, deadline_s: float = 10.0) -> PrintDocument:
        return PrintDocument(name, pdf(PAGES), PAGES, deadline_s=deadline_s)

    def long_command(self, name: str, deadline_s: float = 30.0) -> PrintDocument:
        return PrintDocument(name, pdf(500), 500, deadline_s=deadline_s)

    def _running(self) -> Sim:
        assert self._sim is not None, "the simulator does not run"
        return self._sim

"""Real parts for the tests: the simulated scanner as a process behind Debian's scanimage and
sane-airscan, and a driver in its runner."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from devices.runner import DeviceRunner
from devices.scanner.config import configure_airscan
from devices.scanner.driver import Scanner
from devices.scanner.profile import AIRSCAN, Profile
from devices.sims.script import parse_script
from devices.worker import Pace
from kiosk.device import Device, DeviceState, DeviceStatus
from kiosk.messages.imaging import PageScanned, PdfMade, ScanEnded, ScanPages
from kiosk.messages.sims import AskOutput, FaultRule, Heal, Inject, LoadPaper, Output
from kiosk.values import replace
from tests.devices.conformance.heard import Heard
from tests.devices.conformance.sim_process import SimProcess

QUICK = Pace(first_pause_s=0.02, longest_pause_s=0.2, close_s=5.0)
PATIENT: Profile = AIRSCAN
HASTY = replace(AIRSCAN, page_s=1.5, open_s=1.0)
"""For tests of what does not answer."""
ENOUGH_S = 60.0


class ScannerSim:
    """`python -m devices.scanner.sim`; `start` after `stop` takes the same port again."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._port = "0"
        self._process: SimProcess | None = None
        self.start()
        address = f"http://127.0.0.1:{self._port}/eSCL/"
        self.config = folder / "sane"
        self.device = configure_airscan(self.config, address)

    def start(self) -> None:
        control = self._folder / "control"
        arguments = (self._port, str(control))
        self._process = SimProcess(control, "devices.scanner.sim", *arguments)
        self._port = (self._folder / "port").read_text("ascii").strip()

    def stop(self) -> None:
        if self._process is not None:
            self._process.stop()
        self._process = None

    def ask(self, message: object) -> Any:
        assert self._process is not None, "the simulator does not run"
        return self._process.tell(message)

    def inject(self, *rules: FaultRule) -> None:
        self.ask(Inject(rules))

    @property
    def port(self) -> int:
        return int(self._port)

    def script(self, *lines: str) -> None:
        """`now jam`, `at page 2 unplug` and the like."""
        self.inject(*parse_script("\n".join(f"{Device.SCANNER}: {line}" for line in lines)))

    def heal(self) -> None:
        """No fault, and fresh sheets in the feeder."""
        self.ask(Heal())
        self.ask(LoadPaper())

    def output(self) -> Output:
        output: Output = self.ask(AskOutput())
        return output

    def driver(self, profile: Profile = PATIENT) -> Scanner:
        return Scanner(self.device, self.config, profile)


class Bench:
    """One driver in its runner, and what it told."""

    def __init__(self, driver: Scanner) -> None:
        self.heard = Heard(ScanEnded, PdfMade)
        self.runner = DeviceRunner(lambda: driver, self.heard.put, pace=QUICK)
        self._count = 0

    def status(self, state: DeviceState) -> DeviceStatus:
        return self.heard.status(state, lambda status: status.state is state)

    def begin(self, source: str = "flatbed", deadline_s: float = ENOUGH_S, **how: Any) -> str:
        self._count += 1
        name = f"scan-{self._count}"
        self.runner.submit(ScanPages(name, source, deadline_s=deadline_s, **how))
        return name

    def pages(self, name: str) -> list[PageScanned]:
        said = [one.message for one in self.heard.about(name)]
        return [message for message in said if isinstance(message, PageScanned)]

    def scan(self, source: str = "flatbed", **how: Any) -> tuple[Any, list[PageScanned]]:
        """The completion and the pages."""
        name = self.begin(source, **how)
        completion = self.heard.completion(name, ENOUGH_S)
        assert self.heard.wrong(name) == ""
        return completion, self.pages(name)


@contextmanager
def online(driver: Scanner) -> Iterator[Bench]:
    bench = Bench(driver)
    bench.runner.start()
    try:
        bench.status(DeviceState.ONLINE)
        yield bench
    finally:
        bench.runner.close()

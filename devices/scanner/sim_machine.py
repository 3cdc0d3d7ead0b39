"""What the simulated scanner does with a request: its jobs, its glass, its feeder. No sockets."""

import threading
from dataclasses import dataclass
from http import HTTPStatus

from msgspec import Struct

from devices.scanner.sim_escl import BadRequest, Settings, capabilities, parse_settings, status
from devices.scanner.sim_sheets import Sheets, scanned
from devices.sims.armed import Armed

FAULTS = {
    "jam": "a sheet is stuck in the feeder",
    "cover_open": "the lid of the feeder is open (sane-airscan does not know this word)",
    "door_open": "the same, in the word that sane-airscan knows",
    "empty": "no sheet lies in the feeder",
    "sheets": "NUMBER sheets lie in the feeder (1 where none is said)",
    "busy": "somebody else scans",
    "short": "the scanner ends early: pages have NUMBER percent of their rows (60)",
    "half": "the file of a picture ends in its middle",
}
_FEEDER_STATES = {
    "jam": "ScannerAdfJam",
    "cover_open": "ScannerAdfHatchOpen",
    "door_open": "ScannerAdfDoorOpen",
    "empty": "ScannerAdfEmpty",
}
_JOBS = "/eSCL/ScanJobs"
_XML, _JPEG = "text/xml", "image/jpeg"
_SHORT_PERCENT = 60


class Reply(Struct, frozen=True):
    status: HTTPStatus
    body: bytes = b""
    kind: str = _XML
    location: str = ""


@dataclass(slots=True)
class _Job:
    settings: Settings
    done: bool = False
    """Of a job on the glass: its one page was fetched."""


class Machine:
    """One scanner with one job at a time. Thread-safe."""

    def __init__(self, armed: Armed, sheets: Sheets) -> None:
        self._armed = armed
        self._sheets = sheets
        self._lock = threading.Lock()
        self._job: _Job | None = None
        self._jobs = 0
        self._fed = 0
        self.unknown = 0
        """Requests that no scanner knows."""
        self.fetched: list[str] = []
        """Names of the pages that were made: `feeder-1`, `flatbed-2`."""

    def load(self) -> None:
        """Put fresh sheets into the feeder."""
        with self._lock:
            self._fed = 0

    def count_unknown(self) -> None:
        with self._lock:
            self.unknown += 1

    def answer(self, method: str, path: str, body: bytes) -> Reply:
        self._armed.passed("command")
        with self._lock:
            reply = self._route(method, path.rstrip("/"), body)
            if reply is None:
                self.unknown += 1
                return Reply(HTTPStatus.NOT_FOUND)
            return reply

    def _route(self, method: str, path: str, body: bytes) -> Reply | None:
        job = f"{_JOBS}/{self._jobs}"
        match method, path:
            case "GET", "/eSCL/ScannerCapabilities":
                return Reply(HTTPStatus.OK, capabilities())
            case "GET", "/eSCL/ScannerStatus":
                return Reply(HTTPStatus.OK, status(self._busy(), self._feeder()))
            case "POST", "/eSCL/ScanJobs":
                return self._begin(body)
            case "GET", _ if path == f"{job}/NextDocument":
                return self._next_page()
            case "DELETE", _ if path == job:
                self._job = None
                return Reply(HTTPStatus.OK)
        return None

    def _busy(self) -> bool:
        return self._armed.on("busy") is not None

    def _feeder(self) -> str:
        for fault, state in _FEEDER_STATES.items():
            if self._armed.on(fault) is not None:
                return state
        sheets = self._armed.on("sheets")
        holds = self._sheets.count if sheets is None else sheets or 1
        return "ScannerAdfLoaded" if self._fed < holds else "ScannerAdfEmpty"

    def _begin(self, body: bytes) -> Reply:
        if self._busy():
            return Reply(HTTPStatus.SERVICE_UNAVAILABLE)
        try:
            settings = parse_settings(body)
        except BadRequest:
            self.unknown += 1
            return Reply(HTTPStatus.BAD_REQUEST)
        if settings.feeder and self._feeder() != "ScannerAdfLoaded":
            return Reply(HTTPStatus.CONFLICT)
        self._jobs += 1
        self._job = _Job(settings)
        return Reply(HTTPStatus.CREATED, location=f"{_JOBS}/{self._jobs}")

    def _next_page(self) -> Reply:
        job = self._job
        if job is None:
            return Reply(HTTPStatus.NOT_FOUND)
        if not job.settings.feeder:
            if job.done:
                return Reply(HTTPStatus.NOT_FOUND)
            job.done = True
            self._strike()
            return self._page("flatbed", 0, job.settings)
        if self._feeder() == "ScannerAdfLoaded":
            self._strike()
        match self._feeder():
            case "ScannerAdfLoaded":
                self._fed += 1
                return self._page("feeder", self._fed - 1, job.settings)
            case "ScannerAdfEmpty":
                return Reply(HTTPStatus.NOT_FOUND)
        return Reply(HTTPStatus.CONFLICT)

    def _strike(self) -> None:
        """A sheet starts to move: what the script says of this page happens now."""
        for rule in self._armed.passed("page"):
            self._armed.begin(rule.fault, rule.value)

    def _page(self, source: str, number: int, settings: Settings) -> Reply:
        short = self._armed.on("short")
        rows = 1.0 if short is None else (short or _SHORT_PERCENT) / 100
        left, top = settings.left, settings.top
        region = (left, top, left + settings.width, top + settings.height)
        sheet = self._sheets.picture(number)
        jpeg = scanned(sheet, settings.dpi, settings.colour, region, rows)
        if self._armed.on("half") is not None:
            jpeg = jpeg[: len(jpeg) // 2]
        self.fetched.append(f"{source}-{number + 1}")
        return Reply(HTTPStatus.OK, jpeg, _JPEG)

"""Scans through the real scanimage and sane-airscan from a simulated network scanner, and what goes
wrong on the way."""

import hashlib
import io
import os
import shutil
import signal
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from devices.document_camera.jpeg import describe
from devices.scanner import driver
from devices.scanner.sim_sheets import draw_sheet
from devices.scanner.vault import Vault
from kiosk.device import CompletionCode, DeviceState
from kiosk.faults import Fault
from kiosk.messages.devices import CommandFailed
from kiosk.messages.imaging import MakePdf, PageScanned, PdfMade, ScanEnded
from tests.devices.scanner.bench import ENOUGH_S, HASTY, Bench, ScannerSim, online


def pixels(page: PageScanned) -> np.ndarray:
    with Image.open(io.BytesIO(page.jpeg)) as picture:
        return np.asarray(picture.convert("RGB"), np.int16)


def title(sheet: np.ndarray) -> np.ndarray:
    """Where its number stands, at 100 dpi, in grey."""
    grey: np.ndarray = sheet[60:140, 60:700].mean(axis=2)
    return grey


@pytest.fixture
def folders(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Of this process alone; others may scan at the same time."""
    made: list[Path] = []

    class Noted(Vault):
        def __init__(self) -> None:
            super().__init__()
            made.append(self.path)

    monkeypatch.setattr(driver, "Vault", Noted)
    return made


@pytest.fixture
def hanging_at_the_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The real scanimage in a shell that, like sane-airscan now and then, never ends by itself."""
    script = tmp_path / "scanimage"
    real = shutil.which("scanimage")
    script.write_text(f'#!/bin/sh\n{real} "$@"\ncase "$*" in *--batch*) exec sleep 600;; esac\n')
    script.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=os.pathsep)


def failed(completion: Any) -> tuple[Fault, CompletionCode]:
    assert isinstance(completion, CommandFailed), completion
    return completion.fault, completion.code


@pytest.mark.usefixtures("hanging_at_the_end")
def test_a_scan_that_hangs_when_all_is_done_is_done(bench: Bench, sim: ScannerSim) -> None:
    done, pages = bench.scan()
    assert (done, len(pages)) == (ScanEnded("scan-1", 1), 1)
    sim.script("at page 2 jam")
    stuck, pages = bench.scan("feeder", dpi=100)
    assert failed(stuck) == (Fault.SCAN_JAM, CompletionCode.HARDWARE_ERROR)
    assert len(pages) == 1


def test_a_sheet_on_the_glass(bench: Bench) -> None:
    done, (page,) = bench.scan()
    assert done == ScanEnded("scan-1", 1)
    about = describe(page.jpeg)
    assert (about.width, about.height, about.components, about.dpi) == (2480, 3508, 3, 300)
    assert (page.page, page.width, page.height) == (1, 2480, 3508)
    assert page.sha256 == hashlib.sha256(page.jpeg).hexdigest()
    assert np.abs(pixels(page) - np.asarray(draw_sheet(1), np.int16)).mean() < 2


def test_in_grey_and_coarser(bench: Bench) -> None:
    _, (page,) = bench.scan(colour=False, dpi=150)
    about = describe(page.jpeg)
    assert about.components == 1
    assert about.dpi == 150
    assert abs(about.height - 1754) <= 2


def test_sheets_from_the_feeder_in_order(bench: Bench) -> None:
    done, pages = bench.scan("feeder", dpi=100, colour=False)
    assert done == ScanEnded("scan-1", 3)
    assert [page.page for page in pages] == [1, 2, 3]
    titles = [title(np.asarray(draw_sheet(n).resize((826, 1169)), np.int16)) for n in (1, 2, 3)]
    for number, page in enumerate(pages):
        distances = [np.abs(title(pixels(page)) - other).mean() for other in titles]
        assert int(np.argmin(distances)) == number


def test_an_empty_feeder(bench: Bench, sim: ScannerSim) -> None:
    sim.script("now empty")
    completion, pages = bench.scan("feeder")
    assert failed(completion) == (Fault.SCAN_NO_PAGE, CompletionCode.USER_ERROR)
    assert pages == []


def test_more_sheets_than_wanted(bench: Bench, sim: ScannerSim) -> None:
    sim.script("now sheets 3")
    completion, pages = bench.scan("feeder", dpi=100, most_pages=2)
    assert failed(completion) == (Fault.SCAN_LIMIT, CompletionCode.USER_ERROR)
    assert len(pages) == 2
    sim.heal()
    assert bench.scan("feeder", dpi=100, most_pages=3)[0] == ScanEnded("scan-2", 3)


def test_a_sheet_is_stuck(bench: Bench, sim: ScannerSim) -> None:
    sim.script("at page 2 jam")
    completion, pages = bench.scan("feeder", dpi=100)
    assert failed(completion) == (Fault.SCAN_JAM, CompletionCode.HARDWARE_ERROR)
    assert [page.page for page in pages] == [1]
    sim.heal()
    assert bench.scan("feeder", dpi=100)[0] == ScanEnded("scan-2", 3)


def test_the_lid_is_open(bench: Bench, sim: ScannerSim) -> None:
    sim.script("now door_open")
    assert failed(bench.scan("feeder")[0])[0] is Fault.SCANNER_COVER_OPEN
    sim.heal()
    sim.script("now cover_open")  # the word of the specification, which sane-airscan does not know
    assert failed(bench.scan("feeder")[0])[0] is Fault.SCANNER_ERROR


@pytest.mark.parametrize("source", ["flatbed", "feeder"])
@pytest.mark.parametrize("fault", ["short", "short 97", "half"])
def test_a_page_that_is_not_whole(bench: Bench, sim: ScannerSim, source: str, fault: str) -> None:
    """scanimage hands on a picture of full size and says success."""
    sim.script(f"now {fault}")
    completion, pages = bench.scan(source)
    assert failed(completion) == (Fault.SCAN_PARTIAL, CompletionCode.HARDWARE_ERROR)
    assert pages == []


def test_a_connection_that_breaks_off(bench: Bench, sim: ScannerSim) -> None:
    sim.script("now truncate 60000")
    completion, pages = bench.scan()
    assert failed(completion) == (Fault.SCANNER_ERROR, CompletionCode.DEVICE_NOT_READY)
    assert pages == []


def test_pulled_in_the_middle_and_back(bench: Bench, sim: ScannerSim) -> None:
    sim.script("at page 2 unplug")
    completion, pages = bench.scan("feeder", dpi=100)
    assert failed(completion)[1] is CompletionCode.DEVICE_NOT_READY
    assert len(pages) == 1
    sim.heal()
    bench.status(DeviceState.ONLINE)
    assert isinstance(bench.scan(dpi=100)[0], ScanEnded)


@pytest.mark.slow
def test_somebody_else_scans(bench: Bench, sim: ScannerSim) -> None:
    """sane-airscan tries for ten seconds by itself."""
    sim.script("now busy")
    completion = bench.scan(dpi=100)[0]
    assert failed(completion) == (Fault.SCANNER_BUSY, CompletionCode.DEVICE_NOT_READY)


def test_a_scanner_that_falls_silent(sim: ScannerSim) -> None:
    with online(sim.driver(HASTY)) as bench:
        sim.script("at page 2 hang")
        completion, pages = bench.scan("feeder", dpi=100)
        assert failed(completion)[0] is Fault.SCANNER_SILENT
        assert len(pages) == 1
        assert bench.status(DeviceState.UNKNOWN).detail.startswith(Fault.SCANNER_SILENT)
        sim.heal()
        bench.status(DeviceState.ONLINE)


def test_nothing_stays_in_memory(bench: Bench, sim: ScannerSim, folders: list[Path]) -> None:
    bench.scan("feeder", dpi=100)
    sim.heal()
    sim.script("at page 2 hang")
    name = bench.begin("feeder", dpi=100)
    bench.heard.until("a page", lambda: bool(bench.pages(name)), ENOUGH_S)
    assert [path.is_dir() for path in folders] == [False, True]
    bench.runner.cancel(name)
    completion = bench.heard.completion(name, ENOUGH_S)
    assert failed(completion) == (Fault.DEVICE_CANCELLED, CompletionCode.CANCELED)
    assert not any(path.exists() for path in folders)


def test_a_cancelled_scan_is_cancelled_at_the_scanner(bench: Bench, sim: ScannerSim) -> None:
    """It does not go on feeding the citizen's papers."""
    fetched = len(sim.output().receipts)
    sim.script("now late 300")
    name = bench.begin("feeder", dpi=100)
    bench.heard.until("a page", lambda: bool(bench.pages(name)), ENOUGH_S)
    bench.runner.cancel(name)
    bench.heard.completion(name, ENOUGH_S)
    assert len(sim.output().receipts) - fetched < 3


def test_a_scan_ends_with_its_process(bench: Bench, sim: ScannerSim) -> None:
    """Somebody kills scanimage: that is a loss, and the next scan is well."""
    sim.script("at page 1 hang")
    name = bench.begin(dpi=100)
    bench.heard.until("a child", lambda: bool(children()), ENOUGH_S)
    for pid in children():
        os.kill(pid, signal.SIGKILL)
    assert failed(bench.heard.completion(name, ENOUGH_S))[0] is Fault.SCANNER_ERROR
    sim.heal()
    bench.status(DeviceState.ONLINE)
    assert isinstance(bench.scan(dpi=100)[0], ScanEnded)


def children() -> list[int]:
    """Processes of this one that run scanimage."""
    found = []
    for task in Path("/proc/self/task").iterdir():
        for pid in (task / "children").read_text().split():
            if Path(f"/proc/{pid}/comm").read_text().strip() == "scanimage":
                found.append(int(pid))
    return found


def test_pages_are_bound(bench: Bench) -> None:
    _, pages = bench.scan("feeder", dpi=100)
    bench.runner.submit(MakePdf("bind", tuple(page.jpeg for page in pages)))
    made = bench.heard.completion("bind", ENOUGH_S)
    assert isinstance(made, PdfMade)
    assert all(page.jpeg in made.pdf for page in pages)


def test_no_request_was_unknown_to_the_scanner(bench: Bench, sim: ScannerSim) -> None:
    before = sim.output().unknown_bytes
    bench.scan(dpi=100)
    bench.scan("feeder", dpi=100)
    assert sim.output().unknown_bytes == before

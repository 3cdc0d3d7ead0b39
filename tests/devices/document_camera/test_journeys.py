"""The driver with a simulated camera: real HTTP, real frames in shared memory."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np
import pytest

from devices.camera.cv import cv2
from devices.document_camera.flat import A4
from devices.document_camera.jpeg import describe
from devices.document_camera.sim_photo import Scene, photograph
from kiosk.device import CompletionCode, DeviceState
from kiosk.faults import Fault
from kiosk.link import decode, encode
from kiosk.link.frames import FrameReader, FramesError
from kiosk.messages.devices import CommandFailed
from kiosk.messages.imaging import MakePdf, PageScanned, PdfMade, PreviewEnded
from kiosk.values import replace
from tests.devices.document_camera.bench import ENOUGH_S, GOOD, Bench, CameraSim, running
from tests.devices.document_camera.sheets import letter

WAIT_S = 1.5
"""Enough for a page that lies still to be taken, were nothing wrong with it."""


@contextmanager
def lying(sim: CameraSim, scene: Scene, state: DeviceState = DeviceState.ONLINE) -> Iterator[Bench]:
    """The letter lies so before anybody looks: no earlier picture is still on its way."""
    sim.show(photograph(letter(), scene).pixels)
    with running(sim.driver(), state) as bench:
        yield bench


def frame_of(name: str, bench: Bench) -> np.ndarray:
    """The newest frame in shared memory, RGB."""
    reader = FrameReader(name)
    frames: list[bytes] = []

    def has_come() -> bool:
        frame = reader.read()
        frames.extend([frame] if frame is not None else [])
        return bool(frames)

    bench.heard.until("a frame", has_come, ENOUGH_S)
    reader.close()
    return np.frombuffer(frames[0], np.uint8).reshape(reader.height, reader.width, 3)


def test_a_page_is_taken_flat_and_in_colour(bench: Bench) -> None:
    page = bench.capture()
    assert isinstance(page, PageScanned)
    about = describe(page.jpeg)
    assert (about.width, about.height, about.components) == (page.width, page.height, 3)
    assert page.height / page.width == pytest.approx(A4, rel=0.002)
    pixels = cv2.imdecode(np.frombuffer(page.jpeg, np.uint8), cv2.IMREAD_COLOR)
    assert pixels is not None
    blue, _, red = pixels[int(page.height * 0.84), :].astype(int).T
    assert (red - blue).max() > 60, "the seal is not red"


def test_a_page_in_grey(bench: Bench) -> None:
    assert describe(bench.capture(colour=False).jpeg).components == 1


@pytest.mark.row("S089")
def test_the_page_says_what_it_must_be(bench: Bench) -> None:
    """Whoever has the page's digest sees that a single bit was changed."""
    page = bench.capture()
    assert page.sha256 == hashlib.sha256(page.jpeg).hexdigest()
    for at in (0, len(page.jpeg) // 2, len(page.jpeg) - 1):
        changed = bytearray(page.jpeg)
        changed[at] ^= 1
        assert hashlib.sha256(changed).hexdigest() != page.sha256
    assert decode(encode(page, 1))[1] == page
    assert "jpeg" not in repr(page)


def test_the_citizen_sees_what_the_camera_sees(bench: Bench) -> None:
    ready = bench.preview(width=480)
    assert (ready.width, ready.height) == (480, 360)
    frame = frame_of(ready.name, bench)
    expected = cv2.resize(photograph(letter(), GOOD).pixels, (480, 360), None, 0, 0, cv2.INTER_AREA)
    assert np.abs(frame[:, :, ::-1].astype(int) - expected).mean() < 4
    bench.runner.cancel("preview")
    assert isinstance(bench.heard.completion("preview", ENOUGH_S), PreviewEnded)
    with pytest.raises(FramesError):
        FrameReader(ready.name)


@pytest.mark.slow
def test_the_citizen_is_told_where_the_page_is_and_what_is_wrong(
    bench: Bench, sim: CameraSim
) -> None:
    bench.preview()
    bench.heard.until(
        "no fault", lambda: any(h.fault is None for h in bench.hints("preview")), ENOUGH_S
    )
    corners = np.array(bench.hints("preview")[-1].corners).reshape(4, 2) * [GOOD.width, GOOD.height]
    assert np.abs(corners - photograph(letter(), GOOD).corners).max() < 4
    for changed, fault in (
        (replace(GOOD, shift_y=0.2), Fault.SCAN_CUT_EDGE),
        (replace(GOOD, glare=0.05), Fault.SCAN_GLARE),
        (replace(GOOD, shift_x=3.0), Fault.SCAN_NO_PAGE),
    ):
        sim.show(photograph(letter(), changed).pixels)
        bench.heard.until(fault, lambda f=fault: bench.hints("preview")[-1].fault is f, ENOUGH_S)  # type: ignore[misc] # mypy infers no default's type
    assert bench.hints("preview")[-1].corners == ()


def test_hints_are_told_at_changes_only(bench: Bench) -> None:
    bench.see_frames(bench.preview().name, 20)
    assert len(bench.hints("preview")) == 1


def test_a_page_that_is_mended_while_the_citizen_is_told(sim: CameraSim) -> None:
    """The live picture goes on while the page is waited for."""
    with lying(sim, replace(GOOD, glare=0.05)) as bench:
        bench.begin_capture("page")
        bench.heard.until("a hint", lambda: bool(bench.hints("page")), ENOUGH_S)
        assert bench.hints("page")[-1].fault is Fault.SCAN_GLARE
        assert frame_of(bench.ready("page").name, bench).any()
        sim.show(photograph(letter(), GOOD).pixels)
        assert isinstance(bench.heard.completion("page", ENOUGH_S), PageScanned)


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"shift_x": 3.0}, Fault.SCAN_NO_PAGE),
        ({"defocus": 3.0}, Fault.SCAN_BLUR),
    ],
)
def test_the_last_fault_ends_a_capture(
    sim: CameraSim, changes: dict[str, float], fault: Fault
) -> None:
    with lying(sim, replace(GOOD, **changes)) as bench:  # type: ignore[arg-type] # fields of Scene, by name
        failed = bench.capture(deadline_s=WAIT_S)
    assert isinstance(failed, CommandFailed)
    assert (failed.fault, failed.code) == (fault, CompletionCode.TIMED_OUT)


def test_a_covered_lens(sim: CameraSim) -> None:
    dark = replace(GOOD, light=0.01)
    with lying(sim, dark, DeviceState.HARDWARE_ERROR) as bench:
        failed = bench.capture(deadline_s=WAIT_S)
        assert (failed.fault, failed.code) == (Fault.CAMERA_BLACK, CompletionCode.TIMED_OUT)


def test_a_capture_is_cancelled(sim: CameraSim) -> None:
    with lying(sim, replace(GOOD, shift_x=3.0)) as bench:
        bench.begin_capture("page")
        name = bench.ready("page").name
        bench.runner.cancel("page")
        failed = bench.heard.completion("page", ENOUGH_S)
    assert (failed.fault, failed.code) == (Fault.DEVICE_CANCELLED, CompletionCode.CANCELED)
    with pytest.raises(FramesError):
        FrameReader(name)


def test_a_page_waits_until_the_preview_is_cancelled(bench: Bench) -> None:
    """As kiosk.messages.imaging.StartPreview says; the page then has a live picture of its own."""
    shown = bench.preview().name
    bench.begin_capture("early")
    early = bench.heard.completion("early", ENOUGH_S)
    assert (early.code, early.fault) == (CompletionCode.SEQUENCE_ERROR, Fault.DEVICE_BUSY)
    bench.runner.cancel("preview")
    assert isinstance(bench.capture("page"), PageScanned)
    assert isinstance(bench.heard.completion("preview", ENOUGH_S), PreviewEnded)
    assert bench.ready("page").name != shown


def test_pages_are_bound(bench: Bench) -> None:
    page = bench.capture()
    bench.runner.submit(MakePdf("bind", (page.jpeg, page.jpeg)))
    made = bench.heard.completion("bind", ENOUGH_S)
    assert isinstance(made, PdfMade)
    assert made.pdf.count(page.jpeg) == 2


def test_the_camera_is_pulled_while_the_citizen_looks(bench: Bench, sim: CameraSim) -> None:
    ready = bench.preview()
    sim.script("now unplug")
    failed = bench.heard.completion("preview", ENOUGH_S)
    assert isinstance(failed, CommandFailed)
    assert failed.fault in (Fault.CAMERA_SILENT, Fault.CAMERA_ABSENT)
    with pytest.raises(FramesError):
        FrameReader(ready.name)
    sim.heal()
    bench.heard.status("back", lambda status: status.state is DeviceState.ONLINE, ENOUGH_S)
    assert isinstance(bench.capture("again"), PageScanned)


def test_the_cameras_resolution_changes(bench: Bench, sim: CameraSim) -> None:
    bench.preview()
    sim.script("now resolution 640")
    assert bench.heard.completion("preview", ENOUGH_S).fault is Fault.CAMERA_CHANGED


def test_a_camera_that_repeats_one_picture(bench: Bench, sim: CameraSim) -> None:
    """Whoever moves the sheet would wait for ever."""
    bench.preview()
    sim.script("now freeze")
    assert bench.heard.completion("preview", ENOUGH_S).fault is Fault.CAMERA_SILENT

"""What is told of a picture, at the edges between good and bad. The kinds of photographs are in
test_page.py."""

import numpy as np
import pytest

from devices.document_camera.quality import Limits
from devices.document_camera.sim_photo import Scene, photograph
from kiosk.faults import Fault
from kiosk.values import replace
from tests.devices.document_camera.scenes import look
from tests.devices.document_camera.sheets import blank, card_photo, letter, table

pytestmark = pytest.mark.slow

SCENE = Scene(1200, 900, turn=4, tilt_x=4, fill=0.75)


def fault_of(sheet: np.ndarray, **changes: float | int) -> Fault | None:
    return look(photograph(sheet, replace(SCENE, **changes)).pixels)[1]  # type: ignore[arg-type] # fields of Scene, by name


def test_a_good_picture() -> None:
    assert fault_of(letter()) is None


@pytest.mark.parametrize("sheet", [blank, letter, table], ids=["blank", "text", "ruled"])
def test_sharpness_does_not_depend_on_what_is_printed(sheet: object) -> None:
    assert callable(sheet)
    assert fault_of(sheet(), defocus=0.7) is None
    assert fault_of(sheet(), defocus=2.0) is Fault.SCAN_BLUR
    assert fault_of(sheet(), motion=7) is Fault.SCAN_BLUR


def test_noise_does_not_pass_for_sharpness() -> None:
    assert fault_of(letter(), defocus=2.0, noise=12.0) is Fault.SCAN_BLUR


@pytest.mark.parametrize("radius", [0.02, 0.05, 0.15])
def test_a_reflection(radius: float) -> None:
    assert fault_of(letter(), glare=radius) is Fault.SCAN_GLARE


def test_a_reflection_on_a_card() -> None:
    scene = replace(SCENE, fill=0.4)
    assert look(card_photo(scene).pixels)[1] is None
    assert look(card_photo(replace(scene, glare=0.015)).pixels)[1] is Fault.SCAN_GLARE


@pytest.mark.parametrize(
    ("light", "fault"),
    [(1.0, None), (0.5, None), (0.3, Fault.SCAN_DARK), (0.1, Fault.SCAN_DARK)],
)
def test_light_is_judged_on_the_sheet(light: float, fault: Fault | None) -> None:
    assert fault_of(letter(), light=light, noise=2.0) is fault


def test_no_light_at_all() -> None:
    assert fault_of(letter(), light=0.01) is Fault.CAMERA_BLACK


def test_an_empty_dark_tray_is_not_a_dark_picture() -> None:
    tray = np.full((900, 1200, 3), Limits().black + 5, np.uint8)
    assert look(tray)[1] is Fault.SCAN_NO_PAGE


def test_far_away() -> None:
    assert fault_of(letter(), fill=0.3) is None
    assert fault_of(letter(), fill=0.2) is Fault.SCAN_TOO_SMALL


def test_over_the_border() -> None:
    assert fault_of(letter(), shift_y=0.2) is Fault.SCAN_CUT_EDGE

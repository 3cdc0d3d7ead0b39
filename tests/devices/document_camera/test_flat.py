"""The flattened sheet: its proportions, its size, its content the right way round."""

import numpy as np
import pytest

from devices.camera.cv import cv2
from devices.camera.feed import Pixels
from devices.document_camera.flat import A4, CARD, LONGEST, flatten, proportions
from devices.document_camera.page import find, reduced
from devices.document_camera.sim_photo import Photo, Scene, photograph
from tests.devices.document_camera.sheets import card_photo, letter

pytestmark = pytest.mark.slow


def flat_of(photo: Photo) -> tuple[Pixels, int]:
    sheet = find(reduced(photo.pixels))
    assert sheet is not None
    return flatten(photo.pixels, sheet.corners)


def likeness(picture: Pixels, sheet: Pixels) -> float:
    """Correlation of the two as small grey pictures, 1 for the same."""
    small = [
        cv2.cvtColor(cv2.resize(p, (248, 350), interpolation=cv2.INTER_AREA), cv2.COLOR_BGR2GRAY)
        for p in (picture, sheet)
    ]
    return float(np.corrcoef(small[0].ravel(), small[1].ravel())[0, 1])


@pytest.mark.parametrize("turn", [-40, -5, 0, 30])
def test_the_sheet_comes_out_upright_and_not_mirrored(turn: float) -> None:
    scene = Scene(1600, 1200, turn=turn, tilt_x=9, tilt_y=-7, fill=0.7)
    flat, dpi = flat_of(photograph(letter(), scene))
    assert likeness(flat, letter()) > 0.95
    assert max(likeness(other, letter()) for other in (flat[::-1], flat[:, ::-1])) < 0.6
    assert flat.shape[0] / flat.shape[1] == pytest.approx(A4, rel=0.002)
    assert dpi == 0


def test_a_sheet_that_lies_broad_stays_broad() -> None:
    flat, _ = flat_of(photograph(letter(), Scene(1600, 1200, turn=90, fill=1.0)))
    assert flat.shape[1] / flat.shape[0] == pytest.approx(A4, rel=0.002)


def test_a_card_has_its_resolution() -> None:
    photo = card_photo(Scene(1600, 1200, turn=3, tilt_x=5, fill=0.4))
    flat, dpi = flat_of(photo)
    assert flat.shape[1] / flat.shape[0] == pytest.approx(CARD, rel=0.003)
    assert dpi == pytest.approx(flat.shape[1] / (85.6 / 25.4), abs=1)


def test_a_thing_with_a_cards_proportions_that_is_too_large_for_one() -> None:
    _, dpi = flat_of(card_photo(Scene(1600, 1200, turn=3, fill=0.9)))
    assert dpi == 0


def test_other_proportions_are_kept() -> None:
    """A register page: 143 x 105 mm, nearer to A4 than a tilted camera should be trusted with."""
    page = np.ascontiguousarray(letter()[:1689])
    scene = Scene(1600, 1200, turn=2, tilt_x=6, tilt_y=6, fill=0.8)
    flat, _ = flat_of(photograph(page, scene))
    assert flat.shape[0] / flat.shape[1] == pytest.approx(1689 / 1240, rel=0.012)


@pytest.mark.parametrize("tilt", [-15.0, 0.0, 15.0])
def test_foreshortening_is_undone(tilt: float) -> None:
    scene = Scene(1600, 1200, tilt_x=tilt, tilt_y=-tilt / 2, turn=12, fill=0.7)
    corners = photograph(letter(), scene).corners
    assert proportions(corners, 1600, 1200) == A4


def test_nothing_is_larger_than_a4_at_300_dpi_or_than_it_was() -> None:
    frame = np.zeros((6000, 4300, 3), np.uint8)
    corners = np.array([[10, 10], [4200, 10], [4200, 5935], [10, 5935]], np.float32)
    assert flatten(frame, corners)[0].shape == (LONGEST, 2480, 3)
    small = np.array([[10, 10], [110, 10], [110, 90], [10, 90]], np.float32)
    assert flatten(frame, small)[0].shape == (80, 100, 3)

"""Sheets on made-up photographs: where they are found, and where none may be."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from devices.camera.cv import cv2
from devices.camera.feed import Pixels
from devices.document_camera.page import SMALL, Sheet, find, ordered, reduced
from devices.document_camera.sim_photo import TRAYS, Photo, Scene, photograph
from kiosk.values import replace
from tests.devices.document_camera.scenes import KINDS, rate
from tests.devices.document_camera.sheets import blank, card_photo, corner_error, letter

pytestmark = pytest.mark.slow

SMALL_SCENE = Scene(960, 720, turn=4, fill=0.75)
COUNT = 3
CLOSE = 1.0
"""Pixels."""


def found_in(pixels: Pixels) -> Sheet | None:
    return find(reduced(pixels))


def error_of(photo: Photo) -> float:
    sheet = found_in(photo.pixels)
    assert sheet is not None, "no sheet found"
    assert not sheet.cut
    return corner_error(sheet.corners, photo.corners)


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_said_of_photographs(kind: str) -> None:
    """A sheet without fault is always found to a pixel; every fault is told; and whatever the
    photograph, a wrong cut is never called good."""
    one = rate(kind, COUNT, (1200, 900))
    if kind == "two sheets":  # where they do not touch, the larger one is taken
        assert set(one.said) <= {None, one.expected}
    else:
        assert one.right == COUNT, one
    assert max(one.errors, default=0.0) < CLOSE


@pytest.mark.parametrize("tray", [tray for tray in TRAYS if tray != "white"])
def test_a_sheet_is_found_to_a_part_of_a_pixel(tray: str) -> None:
    scene = replace(SMALL_SCENE, tray=tray, tilt_x=5, tilt_y=-4, shade=0.3)
    assert error_of(photograph(letter(), scene)) < 0.6


@settings(max_examples=15)
@given(
    turn=st.floats(-180, 180),
    fill=st.floats(0.35, 0.75),
    tilt=st.floats(-12, 12),
    seed=st.integers(0, 9),
)
def test_it_is_found_however_it_lies(turn: float, fill: float, tilt: float, seed: int) -> None:
    scene = replace(SMALL_SCENE, turn=turn, fill=fill, tilt_x=tilt, tilt_y=tilt / 2, seed=seed)
    assert error_of(photograph(blank(), scene)) < CLOSE


def test_a_large_picture_is_measured_in_its_own_pixels() -> None:
    photo = photograph(letter(), Scene(2592, 1944, turn=93, tilt_x=4, fill=0.95))
    assert max(reduced(photo.pixels)[-1].shape) <= SMALL
    assert error_of(photo) < CLOSE


def test_the_corners_of_a_card_are_where_its_sides_meet() -> None:
    """They are rounded off: no pixel of the card lies there."""
    assert error_of(card_photo(Scene(1600, 1200, turn=20, fill=0.4))) < CLOSE


def test_an_empty_tray() -> None:
    for tray in TRAYS:
        picture = photograph(letter(), Scene(960, 720, tray=tray, shift_x=3)).pixels
        assert found_in(picture) is None


def test_a_sheet_that_fills_the_picture_has_no_sides() -> None:
    sheet = found_in(photograph(letter(), replace(SMALL_SCENE, fill=3.0)).pixels)
    assert sheet is None or sheet.cut


@pytest.mark.parametrize("shift", [0.135, 0.2, 0.3])
def test_a_sheet_that_leaves_the_picture_is_cut(shift: float) -> None:
    sheet = found_in(photograph(letter(), replace(SMALL_SCENE, shift_y=shift)).pixels)
    assert sheet is not None
    assert sheet.cut


@pytest.mark.parametrize(
    "other",
    [
        [[619, 646], [587, 335], [816, 312], [848, 622]],
        [[603, 567], [683, 191], [914, 239], [835, 616]],
        [[742, 647], [610, 306], [862, 208], [995, 549]],
    ],
)
def test_a_sheet_that_peeps_out_from_behind_another(other: list[list[int]]) -> None:
    """Both together have four corners, but the sides between them are not straight."""
    picture = np.full((900, 1200, 3), 40, np.uint8)
    cv2.rectangle(picture, (200, 150), (800, 650), (220, 220, 220), -1)
    assert found_in(picture) is not None
    cv2.fillConvexPoly(picture, np.array(other, np.int32), (220, 220, 220))
    assert found_in(picture) is None


def test_the_first_corner_is_top_left_and_the_rest_go_clockwise() -> None:
    corners = np.array([[90, 10], [10, 12], [12, 80], [88, 82]], np.float32)
    for turn in range(4):
        for way in (1, -1):
            assert ordered(np.roll(corners[::way], turn, axis=0)).tolist() == [
                [10, 12],
                [90, 10],
                [88, 82],
                [12, 80],
            ]


@settings(max_examples=60)
@given(
    pixels=arrays.arrays(np.uint8, st.tuples(st.integers(1, 40), st.integers(1, 40), st.just(3))),
    scale=st.integers(1, 30),
)
def test_any_picture_gives_a_sheet_or_none(pixels: Pixels, scale: int) -> None:
    big = np.repeat(np.repeat(pixels, scale, axis=0), scale, axis=1)
    sheet = found_in(big)
    assert sheet is None or np.isfinite(sheet.corners).all()


POINT = st.tuples(st.integers(-50, 450), st.integers(-50, 350))
SHAPE = st.tuples(st.lists(POINT, min_size=3, max_size=7), st.integers(0, 255))


@settings(max_examples=40)
@given(shapes=st.lists(SHAPE, max_size=6))
def test_any_shapes_give_a_sheet_or_none(
    shapes: list[tuple[list[tuple[int, int]], int]],
) -> None:
    picture = np.full((300, 400, 3), 40, np.uint8)
    for points, level in shapes:
        cv2.fillPoly(picture, [np.array(points, np.int32)], (level, level, level))
    sheet = found_in(picture)
    assert sheet is None or np.isfinite(sheet.corners).all()

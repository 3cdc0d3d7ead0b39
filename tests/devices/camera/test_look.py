"""What a row of pictures says about the camera."""

import numpy as np
import pytest

from devices.camera.feed import Pixels
from devices.camera.look import Watch, is_black

CHANCE = np.random.default_rng(1)


def picture(light: float, noise: float = 1.5) -> Pixels:
    grain = CHANCE.normal(light, noise, (72, 128, 3))
    return np.clip(grain, 0, 255).astype(np.uint8)


def test_black_is_told_for_how_long() -> None:
    watch = Watch()
    watch.see(picture(120), 10.0)
    assert watch.black_s == 0.0
    watch.see(picture(0), 11.0)
    assert 0 < watch.black_s < 0.001
    watch.see(picture(0), 12.5)
    assert watch.black_s == 1.5
    watch.see(picture(60), 13.0)
    assert watch.black_s == 0.0
    watch.see(picture(0), 14.0)
    assert watch.black_s < 0.001


@pytest.mark.parametrize("light", [12, 40, 120, 255])
def test_anything_lighter_is_not_black(light: float) -> None:
    assert not is_black(picture(light))


def test_a_dark_room_with_one_lamp_is_not_black() -> None:
    room = picture(2)
    room[30:45, 60:80] = 230
    assert not is_black(room)


def test_the_same_picture_is_told_for_how_long() -> None:
    watch = Watch()
    frozen = picture(100)
    watch.see(picture(100), 5.0)
    watch.see(frozen, 6.0)
    watch.see(frozen, 8.0)
    assert watch.same_s == 2.0
    watch.see(picture(100), 8.1)
    assert watch.same_s == 0.0


@pytest.mark.parametrize("light", [0, 255])
def test_where_all_is_black_or_white_the_same_means_nothing(light: int) -> None:
    watch = Watch()
    blind = np.full((72, 128, 3), light, np.uint8)
    watch.see(blind, 1.0)
    watch.see(blind, 9.0)
    assert watch.same_s == 0.0

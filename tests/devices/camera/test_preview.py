"""Frames on their way to the citizen's eyes."""

import numpy as np
import pytest

from devices.camera.feed import Pixels
from devices.camera.preview import Preview, preview_size
from kiosk.link.frames import MEMORY, FrameReader, FramesError


def plain(blue: int, green: int, red: int, width: int = 1280, height: int = 720) -> Pixels:
    picture = np.empty((height, width, 3), np.uint8)
    picture[:] = (blue, green, red)
    return picture


@pytest.mark.parametrize("width", [320, 960, 1280, 4000])
def test_a_frame_arrives_scaled_and_as_rgb(width: int) -> None:
    preview = Preview(960, 540)
    reader = FrameReader(preview.name)
    preview.show(plain(10, 20, 200, width, width * 9 // 16))
    pixels = reader.read()
    assert pixels is not None
    assert (reader.width, reader.height) == (960, 540)
    assert set(zip(pixels[::3], pixels[1::3], pixels[2::3], strict=True)) == {(200, 20, 10)}
    reader.close()
    preview.close()


def test_closing_overwrites_and_unlinks() -> None:
    preview = Preview(64, 36)
    preview.show(plain(1, 2, 3))
    with (MEMORY / preview.name).open("rb") as memory:
        assert any(memory.read()[4096:])
        preview.close()
        memory.seek(4096)
        assert not any(memory.read())
    assert not (MEMORY / preview.name).exists()
    with pytest.raises(FramesError):
        FrameReader(preview.name)
    preview.close()


@pytest.mark.parametrize(
    ("asked", "width", "height", "given"),
    [
        (960, 1280, 720, (960, 540)),
        (960, 1600, 1200, (960, 720)),
        (960, 720, 1280, (960, 1707)),
        (0, 1280, 720, (64, 36)),
        (99_999, 1280, 720, (1920, 1080)),
        (960, 5000, 1, (960, 1)),
    ],
)
def test_the_shape_follows_the_camera(
    asked: int, width: int, height: int, given: tuple[int, int]
) -> None:
    assert preview_size(asked, plain(0, 0, 0, width, height)) == given

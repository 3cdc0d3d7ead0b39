"""The portrait: the shape that the standard wants, around the face."""

import hashlib
import io

import numpy as np
import pytest
from PIL import Image

from devices.face_camera.faces import CascadeFinder, Face
from devices.face_camera.photo import GA_461
from devices.face_camera.portrait import portrait
from devices.face_camera.sim_face import Person, draw
from kiosk.messages.imaging import PortraitTaken
from tests.devices.camera.sims import pixels_of

FINDER = CascadeFinder()


def taken(person: Person, size: tuple[int, int] = (1280, 720)) -> PortraitTaken:
    picture = draw(person, size=size)
    face = FINDER.with_eyes(picture, FINDER.find(picture)[0])
    assert face is not None
    return portrait("p1", picture, face, GA_461)


@pytest.mark.row("S099")
@pytest.mark.parametrize("person", [Person(), Person(width=170), Person(700, 340, 260)], ids=str)
def test_size_and_place_of_the_face_follow_the_standard(person: Person) -> None:
    photo = taken(person)
    pixels = pixels_of(photo.jpeg)
    assert pixels.shape == (441, 358, 3)
    face = FINDER.with_eyes(pixels, FINDER.find(pixels)[0])
    assert face is not None
    assert 207 - 14 <= face.width <= 207 + 14
    assert abs(face.x - 358 / 2) <= 6
    assert 441 - face.y >= 207


def test_the_file_says_its_resolution_and_its_hash() -> None:
    photo = taken(Person())
    with Image.open(io.BytesIO(photo.jpeg)) as image:
        assert image.info["dpi"] == (350, 350)
        assert (image.size, image.mode) == ((358, 441), "RGB")
        assert not image.getexif()
    assert photo.sha256 == hashlib.sha256(photo.jpeg).hexdigest()
    assert (photo.command, photo.width, photo.height) == ("p1", 358, 441)
    assert len(photo.jpeg) < 100_000


def test_a_larger_camera_gives_the_same_photo() -> None:
    small, large = taken(Person()), taken(Person(1280, 700, 460), (2560, 1440))
    pictures = [
        np.asarray(Image.open(io.BytesIO(photo.jpeg)).convert("L"), np.float64)
        for photo in (small, large)
    ]
    assert np.abs(pictures[0] - pictures[1]).mean() < 8


def test_colours_are_those_of_the_picture() -> None:
    picture = np.zeros((720, 1280, 3), np.uint8)
    picture[:] = (20, 40, 220)
    photo = portrait("p1", picture, Face(640, 330, 200), GA_461)
    with Image.open(io.BytesIO(photo.jpeg)) as image:
        red, green, blue = np.asarray(image)[200, 100]
    assert (red > 200, green < 60, blue < 40) == (True, True, True)

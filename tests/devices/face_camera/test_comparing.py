"""The citizen before the camera and the photo of a chip, with model files made by these tests."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from devices.contract import Refused
from devices.face_camera.driver import FaceCamera
from devices.face_camera.sim_face import RED, Person, draw
from devices.face_camera.sim_match import SimMatcher
from kiosk.device import CompletionCode
from kiosk.faults import Fault
from kiosk.messages.imaging import CompareFace, FaceCompared, PortraitTaken, TakePortrait
from tests.devices.camera.sims import SimCamera, jpeg
from tests.devices.face_camera.driving import Told, token
from tests.devices.face_camera.models import FACE, negative, wear_patch, write


@pytest.fixture
def comparing(sim: SimCamera, tmp_path: Path) -> Iterator[FaceCamera]:
    """With the two models of these tests."""
    driver = FaceCamera(sim.url, 0, 0, *write(tmp_path))
    driver.open(token())
    yield driver
    driver.close()


def test_nobody_is_compared_without_models(sim: SimCamera, driver: FaceCamera, told: Told) -> None:
    sim.show(draw(Person()))
    with pytest.raises(Refused) as caught:
        driver.perform(CompareFace("c1", jpeg(draw(Person()))), told, token())
    assert caught.value.fault is Fault.FACE_NO_MODEL
    assert caught.value.detail == "not provisioned"
    assert told == []


def test_the_citizen_and_the_photo_of_the_chip(
    sim: SimCamera, comparing: FaceCamera, told: Told
) -> None:
    citizen = wear_patch(draw(FACE))
    sim.show(citizen)
    same = comparing.perform(CompareFace("c1", jpeg(citizen)), told, token())
    assert isinstance(same, FaceCompared)
    assert same.same
    assert same.score > 0.9
    other = jpeg(wear_patch(negative(draw(FACE))))
    different = comparing.perform(CompareFace("c2", other), told, token())
    assert isinstance(different, FaceCompared)
    assert not different.same


def test_a_chip_without_a_photo(comparing: FaceCamera, told: Told) -> None:
    for photo in (b"", b"WLT\x01", jpeg(draw(FACE))):
        with pytest.raises(Refused) as caught:
            comparing.perform(CompareFace("c1", photo), told, token())
        assert caught.value.fault is Fault.FACE_NO_CHIP_PHOTO
        assert caught.value.code is CompletionCode.INVALID_DATA


def test_a_comparison_without_a_citizen(comparing: FaceCamera, told: Told) -> None:
    with pytest.raises(Refused) as caught:
        comparing.perform(CompareFace("c1", jpeg(wear_patch(draw(FACE)))), told, token(1.5))
    assert caught.value.fault is Fault.FACE_NONE
    assert caught.value.code is CompletionCode.TIMED_OUT


def test_portraits_with_the_detector_alone(sim: SimCamera, told: Told, tmp_path: Path) -> None:
    detector, _ = write(tmp_path)
    driver = FaceCamera(sim.url, detector_model=detector)
    driver.open(token())
    sim.show(wear_patch(draw(FACE)))
    photo = driver.perform(TakePortrait("p1"), told, token())
    assert isinstance(photo, PortraitTaken)
    driver.close()


def test_a_broken_model_leaves_portraits_as_they_are(
    sim: SimCamera, told: Told, tmp_path: Path
) -> None:
    detector, recogniser = write(tmp_path)
    recogniser.write_bytes(np.random.default_rng(1).bytes(500))
    driver = FaceCamera(sim.url, 0, 0, detector, recogniser)
    driver.open(token())
    sim.show(draw(Person()))
    assert isinstance(driver.perform(TakePortrait("p1"), told, token()), PortraitTaken)
    with pytest.raises(Refused) as caught:
        driver.perform(CompareFace("c1", jpeg(draw(Person()))), told, token())
    assert caught.value.fault is Fault.FACE_NO_MODEL
    assert "recogniser" in caught.value.detail
    driver.close()


def test_the_demo_compares_nothing_and_needs_neither_models_nor_a_photo(
    sim: SimCamera, told: Told
) -> None:
    driver = FaceCamera(sim.url, matcher=SimMatcher())
    driver.open(token())
    sim.show(draw(Person()))
    same = driver.perform(CompareFace("c1", b""), told, token())
    assert isinstance(same, FaceCompared)
    assert same.same
    sim.show(draw(Person(coat=RED)))
    other = driver.perform(CompareFace("c2", b""), told, token())
    assert isinstance(other, FaceCompared)
    assert not other.same
    sim.show(draw())
    with pytest.raises(Refused) as caught:
        driver.perform(CompareFace("c3", b""), told, token(1.5))
    assert caught.value.fault is Fault.FACE_NONE
    driver.close()

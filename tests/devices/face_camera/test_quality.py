"""What forbids a portrait, and what does not. All people are drawn."""

import numpy as np
import pytest

from devices.camera.cv import cv2
from devices.camera.feed import Pixels
from devices.face_camera.faces import CascadeFinder
from devices.face_camera.inspector import Inspector, Verdict
from devices.face_camera.photo import GA_461, Limits, PhotoSpec
from devices.face_camera.quality import FAULTS, Flaw
from devices.face_camera.sim_face import Person, draw
from kiosk.faults import Fault
from kiosk.values import replace
from tests.devices.camera.sims import jpeg, pixels_of

pytestmark = pytest.mark.slow

FINDER = CascadeFinder()
PLAIN = replace(GA_461, plain_background=True)


def seen(picture: Pixels, spec: PhotoSpec = GA_461, noise: float = 2.0) -> Verdict:
    """As a camera shows it: with noise, and through JPEG."""
    grain = np.random.default_rng(1).standard_normal(picture.shape) * noise
    noisy = np.clip(picture + grain, 0, 255).astype(np.uint8)
    return Inspector(FINDER, spec, Limits()).look(pixels_of(jpeg(noisy)))


def lit(picture: Pixels, left: float, right: float) -> Pixels:
    """With other light on the left half than on the right."""
    light = np.full(picture.shape[1], left)
    light[picture.shape[1] // 2 :] = right
    soft = np.convolve(np.pad(light, 30, "edge"), np.full(61, 1 / 61), "valid")
    return np.clip(picture * soft[None, :, None], 0, 255).astype(np.uint8)


def blurred(picture: Pixels, sigma: float) -> Pixels:
    return cv2.GaussianBlur(picture, (0, 0), sigma).view(np.uint8)


def moved(picture: Pixels, pixels: int) -> Pixels:
    return cv2.filter2D(picture, -1, np.full((1, pixels), 1 / pixels)).view(np.uint8)


def behind(picture: Pixels) -> Pixels:
    """With posters on the wall on both sides of the head."""
    picture[40:330, 380:480] = (40, 60, 160)
    picture[40:330, 800:900] = (160, 90, 30)
    return picture


GOOD = [Person(), Person(width=170, y=330), Person(x=560), Person(x=720, y=370, width=250)]


@pytest.mark.parametrize("person", GOOD, ids=str)
def test_a_citizen_who_stands_well(person: Person) -> None:
    verdict = seen(draw(person), PLAIN)
    assert verdict.fault is None, verdict.reason
    assert verdict.face is not None
    assert verdict.face.eyes is not None
    assert abs(verdict.face.x - person.x) < 0.05 * person.width
    assert abs(verdict.face.width - person.width) < 0.08 * person.width


@pytest.mark.parametrize("light", [0.35, 0.6, 1.1])
@pytest.mark.parametrize("noise", [0.5, 6.0])
def test_light_and_noise_of_ordinary_places(light: float, noise: float) -> None:
    assert seen(lit(draw(Person()), light, light), noise=noise).fault is None


@pytest.mark.row("S099")
@pytest.mark.parametrize(
    ("picture", "flaw"),
    [
        (draw(), Flaw.NONE),
        (draw(Person(x=420), Person(x=860)), Flaw.MANY),
        (draw(Person(width=120)), Flaw.FAR),
        (draw(Person(width=380)), Flaw.NEAR),
        (draw(Person(x=200)), Flaw.OFF_CENTRE),
        (draw(Person(x=1000)), Flaw.OFF_CENTRE),
        (draw(Person(y=150)), Flaw.OFF_CENTRE),
        (draw(Person(y=560)), Flaw.OFF_CENTRE),
        (lit(draw(Person()), 0.22, 0.22), Flaw.DARK),
        (lit(draw(Person()), 1.9, 1.9), Flaw.BRIGHT),
        (lit(draw(Person()), 0.45, 1.0), Flaw.UNEVEN),
        (blurred(draw(Person()), 8), Flaw.BLUR),
        (moved(draw(Person()), 31), Flaw.BLUR),
        (draw(Person(eyes=False)), Flaw.EYES),
        (behind(draw(Person())), Flaw.BACKGROUND),
    ],
    ids=lambda value: value.value if isinstance(value, Flaw) else "",
)
def test_what_forbids_a_portrait_has_a_reason(picture: Pixels, flaw: Flaw) -> None:
    """Size, place, light, sharpness, eyes, background."""
    verdict = seen(picture, PLAIN)
    assert verdict.reason == flaw.value
    assert verdict.fault is FAULTS[flaw]


def test_every_flaw_has_a_fault_of_its_own() -> None:
    """Nobody is told that others stand there, or that no face is seen, where something else is."""
    assert set(FAULTS) == set(Flaw)
    assert len(set(FAULTS.values())) == len(FAULTS)
    assert all(fault.name.startswith("FACE_") for fault in FAULTS.values())


def test_the_wall_of_a_hall_need_not_be_white() -> None:
    assert seen(behind(draw(Person()))).fault is None
    assert seen(draw(Person(), wall=(120, 90, 60))).fault is None


def test_somebody_far_behind_is_not_in_the_way() -> None:
    verdict = seen(draw(Person(x=1000, y=250, width=70), Person()))
    assert verdict.fault is None, verdict.reason


def test_it_says_which_face_it_means() -> None:
    verdict = seen(draw(Person(x=420, width=240), Person(x=900, width=200)))
    assert verdict.fault is Fault.FACE_MANY
    assert verdict.face is not None
    assert abs(verdict.face.x - 420) < 20


def test_a_picture_of_any_size_has_a_verdict() -> None:
    for height, width in ((1, 1), (40, 30), (2, 900), (1080, 1920)):
        grey = np.full((height, width, 3), 90, np.uint8)
        assert Inspector(FINDER, PLAIN, Limits()).look(grey).fault is Fault.FACE_NONE

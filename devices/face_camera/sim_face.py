"""Drawn people for the simulated camera: nobody's photo is needed to show it a face."""

import numpy as np
from msgspec import Struct

from devices.camera.cv import cv2
from devices.camera.feed import Pixels

Colour = tuple[int, int, int]
"""Blue, green, red."""
WALL: Colour = (225, 228, 230)
_SKIN, _LIGHT, _SHADE, _DARK = (150, 175, 214), (165, 193, 235), (117, 137, 167), (75, 88, 107)
_HAIR, _BROW, _WHITE, _PUPIL = (40, 42, 48), (52, 56, 66), (232, 234, 236), (38, 40, 46)
_LIPS, _MOUTH, _COAT = (92, 92, 168), (60, 60, 110), (96, 84, 70)
RED: Colour = (40, 40, 170)

Oval = tuple[float, float, float, float, Colour]
"""Centre, half axes; in widths of the face, from its middle."""
_HEAD: tuple[Oval, ...] = (
    (0, -0.14, 0.56, 0.66, _HAIR),
    (0, 0, 0.5, 0.68, _SKIN),
    (0, -0.55, 0.46, 0.2, _HAIR),
    (0, -0.28, 0.36, 0.1, _LIGHT),
)
_SIDE: tuple[Oval, ...] = (
    (0.27, 0.16, 0.13, 0.1, _LIGHT),
    (0.21, -0.06, 0.15, 0.09, _SHADE),
    (0.22, -0.155, 0.13, 0.035, _BROW),
)
_EYE: tuple[Oval, ...] = (
    (0.21, -0.04, 0.095, 0.045, _WHITE),
    (0.21, -0.04, 0.045, 0.045, _PUPIL),
    (0.21, -0.07, 0.1, 0.03, _BROW),
)
_MIDDLE: tuple[Oval, ...] = (
    (0, 0.06, 0.045, 0.17, _LIGHT),
    (-0.075, 0.21, 0.03, 0.02, _DARK),
    (0.075, 0.21, 0.03, 0.02, _DARK),
    (0, 0.235, 0.1, 0.03, _SHADE),
    (0, 0.39, 0.17, 0.05, _LIPS),
    (0, 0.385, 0.17, 0.012, _MOUTH),
    (0, 0.56, 0.14, 0.06, _LIGHT),
)


class Person(Struct, frozen=True):
    """Middle and width of the face (ear to ear) in pixels of the picture."""

    x: int = 640
    y: int = 350
    width: int = 230
    eyes: bool = True
    coat: Colour = _COAT


def draw(*people: Person, size: tuple[int, int] = (1280, 720), wall: Colour = WALL) -> Pixels:
    """People before a plain wall; BGR."""
    width, height = size
    picture = np.empty((height, width, 3), np.uint8)
    picture[:] = wall
    for person in people:
        _draw(picture, person)
    return cv2.GaussianBlur(picture, (0, 0), 1.2).view(np.uint8)


def _draw(picture: Pixels, person: Person) -> None:
    _oval(picture, person, (0, 1.75, 1.05, 0.95, person.coat))
    _oval(picture, person, (0, 0.7, 0.2, 0.4, _SHADE))
    sides = _SIDE + (_EYE if person.eyes else ())
    mirrored = tuple((-x, y, across, down, colour) for x, y, across, down, colour in sides)
    for oval in _HEAD + sides + mirrored + _MIDDLE:
        _oval(picture, person, oval)


def _oval(picture: Pixels, person: Person, oval: Oval) -> None:
    x, y, across, down, colour = oval
    unit = person.width
    middle = (round(person.x + x * unit), round(person.y + y * unit))
    axes = (max(1, round(across * unit)), max(1, round(down * unit)))
    cv2.ellipse(picture, middle, axes, 0, 0, 360, colour, -1, cv2.LINE_AA)

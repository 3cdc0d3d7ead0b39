"""Made-up photographs by kind, each with what is to be said of it. `rates` counts what is said.

`python -m tests.devices.document_camera.scenes [COUNT]` prints the table of PROTOCOL.md.
"""

import sys
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import numpy as np

from devices.camera.cv import cv2
from devices.camera.feed import Pixels
from devices.document_camera.page import Sheet, find, reduced
from devices.document_camera.quality import Limits, judge
from devices.document_camera.sim_photo import Photo, Scene, photograph
from kiosk.faults import Fault
from kiosk.values import replace
from tests.devices.document_camera.sheets import (
    blank,
    card_photo,
    corner_error,
    letter,
    pink,
    table,
)

Size = tuple[int, int]
SIZE: Size = (1600, 1200)
Random = np.random.Generator


def lying(random: Random, seed: int, size: Size) -> Scene:
    """A sheet that lies somewhere, somehow turned, on a tray that is not quite level."""
    return Scene(
        *size,
        turn=random.uniform(-180, 180),
        tilt_x=random.uniform(-8, 8),
        tilt_y=random.uniform(-8, 8),
        fill=random.uniform(0.6, 0.75),
        shift_x=random.uniform(-0.03, 0.03),
        shift_y=random.uniform(-0.02, 0.02),
        shade=random.uniform(0, 0.35),
        noise=random.uniform(2, 6),
        seed=seed,
    )


Make = Callable[[Scene, Random], Photo]


def _seen(sheet: Callable[[], Pixels], **changes: float | str | bool) -> Make:
    return lambda scene, _random: photograph(sheet(), replace(scene, **changes))  # type: ignore[arg-type] # fields of Scene, by name


def _cut(scene: Scene, random: Random) -> Photo:
    down = random.uniform(0.14, 0.3) * random.choice([-1, 1])
    cut = replace(scene, turn=random.uniform(-30, 30), fill=0.8, shift_x=0.0, shift_y=down)
    return photograph(letter(), cut)


def _card(scene: Scene, random: Random) -> Photo:
    return card_photo(replace(scene, fill=random.uniform(0.3, 0.4)))


def _finger(scene: Scene, random: Random) -> Photo:
    """A finger holds the sheet at one side; the arm reaches out of the picture."""
    photo = photograph(letter(), scene)
    side = random.integers(4)
    start, end = photo.corners[side], photo.corners[(side + 1) % 4]
    touch = start + (end - start) * random.uniform(0.2, 0.8)
    out = touch - photo.corners.mean(axis=0)
    out = out / np.linalg.norm(out)
    ends = [tuple(int(v) for v in touch + out * way) for way in (-40, 900)]
    cv2.line(photo.pixels, ends[0], ends[1], (120, 150, 200), int(random.uniform(30, 60)))
    return photo


def _two(scene: Scene, random: Random) -> Photo:
    """A second sheet lies over a part of the first."""
    photo = photograph(letter(), scene)
    turn = random.uniform(-20, 20)
    other = photograph(letter(), replace(scene, turn=turn, fill=0.4, shift_x=0.3)).pixels
    upper = other.min(axis=2) > 90
    photo.pixels[upper] = other[upper]
    return photo


KINDS: dict[str, tuple[Make, Fault | None]] = {
    "text, dark tray": (_seen(letter), None),
    "text, grey tray": (_seen(letter, tray="mid"), None),
    "text, wooden table": (_seen(letter, tray="wood"), None),
    "shadow over a corner": (_seen(letter, shadow=True), None),
    "blank sheet": (_seen(blank), None),
    "ruled sheet": (_seen(table), None),
    "pink sheet": (_seen(pink), None),
    "card": (_card, None),
    "half the light": (_seen(letter, light=0.5), None),
    "a third of the light": (_seen(letter, light=0.3), Fault.SCAN_DARK),
    "reflection of 3 %": (_seen(letter, glare=0.03), Fault.SCAN_GLARE),
    "overexposed": (_seen(letter, light=1.3), Fault.SCAN_GLARE),
    "out of focus, sigma 2": (_seen(letter, defocus=2.0), Fault.SCAN_BLUR),
    "moved by 6 pixels": (_seen(letter, motion=6), Fault.SCAN_BLUR),
    "cut off": (_cut, Fault.SCAN_CUT_EDGE),
    "far too small": (_seen(letter, fill=0.15), Fault.SCAN_TOO_SMALL),
    "finger on the edge": (_finger, Fault.SCAN_NO_PAGE),
    "two sheets": (_two, Fault.SCAN_NO_PAGE),
    "white tray": (_seen(letter, tray="white"), Fault.SCAN_NO_PAGE),
    "no light at all": (_seen(letter, light=0.01), Fault.CAMERA_BLACK),
}


@dataclass(slots=True)
class Rate:
    expected: Fault | None
    said: Counter[Fault | None] = field(default_factory=Counter)
    errors: list[float] = field(default_factory=list)
    """Pixels by which the worst corner of each sheet without fault is off."""

    @property
    def right(self) -> int:
        return self.said[self.expected]


def look(pixels: Pixels) -> tuple[Sheet | None, Fault | None]:
    """What the driver does with a frame, after the camera's JPEG."""
    _, jpeg = cv2.imencode(".jpg", pixels, [cv2.IMWRITE_JPEG_QUALITY, 88])
    seen = cv2.imdecode(jpeg, cv2.IMREAD_COLOR)
    assert seen is not None
    pictures = reduced(seen.view(np.uint8))
    sheet = find(pictures)
    return sheet, judge(pictures, sheet, Limits())


def photos(kind: str, count: int, size: Size) -> Iterator[Photo]:
    random = np.random.default_rng(len(kind) * 1000 + ord(kind[0]))
    for seed in range(count):
        yield KINDS[kind][0](lying(random, seed, size), random)


def rate(kind: str, count: int, size: Size = SIZE) -> Rate:
    found = Rate(KINDS[kind][1])
    for photo in photos(kind, count, size):
        sheet, fault = look(photo.pixels)
        found.said[fault] += 1
        if sheet is not None and fault is None:
            found.errors.append(corner_error(sheet.corners, photo.corners))
    return found


def peeping(count: int) -> int:
    """How many of so many drawings of a sheet that peeps out from behind another at one side are
    taken for one sheet."""
    random = np.random.default_rng(3)
    corners = np.array([[200, 150], [800, 150], [800, 650], [200, 650]])
    wrong = 0
    for _ in range(count):
        picture = np.full((900, 1200, 3), 40, np.uint8)
        middle = (random.uniform(700, 850), random.uniform(300, 500))
        size = (random.uniform(150, 350), random.uniform(250, 480))
        other = cv2.boxPoints((middle, size, random.uniform(-25, 25)))
        for sheet in (corners, np.rint(other)):
            cv2.fillConvexPoly(picture, sheet.astype(np.int32), (220, 220, 220))
        found = find(reduced(picture))
        wrong += found is not None and corner_error(found.corners, corners) > 5
    return wrong


def main(count: int) -> None:
    for kind in KINDS:
        one = rate(kind, count)
        said = ", ".join(f"{n} {f.name if f else 'good'}" for f, n in one.said.most_common())
        errors = sorted(one.errors)
        off = f"{errors[len(errors) // 2]:.2f} / {errors[-1]:.2f}" if errors else ""
        print(f"| {kind} | {said} | {off} |")
    print(f"{peeping(60 * count)} of {60 * count} pairs of sheets were taken for one.")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 25)

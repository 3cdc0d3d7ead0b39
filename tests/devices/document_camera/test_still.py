"""A sheet is taken only once it lies still."""

import numpy as np

from devices.document_camera.page import Sheet
from devices.document_camera.still import LEAST_FRAMES, STILL_S, Stillness

LONGER = 1600
PICTURE = np.full((600, 800, 3), 90, np.uint8)
FRAME_S = 0.05


def sheet_at(x: float) -> Sheet:
    corners = np.array([[x, 100], [x + 600, 100], [x + 600, 900], [x, 900]], np.float32)
    return Sheet(corners, (), cut=False)


def seen(stillness: Stillness, *xs: float, begin: float = 0.0, step: float = FRAME_S) -> list[bool]:
    times = (begin + number * step for number in range(len(xs)))
    return [
        stillness.see(PICTURE, sheet_at(x), at, LONGER) for x, at in zip(xs, times, strict=True)
    ]


def test_it_lies_still_after_a_while() -> None:
    answers = seen(Stillness(), *[200.0] * 12)
    first = answers.index(True)
    assert STILL_S <= first * FRAME_S < STILL_S + 2 * FRAME_S
    assert all(answers[first:])


def test_noise_of_a_corner_is_no_movement() -> None:
    assert seen(Stillness(), *[200.0, 200.5, 199.6] * 4)[-1]


def test_a_slow_creep_is_a_movement() -> None:
    """From frame to frame it is not seen."""
    assert not any(seen(Stillness(), *[200.0 + step for step in range(40)]))


def test_a_movement_begins_the_wait_anew() -> None:
    stillness = Stillness()
    assert seen(stillness, *[200.0] * 12)[-1]
    assert not any(seen(stillness, *[300.0] * 5, begin=1.0))
    assert seen(stillness, *[300.0] * 12, begin=1.25)[-1]


def test_a_hand_over_a_sheet_that_lies_still() -> None:
    stillness = Stillness()
    assert seen(stillness, *[200.0] * 12)[-1]
    hand = PICTURE.copy()
    hand[100:400, 200:500] = 170
    assert not stillness.see(hand, sheet_at(200.0), 1.0, LONGER)


def test_no_sheet_is_never_still() -> None:
    stillness = Stillness()
    assert not any(stillness.see(PICTURE, None, at * FRAME_S, LONGER) for at in range(20))
    assert not any(seen(stillness, *[200.0] * 3, begin=2.0))


def test_a_slow_camera_gives_few_frames() -> None:
    """One after the other, however late, are needed."""
    answers = seen(Stillness(), *[200.0] * 4, step=1.0)
    assert answers.index(True) == LEAST_FRAMES - 1


def test_what_was_kept_is_overwritten() -> None:
    stillness = Stillness()
    seen(stillness, 200.0, 200.0)
    kept = stillness._thumb
    assert kept is not None
    assert kept.any()
    stillness.forget()
    assert not kept.any()

"""Screens to type on, where everything wants room at once."""

import pytest

from kiosk.present.snapshot import Modes
from tests.ui import samples
from tests.ui.conftest import Opener
from tests.ui.real import real
from tests.ui.test_screens import check_targets, check_texts, check_uncovered, rect

WRITTEN = "rate_text"
"""Five rows of letters: wide and large they reach a little above the lower half."""


@pytest.mark.slow
@pytest.mark.parametrize("size", [(1080, 1920), (1920, 1080)])
@pytest.mark.parametrize("voice", [False, True])
def test_keys_keep_their_size_where_everything_is_large_low_and_captioned(
    opened: Opener, size: tuple[int, int], voice: bool
) -> None:
    modes = Modes(large=True, low=True, voice=voice)
    screen = opened(samples.idle(), *size)
    for name, snapshot in (real(modes, "zh") | real(modes, "en")).items():
        if snapshot.keypad is None and snapshot.keyboard is None:
            continue
        screen.show(snapshot)
        check_texts(screen, name, 9.0)
        check_targets(screen, name, 20.0)
        check_uncovered(screen, name)
        if size[0] < size[1] or snapshot.screen != WRITTEN:
            for control in screen.controls():
                assert rect(control).top() >= size[1] / 2, f"{name}: {control.objectName()}"

"""Pages whose end was made up by the backend, and pages that only look like it."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.scanner.whole import LEAST_NOT_DECODED, NOT_DECODED, NOT_SENT, Rows, is_whole

RATIO = 297 / 210
WIDTH, HEIGHT = 210, 297


def paper(level: int = 243, noise: int = 4) -> Rows:
    """Paper as a scanner's sensor sees it, with a line of print near its end."""
    random = np.random.default_rng(1)
    rows = random.integers(level - noise, level + noise, (HEIGHT, WIDTH, 3), np.uint8)
    rows[-60:-55, 40:160] = 30
    return rows


def whole(rows: Rows, pads_white: bool = True) -> bool:
    return is_whole(rows, RATIO, pads_white)


@pytest.mark.parametrize("channels", [1, 3])
def test_a_page(channels: int) -> None:
    assert whole(paper()[:, :, :channels])


@pytest.mark.parametrize("missing", [9, 100, HEIGHT])
@pytest.mark.parametrize("channels", [1, 3])
def test_rows_that_were_never_decoded(missing: int, channels: int) -> None:
    rows = paper()[:, :, :channels]
    rows[HEIGHT - missing :] = NOT_DECODED
    assert not whole(rows)
    assert not whole(rows, pads_white=False)


def test_a_few_grey_rows_are_no_missing_block() -> None:
    rows = paper()
    rows[1 - LEAST_NOT_DECODED :] = NOT_DECODED
    assert whole(rows)


@pytest.mark.parametrize("missing", [4, 30, 200])
def test_rows_that_were_never_sent(missing: int) -> None:
    rows = paper()
    rows[HEIGHT - missing :] = NOT_SENT
    assert not whole(rows)
    assert whole(rows, pads_white=False)


def test_a_scanner_that_makes_paper_pure_white() -> None:
    """The margin below the last line of print looks like made-up rows."""
    rows = paper()
    rows[rows > 200] = NOT_SENT
    assert whole(rows)


def test_a_white_page() -> None:
    assert whole(np.full((HEIGHT, WIDTH, 3), NOT_SENT, np.uint8))


@pytest.mark.parametrize("height", [1, 150, 291])
def test_a_short_picture(height: int) -> None:
    assert not whole(paper()[:height], pads_white=False)


def test_a_row_or_two_less_is_rounding() -> None:
    assert whole(paper()[:-2])


@given(st.integers(1, 40), st.integers(1, 60), st.sampled_from([0, 128, 255]), st.integers(0, 60))
def test_any_picture_is_whole_or_not(width: int, height: int, level: int, rest: int) -> None:
    rows = np.full((height, width, 1), level, np.uint8)
    rows[: height - rest] = 7
    assert isinstance(whole(rows), bool)

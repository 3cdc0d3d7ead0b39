"""The codes on the screen are read by an independent reader, whatever they say."""

import zxingcpp
from hypothesis import example, given, settings
from hypothesis import strategies as st
from PIL import Image

from ui.qr import MOST_BYTES, modules


def read(text: str) -> str | None:
    """What a reader of another origin sees in it."""
    matrix = modules(text)
    side = len(matrix) + 8
    image = Image.new("L", (side, side), 255)
    for y, row in enumerate(matrix, 4):
        for x, dark in enumerate(row, 4):
            if dark:
                image.putpixel((x, y), 0)
    found = zxingcpp.read_barcodes(image.resize((side * 4, side * 4), Image.Resampling.NEAREST))
    return found[0].text if found else None


@settings(max_examples=60, derandomize=True, database=None)
@given(st.text(st.characters(min_codepoint=33, max_codepoint=126), min_size=1, max_size=MOST_BYTES))
@example("https://zwfw.example.gov.cn/rate/" + "ab" * 16)
@example("a" * MOST_BYTES)
def test_what_is_drawn_is_what_is_read(text: str) -> None:
    assert read(text) == text


def test_what_is_too_long_is_not_drawn() -> None:
    assert modules("a" * (MOST_BYTES + 1)) == []

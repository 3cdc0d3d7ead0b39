"""JPEG files of pages: their header, their size, and that anything else is told apart."""

import io
from contextlib import suppress

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from PIL import Image

from devices.document_camera.jpeg import LARGEST_PAGE, Jpeg, NotJpeg, describe, encode
from tests.devices.document_camera.sheets import letter

GREY = np.full((30, 40), 200, np.uint8)
PAGE = encode(letter(), 150)


def by_pillow(mode: str, **how: object) -> bytes:
    out = io.BytesIO()
    Image.new(mode, (40, 30)).save(out, "JPEG", **how)
    return out.getvalue()


def test_what_was_written_is_read_back() -> None:
    assert describe(PAGE) == Jpeg(1240, 1754, 3, 150)
    assert describe(encode(GREY, 0)) == Jpeg(40, 30, 1, 0)


def test_others_read_the_resolution_too() -> None:
    with Image.open(io.BytesIO(PAGE)) as picture:
        assert picture.info["dpi"] == (150, 150)
        assert picture.size == (1240, 1754)


@pytest.mark.parametrize("how", [{"progressive": True}, {"dpi": (72, 72)}, {"quality": 5}])
def test_files_of_others(how: dict[str, object]) -> None:
    about = describe(by_pillow("RGB", **how))
    assert (about.width, about.height, about.components) == (40, 30, 3)
    assert about.dpi == (72 if "dpi" in how else 0)


def test_a_file_for_printing_presses_is_not_for_us() -> None:
    with pytest.raises(NotJpeg, match="grey nor colour"):
        describe(by_pillow("CMYK"))


def test_a_page_that_would_be_too_large_is_written_smaller() -> None:
    noise = np.random.default_rng(1).integers(0, 255, (1600, 1200, 3), np.uint8)
    assert len(encode(noise, 0)) <= LARGEST_PAGE


@pytest.mark.parametrize("length", [0, 1, 2, 3, 20, 200, len(PAGE) - 1])
def test_a_file_that_breaks_off(length: int) -> None:
    with pytest.raises(NotJpeg):
        describe(PAGE[:length])


def framed(content: bytes) -> bytes:
    return b"\xff\xd8" + content + b"\xff\xd9"


@given(st.binary(max_size=300) | st.binary(max_size=80).map(framed))
@example(b"\xff\xd8\xff\xc0\x00\x02\xff\xd9")
@example(b"\xff\xd8\xff\xe0\x00\x00\xff\xd9")
def test_any_bytes_are_a_jpeg_or_not(data: bytes) -> None:
    try:
        about = describe(data)
    except NotJpeg:
        return
    assert about.width > 0
    assert about.height > 0


@given(st.integers(0, 630), st.integers(0, 255))
def test_a_broken_header_is_a_jpeg_or_not(at: int, value: int) -> None:
    broken = PAGE[:at] + bytes([value]) + PAGE[at + 1 :]
    with suppress(NotJpeg):
        describe(broken)

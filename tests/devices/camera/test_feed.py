"""Bytes that claim to be a picture: any bytes at all."""

import struct

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from devices.camera.feed import Pixels, decode_jpeg
from devices.camera.sim_picture import colour_card
from tests.devices.camera.sims import jpeg

SMALL = jpeg(colour_card()[::8, ::8])
SIZE_MARKER = b"\xff\xc0"


def decoded(data: bytes) -> Pixels | None:
    return decode_jpeg(np.frombuffer(data, np.uint8))


def test_a_whole_picture() -> None:
    pixels = decoded(SMALL)
    assert pixels is not None
    assert pixels.shape == (90, 160, 3)


def test_padding_after_its_end_does_not_matter() -> None:
    assert decoded(SMALL + b"\r\n") is not None
    assert decoded(SMALL + bytes(8)) is not None


def test_a_picture_that_claims_to_be_huge() -> None:
    at = SMALL.index(SIZE_MARKER) + 5
    bomb = SMALL[:at] + struct.pack(">HH", 16_000, 16_000) + SMALL[at + 4 :]
    assert decoded(bomb) is None


@given(st.binary(max_size=300))
def test_noise(data: bytes) -> None:
    assert decoded(data) is None
    assert decoded(b"\xff\xd8" + data + b"\xff\xd9") is None


@given(at=st.integers(0, len(SMALL) - 1), bit=st.integers(0, 7), cut=st.integers(0, 40))
def test_a_damaged_picture_is_a_picture_or_none(at: int, bit: int, cut: int) -> None:
    damaged = bytearray(SMALL)
    damaged[at] ^= 1 << bit
    pixels = decoded(bytes(damaged[: len(damaged) - cut]))
    assert pixels is None or (pixels.dtype == np.uint8 and pixels.ndim == 3)


@given(cut=st.integers(1, len(SMALL) - 1))
def test_half_a_picture_is_none(cut: int) -> None:
    assert decoded(SMALL[:cut]) is None

"""Chip photos: a vendor's library, good or bad, in its child; the card comes in any case."""

import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from devices.contract import Token
from devices.id_reader.photo import PhotoChild
from devices.id_reader.photo_library import BadPhotoLibrary, PhotoLibrary, read_library
from devices.id_reader.sim_reader import PHOTO
from kiosk.values import replace
from tests.devices.id_reader.bench import PATIENCE_S, REPOSITORY, Heard
from tests.devices.id_reader.pictures import decoders, ended, loaded, pixels

pytestmark = pytest.mark.slow

HOST = """
import sys, time
from devices.id_reader.photo import PhotoChild
from devices.id_reader.photo_library import PhotoLibrary
from tests.devices.id_reader.pictures import decoders
child = PhotoChild(PhotoLibrary(sys.argv[1], "hang"), 60.0)
child.feed(bytearray(1024))
while not decoders():
    time.sleep(0.01)
print(*decoders(), flush=True)
time.sleep(60)
"""


@pytest.fixture
def token() -> Iterator[Token]:
    token = Token(time.monotonic() + 60.0)
    yield token
    token.close()


Decode = Callable[..., tuple[bytes, str]]


@pytest.fixture
def decode(library: Path, token: Token) -> Decode:
    """decode(entry, **more) -> picture and trouble; the child is gone afterwards."""

    def run(
        entry: str, wlt: bytes = PHOTO, limit_s: float = PATIENCE_S, **more: Any
    ) -> tuple[bytes, str]:
        described = replace(PhotoLibrary(str(library), entry), success=1, **more)
        child = PhotoChild(described, limit_s)
        block = bytearray(wlt)
        child.feed(block)
        assert not block, "the photo was not wiped"
        picture = child.picture(token)
        assert not decoders()
        return picture, child.trouble

    return run


@pytest.mark.parametrize(
    ("entry", "more"),
    [
        ("decode", {}),
        ("decode_bgr", {"arguments": ("pixels", "wlt", 650), "order": "BGR"}),
        ("decode_sized", {"arguments": ("wlt", "pixels", "size")}),
        ("decode_bmp", {"output": "bmp"}),
        ("chatter", {}),
    ],
)
def test_a_photo_is_decoded(decode: Decode, entry: str, more: dict[str, Any]) -> None:
    picture, trouble = decode(entry, **more)
    assert trouble == ""
    image = pixels(picture)
    for at in ((0, 0), (101, 0), (5, 125)):
        assert image.getpixel(at) == (*at, PHOTO[0])


def test_a_picture_that_comes_mirrored_or_upside_down(decode: Decode) -> None:
    mirrored = pixels(decode("decode", mirrored=True)[0])
    assert mirrored.getpixel((0, 0)) == (101, 0, PHOTO[0])
    turned = pixels(decode("decode", upside_down=True)[0])
    assert turned.getpixel((0, 0)) == (0, 125, PHOTO[0])


@pytest.mark.parametrize(
    ("entry", "more", "trouble"),
    [
        ("no_such_entry", {}, "cannot be loaded"),
        ("refuse", {}, "refused"),
        ("decode_bgr", {"arguments": ("pixels", "wlt", 651)}, "refused"),
        ("crash", {}, "crashed: signal 11"),
        ("write_nothing", {}, "another size"),
        ("write_too_much", {}, "another size"),
        ("write_far_too_much", {}, "crashed: signal 11"),
        ("decode_short_size", {"arguments": ("wlt", "pixels", "size")}, "another size"),
        ("decode_narrow_bmp", {"output": "bmp"}, "another size"),
        ("decode", {"output": "bmp"}, "another size"),
        ("hang", {"limit_s": 0.5}, "no picture in time"),
        ("spin", {"limit_s": 0.5}, "no picture in time"),
        ("flood", {}, "too much output"),
        ("take_memory", {}, "refused"),
        ("write_file", {}, "refused"),
    ],
)
def test_whatever_the_library_does_there_is_a_reason(
    decode: Decode, entry: str, more: dict[str, Any], trouble: str
) -> None:
    picture, told = decode(entry, **more)
    assert picture == b""
    assert trouble in told


def test_a_photo_of_another_length_is_refused(decode: Decode) -> None:
    assert "refused" in decode("decode", wlt=PHOTO[:1000])[1]


def test_a_file_that_is_no_library(tmp_path: Path, token: Token) -> None:
    (tmp_path / "lib.so").write_bytes(b"no library")
    child = PhotoChild(PhotoLibrary(str(tmp_path / "lib.so"), "decode"), PATIENCE_S)
    child.feed(bytearray(PHOTO))
    assert child.picture(token) == b""
    assert "cannot be loaded" in child.trouble


def test_a_child_that_never_gets_a_photo_is_ended(library: Path, token: Token) -> None:
    child = PhotoChild(PhotoLibrary(str(library), "decode"), PATIENCE_S)
    Heard().until(lambda: bool(decoders()))
    assert child.picture(token) == b""
    child.close()
    assert not decoders()
    assert child.trouble == ""


def test_a_citizen_who_leaves_does_not_wait_for_the_picture(library: Path, token: Token) -> None:
    child = PhotoChild(PhotoLibrary(str(library), "hang"), PATIENCE_S)
    child.feed(bytearray(PHOTO))
    token.cancel()
    assert child.picture(token) == b""
    assert child.trouble == ""


def test_a_hanging_library_does_not_outlive_its_host(library: Path) -> None:
    command = [sys.executable, "-c", HOST, str(library)]
    host = subprocess.Popen(command, cwd=REPOSITORY, stdout=subprocess.PIPE)
    try:
        assert host.stdout is not None
        pid = host.stdout.readline().decode().strip()
        Heard().until(lambda: loaded(pid, library))
    finally:
        host.kill()
        host.communicate()
    Heard().until(lambda: ended(pid))


# --- the description ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "path = 'lib.so'",
        "path = ''\nentry = 'decode'",
        "path = 'lib.so'\nentry = 'decode'\ncolour = 'RGB'",
        "path = 'lib.so'\nentry = 'decode'\narguments = 'wlt'",
        "path = 'lib.so'\nentry = 'decode'\narguments = ['wlt', 'pixels', 1.5]",
        "path = 'lib.so'\nentry = 'decode'\narguments = ['wlt', ['pixels']]",
        "path = 'lib.so'\nentry = 'decode'\narguments = ['wlt']",
        "path = 'lib.so'\nentry = 'decode'\noutput = 'jpeg'",
        "path = 'lib.so'\nentry = 'decode'\norder = 'GBR'",
        "path = 'lib.so'\nentry = 'decode'\nmirrored = 1",
        "path = 'lib.so'\nentry = 'decode'\nsuccess = true",
        "path = 'none.so'\nentry = 'decode'",
        "path =",
    ],
)
def test_a_description_that_cannot_be_used(tmp_path: Path, text: str) -> None:
    (tmp_path / "lib.so").write_bytes(b"")
    (tmp_path / "decoder.toml").write_text(text)
    with pytest.raises(BadPhotoLibrary):
        read_library(tmp_path / "decoder.toml")


def test_a_description_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(BadPhotoLibrary, match="No such file"):
        read_library(tmp_path / "decoder.toml")

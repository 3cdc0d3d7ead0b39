"""Codes in pictures: easy, hard, several, hostile. A code is read as it is, or not at all."""

import numpy as np
import pytest

from devices.camera.cv import cv2
from devices.camera.feed import Pixels
from devices.code_reader.picture import FORMATS, find_code
from devices.code_reader.protocol import BadCode, text_of
from kiosk.faults import Fault
from tests.devices.code_reader.bench import rates
from tests.devices.code_reader.codes import SIZE, drawn, sample, shown

pytestmark = pytest.mark.slow

CHINESE = "自助取号：一楼大厅 A001"


def read(picture: Pixels, *formats: str) -> str | None:
    found = find_code(picture, formats)
    return None if found is None else text_of(found.data, found.guess)


def grey(pattern: Pixels) -> Pixels:
    return np.repeat(pattern[..., None], 3, axis=2).astype(np.uint8)


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("level", ["easy", "medium"])
def test_a_code_that_a_citizen_shows(name: str, level: str) -> None:
    for number in (101, 102):
        text, picture = sample(name, level, number)
        assert read(picture) == text
        assert read(picture, name) == text


def test_bars_beside_something_with_more_edges() -> None:
    """Then their angle is not among the commonest; the row of angles finds them."""
    picture = shown(drawn("PDF417", "A001", scale=3))
    turned = cv2.warpAffine(picture, cv2.getRotationMatrix2D((640, 360), 45, 1.0), SIZE)
    y, x = np.mgrid[0 : SIZE[1], 0 : SIZE[0]]
    beside = np.hypot(x - 640, y - 360) > 220
    hatched = np.where(x < 640, x + 0.7 * y, x) // 6 % 2 * 255
    turned[beside] = hatched[beside, None]
    assert find_code(turned.view(np.uint8), ("PDF417",)) is None
    found = find_code(turned.view(np.uint8), ("PDF417",), measured=False)
    assert found is not None
    assert found.data == b"A001"


def test_at_least_as_many_as_the_library_alone() -> None:
    found = rates(6)
    for what, rate in found.items():
        assert rate["ours"] >= rate["plain"], what
        assert rate["wrong"] == 0, what
    assert found["QRCode medium"]["ours"] == 1
    assert found["QRCode hard"]["ours"] >= 0.9
    assert found["PDF417 medium"]["ours"] >= 0.8


@pytest.mark.parametrize(
    ("name", "level", "number"),
    [
        ("Code128", "easy", 7),
        ("PDF417", "easy", 24),
        ("PDF417", "easy", 56),
        ("PDF417", "medium", 10),
        ("PDF417", "medium", 27),
        ("PDF417", "medium", 101),
        ("PDF417", "hard", 57),
    ],
)
def test_what_the_library_reads_wrong_is_not_believed(name: str, level: str, number: int) -> None:
    """Pictures of which it reads another text at one angle or another, as certain as ever."""
    text, picture = sample(name, level, number)
    for measured in (True, False):
        found = find_code(picture, (name,), measured=measured)
        assert found is None or found.data == text.encode()


@pytest.mark.parametrize("name", ["QRCode", "DataMatrix", "PDF417"])
@pytest.mark.parametrize("charset", ["utf-8", "gb18030"])
def test_chinese(name: str, charset: str) -> None:
    assert read(shown(drawn(name, CHINESE.encode(charset)))) == CHINESE


def test_chinese_as_the_library_writes_it() -> None:
    """In Kanji mode, which has a charset of its own."""
    assert read(shown(drawn("QRCode", "自助取号"))) == "自助取号"


def test_a_code_of_three_thousand_bytes() -> None:
    text = "字" * 900 + "A" * 200
    assert read(shown(drawn("QRCode", text.encode(), scale=4))) == text


def test_a_code_of_bytes_is_no_text() -> None:
    with pytest.raises(BadCode) as caught:
        read(shown(drawn("QRCode", bytes(range(200, 256)))))
    assert caught.value.fault is Fault.CODE_NOT_TEXT


def test_only_the_formats_that_are_wanted() -> None:
    picture = shown(drawn("QRCode", "A001"))
    assert read(picture, "DataMatrix", "PDF417", "Code128") is None
    assert read(picture, "Code128", "QRCode") == "A001"


def test_the_code_nearest_to_the_middle() -> None:
    picture = np.full((SIZE[1], SIZE[0], 3), 110, np.uint8)
    for left, text in ((40, "LEFT"), (500, "MIDDLE"), (1000, "RIGHT")):
        code = drawn("QRCode", text, scale=6)
        side = code.shape[0]
        picture[260 : 260 + side, left : left + side] = code[..., None]
    assert read(picture) == "MIDDLE"


def test_a_very_large_picture() -> None:
    picture = np.full((3000, 4000, 3), 110, np.uint8)
    code = drawn("QRCode", "A001", scale=30)
    picture[900 : 900 + code.shape[0], 1500 : 1500 + code.shape[1]] = code[..., None]
    assert read(picture) == "A001"


def patterns() -> dict[str, Pixels]:
    """What looks like codes and is none."""
    chance = np.random.default_rng(5)
    y, x = np.mgrid[0 : SIZE[1], 0 : SIZE[0]]
    finder = np.full((27, 27), 255)
    for inset, level in ((3, 0), (6, 255), (9, 0)):
        finder[inset:-inset, inset:-inset] = level
    start = np.repeat([0] * 8 + [1, 0, 1, 0, 1, 0, 1, 1, 1], 3) * 255
    return {
        "noise": chance.integers(0, 256, (SIZE[1], SIZE[0])).astype(np.uint8),
        "white": np.full((SIZE[1], SIZE[0]), 255, np.uint8),
        "stripes": ((x // 2 % 2) * 255).astype(np.uint8),
        "squares": (((x // 3 + y // 3) % 2) * 255).astype(np.uint8),
        "finders": np.tile(finder, (27, 48))[: SIZE[1], : SIZE[0]].astype(np.uint8),
        "starts": np.tile(start, (SIZE[1], 26))[:, : SIZE[0]].astype(np.uint8),
    }


@pytest.mark.parametrize("name", sorted(patterns()))
def test_patterns_are_no_codes(name: str) -> None:
    assert find_code(grey(patterns()[name]), ()) is None


def test_it_can_be_stopped_between_attempts() -> None:
    class Enough(Exception):
        pass

    def stop() -> None:
        raise Enough

    with pytest.raises(Enough):
        find_code(grey(patterns()["starts"]), ("PDF417",), stop)


def test_its_content_is_in_no_repr() -> None:
    found = find_code(shown(drawn("QRCode", "SECRET")), ())
    assert found is not None
    assert "SECRET" not in repr(found)

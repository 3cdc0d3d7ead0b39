"""Pages of a paper on the glass: drawn from memory, forgotten with the screen that showed them."""

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QImage

from kiosk.present.build import build
from kiosk.values import replace
from tests.kiosk.flow.papers import page_picture
from tests.kiosk.flow.prove_screens import PROOFS
from tests.ui import samples
from tests.ui.conftest import Opener, Screen
from ui.pictures import Pictures, ShownPictures

PREVIEW = build(PROOFS["preview"])
SEAL = QColor(0xC4, 0x30, 0x30)


def red_dots(screen: Screen) -> int:
    image: QImage = screen.window.view.grabWindow()
    places = ((x, y) for x in range(0, image.width(), 6) for y in range(200, image.height(), 6))
    return sum(image.pixelColor(x, y) == SEAL for x, y in places)


def test_the_page_with_its_seal_is_on_the_glass_and_goes_with_its_screen(opened: Opener) -> None:
    screen = opened(samples.idle())
    assert red_dots(screen) == 0
    screen.show(PREVIEW)
    assert red_dots(screen) > 10
    screen.show(samples.idle())
    assert red_dots(screen) == 0
    assert screen.window.bridge.pictures.find("1") == b""


def test_of_several_pages_only_the_one_that_is_shown_is_kept(opened: Opener) -> None:
    screen = opened(PREVIEW)
    first = screen.window.bridge.values.value("preview")["picture"]
    assert first == "image://shown/1"
    assert PREVIEW.preview is not None
    other = replace(PREVIEW.preview, picture=page_picture(1))
    screen.show(replace(PREVIEW, preview=other))
    pictures = screen.window.bridge.pictures
    assert pictures.find("1") == b""
    assert pictures.find("2") == page_picture(1)


def test_touching_the_page_keys_says_which_page(opened: Opener) -> None:
    screen = opened(PREVIEW)
    assert "page:1" in screen.names()
    assert "page:0" not in screen.names(), "there is no page before the first"


@pytest.mark.parametrize("content", [b"", b"no picture", page_picture(0)[:200]])
def test_what_is_no_picture_is_not_drawn(content: bytes) -> None:
    pictures = Pictures()
    pictures.name(content)
    image = ShownPictures(pictures).requestImage("1", QSize(), QSize())
    assert image.isNull()


def test_a_name_tells_nothing_of_its_picture() -> None:
    pictures = Pictures()
    assert pictures.name(page_picture(0)) == "image://shown/1"
    assert pictures.name(page_picture(0)) == "image://shown/1"
    assert pictures.name(b"") == ""
    assert pictures.find("7") == b""

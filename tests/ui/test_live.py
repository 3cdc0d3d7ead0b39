"""What a camera sees on the glass: the newest frame, and nothing of it once it is not shown."""

from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QImage

from kiosk.link.frames import FrameWriter
from ui.live import LIVE, LiveFrames

RED, BLUE = bytes((255, 0, 0)), bytes((0, 0, 255))


def look(live: LiveFrames, name: str, number: int = 0) -> QImage:
    return live.requestImage(f"{name}/{number}", QSize(), QSize())


def colour(image: QImage) -> str:
    return QColor(image.pixel(0, 0)).name()


def is_nothing(image: QImage) -> bool:
    return (image.width(), image.height()) == (1, 1) and not image.isNull()


def test_the_newest_frame_and_the_one_before_until_it_comes() -> None:
    writer, live = FrameWriter(8, 4), LiveFrames()
    live.show(LIVE + writer.name)
    assert is_nothing(look(live, writer.name))
    writer.write(RED * 32)
    assert colour(look(live, writer.name, 1)) == "#ff0000"
    assert colour(look(live, writer.name, 2)) == "#ff0000"
    writer.write(BLUE * 32)
    shown = look(live, writer.name, 3)
    assert colour(shown) == "#0000ff" and (shown.width(), shown.height()) == (8, 4)
    writer.close()
    assert colour(look(live, writer.name, 4)) == "#0000ff"


def test_nothing_is_seen_of_a_memory_that_is_not_shown() -> None:
    writer, live = FrameWriter(8, 4), LiveFrames()
    writer.write(RED * 32)
    assert is_nothing(look(live, writer.name))
    live.show(LIVE + writer.name)
    assert not is_nothing(look(live, writer.name))
    live.show("code_in")
    assert is_nothing(look(live, writer.name))
    live.show("")
    assert is_nothing(look(live, writer.name))
    writer.close()


@pytest.mark.parametrize("name", ["", "none", "../etc/passwd", "zizhu-frames-" + "0" * 32])
def test_a_name_of_no_frames_shows_nothing(name: str, tmp_path: Path) -> None:
    live = LiveFrames()
    live.show(LIVE + name)
    assert is_nothing(look(live, name))

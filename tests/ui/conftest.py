"""One application for all tests of the screen; a warning of Qt fails the test that caused it."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import numpy as np
import pytest
from PySide6.QtCore import QEventLoop
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtQuick import QQuickItem

from kiosk.present.snapshot import Snapshot
from ui.bridge import Bridge
from ui.stage import centre, visible_controls
from ui.window import Glass, Window, prepare, tell_warnings


@pytest.fixture(scope="session")
def app() -> QGuiApplication:
    return prepare(offscreen=True)


@pytest.fixture(autouse=True)
def no_qt_warnings(app: QGuiApplication) -> Iterator[list[str]]:
    told: list[str] = []
    tell_warnings(told.append)
    yield told
    assert told == []


def unlikeness(one: QImage, two: QImage) -> int:
    """By how much the pixel that differs most does so in its strongest colour, 0 to 255."""
    assert one.size() == two.size()
    first, second = (
        np.frombuffer(image.convertToFormat(QImage.Format.Format_RGB32).constBits(), np.uint8)
        for image in (one, two)
    )
    return int(np.abs(first.astype(np.int16) - second).max())


@dataclass
class Screen:
    """A window off the screen, what was touched in it, and what a person can do with it."""

    app: QGuiApplication
    window: Window
    touches: list[tuple[str, str]] = field(default_factory=list)

    def until(self, true: Callable[[], bool], seconds: float = 20.0) -> None:
        end = time.monotonic() + seconds
        while not true():
            assert time.monotonic() < end, "waited in vain"
            self.app.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)

    def show(self, snapshot: Snapshot) -> None:
        self.window.bridge.show(snapshot)
        self.until(lambda: self.window.bridge.snapshot is snapshot)
        self.window.view.grabWindow()

    def picture(self) -> QImage:
        """What is shown, once nothing moves any more."""
        self.until(lambda: bool(self.window.root.property("settled")))
        return self.window.view.grabWindow()

    @property
    def root(self) -> QQuickItem:
        return self.window.view.contentItem()

    def controls(self) -> list[QQuickItem]:
        return visible_controls(self.root)

    def names(self) -> list[str]:
        return [item.objectName() for item in self.controls()]

    def control(self, name: str) -> QQuickItem:
        return next(item for item in self.controls() if item.objectName() == name)

    def middle(self, name: str) -> tuple[int, int]:
        point = centre(self.control(name)).toPoint()
        return point.x(), point.y()


Opener = Callable[..., Screen]


@pytest.fixture
def opened(app: QGuiApplication) -> Iterator[Opener]:
    windows: list[Window] = []

    def open_screen(first: Snapshot, width: int = 1080, height: int = 1920) -> Screen:
        touches: list[tuple[str, str]] = []
        bridge = Bridge(first, lambda verb, arg: touches.append((verb, arg)))
        window = Window(bridge, Glass(width=width, height=height, offscreen=True, still=True))
        windows.append(window)
        window.activate()
        screen = Screen(app, window, touches)
        screen.until(window.view.isExposed)
        window.view.grabWindow()
        return screen

    yield open_screen
    for window in windows:
        window.close()

"""The panel: a touched button plays its verb."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Property, QObject, QPoint, Qt, QUrl, Slot
from PySide6.QtQuick import QQuickItem, QQuickView
from PySide6.QtTest import QTest

from ui.dock.panel import CARDS, QML
from ui.window import prepare


class PlayedDock(QObject):
    def __init__(self) -> None:
        super().__init__()
        self.played: list[tuple[str, str]] = []

    status = Property(str, lambda self: "receipts: 0", constant=True)
    said = Property(str, lambda self: "", constant=True)
    receipt = Property(str, lambda self: "", constant=True)

    @Slot(str, str)
    def play(self, verb: str, arg: str) -> None:
        self.played.append((verb, arg))


@pytest.fixture
def panel() -> Iterator[tuple[QQuickView, PlayedDock]]:
    app = prepare(offscreen=True)
    dock, view = PlayedDock(), QQuickView()
    view.setInitialProperties({"dock": dock, "platform": "http://127.0.0.1:1"})
    view.setSource(QUrl.fromLocalFile(str(QML)))
    assert view.status() is QQuickView.Status.Ready
    view.show()
    app.processEvents()
    yield view, dock
    view.setSource(QUrl())
    view.close()


def buttons(item: QQuickItem) -> Iterator[QQuickItem]:
    for child in item.childItems():
        if child.metaObject().className().startswith("DockButton"):
            yield child
        yield from buttons(child)


def test_every_button_plays_something_of_its_own(panel: tuple[QQuickView, PlayedDock]) -> None:
    view, dock = panel
    found = list(buttons(view.contentItem()))
    for button in found:
        centre = button.mapToScene(button.boundingRect().center())
        at = QPoint(int(centre.x()), int(centre.y()))
        QTest.mouseClick(view, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at)
    assert len(dock.played) == len(set(dock.played)) == len(found) > 20
    assert {arg for verb, arg in dock.played if verb == "put"} == set(CARDS)
    parts = {arg for verb, arg in dock.played if verb == "kill"}
    assert parts == {"screen", "service", "cards", "printers", "imaging"}

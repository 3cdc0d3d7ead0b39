"""The eye on the confirmation: name and number stand there whole only while it is held."""

from dataclasses import dataclass

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QWindow
from PySide6.QtTest import QTest

from kiosk.flow.states import State
from tests.kiosk.flow.bench import Bench
from tests.kiosk.flow.query_screens import QUERIES
from tests.kiosk.flow.query_way import PLATE
from tests.kiosk.samples import YI
from tests.ui.conftest import Opener, Screen
from tests.ui.test_screens import texts

LEFT = Qt.MouseButton.LeftButton
NONE = Qt.KeyboardModifier.NoModifier
MASKED = "11**************2X"


@dataclass
class Citizen:
    """A screen wired to the flow itself: every touch is answered before the next one."""

    screen: Screen
    bench: Bench

    def sees(self) -> str:
        """What of the person stands on the glass: "all", "part" or "nothing"."""
        self.screen.show(self.bench.screen)
        shown = {text.property("text") for text in texts(self.screen.root)}
        assert (YI.name in shown) == (YI.id_no in shown)
        return "all" if YI.id_no in shown else "part" if MASKED in shown else "nothing"

    @property
    def eye(self) -> QPoint:
        return QPoint(*self.screen.middle("reveal"))

    def press(self) -> None:
        QTest.mousePress(self.screen.window.view, LEFT, NONE, self.eye)

    def release(self, x: int, y: int) -> None:
        QTest.mouseMove(self.screen.window.view, QPoint(x, y))
        QTest.mouseRelease(self.screen.window.view, LEFT, NONE, QPoint(x, y))

    def focus_eye(self) -> None:
        self.screen.until(self.screen.window.view.isActive)
        self.screen.control("reveal").forceActiveFocus()


@pytest.fixture
def citizen(opened: Opener) -> Citizen:
    bench = Bench().ready()
    bench.put_card(YI)
    assert bench.touch("choose", "A") is State.CONFIRM
    screen = opened(bench.screen)
    screen.window.bridge.touched.connect(lambda verb, arg: bench.touch(verb, arg))
    return Citizen(screen, bench)


def test_number_is_whole_only_while_the_finger_holds_the_eye(citizen: Citizen) -> None:
    assert citizen.sees() == "part"
    citizen.press()
    assert citizen.sees() == "all"
    citizen.release(citizen.eye.x(), citizen.eye.y())
    assert citizen.sees() == "part"
    assert citizen.screen.touches == [("reveal", "on"), ("reveal", "off")]


def test_finger_let_go_elsewhere_hides_and_touches_nothing_there(citizen: Citizen) -> None:
    citizen.press()
    QTest.mouseMove(citizen.screen.window.view, QPoint(500, 300))
    assert citizen.sees() == "all"
    citizen.release(*citizen.screen.middle("confirm"))
    assert citizen.sees() == "part"
    assert citizen.bench.where() is State.CONFIRM


def test_touch_taken_away_hides(citizen: Citizen) -> None:
    citizen.press()
    eye = citizen.screen.control("reveal")
    next(child for child in eye.childItems() if child.inherits("QQuickMouseArea")).ungrabMouse()
    assert citizen.sees() == "part"


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Space])
def test_select_key_shows_while_it_is_down(citizen: Citizen, key: Qt.Key) -> None:
    citizen.focus_eye()
    QTest.keyPress(citizen.screen.window.view, key)
    assert citizen.sees() == "all"
    QTest.keyRelease(citizen.screen.window.view, key)
    assert citizen.sees() == "part"


def test_focus_that_moves_on_hides(citizen: Citizen) -> None:
    citizen.focus_eye()
    QTest.keyPress(citizen.screen.window.view, Qt.Key.Key_Return)
    QTest.keyPress(citizen.screen.window.view, Qt.Key.Key_Tab)
    assert citizen.sees() == "part"


def test_window_that_loses_the_focus_hides(citizen: Citizen) -> None:
    citizen.screen.until(citizen.screen.window.view.isActive)
    citizen.press()
    other = QWindow()
    other.show()
    other.requestActivate()
    citizen.screen.until(lambda: not citizen.screen.window.view.isActive())
    assert citizen.sees() == "part"
    other.close()


def test_idle_warning_hides_and_the_held_finger_does_not_answer_it(citizen: Citizen) -> None:
    citizen.press()
    citizen.bench.fire("idle")
    assert citizen.sees() == "part"
    citizen.release(500, 300)
    assert citizen.bench.model.warning_left > 0
    assert citizen.screen.touches == [("reveal", "on")]


def test_screen_that_changes_under_the_held_finger_is_not_touched(citizen: Citizen) -> None:
    citizen.press()
    assert citizen.bench.touch("back") is State.CHOOSE_MEANS
    assert citizen.sees() == "nothing"
    citizen.release(*citizen.screen.middle("means:IDCARD"))
    assert citizen.bench.where() is State.CHOOSE_MEANS
    assert {verb for verb, _ in citizen.screen.touches} == {"reveal"}


def test_what_was_looked_up_is_whole_only_while_it_is_held(opened: Opener) -> None:
    bench = Bench()
    bench.model = QUERIES["query_result"]
    screen = opened(bench.screen)
    screen.window.bridge.touched.connect(lambda verb, arg: bench.touch(verb, arg))

    def sees() -> set[str]:
        screen.show(bench.screen)
        return {text.property("text") for text in texts(screen.root)}

    eye = QPoint(*screen.middle("reveal"))
    assert PLATE not in sees()
    QTest.mousePress(screen.window.view, LEFT, NONE, eye)
    assert PLATE in sees()
    QTest.mouseRelease(screen.window.view, LEFT, NONE, eye)
    assert PLATE not in sees()

"""Fingers and keys: what counts as a touch and what does not."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from kiosk.present.snapshot import Action
from kiosk.values import replace
from tests.ui import parts, samples
from tests.ui.conftest import Opener, Screen

LEFT = Qt.MouseButton.LeftButton
NONE = Qt.KeyboardModifier.NoModifier


def press(screen: Screen, x: int, y: int) -> None:
    QTest.mousePress(screen.window.view, LEFT, NONE, QPoint(x, y))


def release(screen: Screen, x: int, y: int) -> None:
    QTest.mouseMove(screen.window.view, QPoint(x, y))
    QTest.mouseRelease(screen.window.view, LEFT, NONE, QPoint(x, y))


def type_key(screen: Screen, key: Qt.Key) -> None:
    QTest.keyClick(screen.window.view, key)


def test_touch_inside_counts_once(opened: Opener) -> None:
    screen = opened(samples.choose_business())
    x, y = screen.middle("choose:B")
    press(screen, x, y)
    release(screen, x + 30, y + 30)
    assert screen.touches == [("choose", "B")]


def test_finger_that_slides_off_the_control_sends_nothing(opened: Opener) -> None:
    screen = opened(samples.choose_business())
    inside, outside = screen.middle("choose:B"), screen.middle("choose:D")
    press(screen, *inside)
    release(screen, *outside)
    press(screen, *outside)
    release(screen, *inside)
    assert screen.touches == []


def test_finger_that_slides_off_and_returns_counts(opened: Opener) -> None:
    screen = opened(samples.confirm())
    inside, outside = screen.middle("take"), screen.middle("home")
    press(screen, *inside)
    QTest.mouseMove(screen.window.view, QPoint(*outside))
    release(screen, *inside)
    assert screen.touches == [("take", "")]


def test_screen_that_changes_under_the_finger_is_not_touched(opened: Opener) -> None:
    screen = opened(samples.choose_means())
    x, y = screen.middle("means:card")
    press(screen, x, y)
    others = tuple(replace(tile, verb="call") for tile in samples.choose_means().tiles)
    screen.show(replace(samples.choose_means(), screen="choose_business", tiles=others))
    assert screen.middle("call:card") == (x, y)
    release(screen, x, y)
    assert screen.touches == []


def test_new_waiting_times_do_not_lose_the_touch(opened: Opener) -> None:
    screen = opened(samples.choose_business())
    x, y = screen.middle("choose:A")
    press(screen, x, y)
    later = tuple(replace(tile, detail="前面 5 人 · 约 10 分钟") for tile in parts.TILES)
    screen.show(replace(samples.choose_business(), tiles=later))
    release(screen, x, y)
    assert screen.touches == [("choose", "A")]


def test_disabled_action_is_not_touched(opened: Opener) -> None:
    screen = opened(samples.type_number())
    assert "enter" not in screen.names()
    screen.show(replace(samples.type_number(), primary=Action("enter", "确定")))
    x, y = screen.middle("enter")
    press(screen, x, y)
    release(screen, x, y)
    assert screen.touches == [("enter", "")]


def test_idle_screen_begins_wherever_it_is_touched(opened: Opener) -> None:
    screen = opened(samples.idle())
    press(screen, 500, 700)
    release(screen, 500, 700)
    assert screen.touches == [("start", "")]


def test_warning_leaves_only_its_two_answers_and_any_other_touch_goes_on(opened: Opener) -> None:
    screen = opened(samples.confirm())
    take = screen.middle("take")
    screen.show(samples.warned())
    assert screen.names() == ["go_on", "leave"]
    press(screen, *take)
    release(screen, *take)
    assert screen.touches == [("go_on", "")]


def test_tab_reaches_every_control_and_return_activates_it(opened: Opener) -> None:
    screen = opened(samples.idle())
    for name, snapshot in samples.plain().items():
        screen.show(snapshot)
        screen.until(screen.window.view.isActive)
        wanted = [] if not screen.names() else list(dict.fromkeys(screen.names()))
        reached: list[str] = []
        for _ in range(len(screen.controls())):
            type_key(screen, Qt.Key.Key_Tab)
            reached.append(screen.window.view.activeFocusItem().objectName())
        assert sorted(set(reached)) == sorted(wanted), name
        screen.touches.clear()
        type_key(screen, Qt.Key.Key_Return)
        verb, _, arg = reached[-1].partition(":")
        assert screen.touches[0][0] == verb and arg in ("", screen.touches[0][1]), name


def test_focus_is_seen(opened: Opener) -> None:
    screen = opened(samples.confirm())
    before = screen.window.view.grabWindow()
    type_key(screen, Qt.Key.Key_Tab)
    assert screen.window.view.grabWindow() != before


def test_tactile_pad_has_back_and_help(opened: Opener) -> None:
    screen = opened(samples.confirm())
    type_key(screen, Qt.Key.Key_Escape)
    type_key(screen, Qt.Key.Key_F1)
    assert screen.touches == [("back", ""), ("help", "")]

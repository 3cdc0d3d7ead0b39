"""Every screen in every mode: nothing cut, nothing too small, nothing too near."""

from collections.abc import Iterator
from itertools import combinations, pairwise

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtQuick import QQuickItem
from PySide6.QtTest import QTest

from kiosk.present.snapshot import Modes, Snapshot
from tests.ui import samples
from tests.ui.conftest import Opener, Screen, unlikeness
from tests.ui.real import real, troubles

MM = 0.248
GLYPH = 0.92
"""Height of a CJK glyph as a part of its em."""
LEADING = 0.4
"""Empty part of a line above and below the ink, as a part of the em."""
EDGE = 16
"""Of 255: by how much the edges of the same glyph differ when Qt cuts it anew for its cache."""

MODES = {
    "normal": Modes(),
    "large": Modes(large=True),
    "contrast": Modes(contrast=True),
    "low": Modes(low=True),
}


def snapshots(modes: Modes) -> dict[str, Snapshot]:
    chinese = real(modes, "zh")
    return chinese if modes.contrast else samples.in_mode(modes) | chinese | real(modes, "en")


def tree(item: QQuickItem) -> Iterator[QQuickItem]:
    if item.isVisible() and item.opacity() > 0:
        yield item
        for child in item.childItems():
            yield from tree(child)


def rect(item: QQuickItem) -> QRectF:
    return item.mapRectToScene(QRectF(0, 0, item.width(), item.height()))


def seen(item: QQuickItem) -> QRectF:
    """The part of the item that no scrolling list hides."""
    box, parent = rect(item), item.parentItem()
    while parent.parentItem() is not None:
        box = box.intersected(rect(parent)) if parent.clip() else box
        parent = parent.parentItem()
    return box


def texts(item: QQuickItem) -> list[QQuickItem]:
    return [it for it in tree(item) if it.inherits("QQuickText") and it.property("text")]


def check_texts(screen: Screen, where: str, least_mm: float) -> None:
    for text in texts(screen.root):
        label = f"{where}: {text.property('text')}"
        assert not text.property("truncated"), label
        assert text.property("contentWidth") <= text.width() + 1, label
        leading = LEADING * text.property("font").pixelSize()
        assert text.property("contentHeight") - leading <= text.height(), label
        assert text.property("font").pixelSize() * GLYPH * MM >= least_mm, label
    for control in screen.controls():
        frame = rect(control).adjusted(-1, -1, 1, 1)
        for text in texts(control):
            assert frame.contains(rect(text)), f"{where}: {text.property('text')}"


def apart(one: QRectF, two: QRectF) -> float:
    """Millimetres between two rectangles, 0 where they touch or overlap."""
    across = max(one.left() - two.right(), two.left() - one.right(), 0.0)
    down = max(one.top() - two.bottom(), two.top() - one.bottom(), 0.0)
    return max(across, down) * MM


def check_targets(screen: Screen, where: str, least_mm: float) -> None:
    controls = [(it.objectName(), rect(it), seen(it)) for it in screen.controls()]
    for name, box, part in controls:
        assert part.isValid()
        assert min(box.width(), box.height()) * MM >= least_mm, f"{where}: {name}"
    for (one, _, here), (two, _, there) in combinations(controls, 2):
        assert apart(here, there) >= 3.0, f"{where}: {one} and {two}"


def check_uncovered(screen: Screen, where: str) -> None:
    """No control lies over words that are not its own. (The idle warning lies over everything.)"""
    if screen.window.bridge.snapshot.countdown is not None:
        return
    controls = screen.controls()
    own = {text for control in controls for text in texts(control)}
    for text in texts(screen.root):
        if text in own:
            continue
        box = seen(text)
        ink = box.adjusted(2, box.height() * 0.15, -2, -box.height() * 0.15)
        ink.setWidth(min(ink.width(), text.property("contentWidth")))
        for control in controls:
            over = ink.intersected(seen(control))
            label = f"{where}: {control.objectName()} over {text.property('text')}"
            assert min(over.width(), over.height()) <= 3, label


LONG = frozenset(
    {
        *("find", "guide", "correct", "item", "calc_result", "query_result", "list"),
        *("flow_chart", "mine", "mine_case", "places", "theme", "theme_list", "rate_why"),
    }
)
"""Screens to look through or to read: as long as what is there."""


def scrolls(screen: Screen) -> bool:
    return any(
        it.inherits("QQuickFlickable") and it.property("interactive") for it in tree(screen.root)
    )


@pytest.mark.slow
@pytest.mark.parametrize("mode", MODES)
def test_upright_screens_in_every_mode(opened: Opener, mode: str) -> None:
    modes = MODES[mode]
    screen = opened(samples.idle())
    for name, snapshot in snapshots(modes).items():
        screen.show(snapshot)
        where = f"{mode} {name}"
        check_texts(screen, where, 9.0 if modes.large else 6.0)
        check_targets(screen, where, 20.0 if modes.large else 15.0)
        check_uncovered(screen, where)
        long = snapshot.screen in LONG or (modes.large and snapshot.lang == "en")
        assert long or not scrolls(screen), where
        if modes.low:
            for control in screen.controls():
                assert rect(control).top() >= 960, f"{where}: {control.objectName()}"


@pytest.mark.slow
@pytest.mark.parametrize("mode", ["normal", "large", "low"])
def test_wide_screens_in_every_mode(opened: Opener, mode: str) -> None:
    modes = MODES[mode]
    screen = opened(samples.idle(), 1920, 1080)
    for name, snapshot in snapshots(modes).items():
        screen.show(snapshot)
        where = f"wide {mode} {name}"
        check_texts(screen, where, 9.0 if modes.large else 6.0)
        check_targets(screen, where, 20.0 if modes.large else 15.0)
        check_uncovered(screen, where)
        assert modes.large or snapshot.screen in LONG or not scrolls(screen), where
        if modes.low:
            for control in screen.controls():
                assert rect(control).top() >= 540, f"{where}: {control.objectName()}"


@pytest.mark.slow
@pytest.mark.parametrize("large", [False, True])
def test_every_fault_is_told_whole(opened: Opener, large: bool) -> None:
    screen = opened(samples.idle())
    modes = Modes(large=large)
    for name, snapshot in (troubles(modes, "zh") | troubles(modes, "en")).items():
        screen.show(snapshot)
        check_texts(screen, name, 9.0 if large else 6.0)
        assert large or not scrolls(screen), name


def test_code_and_telephone_stand_in_one_line_and_the_answer_of_the_staff_below(
    opened: Opener,
) -> None:
    screen = opened(samples.idle())
    screen.show(real(Modes(), "zh")["zh-print_called"])
    place = {text.property("text"): rect(text) for text in texts(screen.root)}
    code, phone = place["RP-0208"], place["服务电话 12345"]
    assert code.top() == phone.top() and code.right() < phone.left()
    assert place["已经通知工作人员"].top() > code.bottom()
    assert "call" not in screen.names() and "呼叫工作人员" in place


@pytest.mark.parametrize("size", [(1080, 1920), (1920, 1080)])
@pytest.mark.parametrize("large", [False, True])
def test_idle_screen_says_beside_the_picture_where_the_card_goes(
    opened: Opener, size: tuple[int, int], large: bool
) -> None:
    for lang in ("zh", "en"):
        idle = real(Modes(large=large), lang)[f"{lang}-idle"]
        screen = opened(idle, *size)
        place = {text.property("text"): text for text in texts(screen.root)}
        hint, note = place[idle.picture_text], place[idle.picture_note]
        picture = next(it for it in tree(screen.root) if it.property("picture") == "card_in")
        assert rect(picture).right() <= rect(hint).left()
        assert rect(hint).bottom() <= rect(note).top() + 1
        assert rect(picture.parentItem()).contains(rect(hint.parentItem()))
        assert hint.property("font").bold() and not note.property("font").bold()


def test_printing_may_come_before_and_after_any_screen(opened: Opener) -> None:
    """Pages settle in one go, without asking themselves in a circle: Qt warns when they do."""
    for modes, size in ((Modes(), (1080, 1920)), (Modes(large=True), (1920, 1080))):
        screens = real(modes, "zh")
        screen = opened(screens["zh-idle"], *size)
        for name in ("idle", "choose_business", "read_card", "confirm", "taking", "rate", "help"):
            for following in (f"zh-{name}", "zh-printing"):
                screen.show(screens[following])


def test_text_longer_than_its_room_turns_by_key(opened: Opener) -> None:
    screen = opened(real(Modes(large=True), "en")["en-print_called"])
    assert scrolls(screen)
    screen.until(screen.window.view.isActive)
    QTest.keyClick(screen.window.view, Qt.Key.Key_Tab)
    focused = screen.window.view.activeFocusItem()
    places = [focused.property("contentY")]
    for _ in range(2):
        QTest.keyClick(screen.window.view, Qt.Key.Key_Return)
        places.append(focused.property("contentY"))
    assert places[0] == places[2] == 0 and places[1] > 0


def test_long_list_of_choices_scrolls_and_the_keyboard_brings_each_into_view(
    opened: Opener,
) -> None:
    many = samples.many_choices(30)
    screen = opened(many)
    assert scrolls(screen)
    assert "choose:0" in screen.names() and "choose:29" not in screen.names()
    last = next(it for it in tree(screen.root) if it.objectName() == "choose:29")
    last.forceActiveFocus()
    screen.window.view.grabWindow()
    assert "choose:29" in screen.names()


def test_going_through_a_session_and_back_leaves_no_trace_of_it(opened: Opener) -> None:
    screen = opened(samples.idle())
    screen.show(samples.goodbye())
    screen.show(samples.idle())
    clean = screen.picture()
    for one, two in pairwise([*samples.plain().values(), samples.idle()]):
        screen.show(one)
        screen.show(two)
    assert unlikeness(screen.picture(), clean) <= EDGE


def test_controls_tell_assistive_technology_what_they_are(opened: Opener) -> None:
    screen = opened(samples.choose_business())
    tile = screen.control("choose:D")
    assert tile.property("spokenName") == "企业开办, 今日号已发完 · 明天 09:00"
    assert tile.property("activeFocusOnTab")

"""The window: a successor that waits unseen, a broken scene, a gallery."""

import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtGui import QGuiApplication

from kiosk.values import replace
from tests.ui import samples
from tests.ui.conftest import Screen
from ui import window as window_module
from ui.bridge import Bridge
from ui.gallery import render_gallery
from ui.window import Glass, SceneBroken, Window


def nothing(_verb: str, _arg: str) -> None:
    """Touches are of no interest here."""


def test_successor_waits_unseen_and_shows_its_newest_snapshot_first(app: QGuiApplication) -> None:
    frames: list[str] = []
    bridge = Bridge(samples.idle(), nothing)
    window = Window(bridge, Glass(offscreen=True), lambda: frames.append(bridge.snapshot.title))
    screen = Screen(app, window)
    window.warm()
    assert not window.view.isVisible() and frames == []
    bridge.show(replace(samples.idle(), title="下一位"))
    screen.until(lambda: bridge.snapshot.title == "下一位")
    assert frames == []
    window.activate()
    screen.until(lambda: bool(frames))
    assert frames == ["下一位"]
    window.close()


def test_broken_scene_says_which_file(
    app: QGuiApplication,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    no_qt_warnings: list[str],
) -> None:
    (tmp_path / "Main.qml").write_text("import QtQuick\nItem { nonsense: 1 }\n")
    monkeypatch.setattr(window_module, "QML", tmp_path)
    with pytest.raises(SceneBroken, match=r"Main\.qml:2"):
        Window(Bridge(samples.idle(), nothing), Glass(offscreen=True))
    no_qt_warnings.clear()


def test_gallery_writes_a_picture_for_each_snapshot(tmp_path: Path) -> None:
    shots = {"idle": samples.idle(), "trouble": samples.trouble()}
    written = render_gallery(tmp_path / "out", shots, size=(540, 960), mm_per_px=0.496)
    assert [path.name for path in written] == ["idle.png", "trouble.png"]
    pictures = []
    for path in written:
        with Image.open(path) as image:
            assert image.size == (540, 960)
            pictures.append(image.tobytes())
    assert pictures[0] != pictures[1]


def test_warning_of_qt_is_one_line_on_stderr() -> None:
    code = (
        "from ui.window import prepare, tell_warnings, to_stderr\n"
        "from PySide6.QtCore import qWarning\n"
        "app = prepare(offscreen=True)\n"
        "tell_warnings(to_stderr)\n"
        "qWarning('one\\ntwo')\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "qt: one two\n")

"""What reaches QML from a snapshot, and when."""

import threading

from PySide6.QtGui import QGuiApplication

from kiosk.present.snapshot import Modes, Snapshot
from kiosk.present.trace import Trace
from kiosk.values import replace
from tests.ui import parts, samples
from tests.ui.conftest import Opener
from ui.bridge import Bridge, plain


def test_every_field_of_a_snapshot_is_a_property(app: QGuiApplication) -> None:
    first = samples.confirm()
    bridge = Bridge(first, lambda _verb, _arg: None)
    for name in Snapshot.__struct_fields__:
        assert bridge.values.value(name) == plain(getattr(first, name)), name


def test_only_changed_fields_reach_the_qml_bindings(opened: Opener) -> None:
    screen = opened(samples.confirm())
    clock = replace(parts.HEAD_ZH, time="21:37")
    tiles_before = screen.window.bridge.values.value("footer")
    inserted: list[str] = []
    screen.window.bridge.changed.connect(inserted.append)
    screen.show(replace(samples.confirm(), header=clock, modes=Modes(large=True)))
    assert sorted(inserted) == ["header", "modes"]
    assert screen.window.bridge.values.value("header")["time"] == "21:37"
    assert screen.window.bridge.values.value("footer") == tiles_before


def test_of_many_snapshots_from_another_thread_the_newest_is_shown(opened: Opener) -> None:
    screen = opened(samples.idle())
    bridge = screen.window.bridge
    taken: list[str] = []
    bridge.shown.connect(lambda: taken.append(bridge.snapshot.title))

    def flood() -> None:
        for number in range(200):
            bridge.show(replace(samples.idle(), title=f"{number}"), Trace(event="Tick"))

    thread = threading.Thread(target=flood)
    thread.start()
    thread.join()
    screen.until(lambda: bridge.snapshot.title == "199")
    assert bridge.trace.event == "Tick"
    assert taken == ["199"]


def test_back_key_answers_only_where_the_footer_offers_it(opened: Opener) -> None:
    screen = opened(samples.confirm())
    screen.window.bridge.key("back")
    assert screen.touches == [("back", "")]
    screen.show(samples.idle())
    screen.window.bridge.key("back")
    screen.show(samples.warned())
    screen.window.bridge.key("back")
    assert screen.touches == [("back", "")]

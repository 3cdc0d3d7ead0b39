"""Between the inbox and the screen: snapshots in from any thread, touches out."""

import threading
from collections.abc import Callable
from enum import Enum
from typing import Any

from msgspec import Struct
from PySide6.QtCore import Property, QObject, Qt, Signal, Slot
from PySide6.QtQml import QQmlPropertyMap

from kiosk.present.snapshot import Snapshot
from kiosk.present.trace import Trace
from ui.pictures import Pictures


def plain(value: object, picture: Callable[[bytes], str] = lambda _: "") -> Any:
    """A frozen message as what QML reads: dicts, lists, strings, numbers, None. A picture becomes
    the address that `picture` gives it."""
    if isinstance(value, Struct):
        return {name: plain(getattr(value, name), picture) for name in value.__struct_fields__}
    if isinstance(value, tuple):
        return [plain(item, picture) for item in value]
    if isinstance(value, bytes):
        return picture(value)
    return value.value if isinstance(value, Enum) else value


class Bridge(QObject):
    """`show` may be called from any thread; everything else happens on the thread of Qt.

    `now` holds one property for each field of Snapshot and notifies for those that changed.
    Of snapshots that arrive faster than they can be drawn only the newest is shown.
    `on_touch` is called on Qt's thread and must not wait.
    """

    moved = Signal()
    """The screen is another one than before."""
    shown = Signal()
    """A snapshot has been taken over; the next frame draws it."""
    touched = Signal(str, str)
    changed = Signal(str)
    """This field differs from the snapshot before."""
    _arrived = Signal()

    def __init__(
        self, first: Snapshot, on_touch: Callable[[str, str], None], trace: Trace | None = None
    ) -> None:
        super().__init__()
        self._on_touch = on_touch
        self._lock = threading.Lock()
        self._next: tuple[Snapshot, Trace] | None = None
        self.values = QQmlPropertyMap.create()
        self.pictures = Pictures()
        self.snapshot = first
        self.trace = trace or Trace()
        for name in Snapshot.__struct_fields__:
            self.values.insert(name, plain(getattr(first, name), self.pictures.name))
        self._arrived.connect(self._take, Qt.ConnectionType.QueuedConnection)

    def _get_now(self) -> QQmlPropertyMap:
        return self.values

    now = Property(QObject, _get_now, constant=True)

    def show(self, snapshot: Snapshot, trace: Trace | None = None) -> None:
        """Show this as soon as Qt's thread is free. Thread-safe; never waits."""
        with self._lock:
            waiting = self._next is not None
            self._next = (snapshot, trace or Trace())
        if not waiting:
            self._arrived.emit()

    @Slot()
    def _take(self) -> None:
        with self._lock:
            following, self._next = self._next, None
        if following is None:
            return
        before, self.snapshot = self.snapshot, following[0]
        self.trace = following[1]
        for name in Snapshot.__struct_fields__:
            value = getattr(self.snapshot, name)
            if value != getattr(before, name):
                self.values.insert(name, plain(value, self.pictures.name))
                self.changed.emit(name)
        self.pictures.keep(self.snapshot)
        if before.screen != self.snapshot.screen:
            self.moved.emit()
        self.shown.emit()

    @Slot(str, str)
    def touch(self, verb: str, arg: str) -> None:
        """A control was touched or chosen by key."""
        self._on_touch(verb, arg)
        self.touched.emit(verb, arg)

    @Slot(str)
    def key(self, verb: str) -> None:
        """The back or help key of the tactile pad: the same as its control in the footer."""
        for action in self.snapshot.footer:
            if action.verb == verb and action.enabled and self.snapshot.countdown is None:
                self.touch(verb, action.arg)
                return

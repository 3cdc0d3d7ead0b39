"""The stage of the demo: finds, touches and photographs what a citizen would, over a socket.

It exists in the demo and in tests only. Everything but the socket happens on Qt's thread; touches
go through the window's own event delivery, as those of a touch screen do.
"""

import contextlib
import time
from collections import deque
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPointF, Qt, QTimer, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtQuick import QQuickItem

from kiosk.link import Envelope, LinkClosed, Peer, Server
from kiosk.messages.stage import AskScreen, Grab, Grabbed, OnScreen, Touch, Touched
from ui.window import Window

FRAME_PATIENCE_MS = 2000
"""A press that brings no frame for so long is answered as failed."""
SETTLE_MS = 15
"""How often a grab looks whether the page has come to rest."""


def visible_controls(root: QQuickItem) -> list[QQuickItem]:
    """Every control that can be touched now and lies in view, in the order of the scene."""
    found: list[QQuickItem] = []
    pending = deque([root])
    while pending:
        item = pending.popleft()
        if not item.isVisible():
            continue
        if item.objectName() and item.property("touchable") and in_view(item):
            found.append(item)
        pending.extendleft(reversed(item.childItems()))
    return found


def centre(item: QQuickItem) -> QPointF:
    return item.mapToScene(QPointF(item.width() / 2, item.height() / 2))


def in_view(item: QQuickItem) -> bool:
    """Whether the centre lies in the window and inside everything that clips the item."""
    point = centre(item)
    parent: QQuickItem | None = item.parentItem()
    while parent is not None:
        shows_all = parent.parentItem() is not None and not parent.clip()
        if not shows_all and not parent.contains(parent.mapFromScene(point)):
            return False
        parent = parent.parentItem()
    return True


class Stage(QObject):
    """Answers Touch, Grab and AskScreen, and pushes OnScreen when a new snapshot is drawn.

    Start it once the window is active. Raises AddressInUse where another stage listens.
    """

    _asked = Signal(object, int, object)

    def __init__(self, window: Window, path: Path) -> None:
        super().__init__()
        self._window = window
        self._view = window.view
        self._server = Server(path, self._on_message)
        self._touches: deque[tuple[Peer, int, Touch]] = deque()
        self._pressed: tuple[Peer, int, QPointF, float] | None = None
        self._reached = False
        self._news = True
        self._drawn_at = 0.0
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(FRAME_PATIENCE_MS)
        self._patience.timeout.connect(self._no_frame)
        self._asked.connect(self._answer, Qt.ConnectionType.QueuedConnection)
        self._view.frameSwapped.connect(self._framed)
        window.bridge.shown.connect(self._shown)
        window.bridge.touched.connect(self._touched)

    def start(self) -> "Stage":
        self._server.start()
        self._view.update()
        return self

    def close(self) -> None:
        self._server.close()

    def _on_message(self, peer: Peer, envelope: Envelope, message: object) -> None:
        self._asked.emit(peer, envelope.id, message)

    def _answer(self, peer: Peer, message_id: int, message: object) -> None:
        if isinstance(message, Touch):
            self._touches.append((peer, message_id, message))
            self._next_touch()
        elif isinstance(message, Grab):
            self._grab(peer, message_id, message)
        elif isinstance(message, AskScreen):
            self._send(peer, self._on_screen(), message_id)

    def _send(self, peer: Peer, message: object, re: int = 0) -> None:
        with contextlib.suppress(LinkClosed):  # who went away needs no answer
            peer.send(message, re)

    # --- what is shown ---------------------------------------------------------------------

    def _shown(self) -> None:
        self._news = True
        self._view.update()

    def _framed(self) -> None:
        self._drawn_at = time.monotonic()
        if self._pressed is not None:
            self._release((self._drawn_at - self._pressed[3]) * 1000.0)
        if self._news:
            self._news = False
            message = self._on_screen()
            for peer in self._server.peers():
                self._send(peer, message)

    def _on_screen(self) -> OnScreen:
        trace = self._window.bridge.trace
        names = (item.objectName() for item in visible_controls(self._view.contentItem()))
        return OnScreen(
            screen=self._window.bridge.snapshot.screen,
            event=trace.event,
            fault=trace.fault,
            ticket_no=trace.ticket_no,
            at=self._drawn_at,
            targets=tuple(dict.fromkeys(names)),
            read_found_at=trace.read_found_at,
            pickup_code=trace.pickup_code,
            verdict=trace.verdict,
            found=trace.found,
        )

    # --- touching --------------------------------------------------------------------------

    def _next_touch(self) -> None:
        if self._pressed is not None or not self._touches:
            return
        peer, message_id, touch = self._touches.popleft()
        for item in visible_controls(self._view.contentItem()):
            if item.objectName() == touch.target:
                self._press(peer, message_id, centre(item))
                return
        self._send(peer, Touched(False, "nothing of this name can be touched now"), message_id)
        self._next_touch()

    def _press(self, peer: Peer, message_id: int, point: QPointF) -> None:
        self._reached = False
        self._pressed = (peer, message_id, point, time.monotonic())
        self._patience.start()
        self._mouse(QEvent.Type.MouseButtonPress, point, Qt.MouseButton.LeftButton)

    def _release(self, frame_ms: float) -> None:
        if self._pressed is None:
            return
        peer, message_id, point, _ = self._pressed
        self._pressed = None
        self._patience.stop()
        self._mouse(QEvent.Type.MouseButtonRelease, point, Qt.MouseButton.NoButton)
        detail = "" if self._reached else "the screen changed under the finger"
        self._send(peer, Touched(self._reached, detail, frame_ms), message_id)
        self._next_touch()

    def _no_frame(self) -> None:
        self._release(float(FRAME_PATIENCE_MS))

    def _touched(self, _verb: str, _arg: str) -> None:
        self._reached = True

    def _mouse(self, kind: QEvent.Type, point: QPointF, held: Qt.MouseButton) -> None:
        at = QPointF(self._view.mapToGlobal(point.toPoint()))
        left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        QCoreApplication.sendEvent(self._view, QMouseEvent(kind, point, at, left, held, none))

    # --- photographing ---------------------------------------------------------------------

    def _grab(self, peer: Peer, message_id: int, message: Grab) -> None:
        if not self._window.root.property("settled"):
            QTimer.singleShot(SETTLE_MS, lambda: self._grab(peer, message_id, message))
            return
        image = self._view.grabWindow()
        if image.save(message.path, quality=80):
            self._send(peer, Grabbed(image.width(), image.height()), message_id)
        else:
            self._send(peer, Grabbed(0, 0), message_id)

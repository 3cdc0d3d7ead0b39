"""The dock's window: buttons that play the world, beside the terminal's own window."""

import shutil
import signal
import tempfile
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import FrameType

import requests
from PySide6.QtCore import Property, QObject, QPoint, QTimer, QUrl, Signal, Slot
from PySide6.QtQuick import QQuickView

from kiosk.device import Device
from kiosk.link import LinkClosed, LinkTimeout, connect
from kiosk.messages.operator import AskQueue, SetNetwork
from kiosk.messages.sims import PutSocialCard
from ui.dock.central import Central
from ui.dock.hands import Hands
from ui.dock.people import ELDER, EXPIRED, RARE_NAME, WOMAN_WITH_X, WRONG_DIGIT
from ui.dock.sims import WHOLE
from ui.dock.terminal import Terminal
from ui.window import prepare, tell_warnings, to_stderr

QML = Path(__file__).parent / "Dock.qml"
STATUS_EVERY_MS = 700
WINDOW_SIZE = (540, 960)
"""Half the real glass, so that terminal and dock stand side by side on a desk's display."""

BESIDE_PX = 24

CARDS = {
    "elder": ELDER,
    "woman": WOMAN_WITH_X,
    "rare": RARE_NAME,
    "expired": EXPIRED,
    "wrong": WRONG_DIGIT,
}


class Dock(QObject):
    """Every verb runs on one worker thread: the window never waits for the world."""

    changed = Signal()

    def __init__(self, terminal: Terminal, central: Central, hands: Hands) -> None:
        super().__init__()
        self._hands = hands
        self._terminal = terminal
        self._central = central
        self._status = "…"
        self._receipt = ""
        self._said = ""
        self._worker = ThreadPoolExecutor(1, "dock")
        self._busy = threading.Event()

    status = Property(str, lambda self: self._status, notify=changed)
    receipt = Property(str, lambda self: self._receipt, notify=changed)
    said = Property(str, lambda self: self._said, notify=changed)

    @Slot(str, str)
    def play(self, verb: str, arg: str) -> None:
        self._worker.submit(self._play, verb, arg)

    def poll(self) -> None:
        if not self._busy.is_set():
            self._busy.set()
            self._worker.submit(self._look)

    def close(self) -> None:
        self._worker.shutdown(cancel_futures=True)

    def _play(self, verb: str, arg: str) -> None:
        verbs: dict[str, Callable[[], object]] = {
            "put": lambda: self._terminal.put_card(CARDS[arg].text_hex),
            "take": self._terminal.take_card,
            "script": lambda: self._terminal.play(arg),
            "heal": lambda: self._terminal.heal(Device(arg)),
            "social": lambda: self._terminal.put_social_card(PutSocialCard(kind=arg)),
            "social_take": self._terminal.take_social_card,
            "paper": self._terminal.load_paper,
            "network": lambda: self._ask(SetNetwork(arg == "up")),
            "platform": lambda: self._central.fault(arg),
            "kill": lambda: self._terminal.kill(arg),
            "code": lambda: self._hands.show(arg) if arg else self._hands.put_away(),
            "text": self._hands.text_message,
            "key": lambda: self._hands.plug(arg == "in"),
        }
        try:
            told = verbs[verb]()
            self._said = told if isinstance(told, str) else f"{verb} {arg}".strip()
        except (RuntimeError, LinkClosed, LinkTimeout, requests.RequestException) as error:
            self._said = f"{verb} {arg}: {error or type(error).__name__}"
        self.changed.emit()

    def _ask(self, message: object) -> object:
        peer = connect(self._terminal.folder / "run" / "service.sock", lambda *_: None)
        try:
            return peer.request(message, 5.0)
        finally:
            peer.close()

    def _look(self) -> None:
        try:
            queue = self._ask(AskQueue())
            output = self._terminal.output()
            pending = getattr(queue, "pending", "?")
            self._status = f"receipts: {len(output.receipts)} · records waiting: {pending}"
            if output.receipts:
                path = self._terminal.receipts / f"{output.receipts[-1]}.png"
                self._receipt = QUrl.fromLocalFile(str(path)).toString()
        except (RuntimeError, LinkClosed, LinkTimeout):
            self._status = "the service is away"
        self._busy.clear()
        self.changed.emit()


def run_dock(program: tuple[str, ...], fullscreen: bool) -> int:
    """Start the world, show the panel; closing the panel ends everything."""
    app = prepare()
    tell_warnings(to_stderr)
    folder = Path(tempfile.mkdtemp(prefix="zizhu-"))
    print(f"zizhu: starting the platform and a terminal in {folder}", flush=True)
    central = Central(program, folder)
    look = ("--fullscreen",) if fullscreen else ()
    size = (1080, 1920) if fullscreen else WINDOW_SIZE
    data, url = central.data, central.url
    terminal = Terminal(program, folder, "T00003", data, WHOLE, look).start(url, size)
    dock = Dock(terminal, central, Hands(program, terminal, central))
    view = QQuickView()
    view.setTitle(f"Zizhu dock · {central.url}")
    view.setInitialProperties({"dock": dock, "platform": central.url})
    view.setSource(QUrl.fromLocalFile(str(QML)))
    view.setFramePosition(QPoint(size[0] + BESIDE_PX, 0))
    view.show()
    timer = QTimer(interval=STATUS_EVERY_MS)
    timer.timeout.connect(dock.poll)
    timer.start()

    def on_signal(_number: int, _frame: FrameType | None) -> None:
        app.quit()

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, on_signal)
    app.setQuitOnLastWindowClosed(True)
    code = app.exec()
    dock.close()
    terminal.close()
    central.close()
    shutil.rmtree(folder, ignore_errors=True)
    return int(code)

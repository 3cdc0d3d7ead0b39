"""The screen's process: one citizen, from the warmed-up start to the end that forgets.

It speaks with its keeper in lines: it says `ready`, is told `activate`, says `shown` and, when the
citizen has left, `over`. Then it waits to be killed; nothing of the person is written anywhere.
"""

import os
import sys
import threading
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from kiosk.clock import SystemClock
from kiosk.config import TerminalConfig
from kiosk.flow.events import CardsBack, CardsLost, ServiceBack, ServiceLost, Touched
from kiosk.flow.model import Model
from kiosk.inbox import Inbox
from kiosk.link import Reconnecting
from kiosk.ports import Vault
from kiosk.present.build import build
from kiosk.present.snapshot import Trace
from ui.bridge import Bridge
from ui.stage import Stage
from ui.window import Glass, Window, prepare, tell_warnings, to_stderr

EXIT_BUG = 70


class _Keeper(QObject):
    """The keeper's words, brought to Qt's thread."""

    activate = Signal()

    def listen(self) -> None:
        threading.Thread(target=self._read, name="keeper", daemon=True).start()

    def _read(self) -> None:
        for line in sys.stdin:
            if line.strip() == "activate":
                self.activate.emit()
        os._exit(0)  # the keeper is gone: so is this screen, at once

    @staticmethod
    def say(line: str) -> None:
        sys.stdout.write(line + "\n")
        sys.stdout.flush()


class Screen:
    """Wires inbox, links and window. Everything Qt happens on the thread that made it."""

    def __init__(self, config: TerminalConfig, vault: Vault, glass: Glass) -> None:
        self._config = config
        self._service = Reconnecting(
            config.service_socket,
            self._post,
            lambda: self._post(ServiceBack()),
            lambda: self._post(ServiceLost()),
        )
        self._cards = Reconnecting(
            config.cards_socket,
            self._post,
            lambda: self._post(CardsBack()),
            lambda: self._post(CardsLost()),
        )
        self._keeper = _Keeper()
        self._keeper.activate.connect(self._activate, Qt.ConnectionType.QueuedConnection)
        self.bridge = Bridge(build(Model()), lambda verb, arg: self._post(Touched(verb, arg)))
        self.window = Window(self.bridge, glass, lambda: self._keeper.say("shown"))
        self._inbox = Inbox(
            SystemClock(), vault, self._service, self._cards, self._show, self._over
        )
        self._stage: Stage | None = None

    def warm_up(self) -> None:
        """Connect to the service, draw once unseen, and say so."""
        self._inbox.start()
        self._service.start()
        self.window.warm()
        self._keeper.listen()
        self._keeper.say("ready")

    def _activate(self) -> None:
        """Only the screen in front may ask the card reader."""
        self._cards.start()
        self.window.activate()
        if self._config.demo:
            self._stage = Stage(self.window, self._own_stage()).start()

    def _own_stage(self) -> Path:
        """A socket of this process, to which the well-known name now points."""
        name = self._config.stage_socket
        own, link = (name.with_name(f"stage-{os.getpid()}.{end}") for end in ("sock", "link"))
        link.unlink(missing_ok=True)
        link.symlink_to(own.name)
        link.replace(name)
        return own

    def _post(self, event: object) -> None:
        self._inbox.post(event)

    def _show(self, model: Model, event: str) -> None:
        trace = Trace(
            event=event,
            fault=model.fault.value if model.fault else "",
            ticket_no=model.ticket.ticket_no if model.ticket else "",
            read_found_at=model.found_at,
        )
        self.bridge.show(build(model), trace)

    def _over(self) -> None:
        """Nothing of the person stays on the glass while the successor takes over."""
        if self._stage is not None:
            self._stage.close()
        self.bridge.show(build(Model()), Trace(event="Over"))
        self._keeper.say("over")


def _fail_fast(args: "threading.ExceptHookArgs") -> None:
    """A bug on any thread ends the process; its successor is warm. The text carries no person."""
    trace: TracebackType | None = args.exc_traceback
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    where = f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}" if trace else "?"
    sys.stderr.write(f"zizhu screen: bug {args.exc_type.__name__} at {where}\n")
    sys.stderr.flush()
    os._exit(EXIT_BUG)


def run_screen(config: TerminalConfig, vault: Vault, headless: bool, fullscreen: bool) -> int:
    """Runs until the keeper ends it. `headless` draws without a display."""
    threading.excepthook = _fail_fast
    app = prepare(offscreen=headless)
    tell_warnings(to_stderr)
    glass = Glass(
        config.width,
        config.height,
        config.mm_per_px,
        fullscreen=fullscreen,
        offscreen=headless,
    )
    screen = Screen(config, vault, glass)
    QTimer.singleShot(0, screen.warm_up)
    return int(app.exec())

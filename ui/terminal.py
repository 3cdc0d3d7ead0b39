"""The screen's process: one citizen, from the warmed-up start to the end that forgets.

It speaks with its keeper in lines: it says `ready`, is told `activate`, says `shown` and, when the
citizen has left, `over`; it answers `ping` with `pong`. Then it waits to be killed; nothing of the
person is written anywhere.
"""

import gc
import os
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QObject, QPoint, Qt, QTimer, Signal

from kiosk.clock import SystemClock
from kiosk.config import TerminalConfig
from kiosk.flow.events import (
    CardsBack,
    CardsLost,
    ImagingBack,
    ImagingLost,
    ServiceBack,
    ServiceLost,
    Touched,
)
from kiosk.flow.model import Model
from kiosk.inbox import Inbox
from kiosk.link import Reconnecting
from kiosk.link.bugs import end_on_bug
from kiosk.messages.lamps import Guide
from kiosk.ports import Vault
from kiosk.present.build import build
from kiosk.present.lamps import lamps
from kiosk.present.trace import Trace
from ui.bridge import Bridge
from ui.late_vault import EXIT_UNUSABLE, LateVault
from ui.window import Glass, SceneBroken, Window, prepare, tell_warnings, to_stderr


class StageLike(Protocol):
    """What this process needs of ui.stage.Stage, which production never loads."""

    def __init__(self, window: Window, path: Path) -> None: ...

    def start(self) -> "StageLike": ...

    def close(self) -> None: ...


class _Keeper(QObject):
    """The keeper's words, brought to Qt's thread."""

    activate = Signal()
    ping = Signal()

    def listen(self) -> None:
        threading.Thread(target=self._read, name="keeper", daemon=True).start()

    def _read(self) -> None:
        for line in sys.stdin:
            if line.strip() == "activate":
                self.activate.emit()
            elif line.strip() == "ping":
                self.ping.emit()
        os._exit(0)  # the keeper is gone: so is this screen, at once

    @staticmethod
    def say(line: str) -> None:
        try:
            sys.stdout.write(line + "\n")
            sys.stdout.flush()
        except BrokenPipeError:
            os._exit(0)  # the keeper is gone


class Screen:
    """Wires inbox, links and window. Everything Qt happens on the thread that made it.

    `stage` is the demo's way to touch and see this screen; None in production.
    """

    def __init__(
        self,
        config: TerminalConfig,
        load_vault: Callable[[], Vault],
        stage: type[StageLike] | None,
        glass: Glass,
    ) -> None:
        self._config = config
        self._vault = LateVault(load_vault)
        self._stage_kind = stage
        self._service = self._link(config.service_socket, ServiceBack, ServiceLost)
        self._cards = self._link(config.cards_socket, CardsBack, CardsLost)
        self._imaging = self._link(config.imaging_socket, ImagingBack, ImagingLost)
        self._keeper = _Keeper()
        self._keeper.activate.connect(self._activate, Qt.ConnectionType.QueuedConnection)
        self._keeper.ping.connect(self._pong, Qt.ConnectionType.QueuedConnection)
        self.bridge = Bridge(build(Model()), lambda verb, arg: self._post(Touched(verb, arg)))
        self.window = Window(self.bridge, glass, self._shown)
        self._inbox = Inbox(
            SystemClock(),
            self._vault,
            self._service,
            self._cards,
            self._imaging,
            self._show,
            self._over,
        )
        self._stage: StageLike | None = None
        self._in_front = False
        self._guide: Guide | None = None
        """What the service was told last, None where it knows nothing of this screen's lamps."""

    def _link(
        self, path: Path, back: Callable[[], object], lost: Callable[[], object]
    ) -> Reconnecting:
        """`back` and `lost` make the event that says so."""
        up, down = (lambda: self._post(back())), (lambda: self._post(lost()))
        return Reconnecting(path, self._post, up, down)

    def warm_up(self) -> None:
        """Connect to the service, draw once unseen, and say so."""
        self._inbox.start()
        self._service.start()
        self.window.warm()
        self._keeper.listen()
        self._keeper.say("ready")

    def _activate(self) -> None:
        """Only the screen in front may ask card and code readers, and guide the hand by lamps."""
        self._in_front = True
        self._cards.start()
        if self._config.has_imaging:
            self._imaging.start()
        self.window.view.setTitle(self._config.terminal_name)
        self.window.view.setFramePosition(QPoint(0, 0))
        self.window.activate()
        if self._stage_kind is not None:
            self._stage = self._stage_kind(self.window, self._own_stage()).start()

    def _pong(self) -> None:
        """Said by the thread that draws: a screen that hangs does not say it."""
        self._keeper.say("pong")

    def _shown(self) -> None:
        """The idle screen stands on the glass: now what was put off for it."""
        self._keeper.say("shown")
        self._vault.begin()
        gc.freeze()
        gc.enable()

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
            pickup_code=model.proof.kept.pickup_code if model.proof.kept else "",
            verdict=model.check.verdict,
            found=model.visit.typed if model.visit.answered else "",
        )
        self.bridge.show(build(model), trace)
        guide = Guide(lamps(model)) if self._in_front and model.service_up else None
        if guide is None or (guide != self._guide and self._service.send(guide)):
            self._guide = guide

    def _over(self) -> None:
        """Nothing of the person stays on the glass while the successor takes over."""
        if self._stage is not None:
            self._stage.close()
        self.bridge.show(build(Model()), Trace(event="Over"))
        self._keeper.say("over")


def run_screen(
    config: TerminalConfig,
    load_vault: Callable[[], Vault],
    stage: type[StageLike] | None,
    *,
    headless: bool,
    fullscreen: bool,
) -> int:
    """Runs until the keeper ends it; EXIT_UNUSABLE where the scene or the keys cannot be loaded.
    `headless` draws without a display."""
    end_on_bug("screen")
    app = prepare(offscreen=headless)
    tell_warnings(to_stderr)
    glass = Glass(
        config.width,
        config.height,
        config.mm_per_px,
        fullscreen=fullscreen,
        offscreen=headless,
    )
    try:
        screen = Screen(config, load_vault, stage, glass)
    except SceneBroken as error:
        to_stderr(f"the screen cannot be drawn: {error}")
        return EXIT_UNUSABLE
    QTimer.singleShot(0, screen.warm_up)
    return int(app.exec())

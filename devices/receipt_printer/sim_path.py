"""The simulated printer's mechanism: paper, head, cutter, presenter, and the sensors on them."""

import threading
import time
from collections.abc import Callable

from PIL import Image

from devices.receipt_printer.sim_faults import TAKE_MS, PrinterArmed
from devices.receipt_printer.sim_models import Sensors
from devices.receipt_printer.sim_paper import WIDTH
from devices.receipt_printer.sim_presenter import Presenter
from devices.receipt_printer.sim_sensors import (
    CUTTER_ROWS,
    DOTS_PER_MM,
    NEAR_END_ROWS,
    ROLL_ROWS,
    Mechanics,
)
from devices.receipt_printer.sim_tray import Tray

_SLICE_ROWS = 24
_TICK_S = 0.02


class PaperPath:
    """Its movements run on the motor thread, take their time, wait while something stops them, and
    end early where the job was dropped. `changed` guards everything."""

    def __init__(
        self,
        tray: Tray,
        mechanics: Mechanics,
        armed: PrinterArmed,
        changed: threading.Condition,
        on_strike: Callable[[], None],
    ) -> None:
        self.tray = tray
        self.presenter = Presenter()
        self.cutter_blocked = False
        self.moving = False
        self.paper_rows = ROLL_ROWS
        self.was_out = False
        self._mechanics = mechanics
        self._armed = armed
        self._changed = changed
        self._on_strike = on_strike
        self._job = 0
        self._closed = False
        self._due = 0.0

    # --- sensors -----------------------------------------------------------------------------

    def sensors(self) -> Sensors:
        has = self._armed.has
        return Sensors(
            cover_open=has("cover_open"),
            out=has("paper_out") or self.paper_rows <= 0,
            near_end=has("paper_near_end") or self.paper_rows < NEAR_END_ROWS,
            jam=has("jam") or self.presenter.jammed,
            cutter=self.cutter_blocked,
            head=has("head"),
            ticket=self.presenter.ticket,
            moving=self.moving and not has("jam"),
        )

    def is_able(self) -> bool:
        """Whether paper can move; keeps what is on the strip when the roll ends."""
        now = self.sensors()
        if now.out and not self.was_out:
            self.was_out = True
            self.tray.keep_partial()
        return not (now.stopped or self._armed.has("hang"))

    def strike(self, point: str, count: int = 1) -> None:
        if self._armed.strike(point, count):
            self.is_able()
            self._on_strike()

    # --- jobs --------------------------------------------------------------------------------

    @property
    def job(self) -> int:
        return self._job

    def drop_job(self) -> None:
        self._job += 1
        self.tray.keep_partial()
        self._changed.notify_all()

    def close(self) -> None:
        self._closed = True
        self._changed.notify_all()

    def is_over(self, job: int) -> bool:
        return self._closed or job != self._job

    def wait(self) -> None:
        """Until something changes, or a timed fault may strike."""
        self._changed.wait(_TICK_S if self._armed.is_timed else None)
        self._due = max(self._due, time.monotonic())

    # --- movements ---------------------------------------------------------------------------

    def feed(self, band: Image.Image, job: int) -> None:
        top = 0
        while top < band.height:
            with self._changed:
                if not self._ready(job):
                    return
                if not self.tray.strip.has_ink and band.getextrema()[0] == 0:
                    self.strike("page")
                rows = min(_SLICE_ROWS, band.height - top, self.paper_rows)
                self.moving = True
                self.tray.strip.bands.append(band.crop((0, top, WIDTH, top + rows)))
                top += rows
                self._spend(rows / (self._mechanics.speed * DOTS_PER_MM), job)
                self.paper_rows = max(0, self.paper_rows - rows)
                self.presenter.printed_rows += rows

    def feed_to_cutter(self, more_rows: int, job: int) -> None:
        self.feed(Image.new("1", (WIDTH, CUTTER_ROWS + more_rows), 1), job)

    def cut(self, presents: bool, job: int) -> None:
        with self._changed:
            self.moving = False
            if self._armed.has("cutter"):
                self._armed.end("cutter")
                self.cutter_blocked = True
            if not self._ready(job):
                return
            self.tray.cut()
            self.presenter.cuts += 1
            self._spend(self._mechanics.cut, job)
            if presents:
                self.moving = True
                self._spend(self._mechanics.cut, job)
                self.presenter.present()
                self._offer()

    def let_go(self, back: bool, job: int) -> None:
        """Retract (`back`) or eject what lies in the presenter."""
        with self._changed:
            if self._ready(job):
                self.moving = True
                self._spend(self._mechanics.cut, job)
                (self.presenter.retract if back else self.presenter.take)()

    def _offer(self) -> None:
        """A hand may wait for the ticket."""
        after_ms = self._armed.on("take_ticket")
        if after_ms is not None:
            timer = threading.Timer((after_ms or TAKE_MS) / 1000, self.presenter.take)
            timer.daemon = True
            timer.start()

    def _ready(self, job: int) -> bool:
        """Wait until the paper can move; False where the job was dropped meanwhile."""
        while not self.is_over(job) and not self.is_able():
            self.wait()
        return not self.is_over(job)

    def _spend(self, seconds: float, job: int) -> None:
        """Let printing time pass; a dropped job ends it. What drawing the picture took is part of
        it, as a real head needs no time to think."""
        self._due += seconds
        left = self._due - time.monotonic()
        if left > 0:
            self._changed.wait_for(lambda: self.is_over(job), left)

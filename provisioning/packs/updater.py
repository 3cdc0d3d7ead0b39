"""The updater: its own process, so that what checks signatures never loads where citizens are.

It looks at the platform at its start, every few minutes, and at once where the service passes on a
hint; what it takes goes into the catalogue, and the service is told. Nothing that goes wrong here
takes anything away: the catalogue is served as it is, marked stale once nobody has confirmed it for
the configured time.
"""

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from kiosk.clock import Clock
from kiosk.messages.catalogue import (
    CatalogueChanged,
    CatalogueHint,
    FollowHints,
    PackInstalled,
    PackRefused,
)
from kiosk.messages.service import HallView
from kiosk.ports import Link
from provisioning.catalogue.errors import Busy, Damaged
from provisioning.catalogue.reader import Reader
from provisioning.catalogue.writer import Writer
from provisioning.packs.disk import put_file
from provisioning.packs.fetch import HttpFetcher, PackSource, Unreachable
from provisioning.packs.install import Round, update
from provisioning.packs.refusal import Refused, Why
from provisioning.packs.settings import ItemsSettings

EVERY_S = 240.0
"""Between two looks that went well, and the longest pause after others. With its jitter it is at
most five minutes, also where no hint comes."""
FIRST_PAUSE_S = 10.0
"""After a look that failed; doubled each time."""
Jitter = Callable[[], float]
"""0.0 to 1.0; a pause is 0.75 to 1.25 of its length, so that terminals do not all ask at once."""

log = logging.getLogger("provisioning.updater")


@dataclass
class Updater:
    """`run`, `step` and `look` belong to one thread; the link has its own."""

    settings: ItemsSettings
    clock: Clock
    jitter: Jitter
    fetcher: HttpFetcher = field(default_factory=HttpFetcher)
    link: Link | None = None

    def __post_init__(self) -> None:
        self._wake = threading.Event()
        self._ending = False
        self._is_up = False
        """A connection that has been told nothing yet."""
        self._due = float("-inf")
        self._failures = 0
        self._hint = ""
        self._turned: dict[str, PackRefused] = {}
        self._told: CatalogueChanged | None = None

    # --- called by the link: they only hand over ----------------------------------------------

    def on_up(self) -> None:
        self._is_up = True
        self._wake.set()

    def on_message(self, message: Any) -> None:
        if isinstance(message, HallView):
            return  # for screens; it is known here since an unknown message would end the link
        if not isinstance(message, CatalogueHint):
            return
        self.fetcher.cut = message.cut
        if message.version != self._hint:
            self._hint, self._failures, self._due = message.version, 0, float("-inf")
            self._wake.set()

    def end(self) -> None:
        self._ending = True
        self._wake.set()

    # --- the work, on one thread: there is one writer of the catalogue ------------------------

    def run(self) -> None:
        while not self._ending:
            self.step()
            self._wake.wait(self._due - self.clock.monotonic())
            self._wake.clear()

    def step(self) -> None:
        """What is to be done now."""
        if self._is_up:
            self._is_up = False
            self._greet()
        if self.clock.monotonic() >= self._due:
            self._due = float("inf")  # a hint that comes meanwhile moves it
            pause = self.look()
            self._due = min(self._due, self.clock.monotonic() + pause)

    def _greet(self) -> None:
        """The service is there, perhaps anew: it is told how things stand, and what it missed."""
        self._send(FollowHints())
        self._told = None
        self._tell_installed()
        self._tell_state()
        for refused in self._turned.values():
            self._send(refused)

    def look(self) -> float:
        """One round; seconds until the next."""
        try:
            self._tell(self._round())
            self._failures = 0
            put_file(self.settings.folder / "checked", self.clock.now().isoformat().encode())
        except Refused as refused:
            self._turn("", 0, refused)
            self._failures += 1
        except (Unreachable, Busy, OSError) as error:
            log.warning("packs not looked at: %s", error)
            self._failures += 1
        except Damaged as error:
            self._begin_anew(error)
            self._failures += 1
        self._tell_state()
        pause = EVERY_S
        if self._failures:
            pause = min(EVERY_S, FIRST_PAUSE_S * 2 ** min(self._failures - 1, 10))
        return pause * (0.75 + self.jitter() / 2)

    def _round(self) -> Round:
        settings = self.settings
        try:
            root = settings.root_file.read_bytes()
        except OSError as error:
            detail = f"{settings.root_file} cannot be read ({error.strerror})"
            raise Refused(Why.UNSIGNED, detail) from None
        source = PackSource(settings.folder, settings.url, root, self.fetcher)
        with Writer(settings.catalogue) as writer:
            return update(source, writer, settings.site, self.clock.now)

    def _tell(self, done: Round) -> None:
        refused = {one.pack for one in done.turned}
        self._turned = {pack: one for pack, one in self._turned.items() if pack in refused}
        for turned in done.turned:
            self._turn(turned.pack, turned.version, turned.refused)
        for one in done.installed:
            self._send(PackInstalled(one.pack, one.version, one.root))

    def _turn(self, pack: str, version: int, refused: Refused) -> None:
        said = PackRefused(pack, version, refused.why.value, refused.place, refused.detail)
        if self._turned.get(pack) != said:
            log.warning("refused, %s: %s", refused.why.value, refused)
        self._turned[pack] = said
        self._send(said)

    def _begin_anew(self, error: Damaged) -> None:
        """Nothing in the file is the only copy of anything."""
        log.error("the catalogue is made anew: %s", error)
        for end in ("", "-wal", "-shm"):
            Path(f"{self.settings.catalogue}{end}").unlink(missing_ok=True)

    def _tell_installed(self) -> None:
        if not self.settings.catalogue.exists():
            return
        try:
            with Writer(self.settings.catalogue) as writer:
                packs = writer.packs()
        except (Busy, Damaged, OSError):
            return  # the next round finds out
        for one in packs:
            self._send(PackInstalled(one.pack, one.version, one.root.hex()))

    def _tell_state(self) -> None:
        checked = self._checked()
        late = checked is None or self.clock.now() - checked > self.settings.stale_after
        at = checked.isoformat(timespec="seconds") if checked else ""
        state = CatalogueChanged(revision_of(self.settings.catalogue), at, late)
        if state != self._told and self._send(state):
            self._told = state

    def _checked(self) -> datetime | None:
        """When a look went well the last time."""
        try:
            return datetime.fromisoformat((self.settings.folder / "checked").read_text())
        except (OSError, ValueError):
            return None

    def _send(self, message: object) -> bool:
        return self.link is not None and self.link.send(message)


def revision_of(catalogue: Path) -> int:
    """How often it has changed; 0 where there is none that can be read."""
    try:
        with Reader(catalogue) as reader:
            return reader.newest()
    except (OSError, Busy, Damaged):
        return 0

"""A terminal, its platform and everything that may happen to them, in time that the test moves."""

import random
import shutil
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import requests

from offline_queue.outbox import rows as outbox
from offline_queue.outbox.streams import KINDS, OnRefusal
from offline_queue.store.ledger import Ledger
from offline_queue.store.writer import Store
from offline_queue.sync.transport import CutAdapter
from tests.clock import MONDAY_MORNING, FakeClock
from tests.offline_queue.scripted_platform import ScriptedPlatform
from tests.offline_queue.terminal import Terminal, supply

DAY = timedelta(days=1)
SPOILED = (
    *("drop_reply", "drop_reply", "late", "again", "500", "502", "html", "empty", "redirect"),
    *("garbled", "silent_receipt", "strange", "429", "429:40", "503:date:9", "503:86400"),
    *("401", "403", "404", "400", "html413"),
)


class Killed(BaseException):
    """The process is gone at this instant."""


class Cable(CutAdapter):
    """The network, at which the terminal may be killed: `kill_in` requests from now, before the
    request has left (`early`) or when the answer is here and nothing is written down yet."""

    kill_in = 0
    early = False

    def send(self, *args: Any, **kwargs: Any) -> requests.Response:
        self.kill_in -= 1
        if self.kill_in == 0 and self.early:
            raise Killed
        response = super().send(*args, **kwargs)
        if self.kill_in == 0:
            response.close()
            raise Killed
        return response


class World:
    """The platform's clock is right; the terminal's may be anything."""

    def __init__(self, folder: Path, platform: ScriptedPlatform, seed: int) -> None:
        self.chance = random.Random(seed)
        self.platform = platform
        self.clock = FakeClock()
        self.began = self.clock.monotonic()
        platform.now = self.true_time
        self.folder, self.lives = folder, 0
        self.put_keys: list[tuple[str, str, str]] = []
        """Key, kind and thing of each record whose put has returned."""
        self._open(folder / "0")
        supply(self.store)

    def true_time(self) -> datetime:
        return MONDAY_MORNING + timedelta(seconds=self.clock.monotonic() - self.began)

    def put(self, count: int, poison: float = 0.0) -> None:
        """So many records, of few things; a share of them is poison, another one is put off."""
        for _ in range(count):
            kind = self.chance.choice(sorted(KINDS))
            about = self.chance.choice(("", f"{KINDS[kind].name}-{self.chance.randrange(9)}"))
            body: dict[str, Any] = {"n": len(self.put_keys)}
            if self.chance.random() < poison:
                body["poison"] = 1
            elif self.chance.random() < 0.1:
                body |= {
                    "busy": self.chance.randint(1, 3),
                    "retry_after": self.chance.choice((0, 60)),
                }
            self.put_keys.append((self.store.call(_put(kind, body, about)), kind, about))

    def jump(self) -> None:
        """The wall clock is a day off, or right again."""
        self.clock.set(self.true_time() + self.chance.choice((-1, 0, 1)) * DAY)

    def restart(self) -> None:
        """The thread alone."""
        self.terminal.sync.stop()
        self._start()

    def kill(self) -> None:
        """The process is gone; another one finds the files as they lay at that instant."""
        lay, self.lives = self.folder / str(self.lives), self.lives + 1
        shutil.copytree(
            lay, self.folder / str(self.lives), ignore=shutil.ignore_patterns("ballast")
        )
        self.close()
        shutil.rmtree(lay)
        self._open(self.folder / str(self.lives))

    def step(self) -> None:
        """One round of the terminal and the rest after it, or its death."""
        try:
            self.terminal.pass_time()
        except Killed:
            self.kill()

    def close(self) -> None:
        self.terminal.sync.stop()
        self.store.close()

    def _open(self, folder: Path) -> None:
        self.store = Store(folder, ballast_bytes=4096)
        self._start()

    def _start(self) -> None:
        self.cable = Cable()
        worst = self.chance.random() < 0.2
        jitter = (lambda _low, high: high) if worst else self.chance.uniform
        self.terminal = Terminal(
            self.store, self.platform.url, self.clock, jitter, cable=self.cable
        )

    def skipped(self, kind: str) -> bool:
        return KINDS[kind].on_refusal is OnRefusal.SKIP


def _put(kind: str, body: dict[str, Any], about: str) -> Any:
    def work(ledger: Ledger) -> str:
        seq = outbox.put(ledger, kind, body, MONDAY_MORNING.isoformat(), about)
        return f"T00003.{ledger.epoch}.{seq}"

    return work

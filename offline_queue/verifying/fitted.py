"""Codes of certificates as the service has them: lists, their errand, and who answers screens."""

from collections.abc import Callable
from datetime import timedelta

from kiosk.clock import Clock
from kiosk.config import TerminalConfig
from kiosk.link import Envelope, Peer
from kiosk.messages.certificates import CodeVerified, VerifyCode
from kiosk.ports import Verifying
from offline_queue.inbound.trust import load_keys
from offline_queue.store.writer import Store
from offline_queue.sync.line import Line
from offline_queue.sync.lookup import Lookup
from offline_queue.verifying.desk import VerifyDesk
from offline_queue.verifying.fetch import FetchLists
from offline_queue.verifying.lists import FOLDER_NAME, NAMES, Lists


def lists_of(config: TerminalConfig, store: Store) -> Lists:
    """Raises BadKeyFile."""
    folder = config.state / FOLDER_NAME
    return Lists(store, folder, load_keys(config.sign_keys_file))


class Verification:
    """Thread-safe but for `errand`. `lookup` gives the way to the platform once there is one.
    Raises BadKeyFile."""

    def __init__(
        self,
        config: TerminalConfig,
        store: Store,
        clock: Clock,
        verifying: Verifying | None,
        lookup: Callable[[], Lookup],
    ) -> None:
        self.lists = lists_of(config, store)
        self._clock = clock
        self._fetch: FetchLists | None = None
        stale_after = timedelta(days=config.lists_warn_days)
        self._desk = VerifyDesk(self.lists, verifying, clock.now, stale_after, self.hurry, lookup)

    def errand(self, line: Line) -> FetchLists:
        """Raises StoreError."""
        self._fetch = FetchLists(self.lists, line, self._clock)
        return self._fetch

    def hinted(self) -> None:
        """Something came by the inbox: marks, or a word on the keys that signed the lists. Raises
        StoreError."""
        self.lists.read_marks()
        if not all(self.lists.digest(name) for name in NAMES):
            self.hurry()

    def hurry(self) -> None:
        """The lists may be old: they are asked for with the next round."""
        if self._fetch is not None:
            self._fetch.hurry()

    def on_message(self, peer: Peer, envelope: Envelope, message: VerifyCode) -> None:
        self._desk.on_message(peer, envelope, message)

    def judged(self, message: VerifyCode) -> CodeVerified:
        """By the lists alone."""
        return self._desk.judged(message)

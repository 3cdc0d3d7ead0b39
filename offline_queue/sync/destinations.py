"""The central platform and, where one is configured, a second destination; each has its thread."""

import logging
import random
from collections.abc import Callable, Sequence
from functools import partial

from msgspec import Struct
from requests.adapters import HTTPAdapter

from kiosk.config import TerminalConfig
from kiosk.queueing.group import QueueGroup
from offline_queue.outbox.streams import CENTRAL, SECOND
from offline_queue.store.writer import Store
from offline_queue.sync.bearer import read_token, renewer
from offline_queue.sync.central import central_sync
from offline_queue.sync.contact import Contact
from offline_queue.sync.errands import Errand
from offline_queue.sync.line import Line
from offline_queue.sync.loop import Sync
from offline_queue.sync.second import owe, parse_second, second_sync
from offline_queue.sync.transport import Transport
from offline_queue.sync.trusted_time import TrustedClock

log = logging.getLogger("offline_queue.sync")


class Destinations(Struct, frozen=True):
    """Neither waits for the other. `contact` is the central platform's."""

    central: Sync
    second: Sync | None = None

    @property
    def contact(self) -> Contact:
        return self.central.contact

    @property
    def second_contact(self) -> Contact | None:
        """None where there is no second destination."""
        return self.second.contact if self.second else None

    def start(self) -> None:
        for sync in self._all():
            sync.start()

    def stop(self) -> None:
        for sync in self._all():
            sync.stop()

    def wake(self) -> None:
        """Something was recorded."""
        for sync in self._all():
            sync.wake()

    def hurry(self) -> None:
        """The network may be back: try now."""
        for sync in self._all():
            sync.hurry()

    def _all(self) -> tuple[Sync, ...]:
        return (self.central,) if self.second is None else (self.central, self.second)


def destinations(
    config: TerminalConfig,
    store: Store,
    groups: Sequence[QueueGroup],
    clock: TrustedClock,
    on_change: Callable[[], None],
    adapter: HTTPAdapter | None = None,
    more: Callable[[Line, int], Sequence[Errand]] = lambda _line, _dest: (),
) -> Destinations:
    """As the terminal's file says. `more`: further errands over the line of a destination. Raises
    ConfigError, NoToken or StoreError."""
    token = read_token(config.token_file)
    central = central_sync(
        store,
        Transport(config.central_url, token, adapter, renewer(config.token_file)),
        config.terminal_id,
        config.hall_id,
        groups,
        clock,
        on_change,
        random.uniform,
        lambda line: more(line, CENTRAL),
    )
    second = parse_second(config.second, config.base)
    if second is not None:
        its = (store, second, config.terminal_id, clock, random.uniform, adapter)
        return Destinations(central, second_sync(*its, lambda line: more(line, SECOND)))
    left = store.call(partial(owe, to=None))
    if left:
        log.warning("%d records wait for a second destination, and none is configured", left)
    return Destinations(central)

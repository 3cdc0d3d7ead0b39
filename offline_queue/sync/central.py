"""What is done with the central platform, and in which order."""

from collections.abc import Callable, Sequence

from kiosk.queueing.group import QueueGroup
from offline_queue.outbox.claims import Claims
from offline_queue.outbox.streams import CENTRAL
from offline_queue.store.writer import Store
from offline_queue.sync.backoff import Jitter
from offline_queue.sync.delivery import Delivery
from offline_queue.sync.errands import Errand
from offline_queue.sync.line import Line
from offline_queue.sync.look import Heard, Look
from offline_queue.sync.loop import Sync
from offline_queue.sync.supply import Supply
from offline_queue.sync.transport import Transport
from offline_queue.sync.trusted_time import TrustedClock


def central_sync(
    store: Store,
    transport: Transport,
    terminal_id: str,
    hall_id: str,
    groups: Sequence[QueueGroup],
    clock: TrustedClock,
    on_change: Callable[[], None],
    jitter: Jitter,
    more: Callable[[Line], Sequence[Errand]] = lambda _line: (),
) -> Sync:
    """`on_change` runs on the sync thread whenever `contact` has changed for a citizen's eyes.
    `more`: errands after these, over the same line."""
    line = Line(
        "platform",
        transport,
        clock,
        jitter,
        on_answer=Heard(store, clock),
        on_change=on_change,
    )
    errands: tuple[Errand, ...] = (
        Look(line, hall_id, clock),
        Supply(store, line, terminal_id, groups, clock, on_change),
        Delivery(store, line, Claims(CENTRAL), terminal_id, clock, jitter),
        *more(line),
    )
    return Sync("sync", line, errands, clock, jitter)

"""The inbox's own thread: events of many threads, one after another, none lost."""

import queue
import threading
from collections.abc import Callable

from kiosk.flow.events import ServiceBack, ServiceLost, Touched
from kiosk.flow.model import Model
from kiosk.flow.states import State
from kiosk.inbox import Inbox
from tests.clock import FakeClock
from tests.kiosk.samples import HALL, OpenVault
from tests.kiosk.terminal import FakeLink

PATIENCE_S = 5.0


def post_touches(inbox: Inbox, count: int) -> None:
    for _ in range(count):
        inbox.post(Touched("contrast"))


def in_thread(then: Callable[[Inbox, "queue.SimpleQueue[Model]"], None]) -> None:
    shown: queue.SimpleQueue[Model] = queue.SimpleQueue()
    inbox = Inbox(
        FakeClock(),
        OpenVault(),
        FakeLink(),
        FakeLink(),
        FakeLink(),
        lambda model, _event: shown.put(model),
        lambda: None,
    ).start()
    then(inbox, shown)
    inbox.close()
    assert not inbox._thread.is_alive()


def test_no_event_of_many_threads_is_lost() -> None:
    each, threads = 200, 4

    def many(inbox: Inbox, shown: "queue.SimpleQueue[Model]") -> None:
        posters = [
            threading.Thread(target=post_touches, args=(inbox, each)) for _ in range(threads)
        ]
        for poster in posters:
            poster.start()
        for poster in posters:
            poster.join()
        seen = [shown.get(timeout=PATIENCE_S).modes.contrast for _ in range(each * threads)]
        assert seen == [True, False] * (each * threads // 2)

    in_thread(many)


def test_events_are_taken_in_the_order_in_which_they_came() -> None:
    def ordered(inbox: Inbox, shown: "queue.SimpleQueue[Model]") -> None:
        for event in (HALL, ServiceLost(), ServiceBack(), Touched("start")):
            inbox.post(event)
        models = [shown.get(timeout=PATIENCE_S) for _ in range(4)]
        assert [model.service_up for model in models] == [True, False, True, True]
        assert models[-1].state is State.CHOOSE_BUSINESS

    in_thread(ordered)

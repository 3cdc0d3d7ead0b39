"""A number over the service's socket, against one flushed write in the same folder."""

import threading
import time
import uuid
from collections.abc import Iterator
from itertools import cycle
from statistics import median

from kiosk.identity import Assurance, Means
from kiosk.link import Peer
from kiosk.messages.service import NumberTaken, Priority, TakeNumber
from tests.bench.alone import GROUPS, alone_service
from tests.bench.disk import raw_writes
from tests.bench.figure import Benchmark, Figure, Measured, NotMeasured, percentile

ROUNDS = 7
ALONE = 200
"""Numbers asked for by one client in each round, and writes beside them."""
TURN = 10
"""So many of the one, then of the other."""
CLIENTS = 8
EACH = 35
"""Numbers asked for by each of the clients. Two rounds fit the 999 numbers of a group and a day."""
LIMIT_S = 10.0

RATIO = Figure(
    "ticket-issue",
    "×",
    "median round trip of `TakeNumber` without paper over the service's socket, against the median"
    " of `pwrite` and `fdatasync` of 1 KiB in the same folder, "
    f"{ALONE} of each in turns of {TURN} in each of {ROUNDS} rounds",
)
ONE_P50 = Figure("ticket-issue-p50", "ms", "the round trip itself, one client")
ONE_P99 = Figure("ticket-issue-p99", "ms", f"the same, 99 % of {ROUNDS * ALONE} requests")
ONE_RATE = Figure(
    "ticket-issue-rate", "1/s", "numbers in a second, one client", lower_is_better=False
)
MANY_P99 = Figure(
    "ticket-issue-8-p99",
    "ms",
    f"round trip with {CLIENTS} clients at once, 99 % of {ROUNDS * CLIENTS * EACH} requests",
)
MANY_RATE = Figure(
    "ticket-issue-8-rate", "1/s", f"numbers in a second, {CLIENTS} clients", lower_is_better=False
)


def run() -> list[Measured]:
    ratios: list[float] = []
    one: list[float] = []
    one_rate: list[float] = []
    many: list[float] = []
    many_rate: list[float] = []
    with alone_service() as service:
        peers = [service.connect() for _ in range(CLIENTS)]
        for group in _groups():
            raw, alone = [], []
            for _ in range(ALONE // TURN):
                raw += raw_writes(service.state, TURN)
                alone += [_take(peers[0], group) for _ in range(TURN)]
            one_rate.append(len(alone) / sum(alone))
            ratios.append(median(alone) / median(raw))
            one += alone
            began = time.perf_counter()
            together = _at_once(peers, group)
            many_rate.append(len(together) / (time.perf_counter() - began))
            many += together
        for peer in peers:
            peer.close()
    one, many = _milliseconds(one), _milliseconds(many)
    return [
        RATIO.of(ratios),
        ONE_P50.of(one),
        ONE_P99.of(one, percentile(one, 99)),
        ONE_RATE.of(one_rate),
        MANY_P99.of(many, percentile(many, 99)),
        MANY_RATE.of(many_rate),
    ]


def _groups() -> Iterator[str]:
    for _, group in zip(range(ROUNDS), cycle(GROUPS), strict=False):
        yield group


def _take(peer: Peer, group: str) -> float:
    """Seconds until the number is on disk and known to the client."""
    wish = TakeNumber(
        request_id=uuid.uuid4().hex,
        session_id=uuid.uuid4().hex,
        group_id=group,
        means=Means.NONE,
        assurance=Assurance.AL0,
        priority=Priority.NORMAL,
        on_paper=False,
    )
    began = time.perf_counter()
    answer = peer.request(wish, LIMIT_S)
    seconds = time.perf_counter() - began
    if not isinstance(answer, NumberTaken):
        raise NotMeasured(f"no number: {answer}")
    return seconds


def _at_once(peers: list[Peer], group: str) -> list[float]:
    seconds: list[float] = []

    def work(peer: Peer) -> None:
        seconds.extend([_take(peer, group) for _ in range(EACH)])

    threads = [threading.Thread(target=work, args=(peer,)) for peer in peers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if len(seconds) != len(peers) * EACH:
        raise NotMeasured("a client did not get all its numbers")
    return seconds


def _milliseconds(seconds: list[float]) -> list[float]:
    return [one * 1000 for one in seconds]


BENCHMARK = Benchmark("ticket-issue", (RATIO, ONE_P50, ONE_P99, ONE_RATE, MANY_P99, MANY_RATE), run)

"""The figures of the durable queue."""

from statistics import median

from tests.bench.figure import Benchmark, Figure, Measured, percentile
from tests.bench.queues.rounds import fresh, in_rounds, measure, receiver

ROUNDS = 9
WARM = 1000
"""Puts before those that count: until then files grow, later their room is used again."""
SLOW_WARM = 600
"""The first checkpoint is among them: from then on the room of the log is used again."""
PUTS = 1000
SLOW_PUTS = 150
PRODUCERS = 16
MILLION = 1_000_000
FEW = 100
TAKES = 300
BATCH = 100
SINGLE = 6
"""Records that are sent one by one before each batch."""
BATCHES = 50
BESIDE_PUTS = 600
BESIDE_ROUNDS = 5
BESIDE_BACKLOG = 200_000
ALONE = ("bare", "ours", "business", "persist-queue", "litequeue", "huey")
SLOW = ("ours", "business", "bare", "persist-queue", "litequeue", "huey")

_HOW = (
    f"records a second of {PUTS} durable puts of 1 KB (after {WARM} others), one by one, against"
    " as many `pwrite` and `fdatasync` in turn with them; each kind of queue in a process and a"
    f" folder of its own, in another order in each of {ROUNDS} rounds"
)
_HOW_SLOW = f"the same with 2 ms more for each sync, {SLOW_PUTS} puts after {SLOW_WARM} others"


def _peer(name: str, slow: bool = False, note: str = "") -> Figure:
    at = "-2ms" if slow else ""
    return Figure(f"queue-put-{name}{at}", "×", f"for comparison: {note}", lower_is_better=False)


def _up(name: str, method: str, goal: float) -> Figure:
    return Figure(name, "×", method, goal=goal, lower_is_better=False)


PUT = _up("queue-put", f"one encrypted record of the outbox: {_HOW}", 0.85)
PUT_SLOW = _up(
    "queue-put-2ms",
    f"{_HOW_SLOW}; one bare SQLite table (`queue-put-bare-2ms`) and the peers, which are SQLite"
    " too, are as far from the limit: what is missing to the goal is SQLite's own",
    0.95,
)
BUSINESS = _up("queue-put-business", "a record with its business row and audit entry", 0.7)
BUSINESS_SLOW = Figure(
    "queue-put-business-2ms", "×", "the same with 2 ms a sync", lower_is_better=False
)
PEERS = {
    "bare": _peer("bare", note="one row of one SQLite table (WAL, FULL), not encrypted"),
    "persist-queue": _peer("persist-queue", note="persist-queue SQLiteAckQueue, not encrypted"),
    "litequeue": _peer("litequeue", note="litequeue made to flush each record, not encrypted"),
    "huey": _peer("huey", note="huey SqliteStorage, loses what a killed consumer had in hand"),
}
PEERS_SLOW = {name: _peer(name, slow=True, note=f"{name} with 2 ms a sync") for name in PEERS}
MANY = _up(
    "queue-16-producers-2ms",
    f"records a second of {PRODUCERS} callers at once with 2 ms a sync, against one writer and one"
    f" sync for each record (the raw limit), {ROUNDS} rounds",
    6.0,
)
MANY_P99 = Figure("queue-16-producers-p99", "ms", "99 % of these puts")
GET = Figure(
    "queue-get-million",
    "×",
    f"median of {TAKES} looks for the next record, decrypted, with {MILLION:,} waiting, against"
    f" {FEW} waiting; {ROUNDS} rounds",
    goal=1.25,
)
OPEN = Figure(
    "queue-open-million",
    "ms",
    f"from opening the files until a record could be put, {MILLION:,} waiting; {ROUNDS} times",
    goal=10.0,
)
DRAIN = _up(
    "queue-drain-batches-2ms",
    f"records got and acknowledged a second in batches of {BATCH}, against one by one, with 2 ms a"
    f" sync; {ROUNDS} rounds",
    60.0,
)
BYTES = Figure(
    "queue-bytes-written",
    "KB",
    "bytes written by the process for each put of 1 KB, checkpoints included, of 5000 puts",
    goal=6.5,
)
BESIDE = Figure(
    "queue-put-p99-draining",
    "×",
    f"99 % of {BESIDE_PUTS} puts at 200 a second while another thread gets and acknowledges batches"
    f" of {BATCH} as fast as it can, against the same puts alone; {BESIDE_ROUNDS} rounds",
    goal=4.0,
)
BESIDE_MAX = Figure("queue-put-max-draining", "ms", "the slowest of them")
UPLOAD = _up(
    "queue-upload-batches",
    f"records a second in batches of {BATCH} against single ones in turn, by our own transport"
    f" (gzip included) to a receiver on this machine that only answers; {ROUNDS} rounds",
    50.0,
)
UPLOAD_RATE = Figure("queue-upload-rate", "1/s", "in batches", lower_is_better=False)
FIGURES = (
    *(PUT, PUT_SLOW, BUSINESS, BUSINESS_SLOW, *PEERS.values(), *PEERS_SLOW.values()),
    *(MANY, MANY_P99, GET, OPEN, DRAIN, BYTES, BESIDE, BESIDE_MAX, UPLOAD, UPLOAD_RATE),
)


def run() -> list[Measured]:
    parts = (_puts, _slow_puts, _producers, _million, _drain, _bytes, _beside, _uploads)
    return [measured for part in parts for measured in part()]


def _puts() -> list[Measured]:
    found = in_rounds(ALONE, WARM, PUTS, ROUNDS)
    return [
        PUT.of(found["ours"]),
        BUSINESS.of(found["business"]),
        *(figure.of(found[name]) for name, figure in PEERS.items()),
    ]


def _slow_puts() -> list[Measured]:
    found = in_rounds(SLOW, SLOW_WARM, SLOW_PUTS, ROUNDS, slow=True)
    return [
        PUT_SLOW.of(found["ours"]),
        BUSINESS_SLOW.of(found["business"]),
        *(figure.of(found[name]) for name, figure in PEERS_SLOW.items()),
    ]


def _producers() -> list[Measured]:
    ratios, milliseconds = [], []
    for _ in range(ROUNDS):
        with fresh() as folder:
            limit, _ = measure("puts", folder, "ours", SLOW_WARM, SLOW_PUTS, slow=True)
        with fresh() as folder:
            many = measure("producers", folder, PRODUCERS, SLOW_PUTS, slow=True)
        ratios.append(many["rate"] * sum(limit) / len(limit))
        milliseconds += [one * 1000 for one in many["seconds"]]
    return [MANY.of(ratios), MANY_P99.of(milliseconds, percentile(milliseconds, 99))]


def _million() -> list[Measured]:
    ratios, opened = [], []
    with fresh() as large, fresh() as small:
        measure("load", large, MILLION)
        measure("load", small, FEW)
        for _ in range(ROUNDS):
            few = median(measure("takes", small, TAKES))
            ratios.append(median(measure("takes", large, TAKES)) / few)
            opened.append(measure("opening", large) * 1000)
    return [GET.of(ratios), OPEN.of(opened)]


def _drain() -> list[Measured]:
    ratios = []
    for _ in range(ROUNDS):
        with fresh() as folder:
            measure("load", folder, 40 * BATCH)
            alone = measure("drains", folder, 1, SLOW_PUTS, slow=True)
            ratios.append(measure("drains", folder, BATCH, 30 * BATCH, slow=True) / alone)
    return [DRAIN.of(ratios)]


def _bytes() -> list[Measured]:
    with fresh() as folder:
        return [BYTES.of([measure("written", folder, "ours", 5000) / 1000])]


def _beside() -> list[Measured]:
    ratios, slowest = [], []
    for _ in range(BESIDE_ROUNDS):
        with fresh() as folder:
            measure("load", folder, BESIDE_BACKLOG)
            alone = measure("beside", folder, BESIDE_PUTS, False)
            draining = measure("beside", folder, BESIDE_PUTS, True)
        ratios.append(percentile(draining, 99) / percentile(alone, 99))
        slowest.append(max(draining) * 1000)
    return [BESIDE.of(ratios), BESIDE_MAX.of(slowest)]


def _uploads() -> list[Measured]:
    ratios, rates = [], []
    with receiver() as port, fresh() as folder:
        for _ in range(ROUNDS):
            alone, many = measure("uploads", folder, port, BATCH, BATCHES, SINGLE)
            rates.append(many)
            ratios.append(many / alone)
    return [UPLOAD.of(ratios), UPLOAD_RATE.of(rates)]


BENCHMARK = Benchmark("queue", FIGURES, run)

"""One measurement in a process of its own: `python -m tests.bench.queues.worker TASK FOLDER ARGS`.

Writes one JSON value on standard output.
"""

import json
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec

from offline_queue.outbox import rows
from offline_queue.outbox.claims import Claims, Settlement
from offline_queue.outbox.streams import CENTRAL
from offline_queue.store.ledger import Ledger
from offline_queue.store.writer import Store
from offline_queue.sync.transport import Transport
from tests.bench.queues.subjects import AT, BODY, SUBJECTS, raw

LOAD = 20_000
PER_S = 200
SMALL = {"session_id": "s" * 32, "screen": "x" * 96, "fault": "", "at": AT}


def puts(folder: Path, subject: str, warm: str, count: str) -> list[list[float]]:
    """Seconds of each put of the raw limit and of the subject, in turn: whatever the disk does
    meanwhile befalls both. So many before them are not counted."""
    turns = [raw(folder), SUBJECTS[subject](folder)]
    seconds: list[list[float]] = [[], []]
    for number in range(int(warm) + int(count)):
        for put, taken in zip(turns, seconds, strict=True):
            began = time.perf_counter()
            put(number)
            taken.append(time.perf_counter() - began)
    return [taken[int(warm) :] for taken in seconds]


def written(folder: Path, subject: str, count: str) -> float:
    """Bytes that this process wrote for each put, and for each checkpoint between."""
    put = SUBJECTS[subject](folder)
    before = _written()
    for number in range(int(count)):
        put(number)
    return (_written() - before) / int(count)


def _written() -> int:
    lines = Path("/proc/self/io").read_text(encoding="ascii").splitlines()
    return int(next(line for line in lines if line.startswith("wchar:")).split()[1])


def producers(folder: Path, threads: str, each: str) -> dict[str, Any]:
    """Records a second of so many callers at once, and the seconds of every put."""
    store = Store(folder, ballast_bytes=4096)
    seconds: list[float] = []

    def put(ledger: Ledger) -> int:
        return rows.put(ledger, "help", BODY, AT)

    def work() -> None:
        for _ in range(int(each)):
            began = time.perf_counter()
            store.call(put)
            seconds.append(time.perf_counter() - began)

    callers = [threading.Thread(target=work) for _ in range(int(threads))]
    began = time.perf_counter()
    for caller in callers:
        caller.start()
    for caller in callers:
        caller.join()
    return {"rate": len(seconds) / (time.perf_counter() - began), "seconds": seconds}


def load(folder: Path, count: str) -> int:
    """So many small records waiting, then closed."""
    store = Store(folder, ballast_bytes=4096)

    def many(ledger: Ledger) -> None:
        for _ in range(min(LOAD, int(count))):
            rows.put(ledger, "help", SMALL, AT)

    for _ in range(0, int(count), LOAD):
        store.call(many)
    store.close()
    return int(count)


def opening(folder: Path) -> float:
    """Seconds until the first record could be put."""
    began = time.perf_counter()
    store = Store(folder, ballast_bytes=4096)
    store.call(lambda ledger: ledger.last_seq())
    seconds = time.perf_counter() - began
    store.close()
    return seconds


def takes(folder: Path, count: str) -> list[float]:
    """Seconds of each look for the next record, without taking it away."""
    store = Store(folder, ballast_bytes=4096)
    claims = Claims(CENTRAL)
    seconds = []
    for _ in range(int(count)):
        began = time.perf_counter()
        store.call(lambda ledger: claims.take(ledger, 0, 1, most=1))
        seconds.append(time.perf_counter() - began)
    store.close()
    return seconds


def drains(folder: Path, batch: str, count: str) -> float:
    """Records a second that are got and acknowledged in batches of this size."""
    store = Store(folder, ballast_bytes=4096)
    claims = Claims(CENTRAL)
    done, began = 0, time.perf_counter()
    while done < int(count):
        records = store.call(lambda ledger: claims.take(ledger, 0, 1, most=int(batch)))
        said = Settlement(tuple(record.seq for record in records))
        store.call(lambda ledger, said=said: claims.settle(ledger, said), relief=True)  # type: ignore[misc]
        done += len(records)
    rate = done / (time.perf_counter() - began)
    store.close()
    return rate


def beside(folder: Path, count: str, draining: str) -> list[float]:
    """Seconds of so many puts, PER_S a second, alone or while a thread drains what waits."""
    store = Store(folder, ballast_bytes=4096)
    claims = Claims(CENTRAL)
    over = threading.Event()

    def drain() -> None:
        while not over.is_set():
            records = store.call(lambda ledger: claims.take(ledger, 0, 1))
            json.dumps([record.body for record in records])
            said = Settlement(tuple(record.seq for record in records))
            store.call(lambda ledger, said=said: claims.settle(ledger, said), relief=True)  # type: ignore[misc]

    drainer = threading.Thread(target=drain)
    if draining == "True":
        drainer.start()
    seconds, due = [], time.perf_counter()
    for _ in range(int(count)):
        due += 1 / PER_S
        over.wait(max(0.0, due - time.perf_counter()))
        began = time.perf_counter()
        store.call(lambda ledger: rows.put(ledger, "help", BODY, AT))
        seconds.append(time.perf_counter() - began)
    over.set()
    if draining == "True":
        drainer.join()
    left = store.call(lambda ledger: rows.backlog(ledger).pending)
    store.close()
    if draining == "True" and left < PER_S:
        raise SystemExit("the backlog was too small")
    return seconds


def uploads(_folder: Path, port: str, batch: str, turns: str, single: str) -> list[float]:
    """Records of 1 KB a second that a platform on this machine acknowledges: one by one, and in
    batches. In turn: so many single ones, then a batch."""
    transport = Transport(f"http://127.0.0.1:{port}", "token")
    one = {"seq": 1, "kind": "help", "about": "", "created_at": AT, "body": BODY}
    sizes, seconds, done = (1, int(batch)), [0.0, 0.0], [0, 0]
    for turn in range(int(turns) * (int(single) + 1)):
        which = int(turn % (int(single) + 1) == int(single))
        records = [one | {"key": f"T00003.epoch.{turn}.{n}"} for n in range(sizes[which])]
        body = {"terminal_id": "T00003", "epoch": "epoch", "floor": 0, "records": records}
        began = time.perf_counter()
        reply = transport.send_json("POST", "/api/v1/records", body)
        done[which] += len(msgspec.json.decode(reply.content)["results"])
        seconds[which] += time.perf_counter() - began
    transport.close()
    return [count / taken for count, taken in zip(done, seconds, strict=True)]


TASKS: dict[str, Callable[..., Any]] = {
    task.__name__: task
    for task in (puts, written, producers, load, opening, takes, drains, beside, uploads)
}


if __name__ == "__main__":
    print(json.dumps(TASKS[sys.argv[1]](Path(sys.argv[2]), *sys.argv[3:])))

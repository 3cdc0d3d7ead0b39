"""What these tests share: groups, wishes, a configuration, a look at the files from outside."""

import contextlib
import itertools
import json
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

from kiosk.config import TerminalConfig, parse_config
from kiosk.faults import Fault
from kiosk.identity import Assurance, Means
from kiosk.messages.service import Priority, TakeNumber, Ticket, Waiting
from kiosk.print_state import PrintState
from kiosk.queueing.group import QueueGroup
from kiosk.values import replace
from offline_queue.numbers import leases
from offline_queue.numbers.leases import Lease
from offline_queue.numbers.ticket_rows import Situation
from offline_queue.numbers.tickets import Given, Refusal, issue
from offline_queue.outbox import rows as outbox
from offline_queue.outbox.claims import Claims, Settlement
from offline_queue.outbox.streams import CENTRAL
from offline_queue.printing import journal
from offline_queue.store.database import open_database
from offline_queue.store.ledger import Ledger
from offline_queue.store.writer import Store
from tests.clock import MONDAY_MORNING
from tests.offline_queue.groups import GROUPS, GROUPS_JSON

HOLDER = "a1" * 32
OTHER = "b2" * 32
_ids = itertools.count(1)


def new_id() -> str:
    return f"req-{next(_ids):06d}"


def wish(group_id: str = "A", request_id: str = "", **changes: Any) -> TakeNumber:
    """An anonymous wish for a number on the screen."""
    plain = TakeNumber(
        request_id or new_id(),
        "session-1",
        group_id,
        Means.NONE,
        Assurance.AL0,
        Priority.NORMAL,
        on_paper=False,
    )
    return replace(plain, **changes)


def by_card(group_id: str = "A", holder: str = HOLDER, **changes: Any) -> TakeNumber:
    known: dict[str, Any] = {
        "means": Means.IDCARD,
        "assurance": Assurance.AL2,
        "holder_hash": holder,
        "holder_mask": "测*甲",
        "sealed": b"\x01sealed",
    }
    return wish(group_id, **(known | changes))


def at(
    moment: datetime = MONDAY_MORNING,
    printer_fault: Fault | None = None,
    active: Collection[str] = (),
    groups: dict[str, QueueGroup] | None = None,
) -> Situation:
    return Situation(
        now=moment,
        groups=groups or GROUPS,
        waiting=Waiting(None, None, "08:55"),
        windows=("1", "2"),
        channel="offline",
        terminal_id="T00003",
        printer_fault=printer_fault,
        active=active,
        job_id=f"job-{next(_ids):06d}",
    )


def lease(
    store: Store,
    group_id: str = "A",
    first: int = 1,
    last: int = 50,
    day: date = MONDAY_MORNING.date(),
) -> None:
    one = Lease(f"L-{group_id}-{day}-{first}", group_id, day.isoformat(), first, last)
    assert store.call(lambda connection: leases.keep(connection, one))


def take(store: Store, wanted: TakeNumber, so: Situation | None = None) -> Given | Refusal:
    situation = so or at()
    return store.call(lambda connection: issue(connection, wanted, situation))


def given(store: Store, wanted: TakeNumber, so: Situation | None = None) -> Ticket:
    result = take(store, wanted, so)
    assert isinstance(result, Given), result
    return result.ticket


def move(
    store: Store, job_id: str, state: PrintState, fault: Fault | None = None, relief: bool = False
) -> journal.Job:
    when = MONDAY_MORNING.isoformat()
    return store.call(lambda c: journal.move(c, job_id, state, when, fault), relief=relief)


def put_help(store: Store, count: int) -> None:
    """So many records of another kind; `n` counts them."""
    when = MONDAY_MORNING.isoformat()

    def put(connection: Ledger) -> None:
        for n in range(count):
            body = {"session_id": "s", "screen": f"n{n}", "fault": "", "at": when}
            outbox.put(connection, "help", body, when)

    store.call(put)


def config(
    folder: Path, url: str = "http://127.0.0.1:9", token: str = "test-token", **changes: Any
) -> TerminalConfig:
    """A terminal whose files lie in `folder`; by default nobody listens at the platform's port."""
    folder.mkdir(parents=True, exist_ok=True)
    hall = folder / "hall.json"
    if not hall.exists():
        hall.write_text(json.dumps({"groups": GROUPS_JSON}), encoding="utf-8")
    (folder / "token").write_text(token + "\n", encoding="ascii")
    raw = {
        "terminal": {"id": "T00003", "name": "03 号机"},
        "site": {
            "hall_id": "990100",
            "name": "示例市政务服务中心",
            "zone": "24 小时自助服务区",
            "hotline": "12345",
            "neighbour": "05 号机",
            "hall_file": "hall.json",
        },
        "paths": {"state": "state", "run": "run"},
        "central": {
            "url": url,
            "token_file": "token",
            "platform_key_file": "platform.pub",
            "hall_key_file": "hall.key",
        },
        "devices": {
            "id_reader": {"port": "none"},
            "receipt_printer": {"url": "tcp://127.0.0.1:9", "profile": "generic-80mm-gb18030"},
        },
    }
    return replace(parse_config(raw, folder, demo=True), **changes)


def outside(state: Path, query: str) -> list[tuple[Any, ...]]:
    """What another process reads of the files as they lie on the disk now, as after a power cut."""
    look = """
import json, pathlib, shutil, sqlite3, sys, tempfile
with tempfile.TemporaryDirectory() as folder:
    for file in pathlib.Path(sys.argv[1]).glob("queue.sqlite3*"):
        shutil.copy(file, folder)
    db = sqlite3.connect(folder + "/queue.sqlite3")
    print(json.dumps(db.execute(sys.argv[2]).fetchall()))
    db.close()
"""
    command = [sys.executable, "-S", "-c", look, str(state), query]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=20)
    rows: list[tuple[Any, ...]] = [tuple(row) for row in json.loads(done.stdout)]
    return rows


def bodies(state: Path, kind: str) -> list[Mapping[str, Any]]:
    """What the records of a kind say, of the files as they lie on the disk now."""
    with tempfile.TemporaryDirectory() as folder:
        for file in state.iterdir():
            if file.is_file() and file.name != "ballast":
                shutil.copy2(file, folder)
        ledger = open_database(Path(folder))
        kinds = ledger.execute(f"SELECT {outbox.COLUMNS} FROM outbox ORDER BY seq").fetchall()
        found = [outbox.unsealed(ledger, row).body for row in kinds if row[1] == kind]
        ledger.close()
    return found


def waiting(store: Store) -> tuple[outbox.Record, ...]:
    """The records that would be sent next."""
    return store.call(lambda c: Claims(CENTRAL).take(c, 0, 1))


def acknowledge(store: Store, seqs: Iterable[int]) -> None:
    said = Settlement(tuple(seqs))
    store.call(lambda c: Claims(CENTRAL).settle(c, said), relief=True)


def rows(state: Path, query: str) -> list[tuple[Any, ...]]:
    """Read the database of a service that is stopped or dead."""
    with contextlib.closing(sqlite3.connect(state / "queue.sqlite3")) as db:
        return db.execute(query).fetchall()


def until(condition: Callable[[], bool], within_s: float = 10.0) -> None:
    pause, deadline = threading.Event(), time.monotonic() + within_s
    while not condition():
        assert time.monotonic() < deadline, "it did not happen in time"
        pause.wait(0.003)

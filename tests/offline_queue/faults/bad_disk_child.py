"""Runs with bad_disk.c before its C library: `python -m ...faults.bad_disk_child MODE STATE COUNT`.

Prints one line of JSON about what the callers of the store got.
"""

import ctypes
import json
import os
import sys
from pathlib import Path
from typing import Any

from offline_queue.store.commits import StoreError
from offline_queue.store.writer import Store
from tests.offline_queue.samples import given, lease, wish


def switch(name: str, value: int) -> None:
    ctypes.c_int.in_dll(ctypes.CDLL(None), name).value = value


def number(store: Store, request: str) -> str:
    """The number that was given, or the fault."""
    try:
        return given(store, wish(request_id=request)).ticket_no
    except StoreError as error:
        return f"{error.fault.value} {error}"


def failing_sync(store: Store, count: int) -> dict[str, Any]:
    """The second citizen meets the failing syncs, and asks again by the same request."""
    told = [number(store, "first")]
    switch("failing_syncs", count)
    told.append(number(store, "second"))
    fault = store.fault
    switch("failing_syncs", 0)
    told += [number(store, "second"), number(store, "third")]
    return {"told": told, "fault": fault.value if fault else "", "after": store.fault}


def failing_for_good(store: Store, _count: int) -> dict[str, Any]:
    """No sync ends well any more; then the power goes without an end in order."""
    told = [number(store, "first")]
    switch("failing_syncs", 1_000_000)
    told += [number(store, "second"), number(store, "second")]
    return {"told": told}


def read_only(store: Store, _count: int) -> dict[str, Any]:
    told = [number(store, "first")]
    switch("read_only", 1)
    told += [number(store, "second"), number(store, "second")]
    seen = store.call(lambda c: c.execute("SELECT count(*) FROM tickets").fetchone()[0])
    fault = store.fault
    switch("read_only", 0)
    told += [number(store, "second"), number(store, "third")]
    return {"told": told, "seen": seen, "fault": fault.value if fault else "", "after": store.fault}


MODES = {one.__name__: one for one in (failing_sync, failing_for_good, read_only)}

if __name__ == "__main__":
    made = Store(Path(sys.argv[2]), ballast_bytes=4096)
    lease(made)
    print(json.dumps(MODES[sys.argv[1]](made, int(sys.argv[3]))), flush=True)
    os._exit(0)

"""Which machine this is: what a moved or copied disk does not carry with it.

A disk in another machine may be a second terminal with the same numbers to give. So the database
remembers marks (keyed, so they tell nothing) of the machine's own identifiers; where they differ,
nothing starts until an operator has said that this machine is right.
"""

import json
import sqlite3
from collections.abc import Callable, Mapping
from enum import Enum
from pathlib import Path

from offline_queue.store.ledger import Ledger

Sources = Mapping[str, tuple[str, ...]]
"""Identifiers by source; a source that cannot be read is not there."""
ReadMachine = Callable[[], Sources]

_KEY = "machine"
_BOARD = {"product_uuid": "product_uuid", "board_serial": "board_serial"}
_NETWORK = "network"
_PERMANENT = "0"
"""addr_assign_type of an address that is burnt into the device."""


class Verdict(Enum):
    FIRST = "first"
    """Nothing was remembered; now it is."""
    SAME = "same"
    MOVED = "moved"
    UNKNOWN = "unknown"
    """Nothing can be compared."""


def read_machine(root: Path = Path("/")) -> Sources:
    """/etc/machine-id; product UUID and board serial of the firmware, which usually only root may
    read; permanent addresses of the network devices that are built in."""
    found: dict[str, tuple[str, ...]] = {}
    machine_id = _text(root / "etc/machine-id")
    if machine_id:
        found["machine_id"] = (machine_id,)
    for name, file in _BOARD.items():
        value = _text(root / "sys/class/dmi/id" / file)
        if value:
            found[name] = (value,)
    addresses = tuple(sorted(_addresses(root / "sys/class/net")))
    if addresses:
        found[_NETWORK] = addresses
    return found


def recognise(ledger: Ledger, sources: Sources) -> Verdict:
    """Compare with what is remembered, and remember what is new. Inside a transaction."""
    known, now = _remembered(ledger), _marks(ledger, sources)
    if not now:
        return Verdict.UNKNOWN
    if not known:
        _remember(ledger, now)
        return Verdict.FIRST
    compared = known.keys() & now.keys()
    if compared & _BOARD.keys():
        compared -= {_NETWORK}  # its card may be changed: the board says more
    if not compared:
        return Verdict.UNKNOWN
    if any(not set(known[name]) & set(now[name]) for name in compared):
        return Verdict.MOVED
    if known | now != known:
        _remember(ledger, known | now)
    return Verdict.SAME


def accept(ledger: Ledger, sources: Sources) -> None:
    """This machine is right, whatever was remembered. Inside a transaction."""
    _remember(ledger, _marks(ledger, sources))


def _marks(ledger: Ledger, sources: Sources) -> dict[str, list[str]]:
    return {
        name: [ledger.cipher.mark(f"machine.{name}.{value}").hex() for value in values]
        for name, values in sources.items()
    }


def _remembered(connection: sqlite3.Connection) -> dict[str, list[str]]:
    row = connection.execute("SELECT value FROM meta WHERE key = ?", (_KEY,)).fetchone()
    return dict(json.loads(row[0])) if row else {}


def _remember(connection: sqlite3.Connection, marks: Mapping[str, list[str]]) -> None:
    connection.execute(
        "INSERT INTO meta VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
        (_KEY, json.dumps(marks)),
    )


def _addresses(devices: Path) -> set[str]:
    """Of network devices on the board or in a slot; one at a USB port comes and goes."""
    try:
        names = list(devices.iterdir())
    except OSError:
        return set()
    built_in = [one for one in names if (one / "device").exists()]
    return {
        address
        for one in built_in
        if "/usb" not in str((one / "device").resolve())
        and _text(one / "addr_assign_type") == _PERMANENT
        and (address := _text(one / "address"))
    }


def _text(path: Path) -> str:
    """Its one line; "" where it cannot be read."""
    try:
        return path.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        return ""

"""A new data key from time to time, in the running service."""

from datetime import date
from functools import partial

from offline_queue.store.ledger import Ledger
from offline_queue.store.writer import Store
from offline_queue.vault import key_ring
from offline_queue.vault.device_key import DeviceKey
from offline_queue.vault.key_ring import FreshKey

EVERY_DAYS = 30
_CURSOR = "data_key"
"""In the table `cursors`: the day on which the key of today was made."""


def rotate_when_due(store: Store, device_key: DeviceKey, today: date) -> bool:
    """Rotate where the key is older than EVERY_DAYS or of a day that is still to come (a wrong
    clock wrote it). True where a new key was taken into use.

    The device's key is asked before the transaction, so a slow TPM keeps nobody waiting. Raises
    NoDeviceKey, StoreError.
    """
    if not store.call(partial(_is_due, today=today)):
        return False
    rotate_now(store, device_key, today)
    return True


def rotate_now(store: Store, device_key: DeviceKey, today: date) -> int:
    """From now on seal under a new key; its id. Raises NoDeviceKey, StoreError."""
    fresh = key_ring.fresh_key(device_key, store.call(key_ring.newest))
    return store.call(partial(_rotate, fresh=fresh, today=today))


def _is_due(ledger: Ledger, today: date) -> bool:
    row = ledger.execute("SELECT value FROM cursors WHERE name = ?", (_CURSOR,)).fetchone()
    if row is None:
        _note(ledger, today)
        return False
    return not 0 <= (today - date.fromisoformat(row[0])).days < EVERY_DAYS


def _rotate(ledger: Ledger, fresh: FreshKey, today: date) -> int:
    ledger.cipher = key_ring.rotate(ledger, ledger.cipher, fresh)
    _note(ledger, today)
    return ledger.cipher.current


def _note(ledger: Ledger, today: date) -> None:
    ledger.execute(
        "INSERT INTO cursors VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        (_CURSOR, today.isoformat()),
    )

"""The data keys: made here, wrapped by the device's key, kept in the database with their ids.

A payload names the key that it was sealed under, so keys can change while old rows still wait. The
first key (id 0) never seals: it makes the marks that stand for names.
"""

import os
import sqlite3
from contextlib import suppress

from kiosk.values import Private
from offline_queue.vault.cipher import KEY_BYTES, Cipher
from offline_queue.vault.device_key import DeviceKey, NoDeviceKey

MARKS = 0
"""Id of the key that makes marks; data keys count from 1."""
USERS = (
    ("outbox", "key_id"),
    ("attachments", "key_id"),
    ("bookings", "key_id"),
    ("archive", "key_id"),
    ("booked", "key_id"),
    ("booked_parts", "key_id"),
    ("tickets", "mask_key"),
)
"""Columns that name the key of their row."""
FEW_ROWS = 20_000
"""Looking for rows of a key takes a few milliseconds up to here."""


class FreshKey(Private, frozen=True):
    """A data key that is not in the ring yet, and the same wrapped."""

    key: bytes
    wrapped: bytes


def open_ring(connection: sqlite3.Connection, device_key: DeviceKey) -> Cipher:
    """The cipher of this database, whose keys are made at its first use. Inside a transaction.

    Only a database without any key makes a device key. Raises NoDeviceKey, sqlite3.Error.
    """
    rows = connection.execute("SELECT key_id, wrapped FROM data_keys").fetchall()
    if not rows:
        device_key.make()
        rows = [(key_id, _made(device_key).wrapped) for key_id in (MARKS, MARKS + 1)]
        connection.executemany("INSERT INTO data_keys VALUES (?, ?)", rows)
    keys = {int(key_id): device_key.unwrap(wrapped) for key_id, wrapped in rows}
    marks = keys.pop(MARKS)
    return Cipher(keys, max(keys), marks)


def newest(connection: sqlite3.Connection) -> bytes:
    """The wrapped key of today: what `fresh_key` proves the device's key by."""
    (wrapped,) = connection.execute(
        "SELECT wrapped FROM data_keys ORDER BY key_id DESC LIMIT 1"
    ).fetchone()
    return bytes(wrapped)


def fresh_key(device_key: DeviceKey, proof: bytes) -> FreshKey:
    """A key for `rotate`. It may take a TPM seconds, so it is made outside of any transaction.

    `proof` is `newest`: a device key that cannot unwrap it would lock the database up. Raises
    NoDeviceKey.
    """
    device_key.unwrap(proof)
    return _made(device_key)


def rotate(connection: sqlite3.Connection, cipher: Cipher, fresh: FreshKey) -> Cipher:
    """From now on seal under the fresh key. Keys under which nothing waits any more are forgotten,
    in a long backlog later.

    Inside a transaction, which gives the cipher to `Ledger.cipher`: the store takes it back where
    the transaction is.
    """
    key_id = max(_ids(connection)) + 1
    connection.execute("INSERT INTO data_keys VALUES (?, ?)", (key_id, fresh.wrapped))
    rows = connection.execute(f"SELECT 1 FROM outbox LIMIT {FEW_ROWS + 1:d}").fetchall()
    if len(rows) <= FEW_ROWS:
        used = " UNION ".join(f"SELECT {column} FROM {table}" for table, column in USERS)
        connection.execute(
            f"DELETE FROM data_keys WHERE key_id NOT IN (?, ?) AND key_id NOT IN ({used})",
            (MARKS, key_id),
        )
    return cipher.turned(key_id, fresh.key, _ids(connection))


def rewrap(connection: sqlite3.Connection, old: DeviceKey, new: DeviceKey) -> None:
    """Change the device's key (a file for a TPM, say); the data keys stay. Inside a transaction.

    The new one is made where there is none. Raises NoDeviceKey, also where it does not give back
    what it wrapped.
    """
    new.make()
    rows = connection.execute("SELECT key_id, wrapped FROM data_keys").fetchall()
    connection.executemany(
        "UPDATE data_keys SET wrapped = ? WHERE key_id = ?",
        [(new.wrap(old.unwrap(wrapped)), key_id) for key_id, wrapped in rows],
    )
    open_ring(connection, new)


def is_kept_by(connection: sqlite3.Connection, device_key: DeviceKey) -> bool:
    """It opens a data key, so it must not be destroyed."""
    for (wrapped,) in connection.execute("SELECT wrapped FROM data_keys"):
        with suppress(NoDeviceKey):
            device_key.unwrap(wrapped)
            return True
    return False


def _made(device_key: DeviceKey) -> FreshKey:
    key = os.urandom(KEY_BYTES)
    return FreshKey(key, device_key.wrap(key))


def _ids(connection: sqlite3.Connection) -> list[int]:
    return [int(row[0]) for row in connection.execute("SELECT key_id FROM data_keys").fetchall()]

"""The data keys: made here, wrapped by the device's key, kept in the database with their ids.

A payload names the key that it was sealed under, so keys can change while old rows still wait. The
first key (id 0) never seals: it makes the marks that stand for names.
"""

import os
import sqlite3

from offline_queue.vault.cipher import KEY_BYTES, Cipher
from offline_queue.vault.device_key import DeviceKey

MARKS = 0
"""Id of the key that makes marks; data keys count from 1."""


def open_ring(connection: sqlite3.Connection, device_key: DeviceKey) -> Cipher:
    """The cipher of this database, whose keys are made at its first use. Inside a transaction.

    Raises NoDeviceKey, sqlite3.Error.
    """
    rows = connection.execute("SELECT key_id, wrapped FROM data_keys").fetchall()
    if not rows:
        for key_id in (MARKS, MARKS + 1):
            _add(connection, device_key, key_id)
        return open_ring(connection, device_key)
    keys = {int(key_id): device_key.unwrap(wrapped) for key_id, wrapped in rows}
    marks = keys.pop(MARKS)
    return Cipher(keys, max(keys), marks)


def rotate(connection: sqlite3.Connection, device_key: DeviceKey) -> Cipher:
    """From now on seal under a new key. Keys under which nothing waits any more are forgotten.

    Inside a transaction; the caller takes the cipher into use only after its commit.
    """
    newest = connection.execute("SELECT max(key_id) FROM data_keys").fetchone()[0]
    _add(connection, device_key, int(newest) + 1)
    connection.execute(
        "DELETE FROM data_keys WHERE key_id NOT IN (?, ?)"
        " AND key_id NOT IN (SELECT DISTINCT key_id FROM outbox)"
        " AND key_id NOT IN (SELECT DISTINCT key_id FROM attachments)",
        (MARKS, int(newest) + 1),
    )
    return open_ring(connection, device_key)


def rewrap(connection: sqlite3.Connection, old: DeviceKey, new: DeviceKey) -> None:
    """Change the device's key (a file for a TPM, say); the data keys stay. Inside a transaction."""
    rows = connection.execute("SELECT key_id, wrapped FROM data_keys").fetchall()
    connection.executemany(
        "UPDATE data_keys SET wrapped = ? WHERE key_id = ?",
        [(new.wrap(old.unwrap(wrapped)), key_id) for key_id, wrapped in rows],
    )


def _add(connection: sqlite3.Connection, device_key: DeviceKey, key_id: int) -> None:
    wrapped = device_key.wrap(os.urandom(KEY_BYTES))
    connection.execute("INSERT INTO data_keys VALUES (?, ?)", (key_id, wrapped))

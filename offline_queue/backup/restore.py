"""A backup brought back to a stopped terminal: verified first, the old files kept aside.

The copy is prepared in a folder of its own. While files change places a marker lies beside them,
and as long as it is there nothing opens the database: a restore that was cut off is done again.
"""

import contextlib
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

from msgspec import Struct

from kiosk.config import TerminalConfig
from offline_queue.attachments.store import FOLDER_NAME as ATTACHMENTS
from offline_queue.audit import log as audit
from offline_queue.backup import files
from offline_queue.backup.anew import begin_anew
from offline_queue.backup.machine import Sources
from offline_queue.backup.manifest import BadBackup, Manifest, check, read_manifest
from offline_queue.durable import sync
from offline_queue.outbox import rows, upgrade
from offline_queue.store.database import FILE_NAME, KEY_NAME, RESTORING, CannotOpen, open_database
from offline_queue.store.ledger import Ledger
from offline_queue.vault.cipher import Unreadable
from offline_queue.vault.device_key import DeviceKey, FileKey, NoDeviceKey
from offline_queue.vault.key_ring import rewrap

DRAFT = "restore.partial"
STEM = "before-restore-"
OURS = (FILE_NAME, f"{FILE_NAME}-wal", f"{FILE_NAME}-shm", ATTACHMENTS)


class Restored(Struct, frozen=True):
    """`aside`: the folder with the files that were there before, None where there were none."""

    made_at: str
    pending: int
    dead: int
    aside: Path | None


def restore(
    config: TerminalConfig,
    folder: Path,
    own_key: DeviceKey,
    sources: Sources,
    at: str,
    key_file: Path | None = None,
    step: Callable[[str], None] = lambda name: None,
) -> Restored:
    """`own_key` is this terminal's; with `key_file`, the key of the terminal that the backup was
    made on, the copy is put under `own_key`. `step` is told before each change of the state folder.

    Raises BadBackup; then the state folder is as it was but for a draft, or the marker is there.
    """
    state = config.state
    manifest = read_manifest(folder)
    if manifest.terminal_id != config.terminal_id:
        raise BadBackup(f"it is of terminal {manifest.terminal_id}, not of {config.terminal_id}")
    draft = state / DRAFT
    try:
        _check_stopped(state / FILE_NAME)
        _copy(folder, draft, manifest, key_file)
        opener = FileKey(draft / KEY_NAME) if key_file else own_key
        waits = _prepare(config, draft, (opener, own_key), sources, at)
        aside = _swap(state, draft, at, step)
        shutil.rmtree(draft)
    except OSError as error:
        place = error.filename or state
        raise BadBackup(f"{place} cannot be used ({error.strerror})") from None
    finally:
        if not (state / RESTORING).exists():
            shutil.rmtree(draft, ignore_errors=True)
    return Restored(manifest.made_at, waits.pending, waits.dead, aside)


def _check_stopped(path: Path) -> None:
    """A database that cannot be opened at all is nobody's, and may be what this is about."""
    if not path.exists():
        return
    with contextlib.closing(sqlite3.connect(path, timeout=0.0, isolation_level=None)) as db:
        try:
            db.execute("BEGIN EXCLUSIVE")
            db.execute("ROLLBACK")
        except sqlite3.Error as error:
            if getattr(error, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_BUSY:
                raise BadBackup("the service is running: stop the terminal first") from None


def _copy(folder: Path, draft: Path, manifest: Manifest, key_file: Path | None) -> None:
    shutil.rmtree(draft, ignore_errors=True)
    (draft / ATTACHMENTS).mkdir(mode=0o700, parents=True)
    draft.chmod(0o700)
    for name in manifest.sha256:
        try:
            files.copy(folder / name, draft / name)
        except FileNotFoundError:
            raise BadBackup(f"{name} of the backup is missing") from None
    check(draft, manifest)
    if key_file is not None:
        files.copy(key_file, draft / KEY_NAME)


def _prepare(
    config: TerminalConfig,
    draft: Path,
    keys: tuple[DeviceKey, DeviceKey],
    sources: Sources,
    at: str,
) -> rows.Backlog:
    """The copy as it will go on: opened by the first of `keys`, under the second afterwards."""
    _check_whole(draft / FILE_NAME)
    opener, own = keys
    try:
        ledger = open_database(draft, opener)
    except CannotOpen as error:
        text = str(error).replace(str(draft), "the backup")
        raise BadBackup(f"{text} (a key kept apart is named with --key)") from None
    with contextlib.closing(ledger):
        audit.begin(ledger, config.terminal_id)
        try:
            ledger.execute("BEGIN IMMEDIATE")
            upgrade.seal_plain(ledger)
            if opener is not own:
                rewrap(ledger, opener, own)
            begin_anew(ledger, sources, at, "operator.restored")
            waits = _waits(ledger)
            ledger.execute("COMMIT")
            ledger.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        except (sqlite3.Error, NoDeviceKey, Unreadable) as error:
            raise BadBackup(f"the backup cannot be used: {error}") from None
    (draft / KEY_NAME).unlink(missing_ok=True)
    sync(draft / FILE_NAME)
    return waits


def _waits(ledger: Ledger) -> rows.Backlog:
    """What the backup holds, each record opened once, so that its key is known to be right."""
    for row in ledger.execute(f"SELECT {rows.COLUMNS} FROM outbox"):
        rows.unsealed(ledger, row)
    return rows.backlog(ledger)


def _check_whole(path: Path) -> None:
    try:
        with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as db:
            (sound,) = db.execute("PRAGMA integrity_check").fetchone()
            broken = db.execute("PRAGMA foreign_key_check").fetchall()
    except sqlite3.Error as error:
        raise BadBackup(f"the database of the backup cannot be read: {error}") from None
    if sound != "ok" or broken:
        raise BadBackup("the database of the backup is damaged: take another backup")


def _swap(state: Path, draft: Path, at: str, step: Callable[[str], None]) -> Path | None:
    """From here on until the marker is gone, nothing opens the database."""
    marker = state / RESTORING
    aside = _begun_before(marker) or _new_folder(state, at)
    step("marker")
    files.put(marker, aside.name)
    for name in OURS:
        if (state / name).exists():
            step(f"{name} aside")
            _move_aside(state / name, aside / name)
    sync(aside)
    for name in (FILE_NAME, ATTACHMENTS):
        step(f"{name} in")
        (draft / name).rename(state / name)
    sync(state)
    step("done")
    marker.unlink()
    sync(state)
    if any(aside.iterdir()):
        return aside
    aside.rmdir()
    return None


def _move_aside(old: Path, place: Path) -> None:
    """Where one lies there already, `old` is what a restore that was cut off had put in."""
    if not place.exists():
        old.rename(place)
    elif old.is_dir():
        shutil.rmtree(old)
    else:
        old.unlink()


def _begun_before(marker: Path) -> Path | None:
    """Where a restore that was cut off keeps the old files."""
    with contextlib.suppress(FileNotFoundError):
        name = marker.read_text(encoding="ascii")
        if name.startswith(STEM) and (marker.parent / name).is_dir():
            return marker.parent / name
    return None


def _new_folder(state: Path, at: str) -> Path:
    stem = STEM + at[:19].replace(":", "").replace("-", "").replace("T", "-")
    for number in range(1, 1000):
        folder = state / (stem if number == 1 else f"{stem}-{number}")
        with contextlib.suppress(FileExistsError):
            folder.mkdir(mode=0o700)
            return folder
    raise BadBackup(f"{state} is full of {stem}*: remove what is not needed")

"""A backup: the database by SQLite's own copier, the attachments, a manifest; all or nothing."""

import contextlib
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

from kiosk.config import TerminalConfig
from kiosk.messages.operator import BackupMade, MakeBackup
from kiosk.values import replace
from offline_queue.attachments.store import DRAFT
from offline_queue.attachments.store import FOLDER_NAME as ATTACHMENTS
from offline_queue.backup import files
from offline_queue.backup.manifest import attachments, write_manifest
from offline_queue.durable import sync
from offline_queue.outbox import rows
from offline_queue.store.database import FILE_NAME, KEY_NAME

CopyTo = Callable[[sqlite3.Connection], None]
"""Copies the whole database into an empty one."""
KNOWN = "SELECT attachment_id FROM attachments UNION SELECT attachment_id FROM archive_files"
ATTEMPTS = 3
"""An attachment that was delivered while it was being copied makes another one necessary. One that
is missing on the terminal too is missing in the backup."""


class NoBackup(Exception):
    """None was made; the text says why."""


def make_backup(config: TerminalConfig, copy_to: CopyTo, wanted: MakeBackup, at: str) -> BackupMade:
    """Raises NoBackup; then nothing is left of it."""
    folder = Path(wanted.folder)
    key_file = Path(wanted.key_file) if wanted.key_file else None
    draft = _draft_of(config, folder, key_file)
    try:
        made = _fill(config, draft, copy_to, at)
        if key_file is not None:
            files.copy(_own_key(config), key_file)
        draft.rename(folder)
        sync(folder.parent)
    except BaseException as error:
        shutil.rmtree(draft, ignore_errors=True)
        if key_file is not None:
            with contextlib.suppress(OSError):
                key_file.unlink()
        if isinstance(error, OSError):
            place = error.filename or folder
            raise NoBackup(f"{place} cannot be written ({error.strerror})") from None
        if isinstance(error, sqlite3.Error):
            raise NoBackup(f"the database cannot be copied: {error}") from None
        raise
    return replace(made, folder=str(folder))


def _draft_of(config: TerminalConfig, folder: Path, key_file: Path | None) -> Path:
    """A new folder beside the one that is wanted. One that is there already is left alone: another
    backup may be filling it at this moment."""
    try:
        _check_places(config, folder, key_file)
        draft = folder.with_name(folder.name + ".partial")
        draft.mkdir(mode=0o700)
    except FileExistsError as error:
        raise NoBackup(
            f"{error.filename} is there: a backup that was cut off has left it, or one is being"
            " made; where none is, remove it and do this again"
        ) from None
    except OSError as error:
        raise NoBackup(f"{error.filename} cannot be made ({error.strerror})") from None
    except ValueError:
        raise NoBackup("this cannot be the name of a folder: name another one") from None
    return draft


def key_place(config: TerminalConfig) -> Path | None:
    """The file of the device's key; None where it is not a file."""
    if not config.device_key:
        return config.state / KEY_NAME
    keeper, _, place = config.device_key.partition(":")
    return config.base / place if keeper == "file" else None


def _check_places(config: TerminalConfig, folder: Path, key_file: Path | None) -> None:
    if folder.exists():
        raise NoBackup(f"{folder} is there already: name a new folder")
    if folder.resolve().is_relative_to(config.state.resolve()):
        raise NoBackup(f"{folder} is inside {config.state}: a backup belongs on another disk")
    if key_file is None:
        return
    _own_key(config)
    if key_file.exists():
        raise NoBackup(f"{key_file} is there already: name a new file")
    if key_file.resolve().is_relative_to(folder.resolve()):
        raise NoBackup("the key must not lie in the backup that it opens: name another place")


def _own_key(config: TerminalConfig) -> Path:
    place = key_place(config)
    if place is None or not place.is_file():
        raise NoBackup("the key of this terminal is not a file, so it cannot be copied")
    return place


def _fill(config: TerminalConfig, draft: Path, copy_to: CopyTo, at: str) -> BackupMade:
    (draft / ATTACHMENTS).mkdir(mode=0o700)
    for _ in range(ATTEMPTS):
        _copy_attachments(config.state, draft)
        known, waits = _copy_database(draft / FILE_NAME, copy_to)
        _copy_attachments(config.state, draft)
        for one in attachments(draft):
            if one.name not in known:
                one.unlink()
        if known <= {one.name for one in attachments(draft)}:
            break
    write_manifest(draft, config.terminal_id, at)
    for one in (draft / ATTACHMENTS, draft):
        sync(one)
    size = sum(one.stat().st_size for one in draft.rglob("*") if one.is_file())
    return BackupMade("", size, len(attachments(draft)), waits.pending, waits.dead)


def _copy_attachments(state: Path, draft: Path) -> None:
    """Those that are whole and not yet copied: a file never changes."""
    for one in attachments(state):
        target = draft / ATTACHMENTS / one.name
        if not one.name.endswith(DRAFT) and not target.exists():
            with contextlib.suppress(FileNotFoundError):  # delivered meanwhile
                files.copy(one, target)


def _copy_database(target: Path, copy_to: CopyTo) -> tuple[set[str], rows.Backlog]:
    """The ids of the attachments that it knows, and what waits in it."""
    target.unlink(missing_ok=True)
    with contextlib.closing(sqlite3.connect(target, isolation_level=None)) as copy:
        copy_to(copy)
        copy.execute("PRAGMA journal_mode = DELETE").fetchall()  # one file, and no other
        (sound,) = copy.execute("PRAGMA integrity_check").fetchone()
        if sound != "ok":
            raise NoBackup("the database is damaged: its copy does not pass the check")
        known = {row[0] for row in copy.execute(KNOWN)}
        waits = rows.backlog(copy)
    target.chmod(0o600)
    sync(target)
    return known, waits

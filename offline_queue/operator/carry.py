"""`main.py queue` actions that carry the queue, or a part of it, away and back."""

import argparse
import json
import os
import sys
import uuid
from collections.abc import Iterator
from functools import partial

from kiosk.clock import SystemClock
from kiosk.config import TerminalConfig
from kiosk.messages.operator import BackupMade, ExportDead, MakeBackup
from offline_queue.backup.anew import adopt
from offline_queue.backup.machine import Verdict, read_machine
from offline_queue.backup.manifest import BadBackup
from offline_queue.backup.restore import restore
from offline_queue.operator import stopped
from offline_queue.operator.ask import NoAnswer, ask
from offline_queue.operator.export import NotOurs, as_line, read_lines
from offline_queue.operator.keys import key_of
from offline_queue.operator.masking import PERSONAL
from offline_queue.store.database import AlreadyRunning, CannotOpen
from offline_queue.vault.address import device_key_of
from offline_queue.vault.device_key import NoDeviceKey

ANEW = """\
New records get a new epoch; what waited keeps its keys, so nothing arrives twice.
Leased numbers were forgotten: the terminal gives numbers again once the platform has leased new
ones, and none that may have been given already."""
_ADOPTED = {
    Verdict.FIRST: "this machine is remembered from now on; nothing else was changed",
    Verdict.SAME: "this machine is known already; nothing was changed",
    Verdict.UNKNOWN: "nothing tells this machine from another; nothing was changed",
    Verdict.MOVED: f"this machine is accepted.\n{ANEW}",
}


def export(config: TerminalConfig, args: argparse.Namespace) -> int:
    """Raises NoAnswer; then nothing is left of the file."""
    public = key_of(args.to or config.platform_key_file)
    try:
        handle = os.open(args.file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except OSError as error:
        raise NoAnswer(f"{args.file} cannot be made ({error.strerror})") from None
    count = 0
    try:
        with os.fdopen(handle, "w", encoding="ascii") as file:
            for found, line in _pages(config, public):
                count += found
                file.write(line + "\n")
            file.flush()
            os.fsync(file.fileno())
    except BaseException as error:
        args.file.unlink()
        if isinstance(error, OSError):
            raise NoAnswer(f"{args.file} cannot be written ({error.strerror})") from None
        raise
    if not count:
        args.file.unlink()
        print("there is no dead letter; no file was made")
        return 0
    print(f"{count} dead letters in {args.file}, sealed; they are still here as well")
    return 0


def unseal(args: argparse.Namespace) -> int:
    """Raises NoAnswer."""
    try:
        lines = args.file.read_text(encoding="ascii").splitlines()
        records = read_lines(lines, key_of(args.key))
    except (OSError, UnicodeDecodeError) as error:
        raise NoAnswer(f"{args.file} cannot be read ({type(error).__name__})") from None
    except NotOurs as error:
        raise NoAnswer(f"{args.file}: {error}") from None
    print(f"zizhu: {PERSONAL}", file=sys.stderr)
    print(json.dumps(records, ensure_ascii=False, indent=2))
    return 0


def backup(config: TerminalConfig, args: argparse.Namespace) -> int:
    """Raises NoAnswer."""
    key = str(args.with_key.absolute()) if args.with_key else ""
    made: BackupMade = ask(config, MakeBackup(str(args.folder.absolute()), key))
    print(
        f"{made.folder}: {made.size} bytes, {made.pending} records waiting, {made.dead} dead"
        f" letters, {made.attachments} attachments"
    )
    if key:
        print(f"{key}: the key that opens it, and this terminal's database. Keep the two apart.")
    else:
        print("This terminal's key is NOT in it, and without that key nobody can read it. If this")
        print("disk breaks, the key is gone too: keep a copy elsewhere (--with-key FILE).")
    return 0


def restored(config: TerminalConfig, args: argparse.Namespace) -> int:
    """Raises NoAnswer."""
    at = SystemClock().now().isoformat(timespec="seconds")
    try:
        own = device_key_of(config)
        done = restore(config, args.folder, own, read_machine(), at, args.key)
    except (BadBackup, NoDeviceKey) as error:
        raise NoAnswer(str(error)) from None
    print(f"restored as of {done.made_at}: {done.pending} records waiting, {done.dead} dead")
    print(ANEW)
    print("What was recorded after the backup and not yet sent is not in it.")
    if done.aside:
        print(f"The files that were here before are in {done.aside}: remove them once")
        print("nothing in them is needed any more.")
    return 0


def adopted(config: TerminalConfig, _args: argparse.Namespace) -> int:
    """Raises NoAnswer."""
    at = SystemClock().now().isoformat(timespec="seconds")
    work = partial(adopt, sources=read_machine(), at=at)
    try:
        verdict = stopped.change(config, work)
    except AlreadyRunning:
        raise NoAnswer("the service is running: it knows this machine") from None
    except CannotOpen as error:
        raise NoAnswer(str(error)) from None
    print(_ADOPTED[verdict])
    return 0


def _pages(config: TerminalConfig, public: bytes) -> Iterator[tuple[int, str]]:
    """How many dead letters, and their line."""
    batch, page, after = uuid.uuid4().hex, 1, 0
    while True:
        found = ask(config, ExportDead(public, batch, page, after))
        yield found.count, as_line(batch, page, found.sealed)
        if not found.after:
            return
        page, after = page + 1, found.after

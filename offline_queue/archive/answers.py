"""The answers to an operator about packages: of the running service and of a stopped one alike."""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

from kiosk.clock import CHINA
from kiosk.messages.archive import (
    AskPackages,
    ExportPackage,
    PackageExported,
    PackageLine,
    Packages,
    PackageStanding,
    PackageVerified,
    VerifyPackage,
)
from kiosk.messages.operator import NotDone
from offline_queue.archive import policy, rows
from offline_queue.archive.export import BadExport, export
from offline_queue.archive.rows import Line
from offline_queue.archive.verify import GONE, Call, NotWhole, check, opened
from offline_queue.audit import log as audit
from offline_queue.store.ledger import Ledger

MESSAGES = (AskPackages, VerifyPackage, ExportPackage)
PAGE = 200
"""Lines of one answer."""

Note = Callable[[Callable[[Ledger], None]], None]
"""Runs a function in a transaction that may write."""


def answer(
    call: Call, note: Note, folder: Path, message: object, at: str
) -> Packages | PackageVerified | PackageExported | NotDone:
    """To one of MESSAGES. `folder` holds the files of attachments; `at` is ISO 8601 with offset.
    Raises what `call` and `note` do."""
    match message:
        case AskPackages():
            return call(partial(_page, after=message.after))
        case VerifyPackage():
            return _verify(call, folder, message.package_id)
        case ExportPackage():
            return _export(call, note, folder, message, at)
        case _:
            return NotDone("this program does not know the question")


def _page(ledger: Ledger, after: str) -> Packages:
    days = policy.read(ledger).days
    found = rows.lines(ledger, after, PAGE)
    more = found[-1].package_id if len(found) == PAGE else ""
    return Packages(tuple(_line(one, days) for one in found), more)


def _line(one: Line, days: int) -> PackageLine:
    acked = _moment(one.acked) if one.acked else None
    return PackageLine(
        package_id=one.package_id,
        seq=one.seq,
        standing=PackageStanding(one.standing),
        made_at=_text(_moment(one.made)),
        size=one.size,
        manifest=one.manifest_text,
        acknowledged_at=_text(acked) if acked else "",
        destroyed_from=_text(acked + timedelta(days=days)) if acked else "",
    )


def _verify(call: Call, folder: Path, package_id: str) -> PackageVerified | NotDone:
    try:
        check(opened(call, package_id, folder))
    except NotWhole as error:
        # what was destroyed while it was read is not broken
        if call(partial(rows.line, package_id=package_id)) is None:
            return NotDone(f"{package_id}: {GONE}")
        return PackageVerified(package_id, str(error))
    return PackageVerified(package_id)


def _export(
    call: Call, note: Note, folder: Path, asked: ExportPackage, at: str
) -> PackageExported | NotDone:
    """Noted before the first byte: what was shown is in the audit log, however it ends."""
    try:
        package = opened(call, asked.package_id, folder)
        check(package)
        note(partial(_note, package_id=package.line.package_id, at=at, clear=not asked.public_key))
        size = export(package, Path(asked.file), asked.public_key)
    except NotWhole as error:
        return NotDone(f"{asked.package_id}: {error}")
    except BadExport as error:
        return NotDone(str(error))
    return PackageExported(asked.file, size, package.line.manifest_text)


def _note(ledger: Ledger, package_id: str, at: str, clear: bool) -> None:
    result = "revealed" if clear else "sealed"
    audit.append(ledger, at, "operator.exported", package=package_id, result=result)


def _moment(ms: int) -> datetime:
    return datetime.fromtimestamp(ms / 1000, CHINA)


def _text(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds")

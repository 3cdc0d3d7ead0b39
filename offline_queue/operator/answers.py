"""The answer to each message of an operator that the database alone can give: asked by the running
service and by the command line of a stopped one alike.
"""

import json
from typing import Any

from kiosk.messages.operator import (
    AskRecords,
    DropRecord,
    ExportDead,
    MendRecord,
    NotDone,
    RecordShown,
    RetryRecords,
    ShowRecord,
)
from offline_queue.audit import log
from offline_queue.operator import changes, export
from offline_queue.operator.listing import in_bounds, lines_of, list_records
from offline_queue.operator.masking import describe
from offline_queue.outbox import rows
from offline_queue.store.ledger import Ledger
from offline_queue.vault.cipher import Unreadable

MESSAGES = (AskRecords, ShowRecord, RetryRecords, MendRecord, DropRecord, ExportDead)


def only_looks(message: object) -> bool:
    """It can be answered from a file that is opened for reading."""
    return isinstance(message, AskRecords) or (
        isinstance(message, ShowRecord) and not message.reveal
    )


def answer(ledger: Ledger, message: object, at: str, terminal: str) -> object:
    """To one of MESSAGES. `at`: ISO 8601 with offset. Inside a transaction; raises sqlite3.Error,
    and then nothing was changed."""
    match message:
        case AskRecords():
            return list_records(ledger, message)
        case ShowRecord():
            return _show(ledger, message, at, terminal)
        case RetryRecords():
            return changes.retry(ledger, message.seqs, at)
        case MendRecord():
            return changes.mend(ledger, message, at)
        case DropRecord():
            return changes.drop(ledger, message.seq, at)
        case ExportDead():
            return export.page_of(ledger, message, at, terminal)
        case _:
            return NotDone("this program does not know the question")


def _show(ledger: Ledger, asked: ShowRecord, at: str, terminal: str) -> RecordShown | NotDone:
    try:
        record = rows.load(ledger, asked.seq) if in_bounds(asked.seq) else None
    except Unreadable as error:
        return NotDone(f"{asked.seq}: it cannot be opened ({error})")
    if record is None:
        return NotDone(f"{asked.seq}: there is no such record here")
    body: Any = record.body
    if asked.reveal:
        log.append(ledger, at, "operator.looked", seq=asked.seq)
    else:
        body = describe(body)
    key = f"{terminal}.{record.epoch}.{asked.seq}"
    text = json.dumps(body, ensure_ascii=False, indent=2)
    return RecordShown(key, lines_of(ledger, asked.seq), text)

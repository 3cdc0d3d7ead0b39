"""Dead letters to take away: each page sealed to a public key, so that only its owner reads them.

A file is one JSON object a line: {"format", "batch", "page", "sealed"}. `sealed` in base64 is as
offline_queue.vault.to_key has it, with INFO, about "BATCH.PAGE". The text is JSON {"terminal",
"last", "records"}; attachments are not in it.
"""

import base64
import json
from collections.abc import Iterable
from typing import Any

import msgspec

from kiosk.messages.operator import AskRecords, ExportDead, Exported, NotDone, Standing
from offline_queue.audit import log
from offline_queue.operator.listing import list_records
from offline_queue.outbox import rows
from offline_queue.store.ledger import Ledger
from offline_queue.vault.cipher import Unreadable
from offline_queue.vault.to_key import NotToUs, open_from, seal_to

FORMAT = "zizhu-dead-letters-1"
INFO = b"zizhu/dead-letters/v1"
PAGE = 100
"""Records."""


class NotOurs(Exception):
    """Not a whole export for this key; the text says which."""


def page_of(ledger: Ledger, asked: ExportDead, at: str, terminal: str) -> Exported | NotDone:
    """The next dead letters, sealed. Inside a transaction; leaves an audit entry."""
    found = list_records(ledger, AskRecords(Standing.DEAD, after=asked.after))
    seqs = sorted({line.seq for line in found.lines})
    taken = seqs[:PAGE]
    after = taken[-1] if len(seqs) > PAGE else found.after
    records = []
    for seq in taken:
        whys = {line.to: line.why for line in found.lines if line.seq == seq}
        records.append(_record(ledger, seq, terminal, whys))
    plain = msgspec.json.encode({"terminal": terminal, "last": not after, "records": records})
    try:
        sealed = seal_to(asked.public_key, plain, INFO, f"{asked.batch}.{asked.page}")
    except ValueError:
        return NotDone("the public key must be 32 bytes of X25519")
    if taken:
        log.append(ledger, at, "operator.exported", count=len(taken))
    return Exported(sealed, len(taken), after)


def as_line(batch: str, page: int, sealed: bytes) -> str:
    text = base64.b64encode(sealed).decode("ascii")
    return json.dumps({"format": FORMAT, "batch": batch, "page": page, "sealed": text})


def read_lines(lines: Iterable[str], private: bytes) -> list[dict[str, Any]]:
    """All records of a file. `private`: 32 raw bytes. Raises NotOurs."""
    records: list[dict[str, Any]] = []
    batch, last = "", False
    for page, line in enumerate(lines, 1):
        try:
            raw = json.loads(line)
            batch = batch or str(raw["batch"])
            whole = raw["format"] == FORMAT and (raw["batch"], raw["page"]) == (batch, page)
            sealed = base64.b64decode(raw["sealed"], validate=True)
        except (ValueError, KeyError, TypeError):
            raise NotOurs(f"line {page} is not of an export of dead letters") from None
        if not whole or last:
            raise NotOurs(f"line {page} is not where it belongs")
        try:
            content = json.loads(open_from(private, sealed, INFO, f"{batch}.{page}"))
        except NotToUs as error:
            raise NotOurs(str(error)) from None
        last = bool(content["last"])
        records += content["records"]
    if not last:
        raise NotOurs("the end is missing: it was cut off")
    return records


def _record(ledger: Ledger, seq: int, terminal: str, whys: dict[str, str]) -> dict[str, Any]:
    key = f"{terminal}.{ledger.epoch_of(seq)}.{seq}"
    try:
        record = rows.load(ledger, seq)
    except Unreadable:
        record = None
    if record is None:
        return {"key": key, "why": whys, "body": None}
    known = {"kind": record.kind, "created_at": record.created_at, "body": record.body}
    return {"key": key, "why": whys} | known

"""What an operator may change: dead letters only, under their old keys, each with an audit entry.

Every function takes the ledger inside a transaction; `at` is ISO 8601 with offset.
"""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from kiosk.messages.operator import Changed, MendRecord, NotDone, RecordLine, Standing
from offline_queue.archive.rows import acknowledged
from offline_queue.audit import log
from offline_queue.operator.listing import NAMES, lines_of
from offline_queue.outbox import rows
from offline_queue.outbox.aside import Aside, SetAside, bring_back, put_aside
from offline_queue.outbox.streams import CENTRAL
from offline_queue.store.ledger import Ledger
from offline_queue.vault.cipher import Unreadable

BODY_MAX = 256 * 1024
"""Characters of a mended record."""
_DESTS = {name: dest for dest, name in NAMES.items()}


def retry(ledger: Ledger, seqs: Iterable[int], at: str) -> Changed:
    """Dead letters may be sent again, in their old places."""
    done, refused = [], []
    for seq in dict.fromkeys(seqs):
        lines = lines_of(ledger, seq)
        dead = [line for line in lines if line.standing is Standing.DEAD]
        if not dead:
            refused.append(f"{seq}: {_instead(lines)}")
            continue
        for line in dead:
            _bring_back(ledger, _DESTS[line.to], seq)
        log.append(ledger, at, "operator.retried", seq=seq)
        done.append(seq)
    return Changed(tuple(done), tuple(refused))


def mend(ledger: Ledger, asked: MendRecord, at: str) -> Changed | NotDone:
    """Another content for a dead letter that nobody has. It stays a dead letter until `retry`."""
    lines = lines_of(ledger, asked.seq)
    why_not = _not_given_up(lines) or _taken_by(lines)
    if why_not:
        return NotDone(f"{asked.seq}: {why_not}")
    body = _parsed(asked.body)
    if isinstance(body, str):
        return NotDone(f"{asked.seq}: {body}")
    other = _about_another(ledger, asked.seq, body)
    if other:
        return NotDone(f"{asked.seq}: {other} must stay: it says what the record is about")
    rows.replace(ledger, asked.seq, body)
    log.append(ledger, at, "operator.mended", seq=asked.seq)
    return Changed((asked.seq,))


def drop(ledger: Ledger, seq: int, at: str) -> Changed | NotDone:
    """It will never be sent; what waited behind it goes on. The package of what the platform has
    is acknowledged by that."""
    lines = lines_of(ledger, seq)
    why_not = _not_given_up(lines)
    if why_not:
        return NotDone(f"{seq}: {why_not}")
    ledger.execute("DELETE FROM attachments WHERE seq = ?", (seq,))
    rows.drop(ledger, seq)
    if any(line.to == NAMES[CENTRAL] and line.standing is Standing.TAKEN for line in lines):
        acknowledged(ledger, [seq])
    log.append(ledger, at, "operator.dropped", seq=seq, kind=lines[0].kind)
    return Changed((seq,))


def _bring_back(ledger: Ledger, dest: int, seq: int) -> None:
    """Where attachments are still to come, they come first."""
    (left,) = ledger.execute(
        "SELECT count(*) FROM attachments WHERE seq = ?2 AND attachment_id NOT IN"
        " (SELECT attachment_id FROM uploads WHERE dest = ?1 AND done)",
        (dest, seq),
    ).fetchone()
    if left:
        put_aside(ledger, dest, SetAside(seq, Aside.PARTS))
    else:
        bring_back(ledger, dest, seq)


def _not_given_up(lines: tuple[RecordLine, ...]) -> str:
    """Why it may not be touched: somebody may be sending it at this moment, or will. "" if it
    may."""
    open_to = [line for line in lines if line.standing is not Standing.TAKEN]
    if open_to and all(line.standing is Standing.DEAD for line in open_to):
        return ""
    return _instead(lines)


def _instead(lines: tuple[RecordLine, ...]) -> str:
    if not lines:
        return "there is no such record here: it was delivered, or never was"
    found = ", ".join(f"{line.standing.value} for {line.to}" for line in lines)
    return f"not a dead letter, but {found}"


def _taken_by(lines: tuple[RecordLine, ...]) -> str:
    """A destination that has this key with the old content would call another one a conflict."""
    for line in lines:
        if line.standing is Standing.TAKEN:
            return f"{line.to} has it as it is, so it must not become another one"
        if line.why.startswith("conflict"):
            return f"{line.to} has another record under this key: no mending helps, only drop"
    return ""


def _parsed(text: str) -> dict[str, Any] | str:
    """The object, or why it is none; nothing of the text is quoted."""
    if len(text) > BODY_MAX:
        return f"the content is longer than {BODY_MAX} characters"
    try:
        body = json.loads(text)
    except (ValueError, RecursionError) as error:
        line = getattr(error, "lineno", 0)
        return f"the content is not JSON (line {line})"
    return body if isinstance(body, dict) and body else "the content must be a JSON object"


def _about_another(ledger: Ledger, seq: int, body: Mapping[str, Any]) -> str:
    """The field that names the thing which the record is about, where it was changed."""
    try:
        old = rows.load(ledger, seq)
    except Unreadable:
        return ""  # its key is lost, and with it the field's name
    if old is None or not old.about:
        return ""
    for name, value in old.body.items():
        if isinstance(value, str) and ledger.cipher.mark(value) == old.about:
            return "" if body.get(name) == value else name
    return ""

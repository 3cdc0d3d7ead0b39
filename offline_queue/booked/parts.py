"""What lies here of a booked certificate: its sealed documents and the pictures of its pages.

A document is a file in the folder of booked ones, encrypted in chunks as attachments are; what is
small lies in its row. What a part is and the key of its file are sealed under the data key of the
day, bound to their row. Functions that take the ledger run inside a transaction of the store.
"""

import base64
import logging
from pathlib import Path

import msgspec

from kiosk.faults import Fault
from offline_queue.attachments.material import Attachment
from offline_queue.attachments.sealed_file import CHUNK_BYTES, Reader
from offline_queue.store.ledger import Ledger
from offline_queue.vault.cipher import Unreadable

FOLDER_NAME = "booked"
"""In the state folder."""
PDF, PNG = "application/pdf", "image/png"

log = logging.getLogger("offline_queue.booked")


class _Sealed(msgspec.Struct, frozen=True):
    media_type: str
    size: int
    sha256: str
    sm3: str
    key: str = ""
    content: str = ""


def put(ledger: Ledger, certificate_id: str, name: str, one: Attachment) -> None:
    """A part that `attachments.store.keep` has made. What was there by this name is replaced.
    Nothing of a certificate that has gone meanwhile: its file is swept."""
    key, content = (base64.b64encode(text).decode("ascii") for text in (one.key, one.content))
    facts = _Sealed(one.media_type, one.size, one.sha256, one.sm3, key, content)
    sealed = ledger.cipher.seal(
        msgspec.json.encode(facts), _place(certificate_id, name, one.attachment_id)
    )
    ledger.execute(
        "INSERT OR REPLACE INTO booked_parts SELECT ?1, ?2, ?3, ?4, ?5, ?6"
        " WHERE EXISTS (SELECT 1 FROM booked WHERE certificate_id = ?1)",
        (certificate_id, name, one.attachment_id, one.size, ledger.cipher.current, sealed),
    )


def load(ledger: Ledger, certificate_id: str, name: str) -> Attachment | None:
    """None where it is not here, or was changed on the disk."""
    row = ledger.execute(
        "SELECT file, key_id, sealed FROM booked_parts WHERE certificate_id = ? AND name = ?",
        (certificate_id, name),
    ).fetchone()
    if row is None:
        return None
    file, key_id, sealed = row
    try:
        plain = ledger.cipher.open(key_id, sealed, _place(certificate_id, name, file))
    except Unreadable as error:
        log.error("%s a booked certificate: %s", Fault.STORE_ERROR.value, error)
        return None
    one = msgspec.json.decode(plain, type=_Sealed)
    key, content = (base64.b64decode(text) for text in (one.key, one.content))
    return Attachment(file, one.media_type, one.size, one.sha256, one.sm3, key, content)


def remove_orphans(ledger: Ledger) -> None:
    """What an earlier version has left of certificates that went while they were fetched."""
    ledger.execute(
        "DELETE FROM booked_parts WHERE certificate_id NOT IN (SELECT certificate_id FROM booked)"
    )


def names(ledger: Ledger, certificate_id: str) -> frozenset[str]:
    query = "SELECT name FROM booked_parts WHERE certificate_id = ?"
    return frozenset(row[0] for row in ledger.execute(query, (certificate_id,)))


def files(ledger: Ledger) -> frozenset[str]:
    """Names that may lie in the folder; also of parts that have no file."""
    return frozenset(row[0] for row in ledger.execute("SELECT file FROM booked_parts"))


def usage(ledger: Ledger) -> tuple[int, int]:
    """Certificates here or wanted, and the bytes of what has come of them."""
    (count,) = ledger.execute("SELECT count(*) FROM booked").fetchone()
    (size,) = ledger.execute("SELECT ifnull(sum(size), 0) FROM booked_parts").fetchone()
    return int(count), int(size)


def content(folder: Path, one: Attachment) -> bytes:
    """All of it. Raises Damaged."""
    if not one.in_file:
        return one.content
    with Reader(folder, one) as reader:
        reader.check()
        return b"".join(reader.chunk(place) for place in range(0, one.size, CHUNK_BYTES))


def sweep(folder: Path, known: frozenset[str]) -> int:
    """Remove files that no row knows; how many. By whoever writes there, so that none of them is
    one whose row is still to come."""
    try:
        unknown = [path for path in folder.iterdir() if path.name not in known]
    except FileNotFoundError:
        return 0
    for path in unknown:
        try:
            path.unlink(missing_ok=True)
        except OSError as error:
            log.warning("a document without a row cannot be removed (%s)", error.strerror)
    return len(unknown)


def _place(certificate_id: str, name: str, file: str) -> bytes:
    return f"booked.{certificate_id}.{name}.{file}".encode()

"""A package is verified by its hashes: whatever is changed of it, anywhere, is seen and named."""

from functools import partial
from pathlib import Path

import msgspec
import pytest

from kiosk.values import replace
from offline_queue.archive import rows
from offline_queue.archive.manifest import decode, digest, encode
from offline_queue.archive.rows import Content
from offline_queue.archive.verify import (
    GONE,
    LOG_DIFFERS,
    MANIFEST_CHANGED,
    PARTS_DIFFER,
    ROW_CHANGED,
)
from offline_queue.attachments.sealed_file import CHANGED, CUT, MISSING
from offline_queue.attachments.store import FOLDER_NAME
from offline_queue.store.ledger import Ledger
from offline_queue.store.writer import Store
from tests.offline_queue.archive.samples import LARGE, files, finished, wrong_with
from tests.offline_queue.audit.books import spoil
from tests.offline_queue.vault.parts import flip

pytestmark = pytest.mark.row("S088")


def contents(store: Store, package_id: str) -> Content:
    found = store.call(partial(rows.load, package_id=package_id))
    assert found is not None
    return found


def forge(store: Store, package_id: str, content: Content) -> None:
    """By somebody who has the keys of this terminal: sealed anew in its place."""

    def change(ledger: Ledger) -> None:
        line = rows.line(ledger, package_id)
        assert line is not None
        place = rows._place(package_id, line.seq, digest(content.manifest))
        sealed = ledger.cipher.seal(msgspec.msgpack.encode(content), place)
        ledger.execute(
            "UPDATE archive SET sealed = ?, manifest = ? WHERE package_id = ?",
            (sealed, digest(content.manifest), package_id),
        )

    store.call(change)


@pytest.mark.parametrize("how", [CHANGED, CUT, MISSING])
def test_a_byte_of_a_scan_is_changed(how: str, store: Store, state: Path) -> None:
    made, (name,) = finished(store, state), files(state)
    path = state / FOLDER_NAME / name
    if how == CHANGED:
        flip(path, LARGE // 2)
    elif how == CUT:
        path.write_bytes(path.read_bytes()[:-1])
    else:
        path.unlink()
    assert wrong_with(store, state, made.package_id) == f"material-02.png: {how}"


@pytest.mark.parametrize(
    "change",
    [
        "sealed = zeroblob(length(sealed))",
        "sealed = substr(sealed, 1, length(sealed) - 1)",
        "manifest = randomblob(32)",
        "seq = seq + 1",
        "key_id = 99",
        "sealed = (SELECT sealed FROM archive ORDER BY seq DESC LIMIT 1)",
    ],
)
def test_its_row_is_changed_or_moved(change: str, store: Store, state: Path) -> None:
    made = finished(store, state, sizes=())
    other = finished(store, state, sizes=())
    spoil(store, f"UPDATE archive SET {change} WHERE package_id = '{made.package_id}'")
    assert wrong_with(store, state, made.package_id) == ROW_CHANGED
    assert wrong_with(store, state, other.package_id) == ""


@pytest.mark.parametrize("name", ["form.json", "log.jsonl", "material-01.png", "signature-03.png"])
def test_even_who_has_the_keys_cannot_change_a_part(name: str, store: Store, state: Path) -> None:
    made = finished(store, state)
    content = contents(store, made.package_id)
    spoilt = bytearray(content.inline[name])
    spoilt[7] ^= 1
    inline = dict(content.inline) | {name: bytes(spoilt)}
    forge(store, made.package_id, replace(content, inline=inline))
    assert wrong_with(store, state, made.package_id) == f"{name}: changed"


def test_even_who_has_the_keys_cannot_make_another_manifest(store: Store, state: Path) -> None:
    """The audit log has the digest of the true one, and the centre has the audit log."""
    made = finished(store, state)
    content = contents(store, made.package_id)
    other = replace(decode(content.manifest), item_code="990100204000")
    forge(store, made.package_id, replace(content, manifest=encode(other)))
    assert wrong_with(store, state, made.package_id) == LOG_DIFFERS
    spoil(store, "UPDATE archive SET manifest = randomblob(32)")
    assert wrong_with(store, state, made.package_id) == ROW_CHANGED


def test_a_manifest_of_another_package_is_not_taken(store: Store, state: Path) -> None:
    made, other = finished(store, state, sizes=()), finished(store, state, sizes=())
    foreign = contents(store, other.package_id)
    forge(store, made.package_id, foreign)
    assert wrong_with(store, state, made.package_id) in (MANIFEST_CHANGED, LOG_DIFFERS)


def test_a_part_is_left_out_or_added(store: Store, state: Path) -> None:
    made = finished(store, state)
    content = contents(store, made.package_id)
    less = {name: one for name, one in content.inline.items() if name != "material-01.png"}
    for inline in (less, {**content.inline, "material-09.png": b"more"}):
        forge(store, made.package_id, replace(content, inline=inline))
        assert wrong_with(store, state, made.package_id) == PARTS_DIFFER
    forge(store, made.package_id, content)
    assert wrong_with(store, state, made.package_id) == ""


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE audit SET hash = zeroblob(32) WHERE event LIKE '%application.finished%'",
        "DELETE FROM audit WHERE event LIKE '%application.finished%'",
        "DELETE FROM audit WHERE event LIKE '%archive.made%'",
    ],
)
def test_the_audit_log_no_longer_says_what_the_package_says(
    change: str, store: Store, state: Path
) -> None:
    made = finished(store, state)
    spoil(store, change)
    assert wrong_with(store, state, made.package_id) == LOG_DIFFERS


def test_entries_that_were_pruned_after_the_centre_had_them_are_not_missed(
    store: Store, state: Path
) -> None:
    made = finished(store, state)
    finished(store, state, sizes=())
    noted = "(SELECT seq FROM audit WHERE event LIKE '%archive.made%' ORDER BY seq LIMIT 1)"
    spoil(store, f"DELETE FROM audit WHERE seq <= {noted}")
    assert wrong_with(store, state, made.package_id) == ""


def test_there_is_none(store: Store, state: Path) -> None:
    assert wrong_with(store, state, "0" * 32) == GONE

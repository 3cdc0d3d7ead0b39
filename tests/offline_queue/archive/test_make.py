"""An application is finished: its package is there with its record, or neither is."""

import ast
import json
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk import VERSION
from offline_queue.archive import rows
from offline_queue.archive.finish import KIND, finish
from offline_queue.archive.manifest import BadManifest, decode, digest, encode, grouped
from offline_queue.archive.manifest import Manifest as Made
from offline_queue.attachments.sweeper import Sweeper
from offline_queue.audit import log as audit
from offline_queue.outbox import rows as outbox
from offline_queue.store.commits import StoreError
from offline_queue.store.ledger import Ledger
from offline_queue.store.writer import Store
from offline_queue.vault import key_ring
from offline_queue.vault.device_key import FileKey
from tests.offline_queue.archive.samples import (
    AT,
    LARGE,
    SECRET,
    SMALL,
    application,
    deliver,
    files,
    finished,
    scan,
    signature,
    wrong_with,
)
from tests.offline_queue.audit.books import events

ROOT = Path(__file__).resolve().parents[3]


def manifest_of(store: Store, package_id: str) -> Made:
    found = store.call(partial(rows.load, package_id=package_id))
    assert found is not None
    return decode(found.manifest)


@pytest.mark.row("S088")
def test_a_finished_application_has_a_package_of_form_materials_signature_and_log(
    store: Store, state: Path
) -> None:
    app = application(signature={"strokes": [[1, 2], [3, 4]], "doc_sm3": "0" * 64})
    materials = [scan(state, SMALL), scan(state, LARGE, "身体条件证明"), signature(state)]
    made = store.call(partial(finish, application=app, at=AT, materials=materials))
    manifest = manifest_of(store, made.package_id)
    assert (manifest.application_id, manifest.terminal_id) == (app["application_id"], "T00003")
    assert (manifest.item_code, manifest.item_version) == ("990100203000", "3")
    assert (manifest.software, manifest.made_at) == (VERSION, AT)
    assert [(one.name, one.role, one.trust) for one in manifest.parts] == [
        ("form.json", "form", "D"),
        ("signature.json", "signature", "D"),
        ("log.jsonl", "log", ""),
        ("material-01.png", "material", "C"),
        ("material-02.png", "material", "C"),
        ("signature-03.png", "signature", "D"),
    ]
    large, one = manifest.parts[4], materials[1].attachment
    provenance = (large.title, large.source, large.device, large.taken_at, large.size)
    assert provenance == ("身体条件证明", "scan", "generic-doc-camera", AT, LARGE)
    assert (large.sha256, large.sm3) == (one.sha256, one.sm3)
    assert wrong_with(store, state, made.package_id) == ""


@pytest.mark.row("S088")
def test_a_package_names_the_audit_entries_of_its_session_by_number_and_hash(
    store: Store, state: Path
) -> None:
    for session in ("sess-7", "sess-8"):
        store.call(partial(audit.append, at=AT, what="help.called", session=session))
    work = partial(finish, application=application(), at=AT, materials=[], session_id="sess-7")
    manifest = manifest_of(store, store.call(work).package_id)
    entries = {one.seq: one for one in store.call(partial(audit.read, after=0, most=99))}
    told = [json.loads(entries[mark.seq].event)["what"] for mark in manifest.audit]
    assert told == ["help.called", "application.finished"]
    assert all(entries[mark.seq].hash.hex() == mark.hash for mark in manifest.audit)


@pytest.mark.row("S088")
def test_the_digest_of_the_manifest_is_in_the_audit_log_and_goes_to_the_platform(
    store: Store, state: Path
) -> None:
    made = finished(store, state)
    noted = events(store, "archive.made")
    assert [(one["package"], one["manifest"]) for one in noted] == [
        (made.package_id, made.manifest)
    ]
    record = store.call(partial(outbox.load, seq=made.seq))
    assert record is not None and record.kind == KIND
    assert record.body["manifest"] == made.manifest
    content = store.call(partial(rows.load, package_id=made.package_id))
    assert content is not None and grouped(digest(content.manifest)) == made.manifest


def test_a_transaction_that_is_undone_leaves_neither_record_nor_package(
    store: Store, state: Path
) -> None:
    materials = [scan(state, LARGE)]

    def half(ledger: Ledger) -> None:
        finish(ledger, application(), AT, materials)
        raise KeyError

    with pytest.raises(KeyError):
        store.call(half)
    assert store.call(partial(rows.lines, after="", most=9)) == ()
    assert store.call(outbox.backlog).pending == 0 and not events(store, "archive")


def test_the_same_application_is_finished_once(store: Store, state: Path) -> None:
    app = application()
    materials = [scan(state, LARGE)]
    work = partial(finish, application=app, at=AT, materials=materials)
    first = store.call(work)
    again = partial(finish, application=app, at=AT, materials=[scan(state, SMALL)])
    assert store.call(again) == first
    assert store.call(outbox.backlog).pending == 1


@pytest.mark.row("S088")
def test_after_delivery_and_sweeping_the_package_is_still_whole_also_after_a_start(
    store: Store, state: Path
) -> None:
    made = finished(store, state)
    deliver(store, made)
    sweeper = Sweeper(store, state)
    for _ in range(3):
        assert sweeper.sweep() == 0
    assert len(files(state)) == 1
    store.close()
    again = Store(state, ballast_bytes=4096)
    assert wrong_with(again, state, made.package_id) == ""
    again.close()


def test_no_word_about_the_person_lies_open_on_the_disk(store: Store, state: Path) -> None:
    made = finished(store, state, applicant=SECRET)
    raw = b"".join(one.read_bytes() for one in state.rglob("*") if one.is_file())
    assert made.package_id.encode() in raw
    for word in (SECRET.encode(), "驾驶证".encode(), b"990100203000"):
        assert word not in raw


def test_an_old_data_key_stays_as_long_as_a_package_needs_it(store: Store, state: Path) -> None:
    made = finished(store, state, sizes=())
    deliver(store, made)
    key = FileKey(state / "device.key")

    def turn(ledger: Ledger) -> int:
        fresh = key_ring.fresh_key(key, key_ring.newest(ledger))
        ledger.cipher = key_ring.rotate(ledger, ledger.cipher, fresh)
        return int(ledger.execute("SELECT count(*) FROM data_keys").fetchone()[0])

    assert store.call(turn) == 3 and store.call(turn) == 3
    assert wrong_with(store, state, made.package_id) == ""


def test_a_disk_that_takes_nothing_leaves_neither(store: Store, state: Path) -> None:
    pages = store.call(lambda c: c.execute("PRAGMA page_count").fetchone()[0])
    store.call(lambda c: c.execute(f"PRAGMA max_page_count = {pages + 4}").fetchone())
    with pytest.raises(StoreError):
        finished(store, state)
    assert store.call(outbox.backlog).pending == 0
    assert store.call(partial(rows.lines, after="", most=9)) == ()


@pytest.mark.slow
def test_nothing_else_in_the_program_writes_an_application() -> None:
    """Else it would have no package."""
    writers = set()
    for path in (ROOT / "offline_queue").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func).endswith(".put"):
                words = [ast.unparse(one) for one in (node.func, *node.args)]
                if words[0] == "attachments.put" or "'application'" in words:
                    writers.add(path.relative_to(ROOT).as_posix())
    assert writers == {"offline_queue/archive/finish.py"}


TEXTS = st.text(max_size=20)


@settings(max_examples=60, derandomize=True, database=None)
@given(TEXTS, TEXTS, st.integers(0, 60))
def test_a_manifest_has_one_form_and_any_change_of_it_another_digest(
    title: str, version: str, at: int
) -> None:
    manifest = Made(
        package_id="p",
        application_id=title,
        terminal_id="T00003",
        made_at=AT,
        software=VERSION,
        item_code="990100203000",
        item_version=version,
        parts=(),
        audit=(),
    )
    raw = encode(manifest)
    assert decode(raw) == manifest
    other = bytearray(raw)
    other[at % len(raw)] ^= 1
    assert digest(bytes(other)) != digest(raw)
    for loose in (raw + b" ", json.dumps(json.loads(raw), indent=1).encode(), raw[:-1], b"[]"):
        with pytest.raises(BadManifest):
            decode(loose)

"""The platform's lists on this terminal: what is taken, what is not, and what a cut leaves."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.certificates.lists import REVOCATION, TRUST, BadList
from offline_queue.inbound import trust as keys_of
from offline_queue.inbound.items import Trust
from offline_queue.store.ledger import Ledger
from offline_queue.store.writer import Store
from offline_queue.verifying.lists import Lists, NotKept, verified
from tests.clock import MONDAY_MORNING
from tests.offline_queue.verifying.signing import (
    KEYS,
    OTHER,
    revocation,
    same,
    signed,
    trust,
)

ROOT = Path(__file__).resolve().parents[3]
LATER = MONDAY_MORNING + timedelta(hours=5)
Open = Callable[[], Lists]


@pytest.fixture
def start(store: Store, tmp_path: Path) -> Open:
    """As after a restart."""

    def begin() -> Lists:
        lists = Lists(store, tmp_path / "lists", KEYS)
        lists.load()
        return lists

    return begin


@pytest.fixture
def lists(start: Open) -> Lists:
    both = start()
    both.keep(TRUST, signed(trust()))
    both.keep(REVOCATION, signed(revocation(5, "aa")))
    return both


def test_nothing_is_known_before_both_lists_are_here(start: Open) -> None:
    lists = start()
    assert lists.known() is None
    lists.keep(REVOCATION, signed(revocation()))
    assert lists.known() is None
    lists.keep(TRUST, signed(trust()))
    assert lists.known() is not None


def test_they_are_there_again_after_a_restart(lists: Lists, start: Open) -> None:
    known = start().known()
    assert known is not None and known == lists.known()
    assert known.revocation.void == {"aa"} and known.as_of == MONDAY_MORNING


def test_an_older_list_is_refused_and_the_newer_one_stays(lists: Lists, start: Open) -> None:
    with pytest.raises(BadList, match="older"):
        lists.keep(REVOCATION, signed(revocation(4)))
    for one in (lists, start()):
        known = one.known()
        assert known is not None and known.revocation.void == {"aa"}


@pytest.mark.parametrize(
    "wrong",
    [
        signed(revocation(9), OTHER),
        signed(revocation(9), key_id="k2"),
        signed(revocation(9)) | {"list": revocation(9, "bb")},
        signed(trust(9)),
        signed(revocation(9, void="aa")),
        signed({"list": "revocation"}),
        signed(same(revocation(1, "other"), 9)),
        {"list": [], "signature": "", "key_id": "k1"},
        {},
        None,
        [],
        "text",
    ],
)
def test_a_forged_or_foreign_list_is_refused(lists: Lists, wrong: Any) -> None:
    before = lists.known()
    with pytest.raises(BadList):
        lists.keep(REVOCATION, wrong)
    assert lists.known() is before


@given(at=st.integers(0, 10_000), to=st.integers(0, 255))
def test_one_changed_byte_of_a_list_is_never_taken(at: int, to: int) -> None:
    whole = signed(revocation(9, "0123456789abcdef"))
    raw = bytearray(json.dumps(whole).encode())
    raw[at % len(raw)] = to
    try:
        changed = json.loads(raw)
    except ValueError:
        return
    try:
        document = verified(changed, KEYS)
    except BadList:
        return
    assert document == whole["list"]


def test_a_list_that_did_not_change_becomes_younger_by_a_few_bytes(
    lists: Lists, start: Open
) -> None:
    lists.keep(REVOCATION, signed(same(revocation(5, "aa"), 6, LATER)))
    lists.keep(TRUST, signed(same(trust(), 6, LATER)))
    for one in (lists, start()):
        known = one.known()
        assert known is not None and known.as_of == LATER
        assert known.revocation.void == {"aa"}
    with pytest.raises(BadList, match="older"):
        lists.keep(REVOCATION, signed(revocation(5, "aa")))


def test_a_confirmation_of_a_former_list_does_not_make_the_new_one_younger(
    lists: Lists, start: Open, tmp_path: Path
) -> None:
    lists.keep(REVOCATION, signed(same(revocation(5, "aa"), 6, LATER)))
    lists.keep(REVOCATION, signed(revocation(7, "bb")))
    old = signed(same(revocation(5, "aa"), 6, LATER))
    (tmp_path / "lists" / "revocation.same.json").write_text(json.dumps(old))
    known = start().known()
    assert known is not None and known.revocation.as_of == MONDAY_MORNING
    assert known.revocation.void == {"bb"}


def test_the_age_is_that_of_the_older_list(lists: Lists) -> None:
    lists.keep(TRUST, signed(same(trust(), 6, LATER)))
    known = lists.known()
    assert known is not None and known.as_of == MONDAY_MORNING


def test_marks_of_the_inbox_are_added_between_two_lists(
    lists: Lists, start: Open, store: Store
) -> None:
    marks = [
        ("certificate.void", "cc"),
        ("certificate.revoked", "dd"),
        ("somebody.else", "ee"),
    ]
    store.call(lambda c: c.executemany("INSERT INTO revocations VALUES (?, ?)", marks))
    lists.read_marks()
    for one in (lists, start()):
        known = one.known()
        assert known is not None and known.marks == {"cc", "dd"}


def test_a_list_of_a_key_that_was_revoked_counts_no_more(
    lists: Lists, start: Open, store: Store
) -> None:
    assert lists.known() is not None

    def revoke(ledger: Ledger) -> None:
        keys_of.change(ledger, Trust("revoke", "k1"), "k2", KEYS)

    store.call(revoke)
    assert start().known() is None
    with pytest.raises(BadList, match="nobody"):
        lists.keep(TRUST, signed(trust(9)))


@pytest.mark.parametrize("spoil", [b"", b"{", b"\xff\xff", b"[]", b"{" * 100_000])
def test_a_spoiled_file_is_as_none(lists: Lists, start: Open, tmp_path: Path, spoil: bytes) -> None:
    (tmp_path / "lists" / "trust.json").write_bytes(spoil)
    again = start()
    assert again.known() is None and again.digest(TRUST) == ""
    again.keep(TRUST, signed(trust()))
    assert again.known() == lists.known()


def test_a_disk_that_takes_nothing_leaves_what_was_there(
    lists: Lists, start: Open, tmp_path: Path
) -> None:
    folder = tmp_path / "lists"
    (folder / ".revocation.json.new").mkdir()
    before = lists.known()
    with pytest.raises(NotKept):
        lists.keep(REVOCATION, signed(revocation(9)))
    assert lists.known() == before == start().known()


_WRITE = """
import sys
from pathlib import Path
from offline_queue import durable
target = Path(sys.argv[1])
parts = [bytes([n]) * 300_000 for n in range(256)]
print("ready", flush=True)
while True:
    for part in parts:
        durable.replace(target, part)
"""


@pytest.mark.slow
def test_killed_while_a_list_is_written_one_whole_list_is_there(tmp_path: Path) -> None:
    target = tmp_path / "list"
    seen: set[int] = set()
    for _ in range(6):
        command = [sys.executable, "-c", _WRITE, str(target)]
        process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE)
        assert process.stdout is not None and process.stdout.readline() == b"ready\n"
        target.unlink(missing_ok=True)
        while not target.exists():
            assert process.poll() is None
        os.kill(process.pid, signal.SIGKILL)
        process.wait(timeout=10)
        process.stdout.close()
        content = target.read_bytes()
        assert len(content) == 300_000 and len(set(content)) == 1
        seen.add(content[0])
    assert seen

"""Whoever deletes, edits, moves or inserts an entry is found out, and where."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from offline_queue.audit import cursor
from offline_queue.audit.chain import Place, genesis, link
from offline_queue.audit.cursor import Sent
from offline_queue.store.writer import Store
from tests.offline_queue.audit.books import (
    AT,
    TERMINAL,
    begin,
    broken,
    entries,
    spoil,
    write,
)

SPOILT = {
    "delete one": (["DELETE FROM audit WHERE seq = 5"], (6, "gap")),
    "delete the first": (["DELETE FROM audit WHERE seq = 1"], (2, "gap")),
    "delete many": (["DELETE FROM audit WHERE seq BETWEEN 3 AND 7"], (8, "gap")),
    "edit what happened": (
        ["UPDATE audit SET event = replace(event, 'count', 'seq') WHERE seq = 4"],
        (4, "edited"),
    ),
    "edit when": (
        ["UPDATE audit SET at = '2026-03-02T08:00:00+08:00' WHERE seq = 9"],
        (9, "edited"),
    ),
    "edit a hash": (["UPDATE audit SET hash = zeroblob(32) WHERE seq = 7"], (7, "edited")),
    "edit into bytes": (["UPDATE audit SET event = x'80ff' WHERE seq = 4"], (4, "edited")),
    "hash of another type": (["UPDATE audit SET hash = 'text' WHERE seq = 4"], (4, "edited")),
    "swap two": (
        [
            "UPDATE audit SET seq = 1000 WHERE seq = 4",
            "UPDATE audit SET seq = 4 WHERE seq = 6",
            "UPDATE audit SET seq = 6 WHERE seq = 1000",
        ],
        (4, "edited"),
    ),
    "delete and close up": (
        ["DELETE FROM audit WHERE seq = 5", "UPDATE audit SET seq = seq - 1 WHERE seq > 5"],
        (5, "edited"),
    ),
    "insert before": (
        ["INSERT INTO audit SELECT 0, at, event, hash FROM audit WHERE seq = 3"],
        (0, "extra"),
    ),
    "insert a copy": (
        [
            "UPDATE audit SET seq = -seq WHERE seq > 5",
            "UPDATE audit SET seq = -seq + 1 WHERE seq < 0",
            "INSERT INTO audit SELECT 6, at, event, hash FROM audit WHERE seq = 5",
        ],
        (6, "edited"),
    ),
    "insert behind": (
        ["INSERT INTO audit SELECT 12, at, event, hash FROM audit WHERE seq = 3"],
        (12, "edited"),
    ),
    "begin anew in the middle": (
        ["UPDATE audit SET event = (SELECT event FROM audit WHERE seq = 1) WHERE seq = 6"],
        (6, "no_head"),
    ),
}


@pytest.fixture
def log_of_eleven(store: Store) -> Store:
    begin(store)
    write(store, 10)  # the first one begins the chain
    return store


@pytest.mark.row("S112")
@pytest.mark.parametrize(("statements", "found"), SPOILT.values(), ids=SPOILT.keys())
def test_the_first_entry_that_is_wrong_is_named(
    log_of_eleven: Store, statements: list[str], found: tuple[int, str]
) -> None:
    assert broken(log_of_eleven) == (0, "")
    spoil(log_of_eleven, *statements)
    assert broken(log_of_eleven) == found


def test_any_byte_changed_anywhere_is_seen(log_of_eleven: Store) -> None:
    whole = entries(log_of_eleven)

    @settings(max_examples=60, derandomize=True, database=None)
    @given(st.data())
    def one_byte(data: st.DataObject) -> None:
        entry = data.draw(st.sampled_from(whole))
        column = data.draw(st.sampled_from(("at", "event", "hash")))
        value = getattr(entry, column)
        raw = bytearray(value if isinstance(value, bytes) else value.encode())
        place = data.draw(st.integers(0, len(raw) - 1))
        raw[place] ^= data.draw(st.integers(1, 255))
        kept = f"x'{(value if isinstance(value, bytes) else value.encode()).hex()}'"
        spoil(log_of_eleven, f"UPDATE audit SET {column} = x'{raw.hex()}' WHERE seq = {entry.seq}")
        assert broken(log_of_eleven)[0] == entry.seq
        spoil(log_of_eleven, f"UPDATE audit SET {column} = {kept} WHERE seq = {entry.seq}")
        assert broken(log_of_eleven) == (0, "")

    one_byte()


def test_a_chain_rewritten_from_some_entry_on_differs_from_what_the_centre_has(
    log_of_eleven: Store,
) -> None:
    """Whoever can write the file can make a chain that is whole in itself."""
    sent = entries(log_of_eleven)[7]
    place = Place(sent.seq, sent.hash)
    log_of_eleven.call(lambda c: cursor.write_sent(c, Sent(place, sent.seq)))
    before = entries(log_of_eleven)[3].hash
    for entry in entries(log_of_eleven)[4:]:
        event = entry.event.replace("number.taken", "help.called")
        before = link(before, entry.seq, entry.at, event)
        spoil(
            log_of_eleven,
            f"UPDATE audit SET event = '{event}', hash = x'{before.hex()}' WHERE seq = {entry.seq}",
        )
    assert broken(log_of_eleven) == (sent.seq, "replaced")


def test_a_log_of_another_terminal_is_not_this_one(store: Store) -> None:
    begin(store, "T00005")
    write(store, 3)
    assert broken(store) == (1, "no_head")


def test_a_whole_log_made_up_without_a_head_is_none(store: Store) -> None:
    event = '{"what":"help.called"}'
    digest = link(genesis(TERMINAL, store.call(lambda ledger: ledger.epoch)), 1, AT, event)
    spoil(store, f"INSERT INTO audit VALUES (1, '{AT}', '{event}', x'{digest.hex()}')")
    assert broken(store) == (1, "no_head")


def test_a_chain_begun_again_in_the_same_epoch_is_none(log_of_eleven: Store) -> None:
    """Else whoever rewrites an end need not know what was before it."""
    epoch = log_of_eleven.call(lambda ledger: ledger.epoch)
    before = entries(log_of_eleven)[4].hash.hex()
    begun = {"what": "chain.began", "terminal": TERMINAL, "epoch": epoch, "after": before}
    event = json.dumps(begun)
    digest = link(genesis(TERMINAL, epoch), 6, AT, event)
    spoil(
        log_of_eleven,
        "DELETE FROM audit WHERE seq > 5",
        f"INSERT INTO audit VALUES (6, '{AT}', '{event}', x'{digest.hex()}')",
    )
    assert broken(log_of_eleven) == (6, "no_head")


def test_a_tail_that_the_centre_has_is_missed(log_of_eleven: Store) -> None:
    last = entries(log_of_eleven)[-1]
    log_of_eleven.call(lambda c: cursor.write_sent(c, Sent(Place(last.seq, last.hash), last.seq)))
    spoil(log_of_eleven, "DELETE FROM audit WHERE seq > 8")
    assert broken(log_of_eleven) == (9, "tail")


def test_numbers_that_were_cut_off_stay_missing_when_the_log_goes_on(log_of_eleven: Store) -> None:
    """Else the hole would close by itself with the next entries."""
    last = entries(log_of_eleven)[-1]
    log_of_eleven.call(lambda c: cursor.write(c, cursor.SEALED, Place(last.seq, last.hash)))
    spoil(log_of_eleven, "DELETE FROM audit WHERE seq > 8")
    log_of_eleven.call(lambda ledger: ledger.undone())
    write(log_of_eleven, 3)
    assert broken(log_of_eleven) == (12, "gap")

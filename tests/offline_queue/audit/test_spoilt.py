"""A log or its notes that somebody has spoilt beyond reading: told as broken, and nothing ends."""

from functools import partial
from pathlib import Path

import pytest

from kiosk.messages.audit import ListAudit
from offline_queue.audit import cursor, log
from offline_queue.audit.answers import as_line
from offline_queue.audit.chain import Place
from offline_queue.audit.cursor import Sent
from offline_queue.audit.trail import Trail
from offline_queue.audit.upload import AuditUpload
from offline_queue.audit.verify import list_entries
from offline_queue.store.writer import Store
from tests.clock import FakeClock
from tests.offline_queue.audit.books import (
    AT,
    TERMINAL,
    begin,
    broken,
    entries,
    spoil,
    spoil_file,
    write,
)
from tests.offline_queue.audit.test_command import _stopped_terminal
from tests.offline_queue.audit.test_upload import Centre, drain, written
from tests.offline_queue.command_line import apart, here

DEEP = '{"what":"chain.began","a":' + "[" * 50_000
ENTRIES = {
    "too deep": ("event", f"'{DEEP}'", "edited"),
    "a head of half a sign": (
        "event",
        """'{"what":"chain.began","terminal":"T00003","epoch":"\\ud800","after":"%s"}'""",
        "edited",
    ),
    "a head of lists": (
        "event",
        """'{"what":"chain.began","terminal":[[1]],"epoch":{},"after":7}'""",
        "no_head",
    ),
    "digits without end": ("event", "'" + "1" * 20_000 + "'", "edited"),
    "a time without end": ("at", "'" + "2" * 70_000 + "'", "edited"),
}
NOTES = [
    "{",
    "",
    "[]",
    "7",
    "{}",
    '{"seq":"x"}',
    '{"seq":1,"hash":"xy","centre":1,"chains":7}',
    '{"seq":1,"hash":"abc","centre":1,"chains":[[1]]}',
    '{"seq":-1,"hash":"","centre":1,"chains":[[1,2,3]]}',
    '{"seq":99999999999999999999999,"hash":"","centre":1,"chains":[[1e99,"",""]]}',
    '{"a":' + "[" * 50_000,
    "\ud800",
]
NAMES = ("audit.pruned", "audit.sealed", "audit.sent", "audit.chains")


@pytest.fixture
def log_of_five(store: Store) -> Store:
    """The centre has it, and the service has stopped after it."""
    begin(store)
    write(store, 4)
    last = entries(store)[-1]
    place = Place(last.seq, last.hash)
    store.call(lambda c: cursor.write_sent(c, Sent(place, last.seq)))
    store.call(lambda c: cursor.write(c, cursor.SEALED, place))
    assert broken(store) == (0, "")
    return store


def _note(store: Store, name: str, value: str) -> None:
    text = value.encode(errors="surrogatepass").hex()
    change = f"INSERT OR REPLACE INTO cursors VALUES ('{name}', CAST(x'{text}' AS TEXT))"
    spoil(store, change)


@pytest.mark.parametrize(("column", "value", "why"), ENTRIES.values(), ids=ENTRIES.keys())
def test_an_entry_that_cannot_be_read_is_named(
    log_of_five: Store, column: str, value: str, why: str
) -> None:
    before = entries(log_of_five)[1].hash.hex()
    value = value.replace("%s", before)
    spoil(log_of_five, f"UPDATE audit SET {column} = {value} WHERE seq = 3")
    assert broken(log_of_five) == (3, why)
    listed = list_entries(log_of_five.call, ListAudit()).lines
    assert [line.seq for line in listed] == [1, 2, 3, 4, 5]
    assert all(as_line(one.seq, one.at, one.event) for one in listed)


@pytest.mark.parametrize("value", NOTES, ids=range(len(NOTES)))
@pytest.mark.parametrize("name", NAMES)
def test_notes_that_were_spoilt_are_a_break_and_the_service_goes_on(
    log_of_five: Store, clock: FakeClock, name: str, value: str
) -> None:
    store = log_of_five
    _note(store, name, value)
    assert broken(store) == (6, "notes")
    store.call(lambda ledger: ledger.undone())
    trail = Trail(store, TERMINAL, clock, lambda: False)
    trail.start()
    centre = Centre()
    drain(AuditUpload(store, TERMINAL, clock.monotonic), centre)
    trail.tidy()
    trail.stop()


def test_a_number_beyond_all_that_the_centre_takes_is_no_number(
    log_of_five: Store, clock: FakeClock
) -> None:
    """Else the next entry would have one that no table can hold."""
    _note(log_of_five, "audit.sent", '{"seq":1,"hash":"","centre":9223372036854775807}')
    assert broken(log_of_five) == (6, "notes")
    log_of_five.call(lambda ledger: ledger.undone())
    Trail(log_of_five, TERMINAL, clock, lambda: False).start()
    assert entries(log_of_five)[-1].seq == 6


def test_what_the_centre_has_is_known_again_after_the_next_upload(
    log_of_five: Store, clock: FakeClock
) -> None:
    _note(log_of_five, "audit.sent", "{")
    centre = Centre()
    drain(AuditUpload(log_of_five, TERMINAL, clock.monotonic), centre)
    assert centre.hashes() == written(log_of_five)
    assert broken(log_of_five) == (0, "")


def test_a_last_entry_of_another_type_or_number_keeps_no_service_from_starting(
    log_of_five: Store, clock: FakeClock
) -> None:
    spoil(
        log_of_five,
        "UPDATE audit SET hash = 'text', at = x'ff' WHERE seq = 5",
        "INSERT INTO audit SELECT 9223372036854775807, at, event, hash FROM audit WHERE seq = 1",
    )
    log_of_five.call(lambda ledger: ledger.undone())
    trail = Trail(log_of_five, TERMINAL, clock, lambda: False)
    trail.start()
    log_of_five.call(partial(log.prune, before=AT))
    assert broken(log_of_five) == (5, "edited")


def test_the_command_names_it(
    tmp_short: Path, clock: FakeClock, capsys: pytest.CaptureFixture[str]
) -> None:
    state, file = _stopped_terminal(tmp_short, clock)
    spoil_file(state, "UPDATE cursors SET value = '{' WHERE name = 'audit.sealed'")
    assert here(file, "audit", "verify") == 1
    assert "BROKEN at 8: what is noted beside the log was spoilt" in capsys.readouterr().out
    spoil_file(state, f"UPDATE audit SET event = '{DEEP}' WHERE seq = 3")
    done = apart(file, "audit", "verify")
    assert done.returncode == 1 and "BROKEN at 3: its content" in done.stdout, done.stderr
    assert apart(file, "audit", "list").returncode == 0

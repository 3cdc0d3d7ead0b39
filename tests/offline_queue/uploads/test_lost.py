"""What can never arrive, and what one end has forgotten."""

from collections.abc import Callable
from pathlib import Path

import pytest

from offline_queue.attachments.sealed_file import CHUNK_BYTES
from offline_queue.outbox import rows as outbox
from offline_queue.outbox.aside import bring_back
from offline_queue.outbox.streams import CENTRAL, SECOND
from offline_queue.store.writer import Store
from tests.clock import FakeClock
from tests.offline_queue.uploads.sender import Sender, attach, content_of, dead, ready
from tests.offline_queue.uploads.tus_server import TusServer

Send = Callable[[], float]


@pytest.mark.parametrize("status", ["409", "413", "422"])
def test_what_is_never_taken_is_a_dead_letter_and_the_next_one_goes(
    store: Store, server: TusServer, folder: Path, send: Send, status: str
) -> None:
    refused, _ = attach(store, folder, content_of(2))
    content = content_of(1, seed=2)
    other, _ = attach(store, folder, content)
    server.script = [status]
    send()
    assert dead(store) == [(refused, f"attachment refused: {status}")]
    assert ready(store) == [other]
    assert list(server.complete().values()) == [content]


def test_content_that_arrives_spoiled_again_and_again_is_a_dead_letter(
    store: Store, server: TusServer, folder: Path, send: Send
) -> None:
    seq, _ = attach(store, folder, content_of(1))
    server.script = ["ok", "ok", "422"] * 3
    send()
    assert dead(store) == [(seq, "attachment spoiled on the way")]


def test_a_platform_without_files_keeps_nothing_from_going_on(
    store: Store, server: TusServer, folder: Path, sender: Sender, clock: FakeClock, send: Send
) -> None:
    attach(store, folder, content_of(1))
    server.script = ["404"]
    sender.round.go()
    asked = len(server.seen)
    clock.advance(60)
    sender.round.go()
    assert len(server.seen) == asked
    send()


@pytest.mark.parametrize("harm", ["cut", "changed", "missing"])
def test_a_damaged_file_is_a_dead_letter_and_the_next_one_goes(
    store: Store, server: TusServer, folder: Path, send: Send, harm: str
) -> None:
    damaged, (kept,) = attach(store, folder, content_of(3))
    path = folder / kept.attachment_id
    if harm == "missing":
        path.unlink()
    else:
        raw = bytearray(path.read_bytes())
        raw[-20] ^= 1
        path.write_bytes(raw[:-1] if harm == "cut" else raw)
    content = content_of(1, seed=2)
    good, _ = attach(store, folder, content)
    send()
    (one,) = dead(store)
    assert one[0] == damaged and one[1].startswith("attachment ")
    assert ready(store) == [good]
    assert list(server.complete().values()) == [content]


def test_a_record_dropped_meanwhile_ends_its_upload(
    store: Store, server: TusServer, folder: Path, sender: Sender
) -> None:
    seq, _ = attach(store, folder, content_of(6))
    for _ in range(4):
        sender.round.go()
    store.call(lambda ledger: outbox.drop(ledger, seq))
    for _ in range(4):
        sender.round.go()
    assert server.methods().count("PATCH") < 5 and not server.complete()


def test_a_record_sent_again_before_its_parts_are_there_gets_them_too(
    store: Store, server: TusServer, folder: Path, sender: Sender
) -> None:
    """An operator has mended a dead letter whose attachment had been refused."""
    content = content_of(2)
    seq, (kept,) = attach(store, folder, content)
    server.script = ["422"]
    sender.round.go()
    assert dead(store)
    store.call(lambda ledger: bring_back(ledger, CENTRAL, seq))
    for _ in range(8):
        sender.round.go()
    assert server.complete() == {kept.attachment_id: content}


def test_a_database_brought_back_asks_how_far_the_platform_is(
    store: Store, server: TusServer, folder: Path, send: Send, sender: Sender
) -> None:
    """The row says less than the platform has, as after an older copy was brought back."""
    content = content_of(6)
    attach(store, folder, content)
    for _ in range(6):
        sender.round.go()
    store.call(lambda ledger: ledger.execute("UPDATE uploads SET sent = 0").rowcount)
    send()
    assert server.sent == len(content)


def test_a_platform_brought_back_with_less_gets_the_rest_again(
    store: Store, server: TusServer, folder: Path, send: Send, sender: Sender
) -> None:
    content = content_of(6)
    attach(store, folder, content)
    for _ in range(6):
        sender.round.go()
    (kept,) = server.files.values()
    del kept.content[CHUNK_BYTES + 17 :]
    send()
    assert list(server.complete().values()) == [content]


def test_two_destinations_each_get_it(
    store: Store, server: TusServer, folder: Path, clock: FakeClock
) -> None:
    content = content_of(2)
    seq, _ = attach(store, folder, content)
    store.call(lambda ledger: ledger.execute("UPDATE outbox SET owed = 0").rowcount)
    row = (SECOND, seq, 3, 0, 0, "")
    store.call(
        lambda ledger: ledger.execute("INSERT INTO aside VALUES (?,?,?,?,?,?)", row).rowcount
    )
    with TusServer() as other:
        for dest, url in ((CENTRAL, server.url), (SECOND, other.url)):
            one = Sender(store, url, folder, clock, CHUNK_BYTES, dest)
            for _ in range(12):
                one.round.go()
            one.line.close()
            assert ready(store, dest) == [seq]
        assert list(other.complete().values()) == [content]
    assert list(server.complete().values()) == [content]


def test_a_record_whose_parts_are_all_gone_does_not_wait_for_ever(
    store: Store, folder: Path, send: Send
) -> None:
    seq, _ = attach(store, folder, content_of(1))
    store.call(lambda ledger: ledger.execute("DELETE FROM attachments").rowcount)
    send()
    assert ready(store) == [seq]
